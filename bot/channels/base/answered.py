"""What Rasa answered to a message before its worker died: the tracker is the record of it."""

from __future__ import annotations

from typing import Any, Callable, Dict, Iterable, List, Optional

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
    return responses_to(tracker.events, lambda event: event.message_id == heard.keys[0])


def responses_to(
    events: Iterable[Event], meant: Callable[[UserUttered], bool]
) -> Optional[List[Dict[str, Any]]]:
    """The responses to the last message that is ``meant``; ``None`` if there is none."""
    responses: Optional[List[Dict[str, Any]]] = None
    listening = False
    for event in events:
        if isinstance(event, UserUttered):
            listening = meant(event)
            responses = [] if listening else responses
        elif listening and isinstance(event, BotUttered) and responses is not None:
            responses.append({"text": event.text, **event.data})
    return responses
