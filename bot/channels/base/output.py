"""Rasa's way out into a messaging channel."""

from __future__ import annotations

import logging
from typing import Any, Dict, List, Optional

from rasa.core.channels.channel import OutputChannel

from bot.channels.channel import MessagingChannel, SendFailed, Unreachable
from bot.channels.messages import Message, from_rasa

logger = logging.getLogger(__name__)


class MessagingOutput(OutputChannel):
    """Gathers what one turn says and sends it in order, once the turn has ended.

    Gathered, because only the last message of a turn may carry buttons on some platforms,
    and because a failed send must be told once, not once a line. What is said after the
    end, or where nobody marks an end, goes out at once: Rasa's own reminders use the output
    of a turn long past.

    Args:
        channel: the platform.
        gathers: whether somebody will ``flush``.
    """

    def __init__(self, channel: MessagingChannel, *, gathers: bool = True) -> None:
        self._channel = channel
        self._gathers = gathers
        self._said: List[Message] = []
        self.status: str | None = None

    def name(self) -> str:  # type: ignore[override]  # stock's is a class method
        return self._channel.name

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Keep one response of the turn, or send it when there is none."""
        self._said += from_rasa(message)
        custom = message.get("custom")
        if isinstance(custom, dict) and custom.get("type") == "status":
            self.status = custom.get("status")
        if not self._gathers:
            await self._send_now(recipient_id)

    @property
    def has_something(self) -> bool:
        """Whether anything waits to be sent."""
        return bool(self._said)

    async def flush(self, person: str, number: Optional[int] = None) -> int:
        """Send what the turn said; how many messages that were.

        Args:
            person: whom.
            number: of the outbox's message that the turn was about.

        Raises:
            Unreachable: the person cannot be reached.
            SendFailed: the platform did not take them.
        """
        self._gathers = False
        said, self._said = self._said, []
        if said and number is not None:
            await self._channel.tell(person, said, number)
        elif said:
            await self._channel.send(person, said)
        return len(said)

    async def _send_now(self, person: str) -> None:
        try:
            await self.flush(person)
        except (Unreachable, SendFailed) as error:
            # Nobody waits for it and nobody would try again.
            logger.error("%s: said unasked, not sent: %s", self._channel.name, error.reason)
