"""Keys of staff accounts, each derived from the one staff secret for one purpose."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class StaffKeys:
    """Keys by purpose.

    Attributes:
        audit: seals the audit log.
        totp: encrypts the secrets of authenticators (Fernet).
        codes: keys the hashes of activation and recovery codes and of attempts.
        forms: makes form tokens.
        cookies: signs the cookies of known devices and of notices.
    """

    audit: bytes
    totp: bytes
    codes: bytes
    forms: bytes
    cookies: bytes

    @classmethod
    def derive(cls, secret: str) -> StaffKeys:
        """All keys of ``secret``."""
        return cls(
            audit=_key(secret, "audit"),
            totp=base64.urlsafe_b64encode(_key(secret, "totp")),
            codes=_key(secret, "codes"),
            forms=_key(secret, "forms"),
            cookies=_key(secret, "cookies"),
        )


def _key(secret: str, purpose: str) -> bytes:
    return hmac.new(secret.encode(), f"motcua.staff.{purpose}".encode(), hashlib.sha256).digest()


def keyed_hash(key: bytes, text: str) -> str:
    """HMAC-SHA256 of ``text``, in hexadecimal."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
