"""What a message names: one mention with its place, its value and what is unsure about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Union

Json = Union[str, int, bool, None, "list[Json]", "dict[str, Json]"]


@dataclass(frozen=True)
class Mention:
    """A thing named in a message.

    Attributes:
        kind: ``dossier_code``, ``code`` (of a procedure), ``when``, ``phone``,
            ``personal_id``, ``unclear_number``, ``ward``, ``department`` or ``agency``.
        value: a string, or an object ready for JSON; each finder says which.
        start: first code point in the composed text.
        end: the code point after the last.
        doubts: what must be asked back before the value is used; empty when it is sure.
    """

    kind: str
    value: Json
    start: int
    end: int
    doubts: tuple[str, ...] = ()

    def overlaps(self, other: Mention) -> bool:
        """Whether both stand on a common letter."""
        return self.start < other.end and other.start < self.end
