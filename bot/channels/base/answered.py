"""What Rasa answered to a message before its worker died: the tracker is the record of it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from rasa.shared.core.events import BotUttered, Event, UserUttered
from sanic import Sanic

from bot.channels.base.merging import Heard


async def answered(app: Sanic, person: str, heard: Heard) -> Optional[List[Dict[str, Any]]]:
    """The responses to ``heard`` in the conversation of ``person``; ``None`` if never heard.

    Rasa saves the tracker once the whole turn is done, so a message is either all there
    with its answer or not there at all.

    Args:
        app: Rasa's server; its agent is loaded.
        person: whose conversation.
        heard: a message that an earlier worker had taken; found by its id.
    """
    tracker = await app.ctx.agent.tracker_store.retrieve(person)
    if tracker is None:
        return None
    return _responses_to(list(tracker.events), heard.keys[0])


def _responses_to(events: Sequence[Event], key: str) -> Optional[List[Dict[str, Any]]]:
    responses: Optional[List[Dict[str, Any]]] = None
    for event in events:
        if isinstance(event, UserUttered):
            if responses is not None:
                break
            if event.message_id == key:
                responses = []
        elif isinstance(event, BotUttered) and responses is not None:
            responses.append({"text": event.text, **event.data})
    return responses
