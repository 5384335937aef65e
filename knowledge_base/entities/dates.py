"""Find what a message says about a time, and join the pieces: "8g30 sáng thứ 3 tuần sau"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from knowledge_base.entities.calendar import day_of, monday
from knowledge_base.entities.clock import find_times, in_part, is_weak
from knowledge_base.entities.day_parts import find_parts, is_whole
from knowledge_base.entities.day_words import find_day_words
from knowledge_base.entities.periods import find_periods
from knowledge_base.entities.reading import Reading
from knowledge_base.entities.when import When
from knowledge_base.entities.written_dates import find_written_dates
from knowledge_base.entities.written_spans import find_written_spans

_JOIN = re.compile(
    r"[\s,(]*(?:(?:luc|vao|khoang|tam|cua|trong|ngay|hom|la|buoi|tuc|nham)\s+)*[\s,(]*"
)
_RANGE = re.compile(r"\s*(?:(?:cho\s+)?(?:den|toi)(?:\s+(?:het|ngay|luc))?|->|[-–—])\s*")
_OFFICE_AFTERNOON = range(1, 7)


def find_when(reading: Reading, now: datetime) -> list[When]:
    """Return what a message says about times, against ``now`` (aware, or of the city).

    Doubts, each of which must be asked back: ``week``, ``month``, ``year`` (this or
    the other, see ``others``), ``day``, ``part``, ``half_of_day`` (2h: afternoon taken),
    ``lunar`` (may be, or is, a lunar day), ``fraction``, ``address``, ``range`` (perhaps no
    date at all), ``conflict`` (weekday and date disagree), ``order`` (a span that ends
    before it begins), ``impossible`` (no such day: ``first`` is None).
    """
    today = now.date()
    days = [
        *find_written_spans(reading, today),
        *find_written_dates(reading, today),
        *find_day_words(reading, today),
        *find_periods(reading, today),
    ]
    pieces = _without_overlaps([*days, *find_times(reading), *find_parts(reading)])
    joined = _join_ranges(reading, _join(reading, pieces))
    return [_settled(found) for found in joined if _stands_alone(reading, found)]


def _without_overlaps(pieces: list[When]) -> list[When]:
    """Of pieces on a common letter keep the longest."""
    kept: list[When] = []
    for piece in sorted(pieces, key=lambda piece: (piece.start - piece.end, piece.start)):
        if all(piece.end <= other.start or other.end <= piece.start for other in kept):
            kept.append(piece)
    return sorted(kept, key=lambda piece: piece.start)


def _join(reading: Reading, pieces: list[When]) -> list[When]:
    joined: list[When] = []
    for piece in pieces:
        gap = reading.folded[joined[-1].end : piece.start] if joined else None
        both = _both(joined[-1], piece) if gap is not None and _JOIN.fullmatch(gap) else None
        if both is None:
            joined.append(piece)
        else:
            joined[-1] = both
    return joined


def _both(left: When, right: When) -> When | None:
    """One piece of two neighbours, or None when they speak of two times."""
    if (left.part and right.part) or (left.at and right.at):
        return None
    days = (
        _same_day(left, right)
        if left.has_day and right.has_day
        else (left if left.has_day else right)
    )
    if days is None:
        return None
    doubts = days.doubts if left.has_day and right.has_day else (*left.doubts, *right.doubts)
    return replace(
        days,
        start=left.start,
        end=right.end,
        part=left.part or right.part,
        at=left.at or right.at,
        until=left.until or right.until,
        doubts=tuple(dict.fromkeys(doubts)),
        others=days.others,
    )


def _same_day(left: When, right: When) -> When | None:
    """A weekday and its week, or a weekday and its date."""
    for named, other in ((left, right), (right, left)):
        if named.weekday is None or other.first is None or other.weekday is not None:
            continue
        if other.is_week:
            day = monday(other.first) + timedelta(days=named.weekday)
            return replace(named, first=day, last=day, doubts=(), others=())
        if other.first != other.last:
            continue
        return other if other.first.weekday() == named.weekday else _conflict(named, other)
    return None


def _conflict(named: When, dated: When) -> When:
    """A date whose year was guessed may be of the year in which the weekday fits."""
    fitting = [day for day in dated.others if day.weekday() == named.weekday]
    if fitting:
        return replace(dated, first=fitting[0], last=fitting[0], doubts=(), others=())
    others = (named.first,) if named.first else ()
    return dated.doubting("conflict", others=others)


def _join_ranges(reading: Reading, pieces: list[When]) -> list[When]:
    joined: list[When] = []
    for piece in pieces:
        gap = reading.folded[joined[-1].end : piece.start] if joined else None
        both = _range(joined[-1], piece) if gap is not None and _RANGE.fullmatch(gap) else None
        if both is None:
            joined.append(piece)
        else:
            joined[-1] = both
    return joined


def _range(left: When, right: When) -> When | None:
    """One span of two pieces: "từ thứ 2 đến thứ 6", "8h - 10h30"."""
    if left.at and right.at and not left.until and not (left.has_day and right.has_day):
        return _span_of_times(left, right)
    if not (left.first and right.first and right.last) or left.at or right.at:
        return None
    last = right.last
    left = left if right.is_day_only else _before(left, last)
    if left.first is None:
        return None
    if left.weekday is not None and right.weekday is not None and last < left.first:
        last += timedelta(days=7)
    both = replace(
        left,
        end=right.end,
        last=last,
        doubts=tuple(dict.fromkeys([*left.doubts, *right.doubts])),
        others=(*left.others, *right.others),
        weekday=None,
        is_day_only=False,
    )
    return both if left.first <= last else both.doubting("order")


def _span_of_times(left: When, right: When) -> When:
    days = right if right.has_day else left
    return replace(
        days,
        start=left.start,
        end=right.end,
        at=left.at,
        until=right.at,
        part=left.part or right.part,
        doubts=tuple(dict.fromkeys([*left.doubts, *right.doubts])),
    )


def _before(left: When, last: date) -> When:
    """The date that ``left`` means when it begins a span that ends on ``last``."""
    if left.is_day_only and left.first is not None:
        named = day_of(last.year, last.month, left.first.day)
        if named is not None and named <= last:
            return replace(left, first=named, last=named, doubts=(), others=())
    earlier = [day for day in left.others if day <= last]
    if left.first is None or left.first <= last or "year" not in left.doubts or not earlier:
        return left
    return replace(left, first=earlier[0], last=earlier[0], doubts=(), others=())


def _stands_alone(reading: Reading, found: When) -> bool:
    if found.has_day:
        return True
    if found.at is not None:
        return not (is_weak(reading, found) and found.part is None)
    return is_whole(reading, found)


def _settled(found: When) -> When:
    """Bring the times into their part of the day."""
    if found.at is None:
        return found
    if found.part is not None:
        at, agree = in_part(found.at, found.part)
        until = in_part(found.until, found.part)[0] if found.until else None
        doubts = tuple(doubt for doubt in found.doubts if doubt != "half_of_day")
        settled = replace(found, at=at, until=until, doubts=doubts)
        return _ordered(settled if agree else settled.doubting("conflict"))
    if found.at.hour in _OFFICE_AFTERNOON:
        found = replace(found, at=_afternoon(found.at))
    elif found.until is not None and found.until.hour in _OFFICE_AFTERNOON:
        # From a time that is sure only the afternoon can follow.
        doubts = tuple(doubt for doubt in found.doubts if doubt != "half_of_day")
        found = replace(found, doubts=doubts)
    if found.until is not None and found.until.hour in _OFFICE_AFTERNOON:
        found = replace(found, until=_afternoon(found.until))
    return _ordered(found)


def _afternoon(at: time) -> time:
    return at.replace(hour=at.hour + 12)


def _ordered(found: When) -> When:
    """A span of time that ends before it begins is a doubt."""
    if found.at is None or found.until is None or found.at < found.until:
        return found
    return found.doubting("order")
