"""Offer a person where the assistant does not help: one button, never pressed upon anybody."""

from __future__ import annotations

from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import turns_before
from actions.texts import text
from actions.turn import Turn
from api.client import TurnStatus

_NOT_UNDERSTOOD = frozenset(
    {TurnStatus.CLARIFIED, TurnStatus.DECLINED_UNSURE, TurnStatus.DECLINED_OUT_OF_SCOPE}
)
_IN_A_ROW = 3
_HUMAN = "/talk_to_human"
# Their answers lead to a person already.
_LEAD_THERE = frozenset({"talk_to_human", "sensitive_matter", "resume_assistant", "notify"})


def offer_person(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """Add the offer to what was just said, if there is a reason for it."""
    if turn.intent in _LEAD_THERE or not _last_words(dispatcher.messages):
        return
    if turn.entities.get("mood") == "angry":
        _add(dispatcher.messages, "angry")
    elif _is_lost(turn, dispatcher.messages):
        _add(dispatcher.messages, "misunderstood")


def _is_lost(turn: Turn, said: list[dict[str, Any]]) -> bool:
    """Whether the last turns, this one too, were typed and not understood; told once."""
    if turn.is_button or _status(said) not in _NOT_UNDERSTOOD or _was_offered(turn):
        return False
    latest = turns_before(turn.events)[-(_IN_A_ROW - 1) :]
    lost = [item.typed and item.status in _NOT_UNDERSTOOD for item in latest]
    return len(lost) == _IN_A_ROW - 1 and all(lost)


def _was_offered(turn: Turn) -> bool:
    offered = _payload("misunderstood")
    return any(
        button.get("payload") == offered
        for event in turn.events
        if event.get("event") == "bot"
        for button in (event.get("data") or {}).get("buttons") or []
    )


def _add(said: list[dict[str, Any]], reason: str) -> None:
    """The offer under the last words; only the last message shows buttons everywhere."""
    last = _last_words(said)
    assert last is not None, "looked at before"
    last["text"] = f"{last['text']}\n\n{text(f'offer_{reason}')}"
    others = [item for item in last.get("buttons") or [] if item.get("payload") != _HUMAN]
    button = {"title": text("human_button"), "payload": _payload(reason)}
    last["buttons"] = [*others, button]


def _last_words(said: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((item for item in reversed(said) if item.get("text")), None)


def _status(said: list[dict[str, Any]]) -> str | None:
    custom = (item.get("custom") or {} for item in reversed(said))
    return next((item["status"] for item in custom if item.get("type") == "status"), None)


def _payload(reason: str) -> str:
    return f'{_HUMAN}{{"reason":"{reason}"}}'
