"""The authenticator: taken at the first sign-in, changed from one's own account."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import Response

from api.console.faults import ConsoleRoute, message_of
from api.console.navigation import HOME
from api.console.page import page, signed_in_response
from api.staff.access import browser_of, half_way, signed_in, staff_of
from api.staff.errors import WrongCredentials
from api.staff.signin.sessions import Identity, Stage
from api.staff.totp import qr_code
from knowledge_base.errors import MotcuaError

router = APIRouter(route_class=ConsoleRoute)
Offer = Annotated[str, Form(max_length=1000)]
Code = Annotated[str, Form(max_length=64)]


@router.get("/enrol")
def show_enrolment(request: Request, who: Annotated[Identity, half_way(Stage.ENROL)]) -> Response:
    """The first authenticator's secret, to scan."""
    return _form(request, who, f"{HOME}/enrol")


@router.post("/enrol")
def enrol(
    request: Request,
    who: Annotated[Identity, half_way(Stage.ENROL)],
    offer: Offer = "",
    code: Code = "",
) -> Response:
    """Take the first authenticator; shows the recovery codes, once."""
    return _take(request, who, f"{HOME}/enrol", offer, code)


@router.get("/me/authenticator")
def show_change(request: Request, who: Annotated[Identity, signed_in(confirmed=True)]) -> Response:
    """Another authenticator's secret, to scan."""
    return _form(request, who, f"{HOME}/me/authenticator")


@router.post("/me/authenticator")
def change(
    request: Request,
    who: Annotated[Identity, signed_in(confirmed=True)],
    offer: Offer = "",
    code: Code = "",
) -> Response:
    """Take another authenticator; every other session ends."""
    return _take(request, who, f"{HOME}/me/authenticator", offer, code)


def _take(request: Request, who: Identity, action: str, offer: str, code: str) -> Response:
    staff = staff_of(request)
    try:
        token, codes = staff.sign_in.enrol(who, offer, code, browser_of(request, who.username))
    except MotcuaError as error:
        return _form(request, who, action, offer, error)
    identity = staff.sessions.identify(token, who.address)
    drawn = page(request, "recovery_codes.html", identity, "Mã dự phòng", codes=codes)
    return signed_in_response(request, drawn, who, token)


def _form(
    request: Request,
    who: Identity,
    action: str,
    offer: str = "",
    error: MotcuaError | None = None,
) -> Response:
    offer, secret = _offered(request, who, offer)
    return page(
        request,
        "enrol.html",
        who,
        "Thiết lập mã xác thực",
        crumbs=[(f"{HOME}/me", "Tài khoản của tôi")],
        status=error.http_status if error else 200,
        error=message_of(error) if error else "",
        action=action,
        offer=offer,
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        qr=Markup(qr_code(secret, who.username)),  # noqa: S704
    )


def _offered(request: Request, who: Identity, offer: str) -> tuple[str, str]:
    sign_in = staff_of(request).sign_in
    try:
        # The same secret again: the phone may have it already.
        return offer, sign_in.secret_of(offer, who)
    except WrongCredentials:
        fresh = sign_in.offer_authenticator(who)
        return fresh, sign_in.secret_of(fresh, who)
