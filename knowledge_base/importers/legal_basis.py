"""Legal basis (căn cứ pháp lý) out of a flattened two-column table.

"Tên văn bản pháp lýMã văn bản" is followed by titles and numbers without borders:
"Luật A60/2014/QH13Nghị định 5/2020/NĐ-CP5/2020/NĐ-CP". A number is a cell of its own
when it touches the title before it; a number inside a title has a space before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from knowledge_base.importers.furniture import clean, normalise, one_line, says_nothing
from knowledge_base.importers.legal_numbers import TOKEN, key_of, normalise_number, split_head
from knowledge_base.importers.letters import LOWER, UPPER
from knowledge_base.importers.rows import Issue
from knowledge_base.model import LegalBasis

_HEADER = "Tên văn bản pháp lýMã văn bản"
# Some number cells repeat the kind: "Thú yLuật 79/2015/QH13", "…vậtsố 07/2026/TT-BNNMT".
_KIND = (
    r"(?:(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư liên tịch|Thông tư"
    r"|Văn bản hợp nhất|Chỉ thị|NĐ|TT|QĐ|NQ)(?: số)?:?|[Ss]ố) \Z"
)
_KIND_BEFORE = re.compile(_KIND)
_KIND_AT_START = re.compile(
    r"(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư(?: liên tịch)?)(?: số)? "
)
_KIND_BEHIND = re.compile(r"\s(?:Luật|Nghị định|Nghị quyết|Quyết định|Thông tư)(?: số)?\Z")
_SENTENCE_GOES_ON = " ,;.):"
# Two cells that were not parted leave a title that starts inside a line.
_TITLE_START = re.compile(
    rf"(?<=[{LOWER}\d.;])(?=(?:Bộ luật|Luật|Pháp lệnh|Nghị định|Nghị quyết|Quyết định|Thông tư"
    r"|Quy định|Sửa đổi|Hướng dẫn|Ban hành)\b)"
)
_NO_NUMBER_BEFORE = re.compile(r"(?:thứ|khóa|năm|ngày|tháng|Điều|khoản|lần|hạng|mục) \Z")
_LONGEST_TITLE = 2000


@dataclass(slots=True)
class BasisResult:
    """The documents in the order of the source, one entry a number."""

    basis: list[LegalBasis] = field(default_factory=list)
    issues: set[Issue] = field(default_factory=set)

    def add(self, number: str | None, title: str) -> None:
        """Append a document once.

        A number that cannot be read (``None``) makes the section unconfirmed.
        """
        if number is None:
            self.issues.add(Issue.BASIS_UNREADABLE)
            return
        title = _title(title)
        own = _own_number(title)
        if own is not None and own != number and number.endswith(own):
            number = own  # a digit in front came from the text before
        if own is not None and key_of(own) != key_of(number):
            # Two cells that could not be parted: the title is another document's.
            self.issues.add(Issue.BASIS_UNREADABLE)
            title = ""
        if any(key_of(item.number) == key_of(number) for item in self.basis):
            return
        is_only_number = key_of(title) == key_of(number)
        self.basis.append(
            LegalBasis(number=number, title=None if is_only_number else title or None)
        )


def parse_portal_basis(text: str) -> BasisResult:
    """Read the flattened table of the national portal."""
    text = re.sub(r"[ \t]+", " ", normalise(text)).strip()
    result = BasisResult()
    if says_nothing(clean(text)) or text == _HEADER:
        return result
    text = text.removeprefix(_HEADER).rstrip(" .;")
    start = 0
    for cell in _cells(text):
        result.add(cell.number or None, text[start : cell.begin])
        start = cell.end
    if text[start:].strip(" .;,"):
        result.issues.add(Issue.BASIS_UNREADABLE)
    return result


def number_from(cell: str, title: str) -> str | None:
    """The number of a document from its number cell, made whole from its title if cut short.

    A cell "12" or "46/2020" counts only when the title names exactly one number that
    starts like it.
    """
    number = normalise_number(cell)
    if number is not None:
        return number
    stub = re.sub(r"\D*(\d[\d/]*).*", r"\1", one_line(cell))
    named = {
        number
        for found in TOKEN.finditer(one_line(title))
        if (number := normalise_number(found[0])) is not None
        and (key_of(number) + "/").startswith(key_of(stub).rstrip("/") + "/")
    }
    return named.pop() if len(named) == 1 and stub[:1].isdigit() else None


@dataclass(frozen=True, slots=True)
class _Cell:
    """A number cell in the text; ``number`` is "" when it cannot be read."""

    begin: int
    end: int
    number: str


def _cells(text: str) -> list[_Cell]:
    found = list(TOKEN.finditer(text))
    cells: list[_Cell] = []
    last_end = 0
    for place, token in enumerate(found):
        following = found[place + 1].start() if place + 1 < len(found) else -1
        cell = _cell(text, token, last_end, following)
        if cell is not None:
            cells.append(cell)
            last_end = cell.end
    return cells


def _cell(text: str, token: re.Match[str], last_end: int, following: int) -> _Cell | None:
    """The cell this number stands in, or ``None`` when the number is part of a title."""
    of_title, number = split_head(token[0])
    if of_title:
        return _Cell(token.start() + len(of_title), token.end(), number)
    before = text[last_end : token.start()]
    kind = _KIND_BEFORE.search(before)
    begin = last_end + kind.start() if kind else token.start()
    stub = _stub_behind(text, token)
    if stub is not None:
        return _Cell(token.end(), stub, number)
    if not text[last_end:begin].strip():
        return None  # a title cannot be empty: this number opens the title
    after = text[token.end() : token.end() + 2]
    goes_on = after[:1] != "" and after[0] in _SENTENCE_GOES_ON and not after[1:].isupper()
    if text[begin - 1] not in " \n(":
        is_inside = goes_on and text[begin - 1] not in ";."
        return None if is_inside else _Cell(begin, token.end(), number)
    if following == token.end() or (after and after[0] in _SENTENCE_GOES_ON + "\n"):
        return None
    # "… kỳ họp thứ 214/2022/QĐ-TTg": no one can tell the title's digits from the number's.
    is_unsure = _NO_NUMBER_BEFORE.search(before) is not None
    return _Cell(token.start(), token.end(), "" if is_unsure else number)


def _stub_behind(text: str, token: re.Match[str]) -> int | None:
    """Where a cut-short cell behind a title ends: "Nghị định số 46/2020/NĐ-CP" + "46/2020"."""
    head = re.escape((token[1] or token[4]).strip())
    year = rf"(?:/{token[2]})?" if token[2] else ""
    stub = re.compile(rf"{head}{year}(?=\Z|[{UPPER}])").match(text, token.end())
    return stub.end() if stub else None


def _title(text: str) -> str:
    title = one_line(text).strip(" ;,-")
    starts = [found.start() for found in _TITLE_START.finditer(title)]
    title = title[starts[-1] :] if starts else title
    title = _KIND_BEHIND.sub("", title).strip()
    return title if len(title) <= _LONGEST_TITLE else ""


def _own_number(title: str) -> str | None:
    """The number a title starts with ("Nghị định số 46/2020/NĐ-CP …"), if it does."""
    found = _KIND_AT_START.match(title)
    if found is None:
        return None
    token = TOKEN.match(title, found.end())
    if token is not None:
        return normalise_number(token[0])
    stub = re.compile(r"\d+[\w./-]*").match(title, found.end())
    return stub[0] if stub else None
