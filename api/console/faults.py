"""Errors of the console as pages: a person reads them, not a program."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import urlencode

import structlog
from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.console.navigation import HOME, SIGN_IN
from api.console.page import leave, page
from api.errors import ErrorBody
from api.staff.errors import ConfirmationRequired, SignInRequired
from knowledge_base.errors import InvalidInput, MotcuaError, NotFound, RateLimited

log = structlog.get_logger()
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class ConsoleRoute(APIRoute):
    """A route whose errors become pages, or lead to sign-in and confirmation."""

    def get_route_handler(self) -> Handler:
        """The usual handler, with its errors drawn."""
        usual = super().get_route_handler()

        async def drawn(request: Request) -> Response:
            try:
                return await usual(request)
            except MotcuaError as error:
                return _answer(request, error)
            except RequestValidationError:
                return _answer(request, InvalidInput("form"))
            except HTTPException as error:
                if error.status_code != NotFound.http_status:
                    raise
                return _answer(request, NotFound(request.url.path))

        return drawn


def message_of(error: MotcuaError) -> str:
    """What a person is told, with the seconds to wait where there are any."""
    reason = getattr(error, "reason_vi", error.message_vi)
    if isinstance(error, RateLimited):
        return f"{reason} Thử lại sau {_waiting(error.retry_after)}."
    return str(reason)


def _waiting(seconds: int) -> str:
    return f"{seconds} giây" if seconds < 90 else f"{-(-seconds // 60)} phút"


def _answer(request: Request, error: MotcuaError) -> Response:
    if error.http_status >= 500:
        log.error("console.failed", path=request.url.path, code=error.code)
    if "application/json" in request.headers.get("accept", ""):
        body = ErrorBody(code=error.code, message=message_of(error), details=[])
        return JSONResponse(body.model_dump(), error.http_status)
    if isinstance(error, SignInRequired):
        return leave(request, f"{SIGN_IN}?{_after(request)}")
    if isinstance(error, ConfirmationRequired):
        return leave(request, f"{HOME}/confirm?{_after(request)}")
    return _drawn(request, error)


def _drawn(request: Request, error: MotcuaError) -> Response:
    who = getattr(request.state, "identity", None)
    response = page(
        request,
        "error.html",
        who,
        "Chưa thực hiện được",
        status=error.http_status,
        message=message_of(error),
        code=error.code,
    )
    if isinstance(error, RateLimited):
        response.headers["Retry-After"] = str(error.retry_after)
    return response


def _after(request: Request) -> str:
    # A form that was sent cannot be repeated by an address.
    if request.method != "GET":
        return urlencode({"again": "1"})
    query = f"?{request.url.query}" if request.url.query else ""
    return urlencode({"next": f"{request.url.path}{query}"})
