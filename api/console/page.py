"""Draw a page of the console: the shell, and the template of a screen in it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from api.console.badges import badges_for
from api.console.listing.columns import HERE
from api.console.navigation import HOME, screens_for
from api.staff.access import Visitor, cookies_of, staff_of
from api.staff.keys import keyed_hash
from api.staff.signin.sessions import Identity, Stage
from api.web.content import PageFacts
from api.web.headers import protect

FOLDER = Path(__file__).parent
STATIC = FOLDER / "static"
Crumbs = Sequence[tuple[str, str]]


def page(
    request: Request,
    template: str,
    who: Identity | Visitor | None,
    title: str,
    *,
    crumbs: Crumbs = (),
    status: int = 200,
    **content: Any,
) -> Response:
    """A page as a response that no cache keeps.

    Args:
        request: what is answered.
        template: name of the screen's template.
        who: to whom.
        title: of the page.
        crumbs: address and name of the pages above, without the home page.
        status: HTTP status.
        content: what the template needs besides.
    """
    cookies = cookies_of(request)
    notice = cookies.notice()
    html = (
        _environment()
        .get_template(template)
        .render(**_shell(request, who, title, crumbs), notice=notice, **content)
    )
    response = HTMLResponse(html, status, headers={"Cache-Control": "no-store"})
    if notice is not None:
        cookies.forget_notice(response)
    if isinstance(who, Visitor):
        cookies.keep_nonce(response, who.nonce)
    return protect(response)


def fragment(template: str, **content: Any) -> Response:
    """A piece of a page, for a script of ours; no cache keeps it."""
    html = _environment().get_template(template).render(**content)
    return protect(HTMLResponse(html, headers={"Cache-Control": "no-store"}))


def leave(request: Request, address: str, notice: str = "", kind: str = "done") -> Response:
    """Go on to another page, after something was changed.

    Args:
        request: what is answered.
        address: of the next page.
        notice: what it says at its top.
        kind: ``done``, ``info`` or ``alarm``.
    """
    response = protect(
        RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
    )
    if notice:
        cookies_of(request).keep_notice(response, kind, notice)
    return response


def signed_in_response(request: Request, response: Response, who: Identity, token: str) -> Response:
    """``response`` with the session's new token; this device is known from now on."""
    cookies = cookies_of(request)
    cookies.keep_session(response, token)
    cookies.remember_device(response, who.username)
    return response


def with_next(address: str, after: str) -> str:
    """``address`` that leads to ``after`` when it is done."""
    return f"{address}?{urlencode({'next': after})}"


def own_address(address: str | None) -> str:
    """``address`` if it lies in the console, else the home page: nobody is led elsewhere."""
    path = address or ""
    inside = path == HOME or path.startswith((f"{HOME}/", f"{HOME}?"))
    plain = path.isprintable() and "\\" not in path and "//" not in path.partition("?")[0]
    return path if inside and plain and len(path) < 2000 else HOME


def moment(at: datetime | None) -> str:
    """A point in time by the clock of the city."""
    return at.astimezone(HERE).strftime("%d/%m/%Y %H:%M") if at else "–"


def _shell(
    request: Request, who: Identity | Visitor | None, title: str, crumbs: Crumbs
) -> dict[str, Any]:
    staff = staff_of(request)
    signed_in = isinstance(who, Identity) and who.stage is Stage.FULL
    member = who if isinstance(who, Identity) else None
    return {
        "facts": PageFacts.of(request.app.state.centre),
        "version": _version(),
        "title": title,
        "crumbs": [(HOME, "Trang chính"), *crumbs] if signed_in else [],
        "who": member,
        "signed_in": signed_in,
        "screens": screens_for(member) if member and signed_in else [],
        "badges": badges_for(request, member) if member and signed_in else {},
        "path": request.url.path,
        "form_token": who.form_token if who else "",
        "idle_seconds": int(staff.sessions.lifetimes.idle.total_seconds()),
        # Ties what is typed in a tab to its owner, for the next one who signs in there.
        "owner": keyed_hash(staff.keys.forms, f"owner:{member.account_id}")[:16] if member else "",
    }


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["moment"] = moment
    return environment


@lru_cache(maxsize=1)
def _version() -> str:
    digest = hashlib.sha256()
    for path in sorted(STATIC.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
