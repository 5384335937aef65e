"""Dates in figures: "20/11", "20-11-2026", "20 tháng 11", "ngày 20", "mùng 5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge_base.entities.calendar import (
    day_of,
    lunar_day_near,
    lunar_new_year,
    month,
    next_day_numbered,
)
from knowledge_base.entities.number_words import NUMBER, is_number, read_number
from knowledge_base.entities.reading import Reading, words
from knowledge_base.entities.when import When

_ISO = re.compile(r"(?<![\w./-])(?P<year>[12]\d{3})-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?![\w/-])")
_FULL = re.compile(
    r"(?<![\w.,/-])(?P<day>\d{1,2})\s?(?P<sign>[/.-])\s?(?P<month>\d{1,2})\s?(?P=sign)\s?(?P<year>\d{4}|\d{2})(?!\w|[./-]\w)"
)
_SHORT = re.compile(
    r"(?<![\w.,/-])(?P<day>\d{1,2})\s?(?P<sign>[/-])\s?(?P<month>\d{1,2})(?!\w|[./-]\w|%)"
)
_IN_WORDS = re.compile(
    rf"(?<![\w.,/])(?P<lead>ngay\s+|mung\s+|mong\s+)?(?P<day>{NUMBER})\s+thang\s+(?P<month>{NUMBER}|gieng|chap)(?![\w/.,]\w|\w)"
    r"(?:\s*(?:nam\s+|/|,\s*nam\s+)(?P<year>\d{4}|nay|sau|toi|ngoai|truoc)(?!\w))?"
)
_DAY_ONLY = re.compile(
    rf"(?<![\w.,/])(?P<lead>ngay|mung|mong|hom)\s+(?P<day>{NUMBER})(?![\w/.,:-]\w|\w|\s*[-–]\s*\d|%)"
    r"(?:\s+thang\s+(?P<scope>nay|sau|toi|truoc|roi))?(?P<tet>\s+tet(?!\w))?"
)
_FULL_MOON = re.compile(r"(?<!\w)(?P<word>ram)(?:\s+thang\s+\w+)?(?!\w)")
_LUNAR = re.compile(r"\s*(?:\(?\s*(?:am lich|al|am)\)?|tet|ta)(?!\w)")

_DATE_BEFORE = words(
    "ngay hom sang trua chieu toi den tu vao truoc sau hen luc nhat bua dem le dip han qua"
)
_ADDRESS_BEFORE = words("so nha hem duong chi kiet ngo ngach to kp khom xet lo thua can")
_STREET_AFTER = words("duong hem pho khu ap to")
_LAW_BEFORE = words("luat dinh tu nd tt qd nq phap mau")
_FRACTION_BEFORE = words("khoang gan hon chiem giam ty le tren duoi con them mot nua it nhat")
_SHARED_AFTER = words("dien so gia phan tong cua muc tien ngay thang nam ban trang ho suc")
_LENGTH_BEFORE = words("trong khoang hon duoc moi cu be tre mat het con cac nhung")
_LENGTH_AFTER = words("ngay tuan tuoi lan nam gio buoi trieu ngan nghin nua")
_COUNT_AFTER = words(
    "tieng gio lan h buoi nguoi luot phut ho thang ngay trieu ngan nghin k bua tuan nua truoc g"
)
_LUNAR_MONTHS = {"gieng": 1, "chap": 12}
_ALWAYS_OPEN = (24, 7)


def find_written_dates(reading: Reading, today: date) -> Iterator[When]:
    """Yield the dates written in figures or with "tháng"."""
    for match in _ISO.finditer(reading.folded):
        yield _dated(match, int(match["year"]), int(match["month"]), int(match["day"]))
    for match in _FULL.finditer(reading.folded):
        found = _full(match, today)
        if found is not None:
            yield _check_lunar(reading, found)
    for match in _SHORT.finditer(reading.folded):
        found = _short(reading, match, today)
        if found is not None:
            yield _check_lunar(reading, found)
    yield from _worded(reading, today)
    for match in _FULL_MOON.finditer(reading.folded):
        if reading.typed(*match.span("word")) == "rằm":
            yield When(match.start(), match.end()).doubting("lunar")


def _worded(reading: Reading, today: date) -> Iterator[When]:
    for match in _IN_WORDS.finditer(reading.folded):
        found = _in_words(reading, match, today)
        if found is not None:
            yield _check_lunar(reading, found)
    for match in _DAY_ONLY.finditer(reading.folded):
        found = _day_only(reading, match, today)
        if found is not None:
            yield _check_lunar(reading, found)


def _full(match: re.Match[str], today: date) -> When | None:
    if match["sign"] == "." and len(match["year"]) == 2:
        return None
    year = int(match["year"])
    if len(match["year"]) == 4:
        plausible = 1900 <= year < 2100
        return _dated(match, year, int(match["month"]), int(match["day"])) if plausible else None
    century = 2000 if year <= today.year % 100 + 10 else 1900
    return _dated(match, century + year, int(match["month"]), int(match["day"]))


def _short(reading: Reading, match: re.Match[str], today: date) -> When | None:
    day, number = int(match["day"]), int(match["month"])
    before = reading.before(match.start(), 1)
    led = bool(_DATE_BEFORE.intersection(before))
    if _is_other_figure(reading, match, before, led):
        return None
    found = _yearless(match, number, day, today)
    if found.first is None:
        return found if before == ["ngay"] else None
    if match["sign"] == "-":
        return found.doubting("range") if number > day else found
    if not led and day < number:
        found = found.doubting("fraction")
    if reading.text[match.end() : match.end() + 2].strip()[:1].isupper() and not led:
        found = found.doubting("address")
    return found


def _is_other_figure(reading: Reading, match: re.Match[str], before: list[str], led: bool) -> bool:
    """A house, a law, a share, a range of days, "24/7"."""
    words = set(before)
    if (int(match["day"]), int(match["month"])) == _ALWAYS_OPEN:
        return True
    if match["sign"] == "-":
        return not led or bool(_COUNT_AFTER.intersection(reading.after(match.end(), 1)))
    if _STREET_AFTER.intersection(reading.after(match.end(), 1)) and not led:
        return True
    if words & (_ADDRESS_BEFORE | _LAW_BEFORE) and not led:
        return True
    if led and "tu" not in words:
        return False
    around = words & _FRACTION_BEFORE or _SHARED_AFTER.intersection(reading.after(match.end(), 1))
    return bool(around) and int(match["day"]) < int(match["month"])


def _in_words(reading: Reading, match: re.Match[str], today: date) -> When | None:
    if not all(_is_numeral(reading, match, name) for name in ("day", "month")):
        return None
    if match["lead"] is None:
        before = reading.before(match.start(), 1)
        if _LENGTH_BEFORE.intersection(before) or (before and before[0].isdigit()):
            return None
    if match["year"] is None and _LENGTH_AFTER.intersection(reading.after(match.end(), 1)):
        return None
    number = _LUNAR_MONTHS.get(match["month"]) or read_number(match["month"])
    day = read_number(match["day"])
    if match["month"] in _LUNAR_MONTHS:
        return When(match.start(), match.end()).doubting("lunar")
    if match["year"] is None:
        return _yearless(match, number, day, today)
    shift = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "ngoai": -1}
    year = today.year + shift[match["year"]] if match["year"] in shift else int(match["year"])
    return _dated(match, year, number, day)


def _is_numeral(reading: Reading, match: re.Match[str], name: str) -> bool:
    return match[name] in _LUNAR_MONTHS or is_number(reading.typed(*match.span(name)))


def _day_only(reading: Reading, match: re.Match[str], today: date) -> When | None:
    day = read_number(match["day"])
    is_early = match["lead"] in {"mung", "mong"}
    if not is_number(reading.typed(*match.span("day"))) or not 1 <= day <= 31:
        return None
    if not _is_lead(reading, match) or (not is_early and _is_count(reading, match)):
        return None
    if match["tet"] and is_early:
        return _day_of_tet(match, day, today)
    found = _in_month(match, day, today)
    if is_early and day <= 10 and match["scope"] is None:
        return _perhaps_lunar(found, day, today)
    return found


def _is_lead(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span("lead")
    typed = reading.typed(start, end)
    if match["lead"] == "mong":
        return typed == "mồng"
    if match["lead"] == "ngay" and not match["day"].isdigit():
        # "ngay hai bên": at once, or a day; "ngày một" is "more and more".
        return typed == "ngày" and match["day"] != "mot"
    return reading.may_say(start, end, "ngày", "mùng", "hôm")


def _is_count(reading: Reading, match: re.Match[str]) -> bool:
    """Whether it counts: "3 ngày 20 phút", "ngày 2 lần", "mỗi ngày 8 tiếng"."""
    before, after = reading.before(match.start(), 1), reading.after(match.end(), 1)
    numbered = bool(before) and (before[0].isdigit() or before[0] in {"moi", "mot", "hai", "may"})
    return numbered or bool(_COUNT_AFTER.intersection(after) and not match["scope"])


def _day_of_tet(match: re.Match[str], day: date | int, today: date) -> When:
    number = int(day) if isinstance(day, int) else 1
    first = next(
        (
            start
            for year in (today.year, today.year + 1)
            if (start := lunar_new_year(year)) is not None and (today - start).days <= 15
        ),
        None,
    )
    if first is None:
        return When(match.start(), match.end()).doubting("lunar")
    exact = date.fromordinal(first.toordinal() + number - 1)
    return When(match.start(), match.end(), first=exact, last=exact)


def _in_month(match: re.Match[str], day: int, today: date) -> When:
    shift = {"nay": 0, "sau": 1, "toi": 1, "truoc": -1, "roi": -1}.get(match["scope"] or "")
    if shift is not None:
        first, _ = month(today.year, today.month + shift)
        return _dated(match, first.year, first.month, day)
    following = next_day_numbered(today, day)
    if following is None:
        return When(match.start(), match.end()).doubting("impossible")
    span = match.span()
    found = When(*span, first=following, last=following, is_day_only=True)
    this_month = day_of(today.year, today.month, day)
    if this_month is not None and this_month < today:
        return found.doubting("month", others=(this_month,))
    return found


def _perhaps_lunar(found: When, day: int, today: date) -> When:
    """Near Tết "mùng 5" is the fifth of the first lunar month as likely as of this month."""
    lunar = lunar_day_near(today, day)
    return found.doubting("lunar", others=(lunar,)) if lunar is not None else found


def _check_lunar(reading: Reading, found: When) -> When:
    """A day said to be lunar is not reckoned: the solar one would be wrong."""
    match = _LUNAR.match(reading.folded, found.end)
    if match is None or "tet" in reading.folded[found.start : found.end]:
        return found
    if not reading.says(
        match.start(), match.end(), "âm lịch", "al", "(âm lịch)", "(al)", "âm", "ta", "tết"
    ):
        return found
    return When(found.start, match.end()).doubting("lunar")


def _yearless(match: re.Match[str], number: int, day: int, today: date) -> When:
    """The next such date; one that has passed this year may be meant as well."""
    this_year, next_year = (day_of(today.year + ahead, number, day) for ahead in (0, 1))
    if this_year is None:
        leap = day_of(2028, number, day) if next_year is None else next_year
        if next_year is None or leap is None:
            return When(match.start(), match.end()).doubting("impossible")
        return When(match.start(), match.end(), first=next_year, last=next_year)
    if this_year >= today or next_year is None:
        return When(match.start(), match.end(), first=this_year, last=this_year)
    found = When(match.start(), match.end(), first=next_year, last=next_year)
    return found.doubting("year", others=(this_year,))


def _dated(match: re.Match[str], year: int, number: int, day: int) -> When:
    found = day_of(year, number, day)
    if found is None:
        return When(match.start(), match.end()).doubting("impossible")
    return When(match.start(), match.end(), first=found, last=found)
