"""Who answers an intent, for actions that learn it late (a form left, a number typed)."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events
from actions.centre import QUESTION_OF_INTENT, answer_centre
from actions.handover import SENSITIVE, hand_over
from actions.privacy import ANSWERS as PRIVACY_ANSWERS
from actions.privacy import answer_privacy
from actions.procedures import answer_procedure
from actions.smalltalk import STATUS_OF_INTENT, answer_smalltalk
from actions.turn import Turn


async def answer_intent(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Answer the turn as the rules would; what nobody knows is searched."""
    if turn.intent in QUESTION_OF_INTENT:
        return await answer_centre(turn, dispatcher)
    if turn.intent in ("talk_to_human", SENSITIVE):
        return await hand_over(turn, dispatcher)
    if turn.intent in PRIVACY_ANSWERS:
        return await answer_privacy(turn, dispatcher)
    if turn.intent in STATUS_OF_INTENT:
        return await answer_smalltalk(turn, dispatcher)
    return await answer_procedure(turn, dispatcher)
