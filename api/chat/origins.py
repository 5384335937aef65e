"""Which pages may hold the widget: our own, and those of ``MOTCUA_WIDGET_ORIGINS``."""

from __future__ import annotations

from urllib.parse import urlsplit

from fastapi import Request
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.chat.errors import OriginRefused
from api.settings import Settings

_PATH = "/api/v1/chat/"
_HEADERS = ("Content-Type", "X-Motcua-Session")


class WidgetCors:
    """ASGI middleware: CORS for the chat's routes and the listed origins, no cookies."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._cors = CORSMiddleware(
            app,
            allow_origins=settings.widget_origin_list,
            allow_methods=("GET", "POST", "DELETE"),
            allow_headers=_HEADERS,
            expose_headers=("X-Motcua-Session", "Retry-After"),
            max_age=600,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        chat = scope["type"] == "http" and scope["path"].startswith(_PATH)
        await (self._cors if chat else self._app)(scope, receive, send)


def is_foreign(request: Request) -> bool:
    """Whether a page of another origin sends ``request``."""
    origin = request.headers.get("origin")
    return bool(origin) and origin != "null" and not _is_own(request, str(origin))


def require_known_origin(request: Request) -> None:
    """Let only our own page and listed ones in; programs send no origin.

    Raises:
        OriginRefused: the page is not on the list.
    """
    origin = request.headers.get("origin")
    allowed = request.app.state.settings.widget_origin_list
    if origin is not None and not _is_own(request, origin) and origin not in allowed:
        raise OriginRefused("origin is not on the list")


def _is_own(request: Request, origin: str) -> bool:
    return urlsplit(origin).netloc == request.headers.get("host", "")
