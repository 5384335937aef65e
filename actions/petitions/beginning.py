"""Begin a petition with what was said already."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, say_failure
from actions.base import Events, TurnAction
from actions.petitions.draft import ASKED, CATEGORY, PLACE, TEXT, Draft, Stage
from actions.petitions.words import said
from actions.turn import Turn, references_in
from api.client import ApiError

# What was said just before a tap on "Gửi phản ánh" is what the tap is about.
_SPEAKING_OF_IT = frozenset({"complain", "petition"})
_LOOK_BACK = 4


@dataclass(frozen=True)
class _Said:
    text: str = ""
    references: tuple[str, ...] = ()


class ActionBeginPetition(TurnAction):
    """Reads what was typed, so that nothing is asked twice, and opens a fresh draft."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_begin_petition"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Fill the slots with what is known; the form asks for the rest."""
        told = _said_before(turn) if turn.is_button else _said_now(turn)
        try:
            read = await backend.api().petitions.read(told.text)
        except ApiError as error:
            say_failure(dispatcher, error)
            return _slots(Draft(stage=Stage.LEFT), {})
        dispatcher.utter_message(text=" ".join(filter(None, [read.formal, said("begin")])))
        draft = Draft(kind=read.kind, categories=read.categories)
        known: dict[str, Any] = {}
        if read.tells:
            draft = draft.changed(text_references=list(told.references))
            known = {
                TEXT: told.text,
                CATEGORY: read.category["id"] if read.category else None,
                PLACE: read.place,
            }
        return _slots(draft, known)


def _slots(draft: Draft, known: dict[str, Any]) -> Events:
    values = {name: known.get(name) for name in ASKED} | draft.slot()
    return [SlotSet(name, value) for name, value in values.items()]


def _said_now(turn: Turn) -> _Said:
    return _Said(turn.text, tuple(reference for _, reference in turn.references))


def _said_before(turn: Turn) -> _Said:
    """The latest typed message of the last few that spoke of something bad."""
    heard = [event for event in reversed(turn.events) if event.get("event") == "user"]
    for event in heard[1 : 1 + _LOOK_BACK]:
        text = (event.get("text") or "").strip()
        intent = ((event.get("parse_data") or {}).get("intent") or {}).get("name")
        if intent in _SPEAKING_OF_IT and text and not text.startswith("/"):
            kept = references_in(event.get("metadata") or {})
            return _Said(text, tuple(reference for _, reference in kept))
    return _Said()
