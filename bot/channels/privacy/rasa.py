"""The way to people's conversations in Rasa, as ``credentials.yml`` names it."""

from __future__ import annotations

import logging
from typing import Any, Awaitable, Callable, Dict, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from api.client import ClientSettings
from bot.channels.guard import is_ours
from bot.channels.privacy.conversations import Conversations, NoTrackerStore

logger = logging.getLogger(__name__)
_Work = Callable[[Conversations, Dict[str, Any]], Awaitable[Dict[str, Any]]]


class PrivacyInput(InputChannel):
    """``POST /webhooks/privacy/{count,said,forget,retention}``, with the service token.

    The first three take ``{"person"}``, the last ``{"before"}`` in Unix seconds. 200 with
    ``{"events"}`` (a number; for ``said`` a list); 503 when nothing could be done now.
    """

    def __init__(self, settings: ClientSettings) -> None:
        self._token = settings.token

    @classmethod
    def name(cls) -> str:
        return "privacy"

    @classmethod
    def from_credentials(cls, credentials: Optional[Dict[str, Any]]) -> PrivacyInput:
        """Credentials come from the environment, so that no file holds a secret."""
        return cls(ClientSettings.from_environment())

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        blueprint = Blueprint("motcua_privacy", __name__)
        for name, work in _WORKS.items():
            blueprint.add_route(self._handler(work), f"/{name}", methods=["POST"], name=name)
        return blueprint

    def _handler(self, work: _Work) -> Callable[[Request], Awaitable[HTTPResponse]]:
        async def handle(request: Request) -> HTTPResponse:
            if not is_ours(request, self._token):
                return _error("auth.required", 401)
            agent: Optional[Agent] = getattr(request.app.ctx, "agent", None)
            if agent is None or not agent.is_ready():
                return _error("backend.unavailable", 503)
            try:
                return json(await work(Conversations(agent), dict(request.json)))
            except (KeyError, TypeError, ValueError):
                return _error("input.invalid", 400)
            except NoTrackerStore as error:
                logger.error("privacy: another tracker store: %s", error)
                return _error("backend.unavailable", 503)

        return handle


async def _count(kept: Conversations, body: Dict[str, Any]) -> Dict[str, Any]:
    return {"events": await kept.count(_person(body))}


async def _said(kept: Conversations, body: Dict[str, Any]) -> Dict[str, Any]:
    return {"events": await kept.said(_person(body))}


async def _forget(kept: Conversations, body: Dict[str, Any]) -> Dict[str, Any]:
    return {"events": await kept.forget(_person(body))}


async def _retention(kept: Conversations, body: Dict[str, Any]) -> Dict[str, Any]:
    return {"events": await kept.forget_before(float(body["before"]))}


_WORKS: Dict[str, _Work] = {
    "count": _count,
    "said": _said,
    "forget": _forget,
    "retention": _retention,
}


def _person(body: Dict[str, Any]) -> str:
    person = body["person"]
    if not isinstance(person, str) or not person:
        raise ValueError("no person")
    return person


def _error(code: str, status: int) -> HTTPResponse:
    return json({"status": "error", "code": code}, status=status)
