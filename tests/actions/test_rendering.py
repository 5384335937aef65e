import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa_sdk.executor import CollectingDispatcher

from actions.cutting import cut_text
from actions.rendering import message_limit, payload, render
from api.client import Answer, Choice


def answer(*messages: str, source: str | None = None, choices: tuple[Choice, ...] = ()) -> Answer:
    return Answer("answered", "1.001193", "Khai sinh", "fee", messages, choices, source)


def rendered(given_answer: Answer, channel: str = "rest") -> list[dict]:
    dispatcher = CollectingDispatcher()
    render(dispatcher, given_answer, channel)
    return dispatcher.messages


def test_the_source_is_the_last_paragraph():
    first, status = rendered(answer("Dạ, *miễn phí*.", source="Mã 1.001193"))
    assert first["text"] == "Dạ, *miễn phí*.\n\nMã 1.001193"
    assert status["custom"]["status"] == "answered"


def test_buttons_stand_under_the_last_message():
    choices = (Choice("Thời hạn", code="1.001193", section="time"),)
    first, second, _ = rendered(answer("một", "hai", choices=choices))
    assert first["buttons"] == []
    assert second["buttons"][0]["title"] == "Thời hạn"


def test_an_answer_without_text_still_has_a_status():
    (status,) = rendered(answer())
    assert status["custom"]["code"] == "1.001193"


@pytest.mark.parametrize(
    ("choice", "command"),
    [
        (Choice("a", code="1.001193", section="fee"), '/choose{"code":"1.001193","section":"fee"}'),
        (Choice("a", code="1.001193"), '/choose{"code":"1.001193"}'),
        (Choice("a", section="fee"), '/choose{"section":"fee"}'),
        (Choice("a", question="hours"), '/ask_centre{"question":"hours"}'),
        (
            Choice("a", question="department", department="Sở Y tế"),
            '/ask_centre{"question":"department","department":"Sở Y tế"}',
        ),
        (Choice("Việc khác"), "Việc khác"),
    ],
)
def test_payloads(choice: Choice, command: str):
    assert payload(choice) == command


def test_the_commonest_payload_fits_telegram():
    longest = payload(Choice("x", code="1.001193", section="documents"))
    assert len(longest.encode()) <= 64
    assert json.loads(longest.removeprefix("/choose")) == {
        "code": "1.001193",
        "section": "documents",
    }


@pytest.mark.parametrize(
    ("channel", "limit"), [("zalo", 2000), ("telegram_ptb", 4096), ("rest", 1500), ("web", 1500)]
)
def test_limits(channel: str, limit: int):
    assert message_limit(channel) == limit


def test_a_long_answer_is_cut_between_paragraphs():
    paragraph = "Một đoạn văn khá dài về giấy tờ cần nộp. " * 15
    texts = [m["text"] for m in rendered(answer("\n\n".join([paragraph] * 4))) if m["text"]]
    assert len(texts) > 1
    assert all(len(text) <= 1500 for text in texts)
    assert all(text.endswith(".") for text in texts)


@given(st.text(max_size=400), st.integers(1, 80))
def test_cutting_loses_only_blanks(text: str, limit: int):
    pieces = cut_text(text, limit)
    assert all(0 < len(piece) <= limit for piece in pieces)
    assert "".join("".join(pieces).split()) == "".join(text.split())
