"""What all our actions share: one turn in, events out, and never silence."""

from __future__ import annotations

import logging
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import say_end
from actions.offers import offer_person
from actions.privacy_notice import add_notice
from actions.texts import text
from actions.turn import Turn
from api.client import TurnStatus

logger = logging.getLogger(__name__)

Events = list[dict[str, Any]]


class TurnAction(Action, ABC):  # type: ignore[misc]  # the SDK has no types
    """An action that answers a turn. Subclasses give ``name`` and ``answer``."""

    @abstractmethod
    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Say the answer through ``dispatcher`` and return Rasa events (slots to set)."""

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer; on a fault of ours say that something is wrong instead of nothing."""
        try:
            turn = Turn.of(tracker)
            events = await self.answer(turn, dispatcher)
            offer_person(turn, dispatcher)
            return [*events, *add_notice(tracker, turn, dispatcher)]
        except Exception:
            # Rasa would swallow the error and leave the person waiting.
            logger.exception("%s failed", self.name())
            dispatcher.messages.clear()
            say_end(dispatcher, text("backend_down"), TurnStatus.ERROR_BACKEND)
            return []
