"""No typed text reaches Rasa as a command, and only our own buttons do."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
import yaml

from api.chat.commands import button_message, plain_text
from knowledge_base.errors import InvalidInput
from knowledge_base.text.normalise import normalise

_DOMAIN = sorted((Path(__file__).parents[3] / "domain").glob("*.yml"))


def _domain_payloads() -> list[str]:
    payloads = []
    for path in _DOMAIN:
        responses = yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {})
        for variants in responses.values():
            for variant in variants:
                payloads += [button["payload"] for button in variant.get("buttons", [])]
    # In the domain braces are doubled, because Rasa fills slots into single ones.
    return [payload.replace("{{", "{").replace("}}", "}") for payload in payloads]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("Làm khai sinh cho bé", "Làm khai sinh cho bé"),
        ("/restart", "restart"),
        ("  //choose{}", "choose{}"),
        ("\u200b/restart", "\u200brestart"),
        ("😀/restart", "😀restart"),
        ("\u2780 / /restart", "\u2780  restart"),
        ("theo NĐ 118/2025, hẹn 3/4", "theo NĐ 118/2025, hẹn 3/4"),
        ("a\x00b\r\nc", "ab\nc"),
        ("Đ/c tổ trưởng", "Đ/c tổ trưởng"),
    ],
)
def test_typed_text_loses_only_what_makes_a_command(typed: str, sent: str) -> None:
    assert plain_text(typed) == sent


def test_no_character_in_front_smuggles_a_slash_past_the_normaliser() -> None:
    # Rasa looks for commands in the normalised text.
    sent = [plain_text(f"{chr(code)}/restart") for code in range(sys.maxunicode + 1)]
    with_slash = [text for text in sent if "/" in text]
    assert with_slash
    assert [text for text in with_slash if normalise(text).startswith("/")] == []


@pytest.mark.parametrize("typed", ["", "   ", "/", "//\n", "\x00"])
def test_text_without_content_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput):
        plain_text(typed)


def test_every_button_of_the_domain_is_allowed() -> None:
    payloads = _domain_payloads()
    assert payloads
    assert [button_message(payload) for payload in payloads] == payloads


def test_a_button_may_repeat_its_title() -> None:
    assert button_message("Cấp lại sổ hồng") == "Cấp lại sổ hồng"


def test_values_are_written_anew() -> None:
    sent = button_message('/choose{ "code" : "1.001193",\n"section":"\\u0062" }')
    assert sent == '/choose{"code":"1.001193","section":"b"}'


def test_values_cannot_break_out_of_their_text() -> None:
    tricky = {"code": 'x"}\n/restart{"y":"', "section": "ệ"}
    sent = button_message(f"/choose{json.dumps(tricky)}")
    assert "\n" not in sent
    assert json.loads(re.sub("^/choose", "", sent)) == tricky


@pytest.mark.parametrize(
    "payload",
    [
        "/restart",
        "/session_start",
        " /restart",
        "/choose",
        "/find_procedure{}",
        "/choose@0.1{}",
        '/choose{"code":"1"}/restart',
        '/choose{"code":1}',
        '/choose{"code":{"a":"b"}}',
        "/choose{code}",
        "/choose[]",
        '/choose{"code":"\\ud800"}',
        '/inform{"code":"1"}',
        "/help\n/restart",
        '/choose{"code":"' + "x" * 500 + '"}',
    ],
)
def test_other_commands_are_refused(payload: str) -> None:
    with pytest.raises(InvalidInput):
        button_message(payload)
