"""The signature of Zalo's webhook; runs in both environments."""

from __future__ import annotations

import hashlib

HEADER = "X-ZEvent-Signature"


def mac(first_term: str, body: bytes, timestamp: str, secret: str) -> str:
    """SHA-256 as hex of the four parts joined: plain, not HMAC.

    Args:
        first_term: the app's id; some senders put the OA's.
        body: the request's body, byte for byte.
        timestamp: the body's ``timestamp`` as text.
        secret: the OA's secret key.
    """
    joined = first_term.encode() + body + timestamp.encode() + secret.encode()
    return hashlib.sha256(joined).hexdigest()
