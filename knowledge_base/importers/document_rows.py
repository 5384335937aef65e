"""Cut the flattened table of documents (thành phần hồ sơ) into groups and rows.

The page's table lost its borders: a heading or "--", the header "Tên giấy tờMẫu đơn, tờ
khaiSố lượng", then names with their counts glued on: "…theo mẫu1 bản chính0 bản sao…".
A count is told from the words "01 bản chính" inside a name by what touches it: a count
has no space before it, and the next name follows without one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
# Some headings repeat the header, with tabs where the cells were.
_TABBED_HEADER = re.compile(
    r"Tên giấy tờ\s+Mẫu đơn, tờ khai\s+Số lượng(?:\s+Biểu mẫu điện tử)?(?:\s+Kết quả thay thế)?"
)
# Digits are bounded so that a long run of them costs no time.
_COUNT = re.compile(r"(\d{1,12}) bản chính(?:,(\d{1,12}) bản sao)?")
_INSIDE_A_SENTENCE = " \n;.,:)"


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A name with its counts, in the words of the source."""

    text: str
    originals: int
    copies: int | None


@dataclass(slots=True)
class DocumentGroup:
    """A heading ("" for none) with its rows; ``rest`` is text behind the last count."""

    heading: str
    rows: list[DocumentRow] = field(default_factory=list)
    rest: str = ""


def cut(text: str) -> list[DocumentGroup]:
    """Cut a normalised text (see :func:`furniture.normalise`) into groups.

    Returns:
        The groups; none when the header is missing: then nothing in the text is a table.
    """
    parts = _TABBED_HEADER.sub("", text).split(HEADER) if HEADER in text else []
    groups: list[DocumentGroup] = []
    heading = parts[0] if parts else ""
    for part in parts[1:]:
        group = DocumentGroup(heading)
        heading = group.rest = _cut_rows(part, group.rows)
        groups.append(group)
    for group in groups[:-1]:
        # What stands behind the last count is the next group's heading, unless no row
        # was found: then it is text that could not be cut.
        group.rest = "" if group.rows else group.rest
    return groups


def _cut_rows(text: str, rows: list[DocumentRow]) -> str:
    start = 0
    for found in _COUNT.finditer(text):
        if not _is_count(text, found):
            continue
        # Digits before the last belong to the name: "Mẫu số 18" + "1 bản chính".
        split = found.end(1) - 1
        copies = int(found[2][:3]) if found[2] else None
        rows.append(DocumentRow(text[start:split], int(text[split]), copies))
        start = found.end()
    return text[start:]


def _is_count(text: str, found: re.Match[str]) -> bool:
    before = text[found.start() - 1] if found.start() else ""
    after = text[found.end() : found.end() + 1]
    is_glued_before = before not in ("", " ", "\n", "(")
    if is_glued_before and not found[1].startswith("0"):
        return True
    if after and after in _INSIDE_A_SENTENCE:
        # A name that starts with the words "01 bản chính …" follows the last count directly.
        return is_glued_before and found[1] == "0"
    follows = _COUNT.match(text, found.end())
    return not (follows and not is_glued_before)
