"""Updates of the fake Telegram on their way to a webhook."""

import time
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest

from tests.conftest import shared_dir
from tests.fakes.receiver import Receiver
from tests.fakes.telegram import updates
from tests.fakes.telegram.handle import FakeTelegram

CHAT = 8801
SECRET = "s3cret_-"
HEADER = "x-telegram-bot-api-secret-token"
SAMPLES = sorted((shared_dir() / "specs" / "samples" / "telegram").glob("update_*.json"))


def method(telegram: FakeTelegram, name: str, **fields: Any) -> Any:
    url = f"{telegram.base_url}{telegram.token()}/{name}"
    reply = httpx.post(url, json=fields, trust_env=False)
    return reply.raise_for_status().json()["result"]


@pytest.fixture
def telegram(telegram: FakeTelegram, webhook: Receiver) -> FakeTelegram:
    method(telegram, "setWebhook", url=webhook.url, secret_token=SECRET)
    return telegram


def test_an_update_carries_the_secret_and_its_numbers(telegram: FakeTelegram, webhook: Receiver):
    telegram.says(CHAT, "/start hồ sơ")
    (call,) = webhook.calls
    assert call.headers[HEADER] == SECRET
    message = call.event["message"]
    assert message["entities"] == [{"offset": 0, "length": 6, "type": "bot_command"}]
    assert message["chat"]["id"] == CHAT
    assert abs(message["date"] - time.time()) < 5
    telegram.says(CHAT, "alo")
    assert webhook.calls[1].event["update_id"] == call.event["update_id"] + 1
    assert webhook.calls[1].event["message"]["message_id"] > message["message_id"]


def test_a_wrong_secret_and_none(telegram: FakeTelegram, webhook: Receiver):
    telegram.says(CHAT, "alo", secret="wrong")
    telegram.says(CHAT, "alo", secret="missing")
    assert webhook.calls[0].headers[HEADER] != SECRET
    assert HEADER not in webhook.calls[1].headers


def test_an_update_is_sent_again_until_taken(telegram: FakeTelegram, webhook: Receiver):
    webhook.statuses = [500, 403, 302, 204]
    telegram.says(CHAT, "alo")
    assert method(telegram, "getWebhookInfo")["pending_update_count"] == 1
    telegram.settle()
    assert len(webhook.calls) == 4
    assert len({call.body for call in webhook.calls}) == 1
    info = method(telegram, "getWebhookInfo")
    assert info["pending_update_count"] == 0
    assert "302" in info["last_error_message"]


def test_five_times_and_out_of_order_and_late(telegram: FakeTelegram, webhook: Receiver):
    telegram.says(CHAT, "alo", copies=5)
    assert len({call.event["update_id"] for call in webhook.calls}) == 1
    assert len(webhook.calls) == 5
    webhook.forget()
    batch = [updates.text(CHAT, letter) for letter in "abc"]
    telegram.deliver(*batch, order="reversed", age_s=3600)
    assert [call.event["message"]["text"] for call in webhook.calls] == ["c", "b", "a"]
    ids = [call.event["update_id"] for call in webhook.calls]
    assert ids == sorted(ids, reverse=True)
    assert time.time() - webhook.calls[0].event["message"]["date"] > 3590


def test_only_what_was_asked_for_comes(telegram: FakeTelegram, webhook: Receiver):
    method(telegram, "setWebhook", url=webhook.url, allowed_updates=["callback_query"])
    assert telegram.deliver(updates.text(CHAT, "alo")) == []
    tap = updates.callback({"message_id": 1, "chat": updates.private_chat(CHAT)}, "x")
    telegram.deliver(tap)
    assert [list(call.event)[1] for call in webhook.calls] == ["callback_query"]
    assert method(telegram, "getWebhookInfo")["allowed_updates"] == ["callback_query"]


def test_updates_wait_for_a_webhook(telegram: FakeTelegram, webhook: Receiver):
    method(telegram, "deleteWebhook")
    telegram.deliver(updates.text(CHAT, "1"), updates.text(CHAT, "2"))
    assert method(telegram, "getWebhookInfo")["pending_update_count"] == 2
    method(telegram, "setWebhook", url=webhook.url, secret_token="new")
    telegram.settle()
    assert [call.event["message"]["text"] for call in webhook.calls] == ["1", "2"]
    assert webhook.calls[0].headers[HEADER] == "new"
    method(telegram, "deleteWebhook")
    telegram.says(CHAT, "3")
    method(telegram, "setWebhook", url=webhook.url, drop_pending_updates=True)
    telegram.settle()
    assert len(webhook.calls) == 2


def test_blocking_and_coming_back(telegram: FakeTelegram, webhook: Receiver):
    telegram.deliver(updates.blocked(CHAT))
    with pytest.raises(httpx.HTTPStatusError, match="403"):
        method(telegram, "sendMessage", chat_id=CHAT, text="Dạ")
    telegram.deliver(updates.unblocked(CHAT))
    assert method(telegram, "sendMessage", chat_id=CHAT, text="Dạ")["text"] == "Dạ"
    statuses = [call.event["my_chat_member"]["new_chat_member"]["status"] for call in webhook.calls]
    assert statuses == ["kicked", "member"]


def test_a_tap_waits_for_its_answer(telegram: FakeTelegram, webhook: Receiver):
    telegram.chat(CHAT)
    markup = {"inline_keyboard": [[{"text": "Lệ phí", "callback_data": "f1"}]]}
    sent = method(telegram, "sendMessage", chat_id=CHAT, text="Chọn", reply_markup=markup)
    telegram.press(CHAT, "Lệ phí")
    query = webhook.calls[0].event["callback_query"]
    assert query["data"] == "f1"
    assert query["message"]["message_id"] == sent["message_id"]
    assert [item["id"] for item in telegram.unanswered()] == [query["id"]]
    method(telegram, "answerCallbackQuery", callback_query_id=query["id"])
    assert telegram.unanswered() == []
    telegram.turn_clock(1000)
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        method(telegram, "answerCallbackQuery", callback_query_id=query["id"])
    with pytest.raises(LookupError):
        telegram.press(CHAT, "Thời hạn")


@pytest.mark.skipif(not SAMPLES, reason="no shared samples beside the repository")
@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_update_is_delivered_as_it_is(
    telegram: FakeTelegram, webhook: Receiver, path: Path
):
    update = orjson.loads(path.read_bytes())
    telegram.deliver(update)
    assert [call.event for call in webhook.calls] == [update]
