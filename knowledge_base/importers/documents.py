"""Required documents (thành phần hồ sơ) and forms out of the cut table."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge_base.importers.document_rows import DocumentGroup, DocumentRow, cut
from knowledge_base.importers.forms import form_number, split_files, stem
from knowledge_base.importers.furniture import clean, normalise, one_line, says_nothing
from knowledge_base.importers.rows import Issue
from knowledge_base.model import Document, Form

_BULLET = re.compile(r"^(?:[-–—+*•·o▪►]\)?\s+|[-–—+*•·▪►]+\)?\s*)+")
_TRAILING = " ;,:-"
_IF_ANY = re.compile(r"\s*\(\s*nếu có\s*\)\s*[.;]?\s*\Z", re.IGNORECASE)
_LISTS_SEVERAL = re.compile(r"[;:]|\. | [-+*] |\A(?:trường hợp|đối với)", re.IGNORECASE)
_SHOWN = re.compile(r"(?:phải )?xuất trình(?!\w)", re.IGNORECASE)
# "Giấy tờ phải xuất trình" heads papers to show; "bản sao và xuất trình bản chính" does not.
_SHOWN_GROUP = re.compile(
    r"(?:người yêu cầu[^:;,]{0,40} |(?:các )?(?:giấy tờ|tài liệu|hồ sơ) )?(?:phải |cần )?"
    r"(?:mang theo và )?xuất trình(?!\w)(?! (?:hoặc|/))",
    re.IGNORECASE,
)
_REMARK_GROUP = re.compile(
    r"\W*(?:\d\W*)?(?:lưu ý|ghi chú|chú ý|số lượng hồ sơ)(?!\w)", re.IGNORECASE
)
# A row without counts that opens like this explains; it names no paper.
_REMARK = re.compile(
    r"\W*(?:trường hợp|trưởng hợp|đối với|lưu ý|ghi chú|chú ý|khi|nếu|ngoài|cá nhân|người"
    r"|công dân|cơ quan|doanh nghiệp|tổ chức|số lượng|thời hạn|trong|bản chụp các giấy tờ"
    r"|miễn|các giấy tờ (?:nêu trên|trên)|việc)(?!\w)",
    re.IGNORECASE,
)
# Headings that say no more than that documents follow.
_PLACEHOLDER_GROUP = re.compile(
    r"\W*(?:\d\W*|[a-zđ]\)\s*)?(?:(?:các )?(?:thành phần )?(?:hồ sơ|giấy tờ)"
    r"(?: (?:đề nghị|phải nộp))?(?:,? (?:bao )?gồm(?: có)?)?|bao gồm)?\W*\Z",
    re.IGNORECASE,
)
# The crawler cut some pages at the words "thành phần hồ sơ" inside a sentence on the steps.
_STRAY_STEPS = re.compile(r"\A\s*[).;,]|\bBước \d|\bcơ quan BHXH (?:tiếp nhận|nơi)", re.IGNORECASE)
_RESULT_CODE = re.compile(r"\AKQ[.\-][\w.\-]+\Z")


@dataclass(slots=True)
class DocumentsResult:
    """Documents, forms and remarks in the order of the source, and what is doubtful."""

    documents: list[Document] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    issues: set[Issue] = field(default_factory=set)


def parse_portal_documents(text: str) -> DocumentsResult:
    """Read the flattened table of the national portal."""
    text = normalise(text)
    result = DocumentsResult()
    groups = cut(text)
    for place, group in enumerate(groups):
        heading = _heading(group.heading)
        if place == 0 and _STRAY_STEPS.search(group.heading):
            result.issues.add(Issue.STEPS_CUT)
            heading = ""
        _add_group(result, group, heading)
    if not groups:
        _explain_missing_table(result, clean(text))
    if not result.documents:
        result.issues.add(Issue.DOCUMENTS_MISSING)
    return result


def add_document(result: DocumentsResult, document: Document, files: tuple[str, ...] = ()) -> None:
    """Append a document, and its form files as forms; what is there already is left out."""
    if document not in result.documents:
        result.documents.append(document)
    for file in files:
        if any(form.file == file for form in result.forms):
            continue
        number = form_number(stem(file), document.name if len(files) == 1 else "")
        name = stem(file) if " " in stem(file) else document.name
        result.forms.append(Form(name=name, number=number, file=file))


def describe(text: str) -> tuple[str, str | None]:
    """A document's name without bullets and loose ends, and its condition if it has one."""
    name = _BULLET.sub("", one_line(text)).strip(_TRAILING)
    without = _IF_ANY.sub("", name).strip(_TRAILING)
    # In a name that lists several papers only the last one is meant.
    if without and without != name and not _LISTS_SEVERAL.search(without):
        return without, "Nếu có"
    return name, None


def form_of(name: str, files: tuple[str, ...]) -> str | None:
    """What a person would call the form: its number, else the file's name."""
    if not files:
        return None
    number = form_number(name, *(stem(file) for file in files))
    return f"Mẫu {number}" if number else stem(files[0])


def _heading(text: str) -> str:
    heading = _BULLET.sub("", one_line(text)).strip(_TRAILING)
    return "" if _PLACEHOLDER_GROUP.match(heading) else heading


def _add_group(result: DocumentsResult, group: DocumentGroup, heading: str) -> None:
    is_shown = _SHOWN_GROUP.match(heading) is not None
    is_remarks = bool(_REMARK_GROUP.match(heading))
    for row in group.rows:
        named = split_files(row.text)
        name, condition = describe(named.name)
        if says_nothing(name):
            continue
        if is_remarks or _is_remark(row, name):
            if name not in result.remarks:
                result.remarks.append(name)
            continue
        document = Document(
            name=name,
            originals=row.originals if row.originals or row.copies else None,
            copies=row.copies,
            show_only=is_shown or bool(_SHOWN.match(name)),
            form=form_of(name, named.files),
            condition=condition,
            group=heading or None,
        )
        add_document(result, document, named.files)
    rest = _heading(group.rest)
    if rest and group.rows:
        # A heading whose table never came: it explains the rows above.
        result.remarks += [rest] if rest not in result.remarks else []
    elif rest:
        result.issues.add(Issue.DOCUMENTS_UNREADABLE)


def _is_remark(row: DocumentRow, name: str) -> bool:
    has_counts = bool(row.originals or row.copies)
    if has_counts:
        return False
    return _REMARK.match(name) is not None or one_line(row.text).endswith(":")


def _explain_missing_table(result: DocumentsResult, text: str) -> None:
    if not text or _PLACEHOLDER_GROUP.match(text) or _RESULT_CODE.match(text):
        return
    if says_nothing(text):
        return
    result.issues.add(Issue.DOCUMENTS_UNREADABLE)
    result.issues.add(Issue.STEPS_CUT)
