"""A bucket of calls, so that a platform's limit is never met."""

from __future__ import annotations

import asyncio
import time
from typing import Optional


class Bucket:
    """Lets ``per_second`` calls pass each second, and ``burst`` at once after a pause.

    Args:
        per_second: how fast it fills.
        burst: how much it holds; as many as pass in a second, where it is not given.
    """

    def __init__(self, per_second: float, burst: Optional[float] = None) -> None:
        self._per_second = per_second
        self._burst = max(1.0, per_second if burst is None else burst)
        self._left = self._burst
        self._filled_at = time.monotonic()

    async def take(self) -> None:
        """Wait for a place; callers pass in the order in which they came."""
        now = time.monotonic()
        refilled = self._left + (now - self._filled_at) * self._per_second
        self._filled_at = now
        # Below nothing: places promised to callers who wait already.
        self._left = min(self._burst, refilled) - 1.0
        if self._left < 0:
            await asyncio.sleep(-self._left / self._per_second)
