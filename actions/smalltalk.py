"""Turns that a response of the domain answers: small talk, refusals, other offices."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import record
from actions.base import Events, TurnAction
from actions.rendering import say_status
from actions.turn import Turn
from api.client import TurnStatus

STATUS_OF_INTENT = {
    "start": TurnStatus.SMALLTALK,
    "greet": TurnStatus.SMALLTALK,
    "goodbye": TurnStatus.SMALLTALK,
    "thanks": TurnStatus.SMALLTALK,
    "help": TurnStatus.SMALLTALK,
    "who_are_you": TurnStatus.SMALLTALK,
    "find_procedure": TurnStatus.CLARIFIED,
    "dossier_status": TurnStatus.NOT_AVAILABLE,
    "book_appointment": TurnStatus.NOT_AVAILABLE,
    "complain": TurnStatus.REFERRED,
    "feedback_negative": TurnStatus.CLARIFIED,
    "feedback_positive": TurnStatus.SMALLTALK,
    "out_of_scope": TurnStatus.DECLINED_OUT_OF_SCOPE,
    "bot_challenge": TurnStatus.DECLINED_OUT_OF_SCOPE,
}
# A first tap greets.
_RESPONSE_OF_INTENT = {"start": "utter_greet"}


async def close_turn(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Count the turn and end it with its status."""
    status = STATUS_OF_INTENT.get(turn.intent, TurnStatus.SMALLTALK)
    say_status(dispatcher, status)
    await record(turn, status)
    return []


async def answer_smalltalk(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Say the domain's response for the intent, then close the turn."""
    name = _RESPONSE_OF_INTENT.get(turn.intent, f"utter_{turn.intent}")
    dispatcher.utter_message(response=name)
    return await close_turn(turn, dispatcher)


class ActionCloseTurn(TurnAction):
    """Ends a turn whose response a rule has already uttered."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_close_turn"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """See ``close_turn``."""
        return await close_turn(turn, dispatcher)
