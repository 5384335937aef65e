"""The web chat's way out, as ``credentials.yml`` names it."""

from __future__ import annotations

from typing import Any, Awaitable, Callable

from rasa.core.channels.channel import UserMessage
from sanic import Blueprint, Sanic

from bot.channels.base.rasa_channel import MessagingInput
from bot.channels.channel import MessagingChannel
from bot.channels.web.channel import WebChannel


class WebInput(MessagingInput):
    """``bot.channels.web.rasa.WebInput:`` in ``credentials.yml``; it has no route."""

    @classmethod
    def name(cls) -> str:
        return WebChannel.name

    @classmethod
    def make(cls) -> MessagingChannel:
        return WebChannel.from_environment()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """No route; it closes what the channel holds open."""
        blueprint = Blueprint("motcua_web", __name__)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            await self._channel.close()

        return blueprint
