"""Buttons about people's own data: ``/privacy_choice{"choice": …}``."""

from __future__ import annotations

import re

from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, say_end, say_failure
from actions.base import Events, TurnAction
from actions.buttons import tapped
from actions.consent import AGREE, REFUSE, about
from actions.privacy import DELETE_NO, DELETE_YES, WITHDRAW, accept_deletion, withdraw
from actions.privacy_words import words
from actions.routing import answer_intent
from actions.texts import text
from actions.turn import Turn
from api.client import ApiError, ApiRejected, TurnStatus

_INTENT = re.compile(r"[a-z_]{1,40}")


class ActionPrivacyChoice(TurnAction):
    """Does what a button of ours says."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_privacy_choice"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Do it; a failure of the API is told like any other."""
        try:
            return await answer_choice(turn, dispatcher)
        except ApiRejected:
            # The text that they agreed to is no longer the one that we would keep.
            say_end(dispatcher, words("consent", "outdated"), TurnStatus.CLARIFIED)
        except ApiError as error:
            say_failure(dispatcher, error)
        return []


async def answer_choice(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Do what the button says.

    Raises:
        ApiError: it could not be done.
    """
    name, (purpose, _, _) = turn.entities.get("choice"), about(turn)
    if name == DELETE_YES:
        return await accept_deletion(turn, dispatcher)
    if name == WITHDRAW:
        return await withdraw(turn, dispatcher, purpose or None)
    if name == AGREE and purpose:
        return await _agree(turn, dispatcher)
    refusals = {DELETE_NO: ("delete", "kept"), REFUSE: ("consent", "refused")}
    if name in refusals:
        say_end(dispatcher, words(*refusals[name]), TurnStatus.ANSWERED)
        return []
    say_end(dispatcher, text("no_such_choice"), TurnStatus.CLARIFIED)
    return []


async def _agree(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    purpose, version, then = about(turn)
    await backend.api().privacy.give(turn.person, purpose, version, turn.channel)
    if not _INTENT.fullmatch(then):
        say_end(dispatcher, words("consent", "agreed"), TurnStatus.ANSWERED)
        return []
    dispatcher.utter_message(text=words("consent", "agreed"))
    return await answer_intent(tapped(turn, f"/{then}"), dispatcher)
