"""What Rasa hears of a person's waiting events."""

from __future__ import annotations

import json

from bot.channels.base.merging import merge
from bot.channels.inbound import Inbound, Kind
from bot.channels.messages import Card, Choice, ContactRequest, File, Image, Text, from_rasa


def event(kind: Kind, text: str = "", **data: str) -> Inbound:
    return Inbound(f"key-{kind.value}-{text}", "zalo:1", kind, text, data, 1000.0)


def texts(*events: Inbound) -> list[str]:
    return [heard.text for heard in merge(enumerate(events, 1))]


def test_what_was_typed_in_one_go_is_one_message():
    said = [event(Kind.TEXT, text) for text in ("em mới sinh bé", "làm khai sinh", "cần gì")]
    (heard,) = merge(enumerate(said, 1))
    assert heard.text == "em mới sinh bé\nlàm khai sinh\ncần gì"
    assert heard.ids == (1, 2, 3)
    assert len(heard.keys) == 3


def test_a_button_stands_alone():
    assert texts(
        event(Kind.TEXT, "chào"), event(Kind.BUTTON, '/choose{"code":"1.001193"}'),
        event(Kind.TEXT, "còn phí"), event(Kind.TEXT, "bao nhiêu"),
    ) == ["chào", '/choose{"code":"1.001193"}', "còn phí\nbao nhiêu"]  # fmt: skip


def test_typed_text_calls_no_command():
    assert texts(event(Kind.TEXT, '/choose{"code":"1"}')) == ['choose{"code":"1"}']
    assert texts(event(Kind.TEXT, "/")) == ["/"]


def test_what_was_sent_is_a_command_with_what_it_is():
    (heard,) = merge([(7, event(Kind.IMAGE, "đây ạ", url="https://example.org/a.jpg"))])
    name, entities = heard.text[1:].split("{", 1)
    assert name == "receive"
    assert json.loads("{" + entities) == {"what": "image"}
    assert heard.data == {"url": "https://example.org/a.jpg", "caption": "đây ạ"}


def test_a_burst_does_not_grow_without_end():
    said = [event(Kind.TEXT, "a" * 1500), event(Kind.TEXT, "b" * 1500)]
    assert [len(text) for text in texts(*said)] == [1500, 1500]


def test_an_event_survives_the_inbox():
    sent = event(Kind.LOCATION, latitude="10.77", longitude="106.69")
    assert Inbound.of(sent.key, sent.person, json.loads(json.dumps(sent.payload()))) == sent


def test_responses_become_typed_messages():
    response = {
        "text": "Dạ *có* ạ",
        "buttons": [{"title": "Lệ phí", "payload": "/choose"}, {"title": ""}, "no button"],
        "image": "https://example.org/a.png",
        "elements": [{"title": "Quầy 5", "buttons": [{"title": "Chỉ đường", "url": "https://a"}]}],
    }
    assert from_rasa(response) == [
        Text("Dạ *có* ạ", (Choice("Lệ phí", "/choose"),)),
        Image("https://example.org/a.png"),
        Card("Quầy 5", choices=(Choice("Chỉ đường", "Chỉ đường", "https://a"),)),
    ]


def test_what_programs_read_is_not_shown():
    assert from_rasa({"custom": {"type": "status", "status": "answered"}}) == []
    assert from_rasa({"custom": {"type": "request_contact", "text": "Cho em số ạ"}}) == [
        ContactRequest("Cho em số ạ")
    ]
    fee = {"title": "Lệ phí", "payload": "/choose"}
    assert from_rasa({"custom": {"type": "card", "title": "Quầy 5", "buttons": [fee]}}) == [
        Card("Quầy 5", choices=(Choice("Lệ phí", "/choose"),))
    ]
    assert from_rasa({"text": "Dạ", "custom": {"type": "author", "name": "Lan"}}) == [
        Text("Dạ", author="Lan")
    ]
    assert from_rasa({"custom": {"type": "file", "url": "https://a/x.pdf", "name": "x.pdf"}}) == [
        File("https://a/x.pdf", "x.pdf")
    ]
