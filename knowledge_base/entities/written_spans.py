"""Spans of days that name their month once: "20-25/11", "từ 20 đến 25 tháng 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge_base.entities.calendar import day_of
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.when import When

_SPAN = re.compile(
    r"(?<![\w.,/-])(?P<from>\d{1,2})(?:\s?[-–]\s?|\s+(?:den|toi)\s+(?:ngay\s+)?)(?P<to>\d{1,2})"
    r"(?:\s?/\s?|\s+thang\s+)(?P<month>\d{1,2})"
    r"(?:(?:\s?/\s?|\s+nam\s+)(?P<year>\d{4}))?(?!\w|[./-]\w)"
)


def find_written_spans(reading: Reading, today: date) -> Iterator[When]:
    """Yield the spans; one of a month that has passed is of the next year or was."""
    for match in _SPAN.finditer(reading.folded):
        found = _read(match, today)
        if found is not None:
            yield found


def _read(match: re.Match[str], today: date) -> When | None:
    year = int(match["year"] or today.year)
    if not 1900 <= year < 2100:
        return None
    found = _in_year(match, year)
    if found is None or match["year"] or found.last is None or found.last >= today:
        return found
    following = _in_year(match, year + 1)
    if following is None or found.first is None:
        return found
    return following.doubting("year", others=(found.first,))


def _in_year(match: re.Match[str], year: int) -> When | None:
    number = int(match["month"])
    first, last = (day_of(year, number, int(match[name])) for name in ("from", "to"))
    if first is None or last is None:
        return When(match.start(), match.end()).doubting("impossible") if number <= 12 else None
    found = When(match.start(), match.end(), first=first, last=last)
    return found if first <= last else found.doubting("order")
