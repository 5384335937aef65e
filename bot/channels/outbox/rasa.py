"""The outbox's way into Rasa, as ``credentials.yml`` names it."""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Awaitable, Callable, Dict, Optional, Set

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, json

from api.client import ApiError, ClientSettings
from api.client.outbox import OutboxApi
from api.client.wire import Wire
from bot.channels.guard import is_ours
from bot.channels.outbox.deliverer import Deliverer, Superseded
from bot.channels.outbox.order import Order

logger = logging.getLogger(__name__)


class OutboxInput(InputChannel):
    """``POST /webhooks/outbox/deliveries``: for the outbox's worker, with the service token.

    200 with the receipt; 409 when the outbox no longer wants it; 503 when nothing could
    be done now.
    """

    def __init__(self, settings: ClientSettings) -> None:
        self._token = settings.token
        self._wire = Wire(settings.base_url, settings.token, settings.timeout)
        self._deliverer = Deliverer(OutboxApi(self._wire))
        self._busy: Set[asyncio.Task[HTTPResponse]] = set()

    @classmethod
    def name(cls) -> str:
        return "outbox"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> OutboxInput:
        """Credentials come from the environment, so that no file holds a secret."""
        return cls(ClientSettings.from_environment())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The route."""
        blueprint = Blueprint("motcua_outbox", __name__)

        @blueprint.post("/deliveries")
        async def deliver(request: Request) -> HTTPResponse:
            return await self._answer(request)

        @blueprint.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            await asyncio.gather(*self._busy, return_exceptions=True)
            await self._wire.close()

        return blueprint

    async def _answer(self, request: Request) -> HTTPResponse:
        if not is_ours(request, self._token):
            return json({"status": "error", "code": "auth.required"}, status=401)
        try:
            order = Order.of(request.json)
        except ValueError:
            return json({"status": "error", "code": "input.invalid"}, status=400)
        agent: Optional[Agent] = getattr(request.app.ctx, "agent", None)
        if agent is None or not agent.is_ready():
            return json({"status": "error", "code": "backend.unavailable"}, status=503)
        task = asyncio.create_task(self._deliver(request.app, agent, order))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)
        # A worker that dies breaks the connection; the send and its receipt go on.
        return await asyncio.shield(task)

    async def _deliver(self, app: Sanic, agent: Agent, order: Order) -> HTTPResponse:
        try:
            receipt = await self._deliverer.deliver(agent, app.ctx.input_channels, order)
        except Superseded:
            return json({"status": "superseded"}, status=409)
        except ApiError as error:
            logger.error("outbox: %s was not sent: %s", order.id, error)
            return json({"status": "error", "code": "backend.unavailable"}, status=503)
        return json(receipt.body(order.attempt))
