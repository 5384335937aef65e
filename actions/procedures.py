"""Questions about procedures (thủ tục): new ones, follow-ups, and what nothing else knew."""

from __future__ import annotations

from rasa_sdk.events import SlotSet, UserUtteranceReverted
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import ask_and_render, record, say_end
from actions.base import Events, TurnAction
from actions.buttons import with_named_button
from actions.feedback import answer_feedback, thumb_in
from actions.texts import text
from actions.turn import Turn
from api.client import Answer, ProcedureQuestion, TurnStatus


async def answer_procedure(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Answer about the procedure that the text, a code or a button names."""
    turn = with_named_button(turn)
    code, section = turn.entities.get("code"), turn.entities.get("section")
    thumb = None if turn.is_readable else thumb_in(turn.text)
    if thumb is not None:
        return await answer_feedback(turn, dispatcher, thumb)
    if not (turn.is_readable or code or section):
        say_end(dispatcher, text("only_hidden" if turn.hides else "empty"), TurnStatus.EMPTY)
        await record(turn, TurnStatus.EMPTY)
        return []
    question = ProcedureQuestion(
        person=turn.person,
        channel=turn.channel,
        text=turn.text,
        code=code or (turn.code_in_hand if section else None),
        section=section,
        code_in_hand=turn.code_in_hand,
        received_at=turn.received_at,
    )
    answer = await ask_and_render(turn, dispatcher, lambda api: api.answer_procedure(question))
    return keep_in_hand(answer)


def keep_in_hand(answer: Answer | None) -> Events:
    """Keep the procedure in hand for follow-ups; an answer without one changes nothing."""
    if answer is None or answer.code is None:
        return []
    return [SlotSet("procedure_code", answer.code), SlotSet("section", answer.section)]


class ActionAnswerProcedure(TurnAction):
    """Answers typed questions."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_answer_procedure"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """See ``answer_procedure``."""
        return await answer_procedure(turn, dispatcher)


class ActionDefaultFallback(TurnAction):
    """Runs when no rule fits. Searches too, then takes the turn back as Rasa expects."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_default_fallback"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Answer without keeping slots: the turn itself is undone."""
        await answer_procedure(turn, dispatcher)
        return [UserUtteranceReverted()]
