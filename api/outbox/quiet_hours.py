"""When people are left in peace."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

_HERE = ZoneInfo("Asia/Ho_Chi_Minh")
_WRITTEN = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
PATTERN = rf"^({_WRITTEN.pattern})?$"


@dataclass(frozen=True)
class QuietHours:
    """From ``start`` until ``end`` by the clock of the city, over midnight or not.

    Equal times: there are none.
    """

    start: time
    end: time

    @classmethod
    def parse(cls, written: str) -> QuietHours:
        """Read ``21:00-07:00``; empty text: none.

        Raises:
            ValueError: it is something else.
        """
        if not written:
            return cls(time(), time())
        found = _WRITTEN.fullmatch(written)
        if found is None:
            raise ValueError(f"no quiet hours: {written}")
        first, second, third, fourth = (int(part) for part in found.groups())
        return cls(time(first, second), time(third, fourth))

    def hold(self, at: datetime) -> bool:
        """Whether ``at`` lies in them."""
        clock = at.astimezone(_HERE).time()
        if self.start <= self.end:
            return self.start <= clock < self.end
        return clock >= self.start or clock < self.end

    def allowed(self, at: datetime) -> datetime:
        """``at``, or the end of the quiet hours that it lies in."""
        if not self.hold(at):
            return at
        here = at.astimezone(_HERE)
        morning = datetime.combine(here.date(), self.end, _HERE)
        if morning <= here:
            morning += timedelta(days=1)
        return morning.astimezone(at.tzinfo)
