"""Rasa's way out into a messaging channel."""

from __future__ import annotations

import logging
from typing import Any, Dict, List

from rasa.core.channels.channel import OutputChannel

from bot.channels.channel import MessagingChannel
from bot.channels.messages import Message, from_rasa

logger = logging.getLogger(__name__)


class MessagingOutput(OutputChannel):
    """Gathers what one turn says and sends it in order, once the turn has ended.

    Gathered, because only the last message of a turn may carry buttons on some platforms,
    and because a failed send must be told once, not once a line.
    """

    def __init__(self, channel: MessagingChannel) -> None:
        self._channel = channel
        self._said: List[Message] = []
        self.status: str | None = None

    def name(self) -> str:  # type: ignore[override]  # stock's is a class method
        return self._channel.name

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep one response of the turn."""
        self._said += from_rasa(message)
        custom = message.get("custom")
        if isinstance(custom, dict) and custom.get("type") == "status":
            self.status = custom.get("status")

    @property
    def has_something(self) -> bool:
        """Whether anything waits to be sent."""
        return bool(self._said)

    async def flush(self, person: str) -> int:
        """Send what the turn said; how many messages that were.

        Raises:
            Unreachable: the person cannot be reached.
            SendFailed: the platform did not take them.
        """
        said, self._said = self._said, []
        if said:
            await self._channel.send(person, said)
        return len(said)
