"""A petition while it is being written: what the slots hold of it."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from actions.turn import Turn

TEXT, CATEGORY, PLACE = "petition_text", "petition_category", "petition_place"
PHONE, CONFIRM = "contact_phone", "petition_confirm"
DRAFT = "petition_draft"
ASKED = (TEXT, CATEGORY, PLACE, PHONE, CONFIRM)
SKIPPED = "-"
MOST_PHOTOS = 5


class Stage:
    """How far a draft is."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    LEFT = "left"  # the person has moved on to something else
    NOT_SENT = "not_sent"
    SENT = "sent"


@dataclass(frozen=True)
class Draft:
    """What is known beside the slots that the form asks for.

    Attributes:
        key: names the draft, so that it is sent once.
        stage: see ``Stage``.
        kind: its kind, id and words.
        categories: id and words of all, for buttons.
        text_references, place_references: of what was masked in text and place.
        photos: references of pictures.
        editing: whether the person is being asked what to change.
        number: of the petition once it was sent.
        content: what is to be sent, once the form is closed and nothing could be sent.
    """

    key: str = field(default_factory=lambda: secrets.token_hex(16))
    stage: str = Stage.OPEN
    kind: dict[str, str] = field(default_factory=dict)
    categories: list[dict[str, str]] = field(default_factory=list)
    text_references: list[str] = field(default_factory=list)
    place_references: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    editing: bool = False
    number: str = ""
    content: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, turn: Turn) -> Draft:
        """The draft in the slots, or a fresh one."""
        kept = turn.slots.get(DRAFT)
        known = {item.name for item in fields(cls)}
        given = kept if isinstance(kept, dict) else {}
        return cls(**{name: value for name, value in given.items() if name in known})

    def changed(self, **changes: Any) -> Draft:
        """The draft with changes."""
        return replace(self, **changes)

    def slot(self) -> dict[str, Any]:
        """The slot that keeps it."""
        return {DRAFT: asdict(self)}

    def category_name(self, category: str) -> str:
        """A category in words."""
        names = {item["id"]: item["name"] for item in self.categories}
        return names.get(category, category)


def references(turn: Turn) -> list[str]:
    """References of all values that were masked in the message, in order."""
    return [reference for _, reference in turn.references]
