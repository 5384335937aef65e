"""A clock that a test can turn."""

from __future__ import annotations

import time


class Clock:
    """The machine's clock plus what a test has added."""

    def __init__(self) -> None:
        self._ahead_s = 0.0
        self._frozen_s: float | None = None

    def freeze(self) -> None:
        """Stand still from now on; only ``turn`` moves it."""
        self._frozen_s = time.time()

    def turn(self, seconds: float) -> None:
        """Move on by ``seconds``; back when negative."""
        self._ahead_s += seconds

    def now_s(self) -> float:
        """Seconds since 1970."""
        machine_s = time.time() if self._frozen_s is None else self._frozen_s
        return machine_s + self._ahead_s

    def now_ms(self) -> int:
        """Whole milliseconds since 1970."""
        return int(self.now_s() * 1000)
