"""Let the dialogue hear of a message, once, whatever process dies when."""

from __future__ import annotations

from typing import Any, Dict, List

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.base.answered import responses_to
from bot.channels.outbox.order import Order

# The entity by which a message is known again (``api/outbox/payload.py``).
_MESSAGE = "outbox"
# What is to be said, word for word.
_WORDS = "words"


class UnknownIntent(Exception):
    """The model has no such intent."""


async def say(agent: Agent, order: Order) -> List[Dict[str, Any]]:
    """What the dialogue says to ``order``, masks included; nothing is sent.

    The tracker is the record: once the turn is in it, a later attempt says the same
    again and the dialogue hears nothing.

    Raises:
        UnknownIntent: the intent is not in the domain.
    """
    if order.intent not in agent.domain.intents:
        raise UnknownIntent(order.intent)
    async with agent.lock_store.lock(order.person):
        if order.attempt > 1:
            # In all sessions: an hour may lie between two attempts.
            earlier = await agent.tracker_store.retrieve_full_tracker(order.person)
            said = _said(order, earlier) if earlier else []
            if said:
                return said
        tracker = await agent.processor.fetch_tracker_and_update_session(order.person)
        await agent.trigger_intent(
            intent_name=order.intent,
            entities=[{"entity": name, "value": value} for name, value in order.entities.items()],
            output_channel=CollectingOutputChannel(),
            tracker=tracker,
        )
        return _said(order, tracker)


def _said(order: Order, tracker: DialogueStateTracker) -> List[Dict[str, Any]]:
    said = responses_to(tracker.events, lambda event: _is_of(order, event)) or []
    words = order.entities.get(_WORDS)
    # Whatever else the dialogue had in hand just then: nobody gets it as if it were told.
    return said if words is None else [item for item in said if item.get("text") == words]


def _is_of(order: Order, event: UserUttered) -> bool:
    number = str(order.id)
    return any(
        item.get("entity") == _MESSAGE and item.get("value") == number
        for item in event.entities or []
    )
