"""Tokens of the portal (or VNeID) about its users: signed JSON Web Tokens."""

from __future__ import annotations

import hashlib
import hmac

import jwt
import structlog

from api.settings import Settings

log = structlog.get_logger()
_LEEWAY_S = 30


class UserTokens:
    """Checks tokens as the settings say.

    Args:
        settings: algorithm, key, issuer and audience of the tokens.
        secret: keys the pseudonym of a user.
    """

    def __init__(self, settings: Settings, secret: str) -> None:
        self._algorithm = settings.user_token_algorithm
        self._key = settings.user_token_key
        self._issuer = settings.user_token_issuer
        self._audience = settings.user_token_audience
        self._secret = secret.encode()

    def user_of(self, token: str | None) -> str | None:
        """Pseudonym of the token's user; ``None`` where nobody vouches for one.

        A wrong or expired token is no error: its holder is then anonymous.
        """
        if not token or self._key is None:
            return None
        try:
            claims = jwt.decode(
                token,
                self._key.get_secret_value(),
                algorithms=[self._algorithm],
                audience=self._audience,
                issuer=self._issuer,
                leeway=_LEEWAY_S,
                options={"require": ["exp", "sub"]},
            )
        except jwt.PyJWTError as error:
            log.info("user_token.refused", reason=type(error).__name__)
            return None
        return self._pseudonym(str(claims.get("iss", "")), claims["sub"])

    def _pseudonym(self, issuer: str, subject: str) -> str:
        name = f"{issuer}\x00{subject}".encode()
        return hmac.new(self._secret, name, hashlib.sha256).hexdigest()[:32]
