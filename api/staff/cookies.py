"""The console's cookies: the session, the form's nonce, the known device, the notice."""

from __future__ import annotations

import secrets
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from api.security import is_https
from api.staff.keys import keyed_hash

_SESSION, _NONCE, _DEVICE, _NOTICE = "console", "console_form", "console_device", "console_notice"
_DEVICE_VALID_S = 180 * 24 * 3600
_NOTICE_VALID_S = 60


class ConsoleCookies:
    """Reads and writes cookies that scripts cannot read and other sites cannot send.

    Args:
        request: tells whether the browser speaks HTTPS; then ``__Host-`` keeps a neighbour
            on a sister domain from planting a cookie.
        key: signs what the browser keeps for us.
    """

    def __init__(self, request: Request, key: bytes) -> None:
        self._request = request
        self._secure = is_https(request)
        self._key = key

    def session_token(self) -> str:
        """The session's token, or nothing."""
        return self._get(_SESSION)

    def keep_session(self, response: Response, token: str) -> None:
        """Hand out a session's token; it ends with the browser."""
        self._set(response, _SESSION, token)

    def forget_session(self, response: Response) -> None:
        """Take the token back."""
        self._delete(response, _SESSION)

    def nonce(self) -> str:
        """What ties a form before sign-in to this browser."""
        return self._get(_NONCE)

    def keep_nonce(self, response: Response, nonce: str) -> None:
        """Hand out a nonce."""
        self._set(response, _NONCE, nonce)

    def known_device(self, username: str) -> str | None:
        """The id of this device if ``username`` has signed in from it before."""
        told = self._loads(_DEVICE, _DEVICE_VALID_S)
        if not isinstance(told, dict):
            return None
        device = told.get(self._owner(username))
        return device if isinstance(device, str) else None

    def remember_device(self, response: Response, username: str) -> None:
        """``username`` has signed in here: strangers' attempts shall not make them wait."""
        told = self._loads(_DEVICE, _DEVICE_VALID_S)
        devices = told if isinstance(told, dict) else {}
        owner = self._owner(username)
        # A shared counter has many owners; the cookie stays small.
        kept = dict(list(devices.items())[-7:]) | {
            owner: devices.get(owner) or secrets.token_urlsafe(9)
        }
        self._set(response, _DEVICE, self._signer(_DEVICE).dumps(kept), _DEVICE_VALID_S)

    def notice(self) -> tuple[str, str] | None:
        """Kind and text of the notice for the next page."""
        told = self._loads(_NOTICE, _NOTICE_VALID_S)
        return (str(told[0]), str(told[1])) if isinstance(told, list) and len(told) == 2 else None

    def keep_notice(self, response: Response, kind: str, text: str) -> None:
        """Tell something on the next page."""
        self._set(response, _NOTICE, self._signer(_NOTICE).dumps([kind, text]), _NOTICE_VALID_S)

    def forget_notice(self, response: Response) -> None:
        """It was told."""
        self._delete(response, _NOTICE)

    def _owner(self, username: str) -> str:
        return keyed_hash(self._key, f"device:{username.strip().lower()}")[:16]

    def _signer(self, purpose: str) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self._key, salt=purpose)

    def _loads(self, cookie: str, valid_s: int) -> Any:
        try:
            return self._signer(cookie).loads(self._get(cookie), max_age=valid_s)
        except BadSignature:
            return None

    def _name(self, cookie: str) -> str:
        return f"{'__Host-' if self._secure else ''}motcua_{cookie}"

    def _get(self, cookie: str) -> str:
        return self._request.cookies.get(self._name(cookie), "")

    def _set(self, response: Response, cookie: str, value: str, lives_s: int | None = None) -> None:
        response.set_cookie(
            self._name(cookie),
            value,
            max_age=lives_s,
            path="/",
            httponly=True,
            secure=self._secure,
            samesite="lax",
        )

    def _delete(self, response: Response, cookie: str) -> None:
        response.delete_cookie(
            self._name(cookie), path="/", httponly=True, secure=self._secure, samesite="lax"
        )
