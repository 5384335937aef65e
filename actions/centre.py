"""Questions about the centre (trung tâm): address, hours, departments, what to bring."""

from __future__ import annotations

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import ask_and_render
from actions.base import Events, TurnAction
from actions.procedures import keep_in_hand
from actions.turn import Turn
from api.client import CentreQuestion

# A question as long as a department's name may be; more is a story.
_LONGEST_NAME = 200

QUESTION_OF_INTENT = {
    "ask_centre": "overview",
    "centre_address": "address",
    "centre_hours": "hours",
    "centre_department": "department",
    "centre_bring": "bring",
    "centre_priority": "priority",
    "centre_steps": "steps",
    "centre_hotline": "hotline",
    "centre_branches": "branches",
}


async def answer_centre(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Answer what the button says, or else what the intent means."""
    question = turn.entities.get("question") or QUESTION_OF_INTENT.get(turn.intent, "overview")
    return await ask_centre(turn, dispatcher, question, turn.entities.get("department"))


async def ask_centre(
    turn: Turn, dispatcher: CollectingDispatcher, question: str, department: str | None
) -> Events:
    """Ask the API one question about the centre and say its answer."""
    asked = CentreQuestion(
        person=turn.person,
        channel=turn.channel,
        text=turn.text,
        question=question,
        department=department[:_LONGEST_NAME] if department else None,
        code_in_hand=turn.code_in_hand,
        received_at=turn.received_at,
    )
    answer = await ask_and_render(turn, dispatcher, lambda api: api.answer_centre(asked))
    # The department is forgotten: the next question may be about another one.
    return [
        SlotSet("question", question),
        SlotSet("department", None),
        *keep_in_hand(answer),
    ]


class ActionAnswerCentre(TurnAction):
    """Answers all questions about the centre but the one the form asks back for."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_answer_centre"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """See ``answer_centre``."""
        return await answer_centre(turn, dispatcher)
