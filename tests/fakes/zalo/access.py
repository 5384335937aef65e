"""Who may call, how often, and how answers look."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import JSONResponse

from tests.fakes.zalo.errors import (
    BAD_TOKEN,
    EXPIRED_TOKEN,
    RATE,
    ZaloError,
    invalid,
)
from tests.fakes.zalo.state import ZaloFake


def fake_of(request: Request) -> ZaloFake:
    """The state that this request meets."""
    fake = request.app.state.fake
    assert isinstance(fake, ZaloFake)
    return fake


def allowed(request: Request) -> ZaloFake:
    """The state, for a caller with a good token who is not too fast."""
    fake = fake_of(request)
    now = fake.clock.now_s()
    if not fake.rate.take(fake.settings.rate_per_minute, now):
        raise ZaloError(RATE)
    until = fake.tokens.access.get(request.headers.get("access_token", ""))
    if until is None:
        raise ZaloError(BAD_TOKEN)
    if until <= now:
        raise ZaloError(EXPIRED_TOKEN)
    return fake


Anyone = Annotated[ZaloFake, Depends(fake_of)]
Caller = Annotated[ZaloFake, Depends(allowed)]


async def json_object(request: Request) -> dict[str, Any]:
    """The body; -201 when it is no JSON object."""
    try:
        body = await request.json()
    except ValueError:
        raise invalid("body") from None
    if not isinstance(body, dict):
        raise invalid("body")
    return body


Body = Annotated[dict[str, Any], Depends(json_object)]


def success(fake: ZaloFake, data: dict[str, Any]) -> JSONResponse:
    """``error`` 0 and the data."""
    return JSONResponse({"data": data, "error": 0, "message": "Success"}, headers=_rate(fake))


async def failure(request: Request, error: Exception) -> JSONResponse:
    """A refusal: HTTP 200 all the same."""
    assert isinstance(error, ZaloError)
    answer = {"error": error.code, "message": error.message}
    return JSONResponse(answer, headers=_rate(fake_of(request)))


def _rate(fake: ZaloFake) -> dict[str, str]:
    limit = fake.settings.rate_per_minute
    remain = max(0, limit - fake.rate.used(fake.clock.now_s()))
    return {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remain": str(remain)}
