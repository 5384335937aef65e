"""Limits on everything public: requests by address and by person, size of bodies."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from typing import Any

from fastapi import Request
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import error_response
from api.security import is_service
from api.settings import Settings
from knowledge_base.errors import RateLimited, TextTooLong


class RequestLimits:
    """Moving windows by address and by person."""

    def __init__(self, settings: Settings) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._address = parse(settings.address_rate)
        self._person = parse(settings.person_rate)
        self._sign_in = parse(settings.sign_in_rate)
        self._trust_proxy = settings.trust_proxy

    def check_address(self, request: Request) -> None:
        """Count one request of the caller's address.

        Raises:
            RateLimited: it is one too many.
        """
        self._check(self._address, "address", self.address_of(request))

    def check_person(self, person: str) -> None:
        """Count one message of ``person``.

        Raises:
            RateLimited: it is one too many.
        """
        self._check(self._person, "person", person)

    def check_sign_in(self, request: Request) -> None:
        """Count one attempt of the caller's address to sign in.

        Raises:
            RateLimited: it is one too many.
        """
        self._check(self._sign_in, "sign-in", self.address_of(request))

    def _check(self, limit: RateLimitItem, kind: str, who: str) -> None:
        if self._windows.hit(limit, kind, who):
            return
        reset = self._windows.get_window_stats(limit, kind, who).reset_time
        raise RateLimited(f"{kind} over {limit}", max(1, math.ceil(reset - time.time())))

    def address_of(self, request: Request) -> str:
        """The caller's network address."""
        forwarded = request.headers.get("x-forwarded-for")
        if self._trust_proxy and forwarded:
            # The last entry is the one that our own proxy wrote.
            return forwarded.split(",")[-1].strip()
        return request.client.host if request.client else "unknown"


def limit_address(request: Request) -> None:
    """Dependency of public routes; our own processes are not counted.

    Raises:
        RateLimited: too many requests from one address.
    """
    if not is_service(request):
        request.app.state.limits.check_address(request)


def limit_person(request: Request, person: str) -> None:
    """Count a message of ``person``.

    Raises:
        RateLimited: too many messages of one person.
    """
    request.app.state.limits.check_person(person)


class BodyLimit:
    """ASGI middleware: refuses bodies over the limit, announced or streamed.

    Args:
        app: what it protects.
        max_bytes: the limit.
        larger: other limits, by path.
    """

    def __init__(
        self, app: ASGIApp, max_bytes: int, larger: Mapping[str, int] | None = None
    ) -> None:
        self._app = app
        self._max_bytes = max_bytes
        self._larger = larger or {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._larger.get(scope["path"], self._max_bytes)
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await error_response(TextTooLong("body"))(scope, receive, send)
            return
        body = await self._read(receive, limit)
        if body is None:
            await error_response(TextTooLong("body"))(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    async def _read(self, receive: Receive, limit: int) -> bytes | None:
        chunks: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return b"".join(chunks)
            chunks.append(message.get("body", b""))
            size += len(chunks[-1])
            if size > limit:
                return None
            if not message.get("more_body"):
                return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return pending.pop() if pending else await receive()

    return replay
