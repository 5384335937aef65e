"""The route of the outbox: guarded, heard once, sent once, with a receipt."""

import asyncio
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from api.client import ApiUnavailable, ClientSettings
from api.client.outbox import OutboxApi
from api.client.wire import Wire
from bot.channels.base.rasa_channel import RasaMessagingChannel
from bot.channels.channel import MessagingChannel, SendFailed, Unreachable
from bot.channels.messages import Text
from bot.channels.outbox import deliverer
from bot.channels.outbox.deliverer import Deliverer, Superseded
from bot.channels.outbox.order import Order
from bot.channels.outbox.rasa import OutboxInput

TOKEN = "only-for-tests"
WORDS = "Dạ, [[text]]"
ORDER = Order(
    7, 1, "pigeon:1", "notify", {"outbox": "7", "words": WORDS}, {"[[text]]": "0900000001"}
)


class Pigeon(MessagingChannel):
    """A channel that keeps what it is given, or fails."""

    name = "pigeon"

    def __init__(self, error: Exception | None = None, configured: bool = True) -> None:
        self.sent: list[str] = []
        self._error = error
        self._configured = configured

    @property
    def is_configured(self) -> bool:
        return self._configured

    def verify(self, request: Any) -> None:
        """Nothing comes in here."""

    def read(self, request: Any) -> list[Any]:
        return []

    async def send(self, person: str, messages: Any) -> None:
        if self._error is not None:
            raise self._error
        self.sent += [item.text for item in messages if isinstance(item, Text)]


class PigeonInput(RasaMessagingChannel):
    def __init__(self, channel: Pigeon) -> None:
        self._channel = channel

    @classmethod
    def name(cls) -> str:
        return "pigeon"

    @classmethod
    def make(cls) -> MessagingChannel:
        return Pigeon()


class Dialogue:
    """What the deliverer needs of Rasa's agent; the tracker is a real one."""

    def __init__(self, answer: str = WORDS) -> None:
        self.domain = SimpleNamespace(intents=["notify"])
        self.lock_store = InMemoryLockStore()
        self.processor = self.tracker_store = self
        self.tracker = DialogueStateTracker("pigeon:1", [])
        self.answer = answer

    def is_ready(self) -> bool:
        return True

    async def fetch_tracker_and_update_session(self, person: str) -> DialogueStateTracker:
        return self.tracker

    async def retrieve_full_tracker(self, person: str) -> DialogueStateTracker:
        return self.tracker

    async def trigger_intent(
        self, intent_name: str, entities: list[dict[str, str]], output_channel: Any, tracker: Any
    ) -> None:
        tracker.update(UserUttered.create_external(intent_name, entities))
        if self.answer:
            tracker.update(BotUttered(self.answer, {}))

    def heard(self) -> int:
        return sum(isinstance(event, UserUttered) for event in self.tracker.events)


class Api:
    """The outbox's API, as far as a channel sees it."""

    def __init__(self, may_send: bool = True, down: int = 0) -> None:
        self.calls: list[Any] = []
        self.may_send = may_send
        self.down = down

    def __call__(self, request: httpx.Request) -> httpx.Response:
        import json

        if self.down:
            self.down -= 1
            return httpx.Response(503)
        self.calls.append((request.url.path.rpartition("/")[2], json.loads(request.content)))
        return httpx.Response(200, json={"may_send": self.may_send, "state": "sent"})

    def receipts(self) -> list[dict[str, Any]]:
        return [body for name, body in self.calls if name == "receipts"]


def deliver(api: Api, channel: Pigeon, agent: Any = None, order: Order = ORDER) -> Any:
    async def once() -> Any:
        wire = Wire("http://api", TOKEN, 1, transport=httpx.MockTransport(api))
        try:
            work = Deliverer(OutboxApi(wire))
            return await work.deliver(agent or Dialogue(), [PigeonInput(channel)], order)
        finally:
            await wire.close()

    return asyncio.run(once())


def test_sent_in_clear_kept_masked_and_receipted():
    api, channel, agent = Api(), Pigeon(), Dialogue()
    receipt = deliver(api, channel, agent)
    assert (receipt.outcome, channel.sent) == ("sent", ["Dạ, 0900000001"])
    assert [name for name, _ in api.calls] == ["starts", "receipts"]
    assert api.receipts()[0]["outcome"] == "sent"
    assert "0900000001" not in str(agent.tracker.current_state())


def test_a_later_attempt_is_said_again_and_heard_no_more():
    channel, agent = Pigeon(), Dialogue()
    deliver(Api(), channel, agent)
    agent.tracker.update(UserUttered("chen ngang"))
    agent.tracker.update(BotUttered("trả lời", {}))
    deliver(Api(), channel, agent, replace(ORDER, attempt=2))
    assert agent.heard() == 2
    assert channel.sent == ["Dạ, 0900000001"] * 2


def test_a_silent_dialogue_is_tried_again_and_asked_again():
    api, channel, agent = Api(), Pigeon(), Dialogue(answer="")
    assert deliver(api, channel, agent).reason == "dialogue.silent"
    assert api.receipts()[0]["outcome"] == "temporary"
    agent.answer = WORDS
    assert deliver(api, channel, agent, replace(ORDER, attempt=2)).outcome == "sent"


def test_nothing_but_the_words_is_sent():
    api, channel = Api(), Pigeon()
    assert deliver(api, channel, Dialogue("Anh/chị hỏi sở nào?")).reason == "dialogue.silent"
    assert channel.sent == []


@pytest.mark.parametrize(
    ("error", "outcome", "perhaps"),
    [
        (Unreachable("blocked"), "unreachable", False),
        (SendFailed("flood", temporary=True), "temporary", False),
        (SendFailed("no_answer", temporary=True), "temporary", True),
        (SendFailed("telegram_400", temporary=False), "refused", False),
        (RuntimeError("a fault of ours"), "temporary", True),
    ],
)
def test_error_classes(error: Exception, outcome: str, perhaps: bool):
    api = Api()
    receipt = deliver(api, Pigeon(error))
    assert (receipt.outcome, receipt.perhaps_arrived) == (outcome, perhaps)
    assert api.receipts()[0]["outcome"] == outcome


def test_channels_that_cannot_push():
    web = Order(7, 1, "web:5f", "notify", ORDER.entities, {})
    agent = Dialogue()
    assert deliver(Api(), Pigeon(), agent, web).reason == "channel.no_push"
    assert deliver(Api(), Pigeon(configured=False), agent).reason == "channel.not_configured"
    assert agent.heard() == 0


def test_an_unknown_intent_is_refused():
    order = Order(7, 1, "pigeon:1", "no_such", {}, {})
    assert deliver(Api(), Pigeon(), order=order).reason == "intent.unknown"


def test_an_attempt_that_is_no_longer_wanted_sends_nothing():
    channel = Pigeon()
    with pytest.raises(Superseded):
        deliver(Api(may_send=False), channel)
    assert channel.sent == []


def test_without_the_api_nothing_is_sent():
    channel = Pigeon()
    with pytest.raises(ApiUnavailable):
        deliver(Api(down=99), channel)
    assert channel.sent == []


def test_a_receipt_is_told_until_it_is_heard(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(deliverer, "_RECEIPT_PAUSES_S", (0.01, 0.01, 0.01))
    api = Api()

    class Falling(Pigeon):
        async def send(self, person: str, messages: Any) -> None:
            await super().send(person, messages)
            api.down = 3

    assert deliver(api, Falling()).outcome == "sent"
    assert len(api.receipts()) == 1


@pytest.mark.parametrize("given", ["", "Bearer wrong", TOKEN, "Bearer "])
def test_only_the_worker_gets_in(given: str):
    for token in (TOKEN, ""):
        made = OutboxInput(ClientSettings(token=token))
        request = SimpleNamespace(headers={"authorization": given}, json={}, app=None)
        assert asyncio.run(made._answer(request)).status == 401
