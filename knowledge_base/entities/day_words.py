"""Days named from today on: "hôm nay", "ngày mốt", "thứ 3 tuần sau", "3 ngày nữa"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from knowledge_base.entities.calendar import add_months, monday
from knowledge_base.entities.number_words import NUMBER, is_number, read_number
from knowledge_base.entities.reading import Reading, words
from knowledge_base.entities.when import When

_DAY = timedelta(days=1)
_PARTS = words("sang trua chieu toi dem khuya")

_TODAY = re.compile(
    r"(?<!\w)(?:(?:hom|bua)\s+nay|hnay|(?<=sang )nay|(?<=trua )nay|(?<=chieu )nay|(?<=toi )nay)"
    r"(?!\w)"
)
_TOMORROW = re.compile(
    r"(?<!\w)(?:(?:ngay|hom|bua)\s+)?(?P<word>mai)(?!\w)(?P<vague>\s+mot(?!\w))?"
)
_AFTER = re.compile(r"(?<!\w)(?:(?:ngay|hom|bua)\s+)?(?P<word>mot)(?!\w)")
_YESTERDAY = re.compile(
    r"(?<!\w)(?:(?:ngay|hom|bua|dem|toi|chieu|sang)\s+(?P<word>qua)|hqua)(?!\w)"
)
_KIA = re.compile(r"(?<!\w)(?P<lead>ngay|hom|bua)\s+kia(?!\w)")
_COUNTED = re.compile(
    rf"(?<![\w.,/])(?P<number>{NUMBER})\s+(?P<unit>ngay|bua|hom|tuan|thang)\s+nua(?!\w)"
)

# No day of that name: a person, a flower, an ordinal number, a fee.
_NOT_TOMORROW = words("chi anh co em ten hoa ba ong thi bac be chau ban cay thanh quynh ngoc")
_NOT_WEEKDAY_BEFORE = words(
    "con lan ben nguoi dua hang vi be cap tang dieu chau cai khoan muc so lay cay the phan "
    "ngoi nhom giai bac tap chuong loai vong"
)
_NOT_WEEKDAY_AFTER = words(
    "la trieu ngan nghin tram dong k lan loai phi tien tu thu tuc trong luc% % ty d"
)
_NUMBERED = {"2": 0, "3": 1, "4": 2, "5": 3, "6": 4, "7": 5}
_SPELT = {
    "hai": ("hai", 0), "ba": ("ba", 1), "tu": ("tư", 2), "nam": ("năm", 3), "sau": ("sáu", 4),
    "bay": ("bảy", 5), "bẩy": ("bẩy", 5),
}  # fmt: skip
_MODIFIER = (
    r"(?:\s+(?:cua\s+)?(?P<scope>(?:tuan\s+)?(?:nay|sau\s+nua|truoc|roi|vua\s+roi)|tuan\s+(?:sau|toi|qua)"
    r"|toi(?!\s+(?:thu|t\d|\d|chu|ngay|luc|gio|het)))(?!\w))?"
)
_WEEKDAY = re.compile(
    r"(?<![\w.,/])(?:(?P<thu>thu)\s*(?P<day>[2-7]|hai|ba|tu|nam|sau|bay)(?![\w/.]\w|\w|%)"
    rf"|(?P<t>t)(?P<short>[2-7])(?![\w/.-])|(?P<sunday>(?:chu|chua)\s*nhat|cn)(?!\w)){_MODIFIER}"
)


def find_day_words(reading: Reading, today: date) -> Iterator[When]:
    """Yield the days named relative to ``today``."""
    yield from _near_days(reading, today)
    yield from _counted_days(reading, today)
    for match in _WEEKDAY.finditer(reading.folded):
        if _is_weekday(reading, match):
            yield _weekday(reading, match, today)


def _near_days(reading: Reading, today: date) -> Iterator[When]:
    for match in _TODAY.finditer(reading.folded):
        # "này" ends many phrases; "nay" is today.
        if reading.typed(*match.span()).endswith("nay"):
            yield _one(match, today)
    for match in _TOMORROW.finditer(reading.folded):
        if not match["vague"] and _is_tomorrow(reading, match):
            yield _one(match, today + _DAY)
    for match in _AFTER.finditer(reading.folded):
        if _is_after_tomorrow(reading, match):
            yield _one(match, today + 2 * _DAY)
    for match in _YESTERDAY.finditer(reading.folded):
        if match["word"] is None or reading.typed(*match.span("word")) == "qua":
            yield _one(match, today - _DAY)
    for match in _KIA.finditer(reading.folded):
        yield _kia(match, today)


def _kia(match: re.Match[str], today: date) -> When:
    """Past in "hôm kia"; "ngày kia" is two days ahead for most, three for some."""
    if match["lead"] != "ngay":
        return _one(match, today - 2 * _DAY)
    return _one(match, today + 2 * _DAY).doubting("day", others=(today + 3 * _DAY,))


def _is_tomorrow(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span("word")
    if reading.text[start:end] == "Mai" and match.start() > 0:
        return False
    if reading.typed(start, end) != "mai":
        return False
    if match.start() < start:
        return reading.may_say(match.start(), start, "ngày", "hôm", "bữa")
    named = _NOT_TOMORROW.intersection(reading.before(start, 1))
    # "mai mối", "mai táng"
    return not named and not {"moi", "tang"}.intersection(reading.after(end, 1))


def _is_after_tomorrow(reading: Reading, match: re.Match[str]) -> bool:
    start, end = match.span("word")
    typed, has_lead = reading.typed(start, end), match.start() < start
    if typed == "mốt":
        before = reading.before(match.start(), 1)
        return has_lead or not (
            before and (before[0] in {"muoi", "mai", "thoi"} or before[0].isdigit())
        )
    # "ngay mot" is "ngày mốt" more often than "ngày một"; "mot" alone is a number.
    return typed == "mot" and has_lead and reading.is_plain and not _is_counted(reading, match, end)


def _is_counted(reading: Reading, match: re.Match[str], end: int) -> bool:
    before, after = reading.before(match.start(), 1), reading.after(end, 1)
    return bool(before and before[0].isdigit()) or bool({"lan", "nhieu", "it"}.intersection(after))


def _counted_days(reading: Reading, today: date) -> Iterator[When]:
    for match in _COUNTED.finditer(reading.folded):
        if not is_number(reading.typed(*match.span("number"))):
            continue
        number, unit = read_number(match["number"]), match["unit"]
        days = {"tuan": 7}.get(unit, 1) * number
        yield _one(match, add_months(today, number) if unit == "thang" else today + days * _DAY)


def _is_weekday(reading: Reading, match: re.Match[str]) -> bool:
    before, after = reading.before(match.start(), 1), reading.after(match.end(), 1)
    in_time = bool(match["scope"]) or bool(_PARTS.intersection(before))
    if match["sunday"]:
        return in_time or match["sunday"] != "cn"
    if not in_time and (
        _NOT_WEEKDAY_BEFORE.intersection(before) or _NOT_WEEKDAY_AFTER.intersection(after)
    ):
        return False
    if match["t"]:
        return True
    return reading.may_say(*match.span("thu"), "thứ") and _is_day_name(reading, match, in_time)


def _is_day_name(reading: Reading, match: re.Match[str], in_time: bool) -> bool:
    """Without marks "thu tu", "thu sau" and "thu nam" need another word of time beside them."""
    if match["day"].isdigit():
        return reading.may_say(*match.span("thu"), "thứ")
    typed = reading.typed(*match.span("day"))
    accented = (_SPELT[match["day"]][0], "bẩy" if match["day"] == "bay" else "")
    if reading.typed(*match.span("thu")) == "thứ":
        return typed in accented
    return in_time and typed == match["day"]


def _weekday(reading: Reading, match: re.Match[str], today: date) -> When:
    number = 6 if match["sunday"] else _number_of(match["day"] or match["short"])
    scope = " ".join((match["scope"] or "").split())
    this_week = monday(today) + number * _DAY
    found = _in_scope(_one(match, this_week), scope, this_week, today)
    if match["t"] and not scope and not _PARTS.intersection(reading.before(match.start(), 1)):
        found = found.doubting("month")  # "t7" is also July
    return _with_weekday(found, number)


def _number_of(day: str) -> int:
    return _NUMBERED[day] if day in _NUMBERED else _SPELT[day][1]


def _in_scope(found: When, scope: str, this_week: date, today: date) -> When:
    weeks = {"tuan nay": 0, "tuan sau": 1, "tuan toi": 1, "tuan sau nua": 2, "sau nua": 2}
    past = {"tuan truoc", "tuan qua", "tuan roi", "truoc", "roi", "vua roi", "tuan vua roi"}
    if scope in weeks:
        return _at(found, this_week + timedelta(weeks=weeks[scope]))
    if scope in past:
        recent = this_week if this_week < today else this_week - 7 * _DAY
        if scope.startswith("tuan"):
            return _at(found, this_week - 7 * _DAY)
        return _at(found, recent)
    return _next(found, scope, this_week, today)


def _next(found: When, scope: str, this_week: date, today: date) -> When:
    """Without a week it is the next such day; what else it could be is a doubt."""
    later = this_week + 7 * _DAY
    if this_week == today:
        if scope == "nay":
            return _at(found, today)
        if scope == "toi":
            return _at(found, later)
        return _at(found, today).doubting("week", others=(later,))
    if this_week < today:
        following = _at(found, later)
        return following if scope == "toi" else following.doubting("week", others=(this_week,))
    upcoming = _at(found, this_week)
    return upcoming.doubting("week", others=(later,)) if scope == "toi" else upcoming


def _one(match: re.Match[str], day: date) -> When:
    return When(match.start(), match.end(), first=day, last=day)


def _at(found: When, day: date) -> When:
    return When(found.start, found.end, first=day, last=day)


def _with_weekday(found: When, number: int) -> When:
    return replace(found, weekday=number)
