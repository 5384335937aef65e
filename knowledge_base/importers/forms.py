"""Form files (mẫu đơn, tờ khai) that are glued to the end of a document's name.

"… của Bộ)Mẫu X1 Tờ khai.docMẫu X2.pdf": the name of the document, then the names of
the files. A file's name starts where two characters meet that never meet inside a
sentence ("…)M", "…;M", "…uP").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from knowledge_base.importers.furniture import one_line
from knowledge_base.importers.letters import LOWER, UPPER

_FILE_END = re.compile(r"\.(?i:docx?|xlsx?|pdf|rar|zip|jpe?g|png|rtf|odt|pptx?)(?![a-z])")
_FORM_WORD = r"(?:m[aẫ]u|m[uẫ]s|ms ?\d|phụ lục|phu ?luc|phlc|pl\W?[\divx]|tk ?\d|biểu|bm|tờ khai)"
# Where a file name may start: behind a closing mark; between a small letter or a digit and
# a capital; and, whatever stands before, at a word that names a form ("NĐ-CPMau03").
_GLUE = re.compile(
    rf"(?<=[).;,:”\"])(?=[{UPPER}{LOWER}\d])"
    rf"|(?<=[{LOWER}])(?=[{UPPER}\d])"
    rf"|(?<=\d)(?=[{UPPER}])"
    rf"|(?<=[{UPPER}{LOWER}])(?=(?i:{_FORM_WORD}))"
)
_STARTS_LIKE_A_FORM = re.compile(rf"(?:\d{{1,3}}[-. ]+)?{_FORM_WORD}", re.IGNORECASE)
_NEVER_IN_FILE_NAMES = re.compile(r"[/\\:*?<>|\n;]")
_LONGEST_FILE_NAME = 160
_NUMBER = re.compile(
    r"(?<!\w)(?i:biểu mẫu|mẫu|mau)\s*(?i:số|so)?\s*:?\s*"
    r"([IVX]+(?:\.\d+)+(?:\.[a-z])?"
    r"|(?:[A-ZĐ]{1,6}[-.]?)*\d+[a-zđ]?(?:[.\-/][A-ZĐ0-9]{1,6})*)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A document's name with the form files that were glued to it."""

    name: str
    files: tuple[str, ...]


def split_files(text: str) -> NamedFile:
    """Part a table cell into the document's name and its files.

    Where the start of the first file cannot be told, the text stays whole and there is
    no file.
    """
    extensions = list(_FILE_END.finditer(text))
    if not extensions or text[extensions[-1].end() :].strip():
        return NamedFile(text, ())
    start = _first_start(text[: extensions[0].start()])
    if start is None:
        return NamedFile(text, ())
    bounds = [start, *(found.end() for found in extensions)]
    files = [one_line(text[begin:end]) for begin, end in pairwise(bounds)]
    return NamedFile(text[:start], tuple(name for name in files if name))


def form_number(*texts: str) -> str | None:
    """The number of a form ("Mẫu số 03", "Mẫu DC02" -> "03", "DC02") that a text names first."""
    for text in texts:
        found = _NUMBER.search(text)
        if found is not None:
            return found[1].rstrip(".-/")
    return None


def stem(file_name: str) -> str:
    """A file's name without its extension, for showing."""
    return one_line(PurePosixPath(file_name).stem) or file_name


def _first_start(text: str) -> int | None:
    """Where the first file's name starts, or ``None`` when no place can be told.

    The earliest place where a word for a form follows is taken; else the earliest place
    that leaves a legal file name.
    """
    banned = [found.end() for found in _NEVER_IN_FILE_NAMES.finditer(text)]
    earliest = max([len(text) - _LONGEST_FILE_NAME, *banned, 1])
    starts = [place for found in _GLUE.finditer(text) if (place := found.start()) >= earliest]
    if not starts:
        return None
    like_forms = [place for place in starts if _STARTS_LIKE_A_FORM.match(text, place)]
    return (like_forms or starts)[0]
