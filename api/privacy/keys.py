"""Keys of what is left of people: hashes that nobody can test a guess against without them."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class PrivacyKeys:
    """Keys by purpose, derived from the secret that encrypts personal data."""

    subject: bytes
    phone: bytes
    code: bytes

    @classmethod
    def derive(cls, secret: str) -> PrivacyKeys:
        """All keys of ``secret``."""
        return cls(*(_key(secret, purpose) for purpose in ("subject", "phone", "code")))


def keyed(key: bytes, text: str) -> str:
    """HMAC-SHA256 of ``text``, the first 32 hexadecimal digits."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def _key(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"motcua.privacy.{purpose}".encode(), hashlib.sha256).digest()
