"""What Telegram is asked to show for each kind of message, as `golden/` says."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels import messages as kinds
from bot.channels.base.writing import plain
from bot.channels.messages import Choice, File, Message, Text
from bot.channels.telegram.callback_data import CallbackData
from bot.channels.telegram.renderer import Renderer
from bot.channels.telegram.writing import (
    LONGEST_TEXT,
    marked,
    pieces,
    plain_pieces,
    unescaped,
)
from tests.bot.telegram.tools import CHAT, PERSON, TOKEN, WORDING, Running
from tests.fakes.telegram.handle import FakeTelegram

GOLDEN = sorted((Path(__file__).parent / "golden").glob("*.json"))
TYPED = ("reply_markup", "link_preview_options")


def message(given: dict[str, Any]) -> Message:
    fields = {name: value for name, value in given.items() if name != "kind"}
    if "choices" in fields:
        fields["choices"] = tuple(Choice(**choice) for choice in fields["choices"])
    return getattr(kinds, given["kind"])(**fields)


def requests(telegram: FakeTelegram) -> list[dict[str, Any]]:
    """The calls that reached Telegram, with what was JSON in them."""
    found = []
    for call in telegram.call("GET", "/calls"):
        fields = {
            name: json.loads(value) if name in TYPED else value
            for name, value in call["fields"].items()
        }
        found.append({"method": call["method"], "fields": fields})
    return found


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_each_kind_of_message(telegram: FakeTelegram, run: Running, path: Path):
    case = json.loads(path.read_text(encoding="utf-8"))
    said = [message(item) for item in case["messages"]]
    run(lambda channel: channel.send(PERSON, said))
    assert requests(telegram) == case["requests"]
    # Telegram took all of it as it was.
    assert len(telegram.received(CHAT)) == len(case["requests"])


def test_there_is_a_golden_file_for_every_kind():
    covered = {item["kind"] for path in GOLDEN for item in json.loads(path.read_text())["messages"]}
    # What is handed over for a file is seen in the tests of sending.
    every = {kind.__name__ for kind in kinds.Message.__args__}
    assert covered == every - {File.__name__}


def test_long_texts_are_cut_between_paragraphs(telegram: FakeTelegram, run: Running):
    paragraphs = [f"*Mục {number}.* " + "giấy tờ cần có " * 60 for number in range(1, 13)]
    choices = (Choice("Tìm thủ tục", "/find_procedure"),)
    said = [Text("\n\n".join(paragraphs), choices)]
    run(lambda channel: channel.send(PERSON, said))
    shown = telegram.texts(CHAT)
    assert len(shown) == 3
    assert all(len(text) <= LONGEST_TEXT for text in shown)
    assert all(text.startswith("Mục ") for text in shown)
    assert "\n\n".join(shown).split() == plain("\n\n".join(paragraphs)).split()
    keyboards = [bool(item["reply_markup"]) for item in telegram.received(CHAT)]
    assert keyboards == [False, False, True]


def test_a_tag_is_never_cut(telegram: FakeTelegram, run: Running):
    said = [Text("*" + "quan trọng & < " * 600 + "x*")]
    run(lambda channel: channel.send(PERSON, said))
    received = telegram.received(CHAT)
    assert len(received) == 3
    for item in received:
        (bold,) = item["message"]["entities"]
        assert (bold["type"], bold["offset"]) == ("bold", 0)
        assert bold["length"] == len(item["message"]["text"])


TEXTS = st.text(st.sampled_from("aế &<>*;.\n 😀b"), max_size=400)


@given(TEXTS, st.integers(20, 60))
def test_nothing_is_lost_and_nothing_is_too_long(source: str, longest: int):
    made = [unescaped(part) for part in pieces(source, longest)]
    assert "".join("".join(made).split()) == "".join(marked(source).text.split())
    assert all(0 < len(part.encode("utf-16-le")) // 2 <= longest for part in made)
    assert all(part.count("<b>") == part.count("</b>") for part in pieces(source, longest))
    assert plain_pieces(plain(source), longest) == made


def test_an_empty_message_is_none():
    renderer = Renderer(CallbackData(TOKEN), WORDING.texts)
    assert renderer.render([Text(""), Text(" \n ")]) == []


def test_more_buttons_than_telegram_takes(telegram: FakeTelegram, run: Running):
    choices = tuple(Choice(f"Phường {number}", f"Phường {number}") for number in range(1, 102))
    run(lambda channel: channel.send(PERSON, [Text("Phường nào ạ?", choices)]))
    (text,) = telegram.texts(CHAT)
    assert "101. Phường 101" in text
    run(lambda channel: channel.send(PERSON, [Text("Phường nào ạ?", choices[:100])]))
    assert telegram.received(CHAT)[-1]["reply_markup"]["inline_keyboard"]
