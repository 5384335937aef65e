"""The one point where a request is let in: who calls, with what right, from our own page.

Every route declares one of ``require``, ``signed_in``, ``half_way`` and ``anyone``; a test
walks the application's routes and fails on one that does not.

Expected in ``app.state``: ``staff`` (``StaffServices``), ``limits`` and ``settings``.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from fastapi import Depends, Request
from fastapi.concurrency import run_in_threadpool

from api.staff.cookies import ConsoleCookies
from api.staff.errors import ConfirmationRequired, Forbidden, ForgedRequest, SignInRequired
from api.staff.keys import keyed_hash
from api.staff.roles import Permission
from api.staff.scopes import Scope
from api.staff.services import StaffServices
from api.staff.signin.device import device_name
from api.staff.signin.sessions import Browser, Identity, Stage

FORM_FIELD = "form_token"
FORM_HEADER = "x-form-token"
_SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
# A form that was opened in time may be sent a while after.
_TIME_TO_FILL_IN = 3


@dataclass(frozen=True)
class Visitor:
    """Somebody who has not signed in; ``nonce`` ties the form to the browser."""

    form_token: str
    nonce: str


class Declared:
    """What says who may call a route."""


class Anyone(Declared):
    """Lets everybody in; a form must still come from our own page."""

    async def __call__(self, request: Request) -> Visitor:
        """The visitor, with the token for the form."""
        nonce = cookies_of(request).nonce() or secrets.token_urlsafe(16)
        token = keyed_hash(staff_of(request).keys.forms, nonce)
        await _check_form(request, token)
        return Visitor(token, nonce)


class Access(Declared):
    """Lets a signed-in member of staff in.

    Args:
        permission: what they must be entitled to; ``None``: nothing but to be signed in.
        scope: where the thing asked for belongs; without it, anywhere will do, and the
            route narrows what it shows by ``Identity.scopes``.
        confirmed: whether password and code must have been given lately.
        stage: how far the sign-in must be.
        touches: whether the call counts as activity.
    """

    def __init__(
        self,
        permission: Permission | None = None,
        scope: Callable[[Request], Scope] | None = None,
        confirmed: bool = False,
        stage: Stage = Stage.FULL,
        touches: bool = True,
    ) -> None:
        self.permission = permission
        self.scope = scope
        self.confirmed = confirmed
        self.stage = stage
        self.touches = touches

    async def __call__(self, request: Request) -> Identity:
        """The identity of the caller.

        Raises:
            SignInRequired: no session, or one at another stage.
            ForgedRequest: the form is not from our own page.
            Forbidden: not entitled.
            ConfirmationRequired: password and code are asked for again.
        """
        identity = await run_in_threadpool(self._identify, request)
        await _check_form(request, identity.form_token)
        if self.permission is not None:
            scope = await run_in_threadpool(self.scope, request) if self.scope else None
            if not identity.may(self.permission, scope):
                raise Forbidden(f"{identity.username} lacks {self.permission}")
        if self.confirmed:
            self._check_confirmed(request, identity)
        return identity

    def _identify(self, request: Request) -> Identity:
        token = cookies_of(request).session_token()
        address = address_of(request)
        identity = staff_of(request).sessions.identify(token, address, self.touches)
        if identity is None or identity.stage is not self.stage:
            raise SignInRequired("no session at this stage")
        request.state.identity = identity
        return identity

    def _check_confirmed(self, request: Request, identity: Identity) -> None:
        staff = staff_of(request)
        window = staff.confirm_for
        if request.method not in _SAFE_METHODS:
            window *= _TIME_TO_FILL_IN
        if staff.now() - identity.confirmed_at > window:
            raise ConfirmationRequired("password given too long ago")


def require(
    permission: Permission,
    scope: Callable[[Request], Scope] | None = None,
    confirmed: bool = False,
) -> Any:
    """Dependency: the caller is entitled to ``permission`` (see ``Access``)."""
    return Depends(Access(permission, scope, confirmed))


def signed_in(confirmed: bool = False, touches: bool = True) -> Any:
    """Dependency: the caller is signed in, whatever their role."""
    return Depends(Access(confirmed=confirmed, touches=touches))


def half_way(stage: Stage) -> Any:
    """Dependency: the caller's sign-in is at ``stage``."""
    return Depends(Access(stage=stage))


def anyone() -> Any:
    """Dependency: everybody."""
    return Depends(Anyone())


def staff_of(request: Request) -> StaffServices:
    """The services of the application."""
    services: StaffServices = request.app.state.staff
    return services


def cookies_of(request: Request) -> ConsoleCookies:
    """The cookies of the caller."""
    return ConsoleCookies(request, staff_of(request).keys.cookies)


def address_of(request: Request) -> str:
    """The caller's network address."""
    address: str = request.app.state.limits.address_of(request)
    return address[:64]


def browser_of(request: Request, username: str) -> Browser:
    """The caller's browser, as it is known for ``username``."""
    return Browser(
        address_of(request),
        device_name(request.headers.get("user-agent", "")),
        cookies_of(request).known_device(username),
    )


async def _check_form(request: Request, expected: str) -> None:
    if request.method in _SAFE_METHODS:
        return
    # Browsers say where a request was born; other programs need the token alone.
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise ForgedRequest("sent by another site")
    given = request.headers.get(FORM_HEADER) or str((await request.form()).get(FORM_FIELD, ""))
    if not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForgedRequest("form token missing or wrong")
