"""Between the mask and the dialogue: passed on, hushed, resumed, and honest when it fails."""

import asyncio
import json
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.core.processor import MessageProcessor
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from api.client.handover import HandoverApi
from api.client.wire import Wire
from bot.handover import processor, relay
from bot.privacy import processor as privacy

BUTTONS = [{"title": "Lệ phí", "payload": '/choose{"code":"1.001193"}'}]


class Api:
    """The API as far as the relay sees it."""

    def __init__(self, is_open: bool = True, silent: bool = True, status: int = 200) -> None:
        self.answer = {"open": is_open, "silent": silent, "closed": True}
        self.status = status
        self.calls: list[tuple[str, dict[str, Any]]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.calls.append((request.url.path.rpartition("/")[2], json.loads(request.content)))
        return httpx.Response(self.status, json=self.answer)


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch):
    made = Api()
    wire = Wire("http://api", "t", transport=httpx.MockTransport(made))
    monkeypatch.setattr(relay, "_api", HandoverApi(wire))
    return made


@pytest.fixture
def tracker(monkeypatch: pytest.MonkeyPatch) -> DialogueStateTracker:
    """Somebody with a request; stock hears them without a model."""

    async def hear(self: Any, message: UserMessage, made: DialogueStateTracker) -> None:
        made.update(UserUttered(message.text, {"name": "x"}, metadata=message.metadata))

    async def predict(self: Any, output: Any, made: DialogueStateTracker) -> None:
        made.update(BotUttered("Dạ, stock"))

    async def extract(self: Any, output: Any, made: DialogueStateTracker) -> DialogueStateTracker:
        made.update(SlotSet("department", "stock"))
        return made

    monkeypatch.setattr(processor, "_stock_handle", hear)
    monkeypatch.setattr(processor, "_stock_predict", predict)
    monkeypatch.setattr(processor, "_stock_extract", extract)
    slots = [
        TextSlot(name, [], influence_conversation=False) for name in ("handover", "department")
    ]
    made = DialogueStateTracker("zalo:1", slots)
    made.update(BotUttered("Dạ?", {"buttons": BUTTONS}))
    made.update(SlotSet("handover", "HT-2026-000001"))
    return made


def turn(tracker: DialogueStateTracker, text: str, **metadata: Any) -> CollectingOutputChannel:
    """One message through the three methods, as Rasa's ``handle_message`` calls them."""
    output = CollectingOutputChannel()
    message = UserMessage(text, output, "zalo:1", message_id="m1", metadata=metadata)
    fake = SimpleNamespace(domain=None, _send_bot_messages=MessageProcessor._send_bot_messages)

    async def run() -> None:
        await processor.handle(fake, message, tracker)
        same = await processor.run_action_extract_slots(fake, output, tracker)
        await processor.run_prediction_loop(fake, output, same)

    asyncio.run(run())
    return output


def last(tracker: DialogueStateTracker) -> list[Any]:
    return list(tracker.events)[2:]


def test_while_an_officer_talks_nothing_is_predicted_and_only_a_status_goes_out(api, tracker):
    vault = [{"kind": "phone", "reference": "r0"}, {"kind": "phone", "reference": "r1"}]
    output = turn(tracker, "số tôi [•••]", vault=vault, data={"phone": "[•••]"})
    (said,) = output.messages
    assert said["custom"]["status"] == "relayed"
    heard, status, listens = last(tracker)
    assert isinstance(heard, UserUttered)
    assert isinstance(status, BotUttered)
    assert isinstance(listens, ActionExecuted)
    assert tracker.get_slot("department") is None
    ((path, sent),) = api.calls
    assert path == "messages"
    assert (sent["text"], sent["references"], sent["media_references"]) == (
        "số tôi [•••]", ["r1"], ["r0"],
    )  # fmt: skip
    assert sent["key"] == "m1"


def test_a_button_of_before_is_passed_on_as_its_title(api, tracker):
    turn(tracker, BUTTONS[0]["payload"])
    turn(tracker, '/receive{"what":"image"}', data={"url": "https://x/1", "caption": "giấy đây"})
    first, second = (sent for _, sent in api.calls)
    assert (first["text"], first["kind"]) == ("Lệ phí", "text")
    assert (second["text"], second["kind"], second["media"]) == (
        "giấy đây", "image", {"url": "https://x/1"},
    )  # fmt: skip


def test_who_waits_for_a_shut_office_is_answered_and_the_officer_reads_it_later(api, tracker):
    api.answer["silent"] = False
    turn(tracker, "lệ phí bao nhiêu")
    assert [event.text for event in last(tracker) if isinstance(event, BotUttered)] == ["Dạ, stock"]
    assert tracker.get_slot("handover") == "HT-2026-000001"
    assert len(api.calls) == 1


def test_a_closed_request_ends_the_silence(api, tracker):
    api.answer = {"open": False, "silent": False}
    turn(tracker, "khai sinh cần gì")
    assert tracker.get_slot("handover") is None
    assert any(isinstance(e, BotUttered) and e.text == "Dạ, stock" for e in last(tracker))


@pytest.mark.parametrize("text", ["/resume_assistant", "thôi khỏi gặp cán bộ", "GAP LAI TRO LY"])
def test_the_citizen_calls_the_assistant_back(api, tracker, text: str):
    turn(tracker, text)
    assert [path for path, _ in api.calls] == ["departures"]
    assert tracker.get_slot("handover") is None


def test_when_the_api_is_down_nobody_is_deceived(api, tracker):
    api.status = 503
    output = turn(tracker, "hồ sơ của tôi")
    assert "chưa tới cán bộ" in output.messages[0]["text"]
    assert output.messages[1]["custom"]["status"] == "error_backend"
    assert tracker.get_slot("handover") == "HT-2026-000001"


def test_asking_for_a_person_again_tells_how_it_stands(api, tracker):
    turn(tracker, '/talk_to_human{"reason":"angry"}')
    assert api.calls == []
    assert any(isinstance(e, BotUttered) and e.text == "Dạ, stock" for e in last(tracker))


def test_who_has_no_request_is_none_of_its_business(api, tracker):
    tracker.update(SlotSet("handover", None))
    turn(tracker, "khai sinh")
    assert api.calls == []


def test_it_stands_behind_the_mask():
    assert privacy.hand_on is processor.handle
    assert MessageProcessor._run_prediction_loop is processor.run_prediction_loop
