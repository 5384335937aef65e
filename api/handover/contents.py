"""What a request holds, sealed and opened; where masked numbers get their values back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from pydantic import BaseModel

from api.handover.schemas import Content, Said, Summary
from api.vault.cipher import Cipher
from api.vault.service import Vault
from knowledge_base.errors import NotFound

# What stands in a text for a value that went into the vault (``bot/privacy``).
MASK = "[•••]"
_APART = "\x00"
# How a channel names a file that it has taken in (``api/media``).
FILE = "media"
# Longer than a request is usually open; the conversation itself may outlive its files.
_FILES_STAY = timedelta(days=30)
_Kept = TypeVar("_Kept", bound=BaseModel)


class Contents:
    """Seals and opens.

    Args:
        cipher: of what people say, at rest.
        vault: where the numbers of the latest messages are.
        keep: holds a file, by its reference, until a time.
    """

    def __init__(self, cipher: Cipher, vault: Vault, keep: Callable[[str, datetime], None]) -> None:
        self._cipher = cipher
        self._vault = vault
        self._keep = keep

    def seal(self, kept: BaseModel) -> bytes:
        """``kept``, encrypted."""
        return self._cipher.seal(kept.model_dump_json(exclude_defaults=True))

    def summary(self, sealed: bytes) -> Summary:
        """A sealed summary; an empty one once the person is forgotten."""
        return self._open(sealed, Summary())

    def content(self, sealed: bytes) -> Content:
        """A sealed message; an empty one once the person is forgotten."""
        return self._open(sealed, Content())

    def said(self, said: Said) -> Content:
        """What the citizen wrote, with the numbers that the dialogue must not keep."""
        text = self.revealed(said.person, said.text, said.references)
        beside = _APART.join(said.media.values())
        shown = self.revealed(said.person, beside, said.media_references).split(_APART)
        media = dict(zip(said.media, shown, strict=True)) if said.media else {}
        if FILE in media:
            # One that is gone already is told as such when it is looked at.
            with suppress(NotFound):
                self._keep(media[FILE], datetime.now(UTC) + _FILES_STAY)
        return Content(text=text, kind=said.kind, media=media)

    def revealed(self, person: str, text: str, references: Sequence[str]) -> str:
        """``text`` with its marks replaced; what is no longer in the vault stays a mark."""
        parts = text.split(MASK)
        if not references or len(parts) - 1 != len(references):
            return text
        values = self._vault.withdraw(person, references)
        shown = [values[name].value if name in values else MASK for name in references]
        return parts[0] + "".join(
            value + part for value, part in zip(shown, parts[1:], strict=True)
        )

    def _open(self, sealed: bytes, empty: _Kept) -> _Kept:
        if not sealed:
            return empty
        try:
            return type(empty).model_validate_json(self._cipher.open(sealed))
        except NotFound:
            # Sealed before the key was changed.
            return empty
