"""The notice about people's data: once, after the first answer, never before it."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, in_background
from actions.privacy_words import words
from actions.turn import Turn
from api.client import TurnStatus

SLOT = "privacy_notice"
# Marks it in the tracker: its button is none that "số 1" means.
BESIDE = "beside"
# Nor is it the moment where a form waits for a word, or where somebody needs a person.
_NO_ANSWER = frozenset(
    {TurnStatus.ERROR_BACKEND, TurnStatus.LIMITED, TurnStatus.ASKED, TurnStatus.REFERRED}
)


def add_notice(
    tracker: Tracker, turn: Turn, dispatcher: CollectingDispatcher
) -> list[dict[str, Any]]:
    """Say the notice behind an answer to somebody who was not shown this version of it.

    The slot is the memory, so nobody waits for the API; it goes with the conversation.
    """
    version = words("notice", "version")
    if tracker.get_slot(SLOT) == version or not _is_answered(dispatcher):
        return []
    end = dispatcher.messages.pop()
    dispatcher.utter_message(text=words("notice", "text"), buttons=_buttons(turn), **{BESIDE: True})
    dispatcher.messages.append(end)
    in_background(backend.api().privacy.note_notice(turn.person, version))
    return [SlotSet(SLOT, version)]


def _buttons(turn: Turn) -> list[dict[str, str]]:
    # Where choices may be shown as numbers, a second "1" would be taken for the first.
    if "zalo" in turn.channel:
        return []
    return [{"title": words("notice", "button"), "payload": "/view_my_data"}]


def _is_answered(dispatcher: CollectingDispatcher) -> bool:
    """Whether the turn has ended with an answer: its last message is the status."""
    custom = dispatcher.messages[-1].get("custom") if dispatcher.messages else None
    if not isinstance(custom, dict) or custom.get("type") != "status":
        return False
    return custom.get("status") not in _NO_ANSWER
