"""A route that tells whether Rasa has its model loaded, without opening Rasa's HTTP API."""

from __future__ import annotations

from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse


class HealthChannel(InputChannel):
    """``GET /webhooks/health/`` answers ``{"status", "model"}``; takes no messages."""

    @classmethod
    def name(cls) -> str:
        return "health"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> HealthChannel:
        return cls()

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[None]]) -> Blueprint:
        health = Blueprint("motcua_health", __name__)

        @health.get("/")
        async def status(request: Request) -> HTTPResponse:
            agent = getattr(request.app.ctx, "agent", None)
            ready = agent is not None and agent.is_ready()
            return response.json(
                {"status": "ok" if ready else "loading", "model": agent.model_id if ready else None}
            )

        return health
