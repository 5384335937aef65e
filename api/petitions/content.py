"""What a petition says, sealed at rest."""

from __future__ import annotations

import base64

from pydantic import BaseModel

from api.vault.cipher import Cipher
from knowledge_base.errors import NotFound

# What stands in a text in the place of a masked value (``bot/privacy``).
_MASK = "[•••]"


class Content(BaseModel):
    """Words, place, phone and answer of one petition."""

    text: str = ""
    place: str = ""
    phone: str = ""
    answer: str = ""


class Sealer:
    """Seals and opens contents, words and pictures."""

    def __init__(self, cipher: Cipher) -> None:
        """Args: cipher: of personal data at rest."""
        self._cipher = cipher

    def seal(self, content: Content) -> bytes:
        """``content``, encrypted."""
        return self._cipher.seal(content.model_dump_json())

    def open(self, sealed: bytes) -> Content | None:
        """What was sealed; ``None``: it was forgotten, or the key is lost."""
        text = self.open_words(sealed)
        return Content.model_validate_json(text) if text else None

    def seal_words(self, words: str) -> bytes:
        """``words``, encrypted; nothing stays nothing."""
        return self._cipher.seal(words) if words else b""

    def open_words(self, sealed: bytes) -> str:
        """What was sealed; empty where nothing can be read."""
        if not sealed:
            return ""
        try:
            return self._cipher.open(sealed)
        except NotFound:
            return ""

    def seal_picture(self, content: bytes) -> bytes:
        """A file, encrypted."""
        return self._cipher.seal(base64.b64encode(content).decode())

    def open_picture(self, sealed: bytes) -> bytes:
        """What was sealed; empty where nothing can be read."""
        return base64.b64decode(self.open_words(sealed))


def unmasked(text: str, values: list[str | None]) -> str:
    """``text`` with its masks replaced in order; a value that is gone leaves its mask."""
    pieces = text.split(_MASK)
    given = [*values, *[None] * len(pieces)]
    filled = [
        piece + (given[place] or _MASK if place < len(pieces) - 1 else "")
        for place, piece in enumerate(pieces)
    ]
    return "".join(filled)
