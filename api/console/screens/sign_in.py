"""Sign in, step by step: activation or password, then the code of the authenticator."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.navigation import HOME, SIGN_IN
from api.console.page import leave, own_address, page, signed_in_response, with_next
from api.staff.access import (
    Visitor,
    anyone,
    browser_of,
    cookies_of,
    half_way,
    staff_of,
)
from api.staff.errors import WeakPassword
from api.staff.passwords import SHORTEST
from api.staff.signin.service import Opened
from api.staff.signin.sessions import Identity, Stage
from knowledge_base.errors import MotcuaError

router = APIRouter(route_class=ConsoleRoute)
_AFTER_STAGE = {Stage.CODE: f"{SIGN_IN}/code", Stage.ENROL: f"{HOME}/enrol", Stage.FULL: HOME}

Text = Annotated[str, Form(max_length=256)]
Code = Annotated[str, Form(max_length=64)]
Next = Annotated[str, Form(max_length=2000)]


@router.get("/sign-in")
def show_sign_in(
    request: Request,
    visitor: Annotated[Visitor, anyone()],
    next: str = "",  # noqa: A002
    expired: bool = False,
    again: bool = False,
) -> Response:
    """The form for name and password; who is signed in goes on at once."""
    token = cookies_of(request).session_token()
    identity = staff_of(request).sessions.identify(token, "", touch=False)
    if identity is not None and identity.stage is Stage.FULL:
        return leave(request, own_address(next))
    return _form(request, visitor, after=own_address(next), expired=expired or again)


@router.post("/sign-in")
def sign_in(
    request: Request,
    visitor: Annotated[Visitor, anyone()],
    username: Text = "",
    password: Text = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """The first step."""
    after = own_address(next)
    try:
        request.app.state.limits.check_sign_in(request)
        browser = browser_of(request, username)
        opened = staff_of(request).sign_in.with_password(username, password, browser)
    except MotcuaError as error:
        return _form(request, visitor, after=after, username=username, error=error)
    return _go_on(request, opened, after)


@router.get("/sign-in/code")
def show_code(
    request: Request,
    who: Annotated[Identity, half_way(Stage.CODE)],
    next: str = "",  # noqa: A002
) -> Response:
    """The form for the authenticator's code."""
    return _code_form(request, who, own_address(next))


@router.post("/sign-in/code")
def give_code(
    request: Request,
    who: Annotated[Identity, half_way(Stage.CODE)],
    code: Code = "",
    next: Next = "",  # noqa: A002
) -> Response:
    """The second step."""
    after = own_address(next)
    try:
        request.app.state.limits.check_sign_in(request)
        browser = browser_of(request, who.username)
        token = staff_of(request).sign_in.with_code(who, code, browser)
    except MotcuaError as error:
        return _code_form(request, who, after, error)
    return signed_in_response(request, leave(request, after), who, token)


@router.get("/activate")
def show_activation(request: Request, visitor: Annotated[Visitor, anyone()]) -> Response:
    """The form for the one-time code and the first password."""
    return _activation_form(request, visitor)


@router.post("/activate")
def activate(
    request: Request,
    visitor: Annotated[Visitor, anyone()],
    username: Text = "",
    code: Code = "",
    password: Text = "",
    repeated: Text = "",
) -> Response:
    """Take the first password, or a new one after a reset."""
    typed = {"username": username, "code": code}
    try:
        request.app.state.limits.check_sign_in(request)
        if password != repeated:
            raise WeakPassword("not repeated", "Hai lần nhập mật khẩu chưa giống nhau.")
        browser = browser_of(request, username)
        opened = staff_of(request).sign_in.activate(username, code, password, browser)
    except MotcuaError as error:
        return _activation_form(request, visitor, error=error, **typed)
    return _go_on(request, opened, HOME)


def _go_on(request: Request, opened: Opened, after: str) -> Response:
    address = _AFTER_STAGE[opened.stage]
    if opened.stage is Stage.CODE and after != HOME:
        address = with_next(address, after)
    response = leave(request, address)
    cookies_of(request).keep_session(response, opened.token)
    return response


def _form(
    request: Request,
    visitor: Visitor,
    after: str,
    username: str = "",
    error: MotcuaError | None = None,
    expired: bool = False,
) -> Response:
    return page(
        request,
        "sign_in.html",
        visitor,
        "Đăng nhập",
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        username=username,
        after=after,
        expired=expired,
    )


def _code_form(
    request: Request, who: Identity, after: str, error: MotcuaError | None = None
) -> Response:
    return page(
        request,
        "sign_in_code.html",
        who,
        "Mã xác thực",
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        after=after,
    )


def _activation_form(
    request: Request,
    visitor: Visitor,
    username: str = "",
    code: str = "",
    error: MotcuaError | None = None,
) -> Response:
    return page(
        request,
        "activate.html",
        visitor,
        "Kích hoạt tài khoản",
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        username=username,
        code=code,
        shortest=SHORTEST,
    )
