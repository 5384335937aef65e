"""Flood control: over all chats, per chat, per group."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from tests.fakes.common.clock import Clock
from tests.fakes.common.rate import SlidingWindow
from tests.fakes.telegram.errors import too_many
from tests.fakes.telegram.settings import TelegramSettings


def _second() -> SlidingWindow:
    return SlidingWindow(1)


def _minute() -> SlidingWindow:
    return SlidingWindow(60)


@dataclass
class FloodControl:
    """Counts messages; those that were refused do not count."""

    settings: TelegramSettings
    clock: Clock
    over_all: SlidingWindow = field(default_factory=_second)
    chats: defaultdict[int, SlidingWindow] = field(default_factory=lambda: defaultdict(_second))
    groups: defaultdict[int, SlidingWindow] = field(default_factory=lambda: defaultdict(_minute))

    def take(self, chat_id: int) -> None:
        """Count a message to a chat.

        Raises:
            TelegramError: 429 with the seconds to wait.
        """
        now = self.clock.now_s()
        limits = [
            (self.over_all, self.settings.per_second),
            (self.chats[chat_id], self.settings.per_chat_per_second),
        ]
        if chat_id < 0:
            limits.append((self.groups[chat_id], self.settings.per_group_per_minute))
        for window, limit in limits:
            if limit is not None and window.used(now) >= limit:
                raise too_many(window.wait_s(now))
        for window, limit in limits:
            if limit is not None:
                window.take(limit, now)
