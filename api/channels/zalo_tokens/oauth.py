"""Zalo's OAuth v4: consent with PKCE, codes and refresh tokens for pairs."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

import httpx

from api.channels.zalo_tokens.errors import ZaloBusy
from api.channels.zalo_tokens.settings import ZaloAppSettings

TIMEOUT_S = 10.0
_RATE = -32
# What Zalo documents for an account's token; its answer says it each time.
_USUAL_LIFE_S = 90_000.0


class GrantRefused(Exception):
    """Zalo gave no token and will give none for this code or refresh token.

    Args:
        reason: a stable code, e.g. ``zalo_14003``.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Pair:
    """An access token, how many seconds it lives, and the refresh token that serves once."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_in: float


@dataclass(frozen=True)
class Consent:
    """One request for consent: where to go, and what proves later that it was ours."""

    url: str
    state: str
    verifier: str = field(repr=False)


def ask_consent(settings: ZaloAppSettings) -> Consent:
    """A new request for an administrator's consent."""
    verifier, state = secrets.token_urlsafe(32), secrets.token_urlsafe(16)
    digest = hashlib.sha256(verifier.encode()).digest()
    query = {
        "app_id": settings.app_id,
        "redirect_uri": settings.callback_url,
        "code_challenge": base64.urlsafe_b64encode(digest).rstrip(b"=").decode(),
        "state": state,
    }
    url = f"{settings.oauth_base.rstrip('/')}/v4/oa/permission?{urlencode(query)}"
    return Consent(url, state, verifier)


class ZaloOAuth:
    """Exchanges what may be exchanged once.

    Args:
        settings: the app.
        http: connections, closed by the caller.
    """

    def __init__(self, settings: ZaloAppSettings, http: httpx.AsyncClient) -> None:
        self._settings = settings
        self._http = http

    async def with_code(self, code: str, verifier: str) -> Pair:
        """The pair for a code of the consent page.

        Raises:
            GrantRefused: the code is of no use.
            ZaloBusy: no answer.
        """
        form = {"grant_type": "authorization_code", "code": code, "code_verifier": verifier}
        return await self._exchange(form)

    async def with_refresh(self, refresh: str) -> Pair:
        """The next pair; raises as ``with_code``."""
        return await self._exchange({"grant_type": "refresh_token", "refresh_token": refresh})

    async def _exchange(self, form: dict[str, str]) -> Pair:
        url = f"{self._settings.oauth_base.rstrip('/')}/v4/oa/access_token"
        headers = {"secret_key": self._settings.app_secret.get_secret_value()}
        body = {**form, "app_id": self._settings.app_id}
        try:
            # httpx limits each phase; the whole must end before another may take its turn.
            async with asyncio.timeout(TIMEOUT_S):
                reply = await self._http.post(url, data=body, headers=headers, timeout=TIMEOUT_S)
        except (httpx.TransportError, TimeoutError) as error:
            raise ZaloBusy(f"oauth: {type(error).__name__}") from error
        return _pair(reply)


def _pair(reply: httpx.Response) -> Pair:
    if reply.status_code >= 500 or reply.status_code == 429:
        raise ZaloBusy(f"oauth: HTTP {reply.status_code}")
    try:
        answer = reply.json()
    except ValueError as error:
        raise ZaloBusy("oauth: not JSON") from error
    given = answer if isinstance(answer, dict) else {}
    if given.get("error") == _RATE:
        raise ZaloBusy("oauth: too many calls")
    access, refresh = given.get("access_token"), given.get("refresh_token")
    if not access or not refresh:
        raise GrantRefused(_reason(given.get("error")))
    return Pair(str(access), str(refresh), _life_s(given.get("expires_in")))


def _reason(error: object) -> str:
    return f"zalo_{abs(error)}" if isinstance(error, int) else "zalo_no_token"


def _life_s(expires_in: object) -> float:
    try:
        return float(str(expires_in))
    except ValueError:
        return _USUAL_LIFE_S
