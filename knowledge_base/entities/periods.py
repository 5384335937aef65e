"""Weeks, months and parts of them: "tuần sau", "đầu tháng tới", "cuối tuần", "tháng 12"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from knowledge_base.entities.calendar import month, week
from knowledge_base.entities.number_words import NUMBER, is_number, read_number
from knowledge_base.entities.reading import Reading, words
from knowledge_base.entities.when import When

_PART = r"(?:(?P<part>dau|giua|cuoi)\s+)"
_SCOPE = (
    r"(?P<scope>nay|sau\s+nua|sau|toi(?!\s+(?:thu|t\d|\d|chu|ngay|luc|gio))"
    r"|truoc|vua\s+roi|roi|qua)"
)
_WEEK = re.compile(rf"(?<!\w){_PART}?(?P<unit>tuan)(?:\s+le)?\s+{_SCOPE}(?!\w)")
_PART_OF_WEEK = re.compile(
    rf"(?<!\w){_PART}(?P<unit>tuan)(?!\w)(?!\s+(?:nay|sau|truoc|roi|qua)(?!\w))"
)
_MONTH = re.compile(rf"(?<!\w){_PART}?(?P<unit>thang)\s+{_SCOPE}(?!\w)")
_NUMBERED_MONTH = re.compile(
    rf"(?<![\w/]){_PART}?(?P<unit>thang)\s+(?P<number>{NUMBER})(?![\w.,:]\w|\w|/\d{{1,3}}(?!\d))"
    r"(?:\s*(?:/|nam\s+|,\s*nam\s+)(?P<year>\d{4}|nay|sau|toi)(?!\w))?"
)
_PART_OF_MONTH = re.compile(rf"(?<!\w){_PART}(?P<unit>thang)(?!\w)")
_FIGURES = re.compile(r"(?<![\w./-])t?(?P<number>\d{1,2})/(?P<year>20\d{2})(?![\w/-]|\.\d)")
_PART_OF_YEAR = re.compile(
    rf"(?<!\w){_PART}(?P<unit>nam)(?:\s+(?P<year>\d{{4}}|nay|sau|toi)(?!\w))?(?!\w|\s+hoc)"
)

_SHIFT = {
    "nay": 0,
    "sau": 1,
    "toi": 1,
    "sau nua": 2,
    "truoc": -1,
    "roi": -1,
    "vua roi": -1,
    "qua": -1,
}
_PARTS = {"dau": "đầu", "giua": "giữa", "cuoi": "cuối"}
_UNITS = {"tuan": "tuần", "thang": "tháng", "nam": "năm"}
_SCOPES = {
    "nay": "này", "sau": "sau", "toi": "tới", "sau nua": "sau nữa", "truoc": "trước", "roi": "rồi",
    "vua roi": "vừa rồi", "qua": "qua",
}  # fmt: skip
_YEAR_PARTS = {"dau": (1, 3), "giua": (5, 8), "cuoi": (10, 12)}
# "hai tuần sau" and "mỗi tháng" are lengths and rates, "luật số 12/2025" is a law.
_COUNTS = words("mot hai ba bon nam sau bay tam chin muoi moi hang vai may nhieu nua")
_LENGTH_AFTER = words("ngay tuan lan tuoi trieu ngan nghin dong k buoi nam % nua luong")
_LAW_BEFORE = words("so luat dinh tu nd tt qd nq phap mau hem nha duong")


def find_periods(reading: Reading, today: date) -> Iterator[When]:
    """Yield the weeks, months and parts of years; first and last day differ."""
    yield from _weeks(reading, today)
    yield from _months(reading, today)
    for match in _PART_OF_YEAR.finditer(reading.folded):
        if _is_spelt(reading, match):
            year = _year(match["year"], today) or today.year
            first, last = _YEAR_PARTS[match["part"]]
            yield _span(match, month(year, first)[0], month(year, last)[1])


def _weeks(reading: Reading, today: date) -> Iterator[When]:
    for match in _WEEK.finditer(reading.folded):
        if _is_spelt(reading, match) and not _is_counted(reading, match):
            shift = _SHIFT[" ".join(match["scope"].split())]
            found = _span(match, *week(today, shift, match["part"] or ""))
            yield replace(found, is_week=True)
    for match in _PART_OF_WEEK.finditer(reading.folded):
        if _is_spelt(reading, match):
            yield replace(_next_part_of_week(match, today), is_week=True)


def _next_part_of_week(match: re.Match[str], today: date) -> When:
    this, following = (week(today, weeks, match["part"]) for weeks in (0, 1))
    if today > this[1]:
        return _span(match, *following)
    if today >= this[0]:
        return _span(match, *this).doubting("week", others=(following[0],))
    return _span(match, *this)


def _months(reading: Reading, today: date) -> Iterator[When]:
    for match in _MONTH.finditer(reading.folded):
        if _is_spelt(reading, match) and not _is_counted(reading, match):
            shift = _SHIFT[" ".join(match["scope"].split())]
            yield _span(match, *month(today.year, today.month + shift, match["part"] or ""))
    for match in _NUMBERED_MONTH.finditer(reading.folded):
        if _is_numbered_month(reading, match):
            yield _numbered(match, today, match["part"] or "")
    for match in _PART_OF_MONTH.finditer(reading.folded):
        if _is_spelt(reading, match):
            yield _next_part_of_month(match, today)
    for match in _FIGURES.finditer(reading.folded):
        named = _LAW_BEFORE.intersection(reading.before(match.start(), 1))
        if 1 <= int(match["number"]) <= 12 and not named:
            yield _span(match, *month(int(match["year"]), int(match["number"])))


def _is_numbered_month(reading: Reading, match: re.Match[str]) -> bool:
    if not _is_spelt(reading, match) or not is_number(reading.typed(*match.span("number"))):
        return False
    if not 1 <= read_number(match["number"]) <= 12 or _is_counted(reading, match):
        return False
    return bool(match["year"]) or not _LENGTH_AFTER.intersection(reading.after(match.end(), 1))


def _numbered(match: re.Match[str], today: date, part: str) -> When:
    number = read_number(match["number"])
    year = _year(match["year"], today)
    if year is not None:
        return _span(match, *month(year, number, part))
    this_year, next_year = (month(today.year + ahead, number, part) for ahead in (0, 1))
    if this_year[1] >= today:
        return _span(match, *this_year)
    return _span(match, *next_year).doubting("year", others=(this_year[0],))


def _next_part_of_month(match: re.Match[str], today: date) -> When:
    this, following = (month(today.year, today.month + ahead, match["part"]) for ahead in (0, 1))
    if today > this[1]:
        return _span(match, *following)
    found = _span(match, *this)
    return found.doubting("month", others=(following[0],)) if today >= this[0] else found


def _year(typed: str | None, today: date) -> int | None:
    if typed is None:
        return None
    return int(typed) if typed.isdigit() else today.year + _SHIFT[typed]


def _is_spelt(reading: Reading, match: re.Match[str]) -> bool:
    """Whether the diacritics typed, if any, are those of the words meant."""
    groups = match.groupdict()
    wanted = [("part", _PARTS), ("unit", _UNITS), ("scope", _SCOPES)]
    return all(
        reading.may_say(*match.span(name), words[" ".join(groups[name].split())])
        for name, words in wanted
        if groups.get(name)
    )


def _is_counted(reading: Reading, match: re.Match[str]) -> bool:
    before = reading.before(match.start(), 1)
    # "thứ 2 đầu tuần sau": a part of a week is never counted.
    return bool(before) and not match["part"] and (before[0].isdigit() or before[0] in _COUNTS)


def _span(match: re.Match[str], first: date, last: date) -> When:
    return When(match.start(), match.end(), first=first, last=last)
