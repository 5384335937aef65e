"""Run an action as Rasa would, against the stand-in of the API."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.backend import backend
from actions.privacy_notice import SLOT
from actions.privacy_words import words
from api.client import MotcuaApi
from tests.fakes.answers_api import TOKEN, FakeAnswersApi

DOMAIN = {
    "slots": {"department": {"mappings": [{"type": "from_text"}]}},
    "forms": {"department_form": {"required_slots": ["department"]}},
}


@dataclass
class Said:
    """What came out of an action."""

    messages: list[dict[str, Any]]
    events: list[dict[str, Any]]

    @property
    def texts(self) -> list[str]:
        return [item["text"] for item in self.messages if item["text"]]

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for item in self.messages for button in item["buttons"]]

    @property
    def status(self) -> dict[str, Any]:
        """The last message, which must be the status."""
        custom = self.messages[-1]["custom"]
        assert custom["type"] == "status"
        return custom

    @property
    def slots(self) -> dict[str, Any]:
        return {item["name"]: item["value"] for item in self.events if item["event"] == "slot"}


@dataclass
class Typed:
    """What Rasa knows when it calls an action."""

    text: str
    intent: str = "ask_procedure"
    entities: dict[str, str] = field(default_factory=dict)
    slots: dict[str, Any] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)
    metadata: dict[str, Any] = field(default_factory=dict)
    channel: str = "rest"
    # Whether they were shown the notice about their data.
    is_told: bool = True

    def tracker(self) -> Tracker:
        found = [{"entity": name, "value": value} for name, value in self.entities.items()]
        message = {"text": self.text, "intent": {"name": self.intent}, "entities": found}
        events = [
            {"event": "bot", "text": "Dạ?", "data": {"buttons": self.buttons}},
            {"event": "bot", "text": None, "data": {"custom": {"type": "status"}}},
            {
                "event": "user",
                "text": self.text,
                "timestamp": 1700000000.5,
                "input_channel": self.channel,
                "metadata": self.metadata,
            },
            {"event": "action", "name": "department_form"},
        ]
        if "department" in self.slots:
            events.append(
                {"event": "slot", "name": "department", "value": self.slots["department"]}
            )
        slots = {SLOT: words("notice", "version") if self.is_told else None, **self.slots}
        return Tracker("web:1", slots, message, events, False, None, {}, "action_listen")


@pytest.fixture
def fake() -> FakeAnswersApi:
    return FakeAnswersApi()


@pytest.fixture
def run(fake: FakeAnswersApi) -> Callable[[Any, Typed], Said]:
    def run_action(action: Any, typed: Typed) -> Said:
        async def once() -> Said:
            dispatcher = CollectingDispatcher()
            backend.use(
                MotcuaApi("http://api", TOKEN, 0.5, transport=httpx.ASGITransport(app=fake))
            )
            try:
                events = await action.run(dispatcher, typed.tracker(), DOMAIN)
            finally:
                await backend.close()
            return Said(dispatcher.messages, list(events))

        return asyncio.run(once())

    return run_action
