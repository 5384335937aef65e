"""How many calls came in a sliding window."""

from __future__ import annotations

import math
from collections import deque


class SlidingWindow:
    """Counts calls of the last ``seconds``."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._calls: deque[float] = deque()

    def used(self, now_s: float) -> int:
        """Calls that still count at ``now_s``."""
        while self._calls and self._calls[0] <= now_s - self._seconds:
            self._calls.popleft()
        return len(self._calls)

    def take(self, limit: int, now_s: float) -> bool:
        """Count one call; False, and nothing counted, where ``limit`` calls were there already."""
        if self.used(now_s) >= limit:
            return False
        self._calls.append(now_s)
        return True

    def wait_s(self, now_s: float) -> int:
        """Whole seconds, at least one, until the oldest call no longer counts."""
        if not self._calls:
            return 1
        return max(1, math.ceil(self._calls[0] + self._seconds - now_s))
