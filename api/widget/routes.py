"""The widget's script, for any page to load; which pages may talk to us is asked elsewhere.

Expected in ``app.state``: ``settings`` (``Settings``).
"""

from __future__ import annotations

import gzip

from fastapi import APIRouter, Depends, FastAPI, Request
from starlette.responses import Response

from api.limits import limit_address
from api.settings import Settings
from api.widget.build import PARTS, built_widget
from api.widget.shelf import Shelf
from knowledge_base.errors import NotFound

router = APIRouter(include_in_schema=False, dependencies=[Depends(limit_address)])
_SHARED = {
    # A tag with an integrity hash asks by CORS; the file is public.
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
_HOUR = "public, max-age=3600"
_FOR_EVER = "public, max-age=31536000, immutable"
_PAGE_STYLES = ("tokens.css", "bubbles.css")


def install_widget(app: FastAPI) -> None:
    """Serve the script from ``app``."""
    app.include_router(router)


@router.get("/widget/motcua.js")
def newest(request: Request) -> Response:
    """The newest script; a browser asks again after an hour."""
    widget = built_widget()
    shelf_of(request.app.state.settings).put(widget)
    etag = f'"{widget.version}"'
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=_SHARED | {"ETag": etag, "Cache-Control": _HOUR})
    return _script(request, widget.script, {"Cache-Control": _HOUR, "ETag": etag})


@router.get("/widget/{version}/motcua.js")
def pinned(version: str, request: Request) -> Response:
    """One version, for tags with an integrity hash; it never changes.

    Raises:
        NotFound: it was never served here.
    """
    widget = built_widget()
    known = version == widget.version
    shelf = shelf_of(request.app.state.settings)
    if known:
        shelf.put(widget)
    script = widget.script if known else shelf.get(version)
    return _script(request, script, {"Cache-Control": _FOR_EVER})


@router.get("/widget/{name}.css")
def style(name: str) -> Response:
    """A style sheet that our own page shares with the widget.

    Raises:
        NotFound: it shares no such one.
    """
    if f"{name}.css" not in _PAGE_STYLES:
        raise NotFound("style sheet")
    text = (PARTS / f"{name}.css").read_text(encoding="utf-8")
    return Response(text, media_type="text/css", headers=_SHARED | {"Cache-Control": _HOUR})


def shelf_of(settings: Settings) -> Shelf:
    """The shelf in the state folder."""
    return Shelf(settings.state / "widget")


def _script(request: Request, script: bytes, headers: dict[str, str]) -> Response:
    headers = _SHARED | {"Vary": "Accept-Encoding"} | headers
    if "gzip" in request.headers.get("accept-encoding", ""):
        script = _zipped(script)
        headers |= {"Content-Encoding": "gzip"}
    return Response(script, media_type="text/javascript; charset=utf-8", headers=headers)


def _zipped(script: bytes) -> bytes:
    widget = built_widget()
    return widget.zipped if script == widget.script else gzip.compress(script)
