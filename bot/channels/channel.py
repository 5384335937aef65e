"""What a messaging channel has to give; the base does the rest.

A channel of its own (``bot/channels/zalo``, ``bot/channels/telegram``) is one class with
four duties: prove that a request is the platform's, read its events, render and send our
messages, and say which sends failed for good.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Sequence

from sanic.request import Request

from bot.channels.inbound import Inbound
from bot.channels.messages import Message


class Refused(Exception):
    """The request is not the platform's; ``status`` is 401 or 403."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Unreachable(Exception):
    """The person cannot be reached through this channel now; ``reason`` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SendFailed(Exception):
    """A send failed after its retries; trying later may help if ``temporary``."""

    def __init__(self, reason: str, *, temporary: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.temporary = temporary


class MessagingChannel(ABC):
    """One platform."""

    # Prefix of its people, part of its address, and name in the inbox.
    name: ClassVar[str]

    @property
    @abstractmethod
    def is_configured(self) -> bool:
        """Whether there are credentials; without them every event is refused with 401."""

    @abstractmethod
    def verify(self, request: Request) -> None:
        """Check that ``request`` (its raw body and headers) is the platform's.

        Raises:
            Refused: it is not.
        """

    @abstractmethod
    def read(self, request: Request) -> list[Inbound]:
        """The events of a verified request that concern us; others give none.

        Raises:
            ValueError: the body is not an event at all; nothing of it is kept.
        """

    @abstractmethod
    async def send(self, person: str, messages: Sequence[Message]) -> None:
        """Render and send ``messages`` in order.

        Raises:
            Unreachable: the person has blocked us, or the window is over.
            SendFailed: the platform did not take a message.
        """

    async def show_waiting(self, person: str) -> None:  # noqa: B027  # optional
        """Show that an answer is being written, where the platform can."""

    async def start(self) -> None:  # noqa: B027  # optional
        """Open connections, inside the server's event loop."""

    async def close(self) -> None:  # noqa: B027  # optional
        """Close them."""
