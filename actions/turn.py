"""What one turn is about, read from Rasa's tracker once."""

from __future__ import annotations

import time
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk import Tracker

COMMAND_PREFIX = "/"
# The API refuses longer texts; the ask of a long story is nearly always in its first part.
LONGEST_TEXT = 2000


@dataclass(frozen=True)
class Turn:
    """One message of a person.

    Attributes:
        person, channel: who and where.
        text: what was typed, at most ``LONGEST_TEXT`` characters; empty for a button.
        cut: whether the text was longer.
        is_button: whether a button was tapped.
        intent: what Rasa heard.
        entities: entity → value, the first of each kind.
        received_at: Unix seconds at which the channel got the message.
        code_in_hand: the procedure talked about so far.
        asked_slot: the slot that an open form is asking for.
        department: the department that a form or the message gave.
        hides: whether something personal in the text was masked.
        references: (kind, reference) of what was masked, in order; the vault has the values.
        media: reference of a picture or file that came with the message.
        slots: all slots.
        phone_form: how the form about the phone ended, if it did.
        events: Rasa's latest events, oldest first.
    """

    person: str
    channel: str
    text: str
    cut: bool
    is_button: bool
    intent: str
    received_at: float
    entities: dict[str, str] = field(default_factory=dict)
    code_in_hand: str | None = None
    asked_slot: str | None = None
    department: str | None = None
    hides: bool = False
    references: tuple[tuple[str, str], ...] = ()
    media: str | None = None
    slots: dict[str, Any] = field(default_factory=dict)
    phone_form: str | None = None
    events: tuple[dict[str, Any], ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether there is a letter or digit in the text (an emoji or "?" has none)."""
        return any(char.isalnum() for char in self.text)

    def with_intent(self, intent: str) -> Turn:
        """The same turn, heard as another intent."""
        return replace(self, intent=intent)

    @classmethod
    def of(cls, tracker: Tracker) -> Turn:
        """Read the latest turn of ``tracker``."""
        message = tracker.latest_message
        heard = (message.get("text") or "").strip()
        is_button = heard.startswith(COMMAND_PREFIX)
        user_event = _last_user_event(tracker.events)
        metadata = user_event.get("metadata") or {}
        # Rasa heard the repaired text ("má nộp online"); search repairs for itself, and better.
        typed = (user_event.get("text") or heard).strip()
        return cls(
            person=tracker.sender_id,
            channel=tracker.get_latest_input_channel() or "rest",
            text="" if is_button else typed[:LONGEST_TEXT],
            cut=len(typed) > LONGEST_TEXT and not is_button,
            is_button=is_button,
            intent=(message.get("intent") or {}).get("name") or "nlu_fallback",
            received_at=_received_at(user_event),
            entities=_entities(message.get("entities") or []),
            code_in_hand=tracker.get_slot("procedure_code"),
            asked_slot=tracker.get_slot("requested_slot"),
            department=tracker.get_slot("department"),
            hides=bool(metadata.get("vault")),
            references=references_in(metadata),
            media=_media(metadata),
            slots=dict(tracker.slots),
            phone_form=_phone_form(tracker),
            events=tuple(tracker.events),
        )


def _last_user_event(events: list[dict[str, Any]]) -> dict[str, Any]:
    return next((event for event in reversed(events) if event.get("event") == "user"), {})


def references_in(metadata: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """(kind, reference) of what was masked in the message with this metadata."""
    kept = metadata.get("vault") or []
    return tuple((str(item["kind"]), str(item["reference"])) for item in kept)


def _media(metadata: dict[str, Any]) -> str | None:
    data = metadata.get("data") or {}
    given = data.get("media") or data.get("image")
    return given if isinstance(given, str) else None


def _phone_form(tracker: Tracker) -> str | None:
    slots = (tracker.get_slot(name) for name in ("verifier", "phone", "phone_consent"))
    return next((value for value in slots if value), None)


def _received_at(user_event: dict[str, Any]) -> float:
    """The channel's own time where it gives one: a message may have waited before Rasa saw it."""
    given = (user_event.get("metadata") or {}).get("received_at")
    if isinstance(given, (int, float)) and not isinstance(given, bool):
        return float(given)
    return float(user_event.get("timestamp") or time.time())


def _entities(found: list[dict[str, Any]]) -> dict[str, str]:
    values: dict[str, str] = {}
    for entity in found:
        value = entity.get("value")
        if isinstance(value, str) and value:
            values.setdefault(entity["entity"], value)
    return values
