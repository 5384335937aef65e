"""A person is asked for, or the assistant again."""

from __future__ import annotations

import logging
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend, record, say_end
from actions.base import Events, TurnAction
from actions.conversation import turns_before
from actions.rendering import say, say_status
from actions.texts import text
from actions.turn import Turn
from api.client import ApiError, TurnStatus
from api.client.handover import HandoverRequest, PastTurn

logger = logging.getLogger(__name__)
SLOT = "handover"
SENSITIVE = "sensitive_matter"
_MASK = "[•••]"
# What a button may give as reason; a sensitive matter is heard, never claimed.
_REASONS = frozenset({"asked", "angry", "misunderstood"})
_MOST_TURNS = 8
_LONGEST_ASKED, _LONGEST_ANSWERED = 500, 300


async def hand_over(turn: Turn, dispatcher: CollectingDispatcher) -> Events:
    """Ask the API for a person and say how that stands."""
    try:
        opened = await backend.api().handovers.open(_request(turn))
    except ApiError as error:
        logger.error("No request for a person could be opened: %s", error)
        say_end(dispatcher, text("no_handover"), TurnStatus.ERROR_BACKEND)
        return []
    say(dispatcher, list(opened.messages), [resume_button()])
    say_status(dispatcher, TurnStatus.REFERRED)
    await record(turn, TurnStatus.REFERRED)
    return [SlotSet(SLOT, opened.number)]


def resume_button() -> dict[str, str]:
    """Back to the assistant."""
    return {"title": text("resume_button"), "payload": "/resume_assistant"}


def _request(turn: Turn) -> HandoverRequest:
    is_sensitive = turn.intent == SENSITIVE
    reason = turn.entities.get("reason", "asked")
    event = _user_event(turn)
    return HandoverRequest(
        person=turn.person,
        channel=turn.channel[:32],
        key=str(event.get("message_id") or turn.received_at)[:128],
        reason="sensitive" if is_sensitive else reason if reason in _REASONS else "asked",
        matter=turn.entities.get("matter") if is_sensitive else None,
        text=turn.text,
        references=_references(turn.text, event),
        code_in_hand=turn.code_in_hand,
        department=(turn.entities.get("department") or "")[:200] or None,
        ward=(turn.entities.get("ward") or "")[:200] or None,
        turns=[
            PastTurn(
                asked=item.asked[:_LONGEST_ASKED],
                answered=item.answered[:_LONGEST_ANSWERED],
                status=item.status,
                code=item.code,
            )
            for item in turns_before(turn.events)[-_MOST_TURNS:]
            if item.asked or item.answered
        ],
    )


def _user_event(turn: Turn) -> dict[str, Any]:
    heard = (item for item in reversed(turn.events) if item.get("event") == "user")
    return next(heard, {})


def _references(words: str, event: dict[str, Any]) -> list[str]:
    """Of the vault, those of ``words``, the start of the text whose own come last (bot/privacy)."""
    kept = [item["reference"] for item in (event.get("metadata") or {}).get("vault") or []]
    in_all = str(event.get("text") or "").count(_MASK)
    return kept[len(kept) - in_all :][: words.count(_MASK)] if in_all else []


class ActionHandover(TurnAction):
    """Opens a request for a person."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_handover"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """See ``hand_over``."""
        return await hand_over(turn, dispatcher)


class ActionResume(TurnAction):
    """The assistant is back; ``bot/handover`` has closed the request."""

    def name(self) -> str:
        """Rasa's name of the action."""
        return "action_resume"

    async def answer(self, turn: Turn, dispatcher: CollectingDispatcher) -> Events:
        """Say so."""
        say_end(dispatcher, text("resumed"), TurnStatus.SMALLTALK)
        await record(turn, TurnStatus.SMALLTALK)
        return []
