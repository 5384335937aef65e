"""A message in English: a short English answer; facts stay Vietnamese."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import ask_and_render
from actions.base import Events, TurnAction
from actions.procedures import keep_in_hand
from actions.turn import Turn
from api.client import ProcedureQuestion


class ActionAnswerEnglish(TurnAction):
    """Says what the assistant can do, and the name, code and page of a procedure meant."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_answer_english"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Answer; the procedure named is then in hand."""
        question = ProcedureQuestion(
            person=turn.person,
            channel=turn.channel,
            text=turn.text,
            received_at=turn.received_at,
        )
        answer = await ask_and_render(turn, dispatcher, lambda api: api.answer_english(question))
        return keep_in_hand(answer)
