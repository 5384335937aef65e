"""The web chat's session: a random id in a signed token, nothing about the person.

Our own page keeps the token in a cookie out of scripts' reach; a foreign page, where
browsers block such cookies, keeps it itself and sends it in a header.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

from fastapi import Request, Response
from itsdangerous import BadSignature, URLSafeTimedSerializer

from api.chat.origins import is_foreign
from api.security import is_https

COOKIE = "motcua_chat"
HEADER = "X-Motcua-Session"
# The cookie itself ends with the browser; a signature is believed this long.
_VALID_S = 7 * 24 * 3600
_SALT = "motcua.web-chat"
_ID = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True)
class ChatSession:
    """One browser's conversation.

    Attributes:
        id: random, of our making.
        user: pseudonym of the portal's user whom it is linked to.
        fresh: whether it has just begun, so that the browser does not know it yet.
    """

    id: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    user: str | None = None
    fresh: bool = True

    @property
    def person(self) -> str:
        """The name under which Rasa, limits and journal know the conversation."""
        return f"web:{self.id}"


def read_session(request: Request) -> ChatSession:
    """The session of ``request``'s header or cookie; new where there is none that we signed.

    Expects ``request.app.state.session_secret``, the key that signs.
    """
    token = request.headers.get(HEADER) or request.cookies.get(COOKIE, "")
    try:
        known = _signer(request).loads(token, max_age=_VALID_S)
    except BadSignature:
        return ChatSession()
    return _session(known) or ChatSession()


def token_of(request: Request, session: ChatSession) -> str:
    """The signed token of ``session``."""
    token = _signer(request).dumps({"id": session.id, "user": session.user})
    return token if isinstance(token, str) else token.decode()


def keep_session(request: Request, response: Response, session: ChatSession) -> None:
    """Give a new session to the browser, by the way that its page can keep it."""
    if session.fresh:
        give_session(request, response, session)


def give_session(request: Request, response: Response, session: ChatSession) -> str | None:
    """Give a session to the browser; the token where its page must keep it itself."""
    token = token_of(request, session)
    if is_foreign(request):
        response.headers[HEADER] = token
        return token
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=is_https(request))
    return None


def forget_session(response: Response) -> None:
    """Take the cookie back: the next message begins a new conversation."""
    response.delete_cookie(COOKIE, httponly=True, samesite="lax")


def _session(known: Any) -> ChatSession | None:
    values = known if isinstance(known, dict) else {}
    name, user = values.get("id"), values.get("user")
    if not isinstance(name, str) or not _ID.fullmatch(name):
        return None
    return ChatSession(name, user if isinstance(user, str) else None, fresh=False)


def _signer(request: Request) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(request.app.state.session_secret, salt=_SALT)
