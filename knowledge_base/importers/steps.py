"""Steps (trình tự thực hiện) and conditions (yêu cầu, điều kiện): lists out of running text."""

from __future__ import annotations

import re

from knowledge_base.importers.furniture import clean, says_nothing
from knowledge_base.importers.letters import UPPER

# "Bước 1:", "- Bước 2.", "a) Bước 3:" at the start of a line or of a sentence; not "tại Bước 1".
_STEP = re.compile(
    r"(?:^|(?<=\n)|(?<=[.;:!”)] ))[ ]?[-+*•]?[ ]?(?:[a-zđ\d]{1,2}[).] ?)?"
    r"Bước (?:thứ )?\d{1,2}(?!\d)(?:\s*[:.)\-–]+\s*|\s*\n|\s+(?=\d?\W*[" + UPPER + r"]))",
)
_BULLET = re.compile(r"^[-–—•·▪*]+\s*")
_HEADING = re.compile(r"^\W*(?:\d\W*)?Trình tự thực hiện\W*(?=Bước)", re.IGNORECASE)
# "+" and lower case continue the line above; so does the line below a heading.
_CONTINUES = re.compile(rf"^(?:\+|[^\W\d_{UPPER}])")
_DOCUMENT_COUNT = re.compile(r"\S\d bản chính(?:,\d bản sao)?[^\s;.,)]")
_LETTERED = re.compile(r"^[a-zđ]\)")


def parse_steps(text: str) -> list[str]:
    """Cut a text into steps: at "Bước n" where it has them, else at its lines.

    Labels and bullets at the start of a step are dropped; lines within a step stay.
    """
    text = _HEADING.sub("", clean(text))
    if says_nothing(text):
        return []
    marks = list(_STEP.finditer(text))
    if not marks:
        return _lines(text)
    steps = [text[: marks[0].start()]]
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    steps += [text[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return [step for part in steps if (step := _tidy(part))]


def parse_conditions(text: str) -> list[str]:
    """Cut a text into conditions, one a line; none for "Không" and the like."""
    text = clean(text)
    return [] if says_nothing(text) else _lines(text)


def is_cut_from_documents(text: str) -> bool:
    """Whether a text on conditions or results is a piece of the table of documents.

    The crawler cut some pages at the words "yêu cầu, điều kiện" inside that table.
    """
    return _DOCUMENT_COUNT.search(text) is not None


def _lines(text: str) -> list[str]:
    items: list[list[str]] = []
    for line in text.split("\n"):
        is_below_heading = bool(items) and items[-1][-1].endswith(":")
        goes_on = _CONTINUES.match(line) is not None and not _LETTERED.match(line)
        if items and (goes_on or is_below_heading):
            items[-1].append(line)
        else:
            items.append([line])
    return [item for lines in items if (item := _tidy("\n".join(lines)))]


def _tidy(text: str) -> str:
    tidy = _BULLET.sub("", text.strip()).strip()
    return tidy if any(char.isalnum() for char in tidy) else ""
