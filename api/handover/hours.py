"""When the office works, and by when an answer can be promised."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict, Field

from knowledge_base.centre.parts import DayHours
from knowledge_base.errors import SetupFailed

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
# Who asks just before closing is promised the next session.
_LEAST = timedelta(hours=1)
_LOOK_AHEAD_DAYS = 30
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


class _AroundTet(BaseModel):
    model_config = ConfigDict(extra="forbid")

    before: int = Field(ge=0, le=10)
    from_first: int = Field(ge=0, le=10, alias="from")


class Holidays(BaseModel):
    """Days on which offices are shut; the file says what each key means."""

    model_config = ConfigDict(extra="forbid")

    yearly: list[str]
    tet_days: _AroundTet
    days: list[date]
    first_days: list[date] = []

    @classmethod
    def load(cls, folder: Path) -> Holidays:
        """Read ``holidays.yml`` and ``tet.yml`` of ``folder``.

        Raises:
            SetupFailed: one of them is not what it should be.
        """
        try:
            given = yaml.safe_load((folder / "holidays.yml").read_text(encoding="utf-8"))
            tet = yaml.safe_load((folder / "tet.yml").read_text(encoding="utf-8"))
            return cls.model_validate({**given, "first_days": tet["first_days"]})
        except (OSError, yaml.YAMLError, ValueError, TypeError, KeyError) as error:
            raise SetupFailed(f"{folder.name}: {error}") from error

    def holds(self, day: date) -> bool:
        """Whether ``day`` is off."""
        return f"{day:%m-%d}" in self.yearly or day in self.days or self._is_tet(day)

    def _is_tet(self, day: date) -> bool:
        around = self.tet_days
        return any(
            -around.before <= (day - first).days < around.from_first for first in self.first_days
        )


@dataclass(frozen=True)
class WorkingHours:
    """The office's week; ``weekly`` is ``None`` until staff confirm it."""

    weekly: Sequence[DayHours] | None
    holidays: Holidays

    def promise(self, at: datetime) -> datetime | None:
        """The end of the first session with an hour left after ``at``; ``None``: nobody knows."""
        ends = (end for start, end in self._sessions(at) if end - max(start, at) >= _LEAST)
        return next(ends, None)

    def _sessions(self, at: datetime) -> Iterator[tuple[datetime, datetime]]:
        today = at.astimezone(HERE).date()
        for ahead in range(_LOOK_AHEAD_DAYS):
            day = today + timedelta(days=ahead)
            for part in [] if self.holidays.holds(day) else self.weekly or []:
                if day.isoweekday() in part.days:
                    for one in part.sessions:
                        yield (
                            datetime.combine(day, one.opens, HERE),
                            datetime.combine(day, one.closes, HERE),
                        )


def in_words(at: datetime) -> str:
    """A promised time as people say it: ``11:30 thứ Hai 24/11``."""
    here = at.astimezone(HERE)
    return f"{here:%H:%M} {_WEEKDAYS[here.weekday()]} {here:%d/%m}"
