"""Turn a person's waiting events into the messages that Rasa hears."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Dict, Iterable, List, Tuple

from bot.channels.inbound import Inbound, Kind

# Kinds that the dialogue hears as one command with what was sent.
_RECEIVED = {
    Kind.IMAGE,
    Kind.FILE,
    Kind.LOCATION,
    Kind.CONTACT,
    Kind.STICKER,
    Kind.VOICE,
    Kind.VIDEO,
    Kind.FOLLOW,
}
_LONGEST_BURST = 2000


@dataclass(frozen=True)
class Heard:
    """One message for Rasa, made of one or more events.

    Attributes:
        text: what Rasa reads.
        ids, keys: of the events, in the inbox and of the platform.
        data: what an action may need (addresses of pictures, coordinates).
        occurred_at: of the first event, in Unix seconds.
        kind: what the person did.
    """

    text: str
    ids: Tuple[int, ...]
    keys: Tuple[str, ...]
    data: Dict[str, str] = field(default_factory=dict)
    occurred_at: float = 0.0
    kind: Kind = Kind.TEXT


def merge(events: Iterable[Tuple[int, Inbound]]) -> List[Heard]:
    """Join texts that came one after the other into one message; the rest stay alone.

    People send one question in three lines; answered together it is one answer. A button,
    a picture or a share is a message of its own and ends a burst.

    Args:
        events: (number in the inbox, event), oldest first.
    """
    heard: List[Heard] = []
    open_burst = False
    for number, event in events:
        if event.kind is Kind.TEXT and open_burst and _fits(heard[-1], event):
            heard[-1] = _joined(heard[-1], number, event)
            continue
        heard.append(_alone(number, event))
        open_burst = event.kind is Kind.TEXT
    return heard


def _alone(number: int, event: Inbound) -> Heard:
    text = event.text
    if event.kind in _RECEIVED:
        text = receive_command(event.kind.value)
    elif event.kind is Kind.TEXT:
        # Typed, so no command: a person could else call any intent.
        text = text.lstrip("/ ") or text.strip()
    data = dict(event.data)
    if event.kind in _RECEIVED and event.text:
        data["caption"] = event.text
    return Heard(text, (number,), (event.key,), data, event.occurred_at, event.kind)


def receive_command(what: str) -> str:
    """How the dialogue hears that something else than words came."""
    entities: Dict[str, Any] = {"what": what}
    return f"/receive{json.dumps(entities)}"


def _fits(heard: Heard, event: Inbound) -> bool:
    return len(heard.text) + len(event.text) < _LONGEST_BURST


def _joined(heard: Heard, number: int, event: Inbound) -> Heard:
    return Heard(
        f"{heard.text}\n{event.text.strip()}",
        (*heard.ids, number),
        (*heard.keys, event.key),
        heard.data,
        heard.occurred_at,
    )
