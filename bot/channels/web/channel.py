"""The web chat's people, as far as the bot tells them something unasked.

What they write comes through the API over stock REST; nothing comes in here.
"""

from __future__ import annotations

import secrets
from typing import List, Optional, Sequence

from sanic.request import Request

from api.client import ApiError, ApiRejected, ClientSettings
from api.client.pushes import PushApi
from api.client.wire import Wire
from bot.channels.channel import MessagingChannel, Refused, SendFailed
from bot.channels.inbound import Inbound
from bot.channels.messages import Message
from bot.channels.web.renderer import author_of, render


class WebChannel(MessagingChannel):
    """Web conversations, as ``MessagingChannel`` describes.

    Args:
        wire: to the API.
    """

    name = "web"

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._pushes = PushApi(wire)

    @classmethod
    def from_environment(cls) -> WebChannel:
        """The channel of this installation."""
        settings = ClientSettings.from_environment()
        return cls(Wire(settings.base_url, settings.token, settings.timeout))

    @property
    def is_configured(self) -> bool:
        return True

    def verify(self, request: Request) -> None:
        raise Refused(403, "web people write through the API")

    def read(self, request: Request) -> List[Inbound]:
        return []

    async def send(self, person: str, messages: Sequence[Message]) -> None:
        await self._push(person, messages, secrets.token_urlsafe(16))

    async def tell(self, person: str, messages: Sequence[Message], number: int) -> None:
        # All that a message of the outbox says is one push, so a second try shows nothing twice.
        await self._push(person, messages, f"outbox-{number}")

    async def close(self) -> None:
        await self._wire.close()

    async def _push(self, person: str, messages: Sequence[Message], key: str) -> None:
        bubbles = render(messages)
        if not bubbles:
            return
        author: Optional[str] = author_of(messages) or None
        try:
            await self._pushes.push(person, key, bubbles, author)
        except ApiRejected as error:
            # ``channel.expired``: the browser has not been here for long.
            raise SendFailed(error.code, temporary=False) from error
        except ApiError as error:
            raise SendFailed(error.code, temporary=True) from error
