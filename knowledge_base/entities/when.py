"""What a message says about a time: one or more days, a part of the day, a time of day.

Times are those of Asia/Ho_Chi_Minh (UTC+7, no daylight saving).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, timezone

from knowledge_base.entities.model import Json, Mention

HO_CHI_MINH = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now_here() -> datetime:
    """The present in Ho Chi Minh City."""
    return datetime.now(HO_CHI_MINH)


@dataclass(frozen=True)
class When:
    """A piece of a message about time, or several joined.

    Attributes:
        start, end: place in the composed text, end excluded.
        first, last: first and last day meant; equal for one day; ``None`` when no day
            was named or none exists.
        part: ``sáng``, ``trưa``, ``chiều``, ``tối`` or ``None``.
        at, until: time of day, and the end of a span of time.
        doubts: what must be asked back; see ``find_when``.
        others: first days that are meant if a doubt turns out true.
        weekday: 0 (Monday) to 6 of a named weekday; used in joining.
        is_week: whether the days are a week or a part of one; used in joining.
        is_day_only: whether the month was guessed ("ngày 5"); used in joining.
    """

    start: int
    end: int
    first: date | None = None
    last: date | None = None
    part: str | None = None
    at: time | None = None
    until: time | None = None
    doubts: tuple[str, ...] = ()
    others: tuple[date, ...] = field(default=())
    weekday: int | None = None
    is_week: bool = False
    is_day_only: bool = False

    @property
    def has_day(self) -> bool:
        """Whether it speaks of days, be it of one that does not exist."""
        return self.first is not None or "impossible" in self.doubts or "lunar" in self.doubts

    def doubting(self, *doubts: str, others: tuple[date, ...] = ()) -> When:
        """The same with more doubts."""
        every = tuple(dict.fromkeys([*self.doubts, *doubts]))
        return replace(self, doubts=every, others=self.others + others)

    def as_mention(self) -> Mention:
        """The mention whose value is ``{from, to, part, time, time_to, others}``, ISO 8601."""
        value: dict[str, Json] = {
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "part": self.part,
            "time": self.at.strftime("%H:%M") if self.at else None,
            "time_to": self.until.strftime("%H:%M") if self.until else None,
            "others": [day.isoformat() for day in self.others],
        }
        return Mention("when", value, self.start, self.end, self.doubts)
