"""The web chat's session: a random id in a signed cookie, nothing about the person."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from api.security import is_https

COOKIE = "motcua_chat"
# The cookie itself ends with the browser; a signature is believed this long.
_VALID_S = 7 * 24 * 3600
_SALT = "motcua.web-chat"
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class ChatSession:
    """One browser's conversation; ``cookie`` is set when the id is new."""

    id: str
    cookie: str | None = None

    @property
    def person(self) -> str:
        """The name under which Rasa, limits and journal know the conversation."""
        return f"web:{self.id}"


def read_session(request: Request) -> ChatSession:
    """The session of ``request``'s cookie, or a new one where there is none that we signed.

    Expects ``request.app.state.session_secret``, the key that signs.
    """
    signer = URLSafeTimedSerializer(request.app.state.session_secret, salt=_SALT)
    try:
        known = signer.loads(request.cookies.get(COOKIE, ""), max_age=_VALID_S)
    except BadSignature:
        known = None
    if isinstance(known, str) and _ID.fullmatch(known):
        return ChatSession(known)
    fresh = secrets.token_urlsafe(16)
    return ChatSession(fresh, signer.dumps(fresh))


def keep_session(request: Request, response: Response, session: ChatSession) -> None:
    """Give a new session's cookie to the browser."""
    if session.cookie is not None:
        response.set_cookie(
            COOKIE, session.cookie, httponly=True, samesite="lax", secure=is_https(request)
        )


def forget_session(response: Response) -> None:
    """Take the cookie back: the next message begins a new conversation."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")
