"""The fake Telegram over plain HTTP: limits that a client library may hold back by itself."""

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram

CHAT = 8801
GROUP = -8802
Call = Callable[..., dict[str, Any]]


@pytest.fixture
def call(telegram: FakeTelegram, client: httpx.Client) -> Call:
    telegram.chat(CHAT)
    base = telegram.base_url + telegram.token()

    def once(method: str, **fields: Any) -> dict[str, Any]:
        shown = {
            name: value if isinstance(value, str | int | float) else json.dumps(value)
            for name, value in fields.items()
        }
        reply = client.post(f"{base}/{method}", data=shown)
        answer = dict(reply.json())
        assert reply.status_code == answer.get("error_code", 200)
        assert answer["ok"] is (reply.status_code == 200)
        return answer

    return once


def refused(answer: dict[str, Any]) -> str:
    assert answer["ok"] is False
    return str(answer["description"])


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[button]]}


@pytest.mark.parametrize(
    ("text", "reason"),
    [("ế" * 4096, None), ("ế" * 4097, "too long"), ("", "empty"), (" \n ", "empty")],
)
def test_length_of_a_text(call: Call, text: str, reason: str | None):
    answer = call("sendMessage", chat_id=CHAT, text=text)
    assert answer["ok"] is (reason is None)
    assert reason is None or reason in refused(answer)


def test_tags_do_not_count(call: Call):
    text = "<b>" + "ế" * 4096 + "</b>"
    assert call("sendMessage", chat_id=CHAT, text=text, parse_mode="HTML")["ok"]
    assert "too long" in refused(call("sendMessage", chat_id=CHAT, text=text))


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "A", "callback_data": "x" * 64}, None),
        ({"text": "A", "callback_data": "ế" * 22}, "BUTTON_DATA_INVALID"),
        ({"text": "A", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "A"}, "Text buttons are unallowed"),
        ({"text": "", "callback_data": "x"}, "non-empty"),
        ({"text": "A", "url": "https://motcua.invalid"}, None),
        ({"text": "A", "url": "javascript:x"}, "Unsupported URL protocol"),
        ({"text": "A", "url": "https://localhost"}, "Wrong HTTP URL"),
    ],
)
def test_buttons(call: Call, button: dict[str, str], reason: str | None):
    answer = call("sendMessage", chat_id=CHAT, text="Chọn", reply_markup=keyboard(**button))
    assert answer["ok"] is (reason is None)
    assert reason is None or reason in refused(answer)


def test_a_contact_is_asked_for_in_private_only(telegram: FakeTelegram, call: Call):
    telegram.deliver(updates.group_text(GROUP, CHAT, "alo"))
    markup = {"keyboard": [[{"text": "Gửi số", "request_contact": True}]]}
    assert call("sendMessage", chat_id=CHAT, text="Số?", reply_markup=markup)["ok"]
    answer = call("sendMessage", chat_id=GROUP, text="Số?", reply_markup=markup)
    assert "private chats only" in refused(answer)


def test_flood_over_all_chats(telegram: FakeTelegram, call: Call):
    telegram.freeze_clock()
    telegram.set(per_second=2)
    telegram.chat(CHAT + 1)
    assert call("sendMessage", chat_id=CHAT, text="1")["ok"]
    assert call("sendMessage", chat_id=CHAT + 1, text="2")["ok"]
    answer = call("sendMessage", chat_id=CHAT, text="3")
    assert answer["error_code"] == 429
    assert answer["parameters"] == {"retry_after": 1}
    telegram.turn_clock(1)
    assert call("sendMessage", chat_id=CHAT, text="3")["ok"]
    assert telegram.texts(CHAT) == ["1", "3"]


def test_flood_in_a_chat_and_in_a_group(telegram: FakeTelegram, call: Call):
    telegram.freeze_clock()
    telegram.set(per_chat_per_second=1, per_group_per_minute=1)
    telegram.chat(CHAT + 1)
    assert call("sendMessage", chat_id=CHAT, text="1")["ok"]
    assert call("sendMessage", chat_id=CHAT, text="2")["error_code"] == 429
    assert call("sendMessage", chat_id=CHAT + 1, text="1")["ok"]
    telegram.deliver(updates.group_text(GROUP, CHAT, "alo"))
    assert call("sendMessage", chat_id=GROUP, text="1")["ok"]
    telegram.turn_clock(2)
    answer = call("sendMessage", chat_id=GROUP, text="2")
    assert answer["error_code"] == 429
    assert answer["parameters"] == {"retry_after": 58}


def test_refused_to_all_but_the_right_token_and_method(telegram: FakeTelegram, call: Call):
    assert call("NoSuchThing")["error_code"] == 404
    assert call("GETME")["result"]["is_bot"] is True
    wrong = httpx.get(f"{telegram.base_url}1:no/getMe", trust_env=False)
    assert wrong.status_code == 401


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": "http://a.invalid/x"}, "HTTPS URL must be provided"),
        ({"url": "https://a.invalid:9000/x"}, "only on ports"),
        ({"url": "https://a.invalid:8443/x", "secret_token": "ế"}, "unallowed characters"),
        ({"url": "https://a.invalid/x", "secret_token": "a" * 257}, "unallowed characters"),
        ({"url": "https://a.invalid/x", "max_connections": 101}, "max_connections"),
        ({"url": "https://a.invalid/x", "secret_token": "a-B_9"}, None),
    ],
)
def test_rules_of_a_webhook(
    telegram: FakeTelegram, call: Call, fields: dict[str, Any], reason: str | None
):
    telegram.set(needs_https=True)
    answer = call("setWebhook", **fields)
    assert answer["ok"] is (reason is None)
    assert reason is None or reason in refused(answer)


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ({"command": "start", "description": "Bắt đầu"}, None),
        ({"command": "Bắt đầu", "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a" * 33, "description": "x"}, "BOT_COMMAND_INVALID"),
        ({"command": "a", "description": "x" * 257}, "DESCRIPTION_INVALID"),
    ],
)
def test_rules_of_commands(call: Call, command: dict[str, str], reason: str | None):
    answer = call("setMyCommands", commands=[command])
    assert answer["ok"] is (reason is None)
    assert reason is None or reason in refused(answer)


def test_what_is_no_json_or_no_number(call: Call):
    answer = call("sendMessage", chat_id=CHAT, text="a", reply_markup="{")
    assert "can't parse reply_markup" in refused(answer)
    assert "chat_id is empty" in refused(call("sendMessage", text="a"))
    assert "chat not found" in refused(call("sendMessage", chat_id="x", text="a"))
    assert "must be a number" in refused(call("sendLocation", chat_id=CHAT, latitude="x"))


def test_a_fault_hits_after_the_message_arrived(telegram: FakeTelegram, call: Call):
    telegram.fault("drop_after", "/sendMessage", skip=1)
    call("sendMessage", chat_id=CHAT, text="1")
    with pytest.raises(httpx.RemoteProtocolError):
        call("sendMessage", chat_id=CHAT, text="2")
    assert telegram.texts(CHAT) == ["1", "2"]
