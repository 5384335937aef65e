"""What web people are told unasked: rendered, pushed once, refused when they are long gone."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.client.wire import Wire
from bot.channels import messages as kinds
from bot.channels.base.output import MessagingOutput
from bot.channels.base.rasa_channel import MessagingInput
from bot.channels.channel import Refused, SendFailed
from bot.channels.messages import Choice, Text, from_rasa
from bot.channels.web.channel import WebChannel
from bot.channels.web.rasa import WebInput
from bot.channels.web.renderer import render

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
PERSON = "web:abcdefghijklmnopqrstuv"


class Api:
    """The API, as far as the channel sees it."""

    def __init__(self, status: int = 201, code: str = "") -> None:
        self.status, self.code = status, code
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.url.path == "/api/v1/chat/pushes"
        self.bodies.append(json.loads(request.content))
        return httpx.Response(self.status, json={"code": self.code, "duplicate": False})


def running(api: Api, work: Any) -> Any:
    async def once() -> Any:
        channel = WebChannel(Wire("http://api", "t", 2, transport=httpx.MockTransport(api)))
        try:
            return await work(channel)
        finally:
            await channel.close()

    return asyncio.run(once())


def message(given: dict[str, Any]) -> Any:
    kind = getattr(kinds, given["kind"])
    values = {name: value for name, value in given.items() if name != "kind"}
    if "choices" in values:
        values["choices"] = tuple(Choice(**choice) for choice in values["choices"])
    return kind(**values)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path):
    case = json.loads(path.read_text("utf-8"))
    assert render([message(item) for item in case["messages"]]) == case["rendered"]


def test_there_are_golden_files():
    assert len(GOLDEN) >= 3


def test_a_message_of_the_outbox_is_one_push_with_its_number_and_author():
    api = Api()
    custom = {"type": "author", "name": "Nguyễn Thị Lan"}
    said = from_rasa({"text": "Dạ, hồ sơ xong rồi ạ.", "custom": custom})
    running(api, lambda channel: channel.tell(PERSON, [*said, Text("Dạ")], 7))
    assert api.bodies == [
        {
            "person": PERSON,
            "key": "outbox-7",
            "messages": [{"text": "Dạ, hồ sơ xong rồi ạ."}, {"text": "Dạ"}],
            "author": "Nguyễn Thị Lan",
        }
    ]


def test_what_has_no_number_gets_one_of_its_own():
    api = Api()

    async def twice(channel: WebChannel) -> None:
        await channel.send(PERSON, [Text("một")])
        await channel.send(PERSON, [Text("một")])

    running(api, twice)
    first, second = (body["key"] for body in api.bodies)
    assert first != second


@pytest.mark.parametrize(
    ("status", "code", "temporary"),
    [(410, "channel.expired", False), (422, "input.invalid", False), (503, "x", True)],
)
def test_errors(status: int, code: str, temporary: bool):
    with pytest.raises(SendFailed) as failed:
        running(Api(status, code), lambda channel: channel.tell(PERSON, [Text("x")], 1))
    assert (failed.value.reason, failed.value.temporary) == (code, temporary)


def test_nothing_comes_in_here():
    channel = WebChannel(Wire("http://api", "t"))
    with pytest.raises(Refused):
        channel.verify(None)  # type: ignore[arg-type]
    assert channel.read(None) == []  # type: ignore[arg-type]
    assert issubclass(WebInput, MessagingInput)
    assert WebInput.name() == "web"


def test_what_rasas_own_reminders_say_is_sent_at_once():
    api = Api()

    async def reminded(channel: WebChannel) -> None:
        output = MessagingOutput(channel)
        await output.send_response(PERSON, {"text": "trả lời"})
        assert api.bodies == []
        await output.flush(PERSON)
        # Rasa keeps the output of the turn that set the reminder.
        await output.send_response(PERSON, {"text": "nhắc"})
        alone = MessagingOutput(channel, gathers=False)
        await alone.send_response(PERSON, {"text": "nhắc nữa"})
        api.status = 503
        await alone.send_response(PERSON, {"text": "mất"})

    running(api, reminded)
    texts = [body["messages"][0]["text"] for body in api.bodies]
    assert texts == ["trả lời", "nhắc", "nhắc nữa", "mất"]
