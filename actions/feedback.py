"""What a person types of the answer before: "đúng rồi", "sai rồi", a thumb."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, logger
from actions.base import Events, TurnAction
from actions.smalltalk import answer_smalltalk
from actions.turn import Turn
from api.client import ApiError

_UP, _DOWN = "up", "down"
_INTENTS = {_UP: "feedback_positive", _DOWN: "feedback_negative"}
_THUMBS = {"👍": _UP, "👎": _DOWN}


def thumb_in(text: str) -> str | None:
    """``up`` or ``down`` where a message is a thumb and nothing else readable."""
    found = {rating for sign, rating in _THUMBS.items() if sign in text}
    return found.pop() if len(found) == 1 else None


async def answer_feedback(turn: Turn, dispatcher: CollectingDispatcher, rating: str) -> Events:
    """Note a thumb sent as a sign, then thank or ask again."""
    await _note(turn, rating)
    return await answer_smalltalk(turn.with_intent(_INTENTS[rating]), dispatcher)


async def _note(turn: Turn, rating: str) -> None:
    """Keep the thumb with the answer before, if there was one."""
    answer = _latest_answer(turn.events)
    if answer is None:
        return
    try:
        words = turn.text if turn.is_readable and rating == _DOWN else ""
        await backend.api().feedback.give(turn.person, answer, rating, words)
    except ApiError as error:
        # The person must not be troubled: they only said what they think.
        logger.warning("A judgement was not kept: %s", error)


def _latest_answer(events: tuple[dict[str, Any], ...]) -> str | None:
    """The reference of the latest answer with facts; of the turn before only."""
    for event in reversed(events):
        custom = (event.get("data") or {}).get("custom") if event.get("event") == "bot" else None
        if isinstance(custom, dict) and custom.get("type") == "status":
            answer = custom.get("answer")
            return answer if isinstance(answer, str) else None
    return None


class ActionFeedback(TurnAction):
    """Notes typed praise and typed blame of an answer; the rule says the rest."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_feedback"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Note it; nothing is said here."""
        rating = _DOWN if turn.intent == _INTENTS[_DOWN] else _UP
        await _note(turn, rating)
        return []
