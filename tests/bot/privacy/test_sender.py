"""A conversation's name is never somebody's number in clear, and its client never notices."""

from __future__ import annotations

import asyncio
import re
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.privacy import processor
from bot.privacy.sender import known_as
from knowledge_base.entities import find_personal

KEY = "only-for-tests"


@pytest.mark.parametrize(
    "sender", ["0900000001", "+84 900 000 001", "rest:0900000001", "a@b.vn", "web:0900000001"]
)
def test_a_number_is_replaced_always_by_the_same_name(sender: str):
    name = known_as(sender, "rest", KEY)
    assert re.fullmatch(r"hidden:[a-q]{32}", name)
    assert find_personal(name) == []
    assert known_as(sender, "rest", KEY) == name
    assert known_as(sender, "rest", "another key") != name
    assert known_as(name, "rest", KEY) == name


@pytest.mark.parametrize(
    ("sender", "channel"),
    [
        ("default", "rest"),
        ("rest:1", "rest"),
        ("web:0123456789-0123456789_", "rest"),
        ("zalo:246845883529197922", "zalo"),
        ("telegram:97001234567", "telegram"),
        ("telegram:8801", "rest"),
    ],
)
def test_names_of_our_own_making_stay(sender: str, channel: str):
    assert known_as(sender, channel, KEY) == sender


def test_the_client_is_answered_under_its_own_name(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOTCUA_SERVICE_TOKEN", KEY)
    seen: list[str] = []

    async def stock(agent: Any, message: UserMessage) -> None:
        seen.append(message.sender_id)
        await message.output_channel.send_response(message.sender_id, {"text": "Dạ"})

    monkeypatch.setattr(processor, "_stock_agent", stock)
    output = CollectingOutputChannel()
    message = UserMessage("chào", output, "0900000001", input_channel="rest")
    told = asyncio.run(processor.handle_message(SimpleNamespace(), message))  # type: ignore[arg-type]
    assert seen == [known_as("0900000001", "rest", KEY)]
    assert told == output.messages == [{"recipient_id": "0900000001", "text": "Dạ"}]


@pytest.mark.parametrize("phone", ["0900000001", "12025550123", "1900"])
def test_a_phone_that_a_platform_vouches_for_is_known_as_a_phone(
    monkeypatch: pytest.MonkeyPatch, phone: str
):
    kept: list[tuple[str, str]] = []

    async def keep(person: str, values: Any) -> list[dict[str, str]]:
        kept.extend(values)
        return [{"kind": kind, "reference": f"r{at}"} for at, (kind, _) in enumerate(values)]

    monkeypatch.setattr(processor, "keep", keep)
    metadata = {"received_at": 1.0, "data": {"phone": phone, "caption": "cccd 079099000001"}}
    message = UserMessage("/receive", None, "telegram:1", None, "telegram", "1", metadata)
    told = asyncio.run(processor._metadata(message))
    assert kept == [("phone", phone), ("citizen_id", "079099000001")]
    assert told["vault"][0] == {"kind": "phone", "reference": "r0"}
    assert phone not in str(told)
    assert "079099000001" not in str(told)
