"""What a messaging channel has to give; the base does the rest.

A channel of its own (``bot/channels/zalo``, ``bot/channels/telegram``) is one class with
four duties: prove that a request is the platform's, read its events, render and send our
messages, and say which sends failed for good.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar, Mapping, Optional, Sequence

from sanic.request import Request

from bot.channels.inbound import Inbound
from bot.channels.messages import Message

# Why a file was not taken in; the dialogue has words for each (``actions/texts.yml``).
FILE_LOST = "file_lost"
FILE_REFUSED = "file_refused"
FILE_TOO_LARGE = "file_too_large"
FILE_TOO_MANY = "file_too_many"
# Telegram hands out no larger ones; what the API takes is less (``MOTCUA_FILE_MAX_BYTES``).
LARGEST_FILE = 20 * 1024 * 1024


class FetchFailed(Exception):
    """A file that a person sent cannot be had.

    Args:
        reason: one of ``FILE_…``.
        detail: for our log; holds no address.
    """

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} ({detail})" if detail else reason)
        self.reason = reason


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

    async def tell(self, person: str, messages: Sequence[Message], number: int) -> None:
        """Send what the outbox tells; errors as in ``send``.

        Args:
            person: whom.
            messages: what.
            number: of the message in the outbox, by which some channels know a repeated one.
        """
        await self.send(person, messages)

    async def fetch(self, data: Mapping[str, str]) -> Optional[bytes]:
        """The picture or file that an event told of; ``None`` where it told of none.

        Args:
            data: the event's.

        Raises:
            FetchFailed: it cannot be had.
        """
        return None

    async def show_waiting(self, person: str) -> None:  # noqa: B027  # optional
        """Show that an answer is being written, where the platform can."""

    async def start(self) -> None:  # noqa: B027  # optional
        """Open connections, inside the server's event loop."""

    async def close(self) -> None:  # noqa: B027  # optional
        """Close them."""
