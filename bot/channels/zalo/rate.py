"""A bucket of calls, so that Zalo's limit is never met."""

from __future__ import annotations

import asyncio
import time


class RateBucket:
    """Lets ``per_second`` calls pass each second, and as many at once after a pause."""

    def __init__(self, per_second: float) -> None:
        self._per_second = per_second
        self._size = max(1.0, per_second)
        self._left = self._size
        self._filled_at = time.monotonic()

    async def take(self) -> None:
        """Wait for a place; callers pass in the order in which they came."""
        now = time.monotonic()
        refilled = self._left + (now - self._filled_at) * self._per_second
        self._filled_at = now
        # Below nothing: places promised to callers who wait already.
        self._left = min(self._size, refilled) - 1.0
        if self._left < 0:
            await asyncio.sleep(-self._left / self._per_second)
