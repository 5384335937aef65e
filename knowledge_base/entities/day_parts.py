"""Parts of the day: sáng, trưa, chiều, tối. Without marks "toi" is also "tôi", "sang" "sang"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge_base.entities.reading import Reading
from knowledge_base.entities.when import When

_PART = re.compile(
    r"(?<!\w)(?:(?P<whole>buoi)\s+)?(?P<part>sang|trua|chieu|toi|dem|khuya)(?:\s+som(?!\w))?(?!\w)"
)
_NAMES = {
    "sang": "sáng", "trua": "trưa", "chieu": "chiều", "toi": "tối", "dem": "đêm", "khuya": "khuya",
}  # fmt: skip
_DAY_FOLLOWS = re.compile(
    r"\s+(?:nay|mai|mot|qua|hom|ngay|mung|thu\s*(?:[2-7]|hai|ba|tu|nam|sau|bay)(?!\w)|t[2-7]\b|cn\b"
    r"|chu\s+nhat|\d{1,2}/\d{1,2})(?!\w)"
)
_TIME_PRECEDES = re.compile(r"\d\s?(?:h|g|gio)?(?:\s?\d{2}|\s?ruoi)?\s+\Z|(?:gio|ruoi)\s+\Z")


def find_parts(reading: Reading) -> Iterator[When]:
    """Yield the parts of the day that the diacritics, or the words beside them, prove."""
    for match in _PART.finditer(reading.folded):
        name = _NAMES[match["part"]]
        found = When(match.start(), match.end(), part="tối" if name in {"đêm", "khuya"} else name)
        typed = reading.typed(*match.span("part"))
        if typed == name and (match["part"] != "khuya" or match["whole"]):
            yield found
        elif typed == match["part"] and (reading.is_plain or match["whole"]):
            yield from _plain(reading, match, found)


def _plain(reading: Reading, match: re.Match[str], found: When) -> Iterator[When]:
    if match["whole"] or _TIME_PRECEDES.search(reading.folded[: match.start()]):
        yield found
    elif _DAY_FOLLOWS.match(reading.folded, match.end()):
        # "toi mai len" is "tối mai" or "tôi mai".
        yield found.doubting("part") if match["part"] == "toi" else found


def is_whole(reading: Reading, found: When) -> bool:
    """Whether it tells a time by itself: "buổi sáng", not "sáng"."""
    return reading.folded.startswith("buoi", found.start)
