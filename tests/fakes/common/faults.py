"""Faults on the way: slow, HTTP 500, garbage, a dropped connection, a canned refusal.

``drop_after`` is the nasty one: the work is done, the answer never arrives.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Literal

import orjson
from pydantic import BaseModel, ConfigDict

from tests.fakes.common.paths import CONTROL

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
GARBAGE = b"<html>\xff\xfe not json"


class Fault(BaseModel):
    """What shall go wrong, with the next ``times`` requests whose path holds ``path``.

    Attributes:
        skip: requests of that path that pass before it begins.
        seconds: how late a ``slow`` request is handled.
        status: HTTP status of ``status`` and ``answer``.
        body: JSON of ``answer``.
        headers: more headers of ``answer``.
    """

    model_config = ConfigDict(extra="forbid")

    kind: Literal["slow", "status", "garbage", "drop", "drop_after", "answer"]
    path: str = ""
    times: int = 1
    skip: int = 0
    seconds: float = 0.0
    status: int = 500
    body: dict[str, Any] | None = None
    headers: dict[str, str] = {}


class Faults:
    """The queue of faults and the requests that came, oldest first."""

    def __init__(self) -> None:
        self.queue: list[Fault] = []
        self.requests: list[dict[str, str]] = []

    def next_for(self, method: str, path: str) -> Fault | None:
        """Note a request; the fault that hits it, used up by one."""
        self.requests.append({"method": method, "path": path})
        for fault in self.queue:
            if fault.path not in path:
                continue
            if fault.skip:
                fault.skip -= 1
                continue
            fault.times -= 1
            if fault.times <= 0:
                self.queue.remove(fault)
            return fault
        return None


class FaultyApp:
    """An ASGI app around the fake's own; control requests always pass.

    Args:
        app: the fake.
        faults: gives the faults of the fake as it is now.
    """

    def __init__(self, app: App, faults: Callable[[], Faults]) -> None:
        self._app = app
        self._faults = faults

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(CONTROL):
            await self._app(scope, receive, send)
            return
        fault = self._faults().next_for(scope["method"], scope["path"])
        if fault is None:
            await self._app(scope, receive, send)
            return
        await self._hit(fault, scope, receive, send)

    async def _hit(self, fault: Fault, scope: Scope, receive: Receive, send: Send) -> None:
        match fault.kind:
            case "slow":
                await asyncio.sleep(fault.seconds)
                await self._app(scope, receive, send)
            case "drop":
                await _drop(receive, send)
            case "drop_after":
                await self._app(scope, receive, _swallow)
                await _drop(receive, send)
            case "status":
                await _answer(receive, send, fault.status, b"Internal Server Error", {})
            case "garbage":
                await _answer(receive, send, 200, GARBAGE, {})
            case "answer":
                body = orjson.dumps(fault.body)
                await _answer(receive, send, fault.status, body, fault.headers)


async def _swallow(message: Message) -> None:
    """The answer that nobody gets."""


async def _drop(receive: Receive, send: Send) -> None:
    # ASGI has no word for it; the server's own `send` is a method of what holds the connection.
    send.__self__.transport.abort()  # type: ignore[attr-defined]
    while (await receive())["type"] != "http.disconnect":
        pass


async def _answer(
    receive: Receive, send: Send, status: int, body: bytes, headers: dict[str, str]
) -> None:
    while (await receive()).get("more_body"):
        pass
    sent = {"content-type": "application/json", "content-length": str(len(body)), **headers}
    pairs = [(name.encode(), value.encode()) for name, value in sent.items()]
    await send({"type": "http.response.start", "status": status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
