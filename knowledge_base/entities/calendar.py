"""Reckoning with days: weeks, months, the next day with a number, the lunar new year."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import yaml

from knowledge_base.errors import InvalidInput

_TET = Path(__file__).resolve().parents[2] / "data" / "calendar" / "tet.yml"
# So many days around Tết people count by the lunar month.
_NEAR_TET = timedelta(days=30)
_DAY = timedelta(days=1)

# Parts of a week (0 Monday) and of a month, first and last day.
WEEK_PARTS = {"": (0, 6), "dau": (0, 1), "giua": (2, 3), "cuoi": (5, 6)}
MONTH_PARTS = {"": (1, 31), "dau": (1, 10), "giua": (11, 20), "cuoi": (21, 31)}


def monday(day: date) -> date:
    """The Monday of the week of ``day``."""
    return day - day.weekday() * _DAY


def week(today: date, weeks: int, part: str = "") -> tuple[date, date]:
    """First and last day of (a part of) the week that is ``weeks`` after this one."""
    start = monday(today) + timedelta(weeks=weeks)
    first, last = WEEK_PARTS[part]
    return start + first * _DAY, start + last * _DAY


def month(year: int, number: int, part: str = "") -> tuple[date, date]:
    """First and last day of (a part of) a month; a ``number`` beyond 1-12 leads to other years."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    length = calendar.monthrange(year, number)[1]
    first, last = MONTH_PARTS[part]
    return date(year, number, first), date(year, number, min(last, length))


def add_months(day: date, months: int) -> date:
    """The same day of another month, or that month's last day."""
    last = month(day.year, day.month + months)[1]
    return last.replace(day=min(day.day, last.day))


def day_of(year: int, number: int, day: int) -> date | None:
    """The date, or ``None`` when there is none."""
    try:
        return date(year, number, day)
    except ValueError:
        return None


def next_day_numbered(today: date, number: int) -> date | None:
    """The next date, today included, with this number in its month."""
    for months in range(13):
        first, _ = month(today.year, today.month + months)
        found = day_of(first.year, first.month, number)
        if found is not None and found >= today:
            return found
    return None


def lunar_day_near(today: date, number: int) -> date | None:
    """The ``number``-th day of the first lunar month, when Tết is near; else ``None``."""
    for first in _first_days():
        if abs(first - today) <= _NEAR_TET:
            return first + (number - 1) * _DAY
    return None


def lunar_new_year(year: int) -> date | None:
    """The first day of the lunar year that begins in ``year``; ``None`` when not listed."""
    return next((day for day in _first_days() if day.year == year), None)


@lru_cache(maxsize=1)
def _first_days() -> tuple[date, ...]:
    try:
        days = yaml.safe_load(_TET.read_text(encoding="utf-8"))["first_days"]
    except (OSError, KeyError, TypeError, yaml.YAMLError) as error:
        raise InvalidInput(f"{_TET.name}: {error!r}") from error
    if not all(isinstance(day, date) for day in days):
        raise InvalidInput(f"{_TET.name}: wanted dates")
    return tuple(days)
