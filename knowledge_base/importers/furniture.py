"""Take the web page's furniture off a crawled text.

Pages put "Không có thông tin" where they have nothing, end with a footer for filing
online ("Từ khóa … Mô tả … Chọn cơ quan thực hiện … Nộp hồ sơ"), and carry characters
that look like spaces or bullets but are not.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

NOTHING = "Không có thông tin"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\t]+")
# Word processors store their bullets (ticks, squares, arrows) in the private use area.
_PRIVATE_BULLET = re.compile("[\ue000-\uf8ff]")
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_BLANK_LINES = re.compile(r" ?\n[ \n]*")
_KEYWORDS, _DESCRIPTION = "Từ khóa", "Mô tả"
_LONGEST_KEYWORDS = 4000
_FILING_FORM = "Chọn cơ quan thực hiện"
_FILING_BUTTON = "Nộp hồ sơ"
# "Không", "không có." and the like stand where a section has nothing to say.
_NONE_WORDS = re.compile(
    r"(?:không(?: có| quy định| yêu cầu| có yêu cầu| có quy định)?|chưa quy định|-+|/|\.)\W*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Footer:
    """What the footer says: the page's own description, and whether one can file there."""

    description: str
    can_file_online: bool


def normalise(text: str) -> str:
    """NFC, one kind of space, one kind of line end, no invisible characters; tabs kept."""
    text = unicodedata.normalize("NFC", text)
    text = _LINE_ENDS.sub("\n", text)
    return _PRIVATE_BULLET.sub("-", _INVISIBLE.sub("", text.replace("\u00a0", " ")))


def clean(text: str) -> str:
    """Normalised text with single spaces and no blank lines; "" for "Không có thông tin"."""
    text = _SPACES.sub(" ", normalise(text))
    text = _BLANK_LINES.sub("\n", text).strip()
    return "" if text == NOTHING else text


def one_line(text: str) -> str:
    """:func:`clean` without line breaks, for names."""
    return clean(clean(text).replace("\n", " "))


def split_footer(text: str) -> tuple[str, Footer]:
    """Cut the page footer off; works on text before or after :func:`clean`."""
    start = text.find(_KEYWORDS)
    end = text.find(_DESCRIPTION, start + len(_KEYWORDS)) if start >= 0 else -1
    if end < 0:
        return text, Footer("", False)
    if end - start > _LONGEST_KEYWORDS:
        start = text.rfind(_KEYWORDS, 0, end)
    description, form, after = text[end + len(_DESCRIPTION) :].partition(_FILING_FORM)
    footer = Footer(clean(description), bool(form) and _FILING_BUTTON in after)
    return text[:start], footer


def says_nothing(text: str) -> bool:
    """Whether a cleaned text only says that there is nothing ("Không", "không có.")."""
    return not text or text == NOTHING or _NONE_WORDS.match(text) is not None
