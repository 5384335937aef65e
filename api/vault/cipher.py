"""Encrypt what may hold personal data before it is kept."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from knowledge_base.errors import NotFound


class Cipher:
    """AES-128-CBC with HMAC (Fernet) under one key of the installation."""

    def __init__(self, secret: str) -> None:
        """Args: secret: any text; the key is derived from it."""
        digest = hashlib.sha256(b"motcua.cipher\x00" + secret.encode()).digest()
        self._fernet = Fernet(base64.urlsafe_b64encode(digest))

    def seal(self, text: str) -> bytes:
        """``text``, encrypted."""
        return self.seal_bytes(text.encode())

    def seal_bytes(self, content: bytes) -> bytes:
        """``content``, encrypted."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> str:
        """What was sealed.

        Raises:
            NotFound: it was sealed with another key, or altered.
        """
        return self.open_bytes(sealed).decode()

    def open_bytes(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            NotFound: it was sealed with another key, or altered.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken as error:
            raise NotFound("sealed with another key") from error
