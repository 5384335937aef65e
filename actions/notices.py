"""Say what the outbox has to tell, unasked."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.base import Events
from actions.turn import Turn


class ActionNotify(Action):  # type: ignore[misc]  # the SDK has no types
    """Says the words that came with ``notify``; values in them are masks until they are sent.

    No apology when there are none: nobody asked.
    """

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_notify"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Say them."""
        entities = Turn.of(tracker).entities
        words, officer = entities.get("words"), entities.get("officer")
        if words and officer:
            # Some channels show the name beside the words.
            author = {"type": "author", "name": officer}
            dispatcher.utter_message(text=words, json_message=author)
        elif words:
            dispatcher.utter_message(text=words)
        return []
