"""OAuth v4 of the fake: codes with PKCE, access tokens, refresh tokens that serve once."""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass, field

from tests.fakes.common.clock import Clock
from tests.fakes.zalo.settings import CODE_LIFE_S, REFRESH_LIFE_S, ZaloSettings

# Numbers beyond these two are not documented; callers may only count on "no access_token".
BAD_APP, BAD_GRANT = -14002, -14003


class OAuthError(Exception):
    """A refusal of the OAuth server."""

    def __init__(self, code: int, name: str) -> None:
        self.code = code
        self.name = name
        super().__init__(name)


@dataclass
class Grant:
    """Something that may be exchanged once."""

    until_s: float
    challenge: str = ""
    used: bool = False


@dataclass
class Tokens:
    """All that was issued.

    Attributes:
        access: access token → when it expires, in seconds since 1970.
        reused: refresh tokens or codes that came a second time.
    """

    settings: ZaloSettings
    clock: Clock
    access: dict[str, float] = field(default_factory=dict)
    refresh: dict[str, Grant] = field(default_factory=dict)
    codes: dict[str, Grant] = field(default_factory=dict)
    reused: int = 0

    def new_code(self, challenge: str) -> str:
        """A code as the permission page gives it."""
        code = secrets.token_urlsafe(24)
        self.codes[code] = Grant(self.clock.now_s() + CODE_LIFE_S, challenge)
        return code

    def new_pair(self) -> dict[str, str]:
        """An access token and the refresh token for the next one, all texts as Zalo writes them."""
        access, refresh = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        now = self.clock.now_s()
        self.access[access] = now + float(self.settings.expires_in)
        self.refresh[refresh] = Grant(now + REFRESH_LIFE_S)
        return {
            "access_token": access,
            "refresh_token": refresh,
            "expires_in": self.settings.expires_in,
        }

    def exchange_code(self, code: str, verifier: str) -> dict[str, str]:
        """Code and PKCE verifier → pair."""
        grant = self._take(self.codes, code, "authorization code")
        if challenge_of(verifier) != grant.challenge:
            raise OAuthError(BAD_GRANT, "Invalid code verifier")
        return self.new_pair()

    def exchange_refresh(self, token: str) -> dict[str, str]:
        """Refresh token → the next pair."""
        self._take(self.refresh, token, "refresh token")
        return self.new_pair()

    def _take(self, grants: dict[str, Grant], key: str, name: str) -> Grant:
        grant = grants.get(key)
        if grant is not None and grant.used:
            self.reused += 1
        if grant is None or grant.used or grant.until_s < self.clock.now_s():
            raise OAuthError(BAD_GRANT, f"Invalid {name}")
        grant.used = True
        return grant


def challenge_of(verifier: str) -> str:
    """PKCE S256: base64url of SHA-256, without padding."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
