"""The conversation so far, turn by turn, as it stands in Rasa's events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

Event = dict[str, Any]
_COMMAND = "/"


@dataclass(frozen=True)
class HeardTurn:
    """One turn.

    Attributes:
        asked: what was typed, masked, or what stood on the tapped button.
        typed: whether it was typed.
        answered: the answer's first text.
        status, code: how it ended, and the procedure answered from.
    """

    asked: str
    typed: bool
    answered: str = ""
    status: str | None = None
    code: str | None = None


def turns_of(events: tuple[Event, ...]) -> list[HeardTurn]:
    """The turns of ``events``, oldest first; the latest one may have no answer yet."""
    turns: list[HeardTurn] = []
    titles: dict[str, str] = {}
    for event in events:
        if event.get("event") == "user":
            turns.append(_asked(str(event.get("text") or ""), titles))
        elif event.get("event") == "bot":
            data = event.get("data") or {}
            titles |= {
                item["payload"]: item["title"]
                for item in data.get("buttons") or []
                if "payload" in item
            }
            if turns:
                turns[-1] = _answered(turns[-1], event.get("text"), data.get("custom") or {})
    return turns


def turns_before(events: tuple[Event, ...]) -> list[HeardTurn]:
    """The turns before the latest one, oldest first."""
    return turns_of(events)[:-1]


def _asked(text: str, titles: dict[str, str]) -> HeardTurn:
    if text.startswith(_COMMAND):
        return HeardTurn(titles.get(text, ""), typed=False)
    return HeardTurn(text, typed=True)


def _answered(turn: HeardTurn, text: str | None, custom: dict[str, Any]) -> HeardTurn:
    if custom.get("type") == "status":
        return replace(turn, status=custom.get("status"), code=custom.get("code"))
    return replace(turn, answered=turn.answered or text or "")
