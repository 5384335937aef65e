"""Times of day as people write them: "8h30", "8g rưỡi", "9 giờ kém 15", "tám giờ sáng"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time

from knowledge_base.entities.number_words import WORDS, is_number, read_number
from knowledge_base.entities.reading import Reading, words
from knowledge_base.entities.when import When

# "bốn lăm", "mười lăm", "ba mươi": "năm" alone would be a year as well.
_SPELT = r"(?:(?:hai|ba|bon|nam)\s+)?muoi(?:\s+(?:lam|nam))?|(?:hai|ba|bon|nam)\s+lam"
_REST = (
    r"(?:\s?(?P<minutes>\d{2})(?:\s?(?:phut|ph|p))?(?!\d)|\s?(?P<half>ruoi)"
    rf"|\s(?P<spelt>{_SPELT})(?:\s+phut)?"
    rf"|\s?kem\s?(?P<less>\d{{1,2}}|{_SPELT}|nam)(?:\s?(?:phut|ph|p))?)?"
)
_HOURS = re.compile(
    r"(?<![\w.,:/+])"
    rf"(?:(?P<hour>\d{{1,2}})\s?(?P<unit>gio|h|g)|(?P<word>{WORDS})\s+gio){_REST}(?![\w:%])"
)
_SPAN = re.compile(
    r"(?<![\w.,:/+-])(?P<from>\d{1,2})\s?[-–]\s?(?P<to>\d{1,2})\s?(?:gio|h|g)(?![\w:%])"
)
_COLON = re.compile(r"(?<![\w.,:/])(?P<hour>\d{1,2}):(?P<minutes>[0-5]\d)(?::[0-5]\d)?(?![\w:])")
_BARE_HALF = re.compile(r"(?:luc|tam|khoang)\s+(?P<hour>\d{1,2})\s+(?P<half>ruoi)(?!\w)")
# "trong 8 giờ" is a length of time, as is "8 giờ làm việc" or "8h/ngày".
_LENGTH_BEFORE = words("trong mat het vong han ty le them cho suot")
_LENGTH_AFTER = words("lam moi lien dong tieng /ngay /tuan / cong hoc nua giong")
_MORNING = range(7, 12)


def find_times(reading: Reading) -> Iterator[When]:
    """Yield the times of day; a time that may be of either half of the day has a doubt."""
    for match in _SPAN.finditer(reading.folded):
        first, last = int(match["from"]), int(match["to"])
        if first != last and max(first, last) < 24 and not _is_length(reading, match):
            found = When(match.start(), match.end(), at=time(first), until=time(last))
            yield found if first in _MORNING else found.doubting("half_of_day")
    for pattern in (_HOURS, _COLON, _BARE_HALF):
        for match in pattern.finditer(reading.folded):
            read = _read(reading, match)
            if read is not None:
                yield read


def _read(reading: Reading, match: re.Match[str]) -> When | None:
    groups = match.groupdict()
    if groups.get("word") and not _is_number_word(reading, match):
        return None
    hour = read_number(groups.get("hour") or groups.get("word") or "")
    if hour >= 24 or _is_length(reading, match):
        return None
    minute, less = _minutes(groups), _number(groups.get("less"))
    if minute > 59 or less > 59:
        return None
    total = (hour * 60 + minute - less) % (24 * 60)
    at = time(total // 60, total % 60)
    found = When(match.start(), match.end(), at=at)
    return found if at.hour in _MORNING or at.hour >= 12 else found.doubting("half_of_day")


def _minutes(groups: dict[str, str | None]) -> int:
    return 30 if groups.get("half") else _number(groups.get("minutes") or groups.get("spelt"))


def _number(folded: str | None) -> int:
    if not folded:
        return 0
    # "bốn lăm" leaves out the "mươi".
    return read_number(re.sub(r"\A(hai|ba|bon|nam)\s+lam\Z", r"\1 muoi lam", folded))


def _is_number_word(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it is one: "tư giờ" is a time; "bây giờ" and "sau giờ" are not."""
    is_more = bool({"muoi", "bao", "may"}.intersection(reading.before(match.start(), 1)))
    return not is_more and is_number(reading.typed(*match.span("word")))


def _is_length(reading: Reading, match: re.Match[str]) -> bool:
    before, after = reading.before(match.start(), 1), reading.after(match.end(), 1)
    return bool(_LENGTH_BEFORE.intersection(before) or _LENGTH_AFTER.intersection(after))


def is_weak(reading: Reading, found: When) -> bool:
    """Whether only neighbours prove that it is a time: "5g" may be a network or grams."""
    return re.fullmatch(r"\d{1,2}\s?g", reading.folded[found.start : found.end]) is not None


def in_part(at: time, part: str) -> tuple[time, bool]:
    """Read a time in a part of the day: "3h" in "chiều" is 15:00; tell whether they agree."""
    later = at.replace(hour=at.hour + 12) if at.hour < 12 else at
    if part == "sáng":
        return at, at.hour < 12
    if part == "trưa":
        return (later, True) if at.hour <= 2 else (at, 10 <= at.hour <= 14)
    if part == "chiều":
        return later, 12 <= later.hour <= 19
    return later, later.hour >= 17
