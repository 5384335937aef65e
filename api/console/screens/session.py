"""The session itself: how long it lives, keep it, confirm it, end it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.navigation import HOME, SIGN_IN
from api.console.page import leave, own_address, page, with_next
from api.staff.access import browser_of, cookies_of, signed_in, staff_of
from api.staff.signin.sessions import Identity
from knowledge_base.errors import MotcuaError

router = APIRouter(route_class=ConsoleRoute)
Text = Annotated[str, Form(max_length=256)]
Next = Annotated[str, Form(max_length=2000)]


@router.get("/session")
def show_session(request: Request, who: Annotated[Identity, signed_in(touches=False)]) -> Response:
    """How many seconds are left; to ask does not count as activity."""
    return _remaining(request)


@router.post("/session")
def keep_session(request: Request, who: Annotated[Identity, signed_in()]) -> Response:
    """The person is active; how many seconds are left now."""
    return _remaining(request)


@router.post("/sign-out")
def sign_out(
    request: Request,
    who: Annotated[Identity, signed_in(touches=False)],
    reason: Text = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """End the session, by hand or because nobody was there."""
    idle = reason == "idle"
    staff_of(request).own.sign_out(who, "idle" if idle else "by hand")
    after = f"{with_next(SIGN_IN, own_address(next))}&expired=1" if idle else SIGN_IN
    response = leave(request, after, "" if idle else "Anh/chị đã đăng xuất.")
    cookies_of(request).forget_session(response)
    return response


@router.get("/confirm")
def show_confirmation(
    request: Request,
    who: Annotated[Identity, signed_in()],
    next: str = "",  # noqa: A002
    again: bool = False,
) -> Response:
    """Ask for password and code once more."""
    return _form(request, who, own_address(next), again=again)


@router.post("/confirm")
def confirm(
    request: Request,
    who: Annotated[Identity, signed_in()],
    password: Text = "",
    code: Text = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """Take password and code, and go on."""
    after = own_address(next)
    try:
        request.app.state.limits.check_sign_in(request)
        staff_of(request).sign_in.confirm(who, password, code, browser_of(request, who.username))
    except MotcuaError as error:
        return _form(request, who, after, error)
    return leave(request, after)


def _remaining(request: Request) -> Response:
    left = staff_of(request).sessions.remaining(cookies_of(request).session_token())
    seconds = int(left.total_seconds()) if left else 0
    return JSONResponse({"seconds": seconds}, headers={"Cache-Control": "no-store"})


def _form(
    request: Request,
    who: Identity,
    after: str,
    error: MotcuaError | None = None,
    again: bool = False,
) -> Response:
    return page(
        request,
        "confirm.html",
        who,
        "Xác nhận mật khẩu",
        crumbs=[(f"{HOME}/confirm", "Xác nhận mật khẩu")],
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        after=after,
        again=again,
    )
