"""Telegram's measure of messages: so many over all chats, few to one, those one by one."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from bot.channels.base.rate import Bucket

# What Telegram lets through to one chat, and how many at once after a pause.
PER_CHAT_PER_SECOND = 1.0
BURST_PER_CHAT = 3.0
_MOST_CHATS = 10_000


class Lane:
    """The way to one chat: hold ``order`` while a turn's messages are sent."""

    def __init__(self) -> None:
        self.order = asyncio.Lock()
        self.bucket = Bucket(PER_CHAT_PER_SECOND, BURST_PER_CHAT)


class Lanes:
    """The lanes of all chats; those unused for long are forgotten."""

    def __init__(self) -> None:
        self._lanes: OrderedDict[int, Lane] = OrderedDict()

    def of(self, chat_id: int) -> Lane:
        """The lane to a chat."""
        lane = self._lanes.setdefault(chat_id, Lane())
        self._lanes.move_to_end(chat_id)
        self._forget()
        return lane

    def _forget(self) -> None:
        # Begun at the lane that was used least recently; one in use stays, and with it the rest.
        while len(self._lanes) > _MOST_CHATS:
            chat_id, lane = next(iter(self._lanes.items()))
            if lane.order.locked():
                return
            del self._lanes[chat_id]
