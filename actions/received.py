"""Something else than words was sent: say what can be done with it, and what to do instead."""

from __future__ import annotations

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import record, say_end
from actions.base import Events, TurnAction
from actions.smalltalk import answer_smalltalk
from actions.texts import received
from actions.turn import Turn
from api.client import TurnStatus

_WHAT = "what"
_FOLLOW = "follow"


class ActionReceive(TurnAction):
    """Answers ``/receive{"what": …}``, which channels make of pictures, voices and shares."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_receive"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Greet a new follower; otherwise ask for words, kindly."""
        what = turn.entities.get(_WHAT, "")
        if what == _FOLLOW:
            return await answer_smalltalk(turn.with_intent("greet"), dispatcher)
        say_end(dispatcher, received(what), TurnStatus.NOT_AVAILABLE)
        await record(turn, TurnStatus.NOT_AVAILABLE)
        return []
