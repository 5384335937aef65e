"""An answer to a sensitive question is hidden as a whole, as long as its form is open."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.shared.core.events import ActiveLoop, SlotSet
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.privacy import processor
from bot.privacy.masking import MASK, mask


def masked_by(monkeypatch: pytest.MonkeyPatch, text: str, *events: Any) -> tuple[str, list[Any]]:
    kept: list[Any] = []

    async def keep(person: str, values: Sequence[Any]) -> list[Any]:
        kept.extend(values)
        return [{"kind": kind, "reference": "r"} for kind, _ in values]

    async def stock(*_: Any) -> None:
        return None

    monkeypatch.setattr(processor, "keep", keep)
    monkeypatch.setattr(processor, "hand_on", stock)
    slots = [TextSlot("requested_slot", mappings=[{}], influence_conversation=False)]
    tracker = DialogueStateTracker.from_events("web:1", list(events), slots)
    message = UserMessage(text, sender_id="web:1")
    asyncio.run(processor.handle_message_with_tracker(SimpleNamespace(), message, tracker))
    return str(message.text), kept


def test_the_answer_to_an_open_form(monkeypatch: pytest.MonkeyPatch):
    events = ActiveLoop("petition_form"), SlotSet("requested_slot", "phone")
    assert masked_by(monkeypatch, "hỏi con gái tôi", *events) == (
        MASK,
        [("answer", "hỏi con gái tôi")],
    )
    button = '/petition_step{"step":"skip"}'
    assert masked_by(monkeypatch, button, *events) == (button, [])


def test_after_the_form_is_gone_people_are_read_again(monkeypatch: pytest.MonkeyPatch):
    # A new session carries slots over, and closes forms.
    left = SlotSet("requested_slot", "phone")
    assert masked_by(monkeypatch, "làm khai sinh", left) == ("làm khai sinh", [])


@pytest.mark.parametrize("text", ["PA-2026-000123 tới đâu", "pa 2026 000123", "HT-2026-000007"])
def test_numbers_that_we_gave_are_nobodys(text: str):
    assert mask(text).values == ()


def test_a_phone_beside_such_a_number_is_hidden():
    assert mask("PA-2026-000123, gọi 0900000001").text == f"PA-2026-000123, gọi {MASK}"
