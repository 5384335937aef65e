"""Events of the fake Zalo on their way to a webhook."""

import json
import time
from itertools import pairwise

import httpx
import pytest

from tests.fakes.receiver import Call, Receiver
from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo
from tests.fakes.zalo.signing import mac

PERSON = "5550001"


@pytest.fixture
def zalo(zalo: FakeZalo, webhook: Receiver) -> FakeZalo:
    zalo.set(webhook_url=webhook.url)
    return zalo


def is_signed(zalo: FakeZalo, call: Call, first_term: str = "app_id") -> bool:
    switches = zalo.set()
    when = str(call.event["timestamp"])
    right = mac(switches[first_term], call.body, when, switches["oa_secret_key"])
    sent = call.headers.get("x-zevent-signature", "")
    return sent.replace(" ", "").removeprefix("mac=") == right


@pytest.mark.parametrize("escaped", [False, True])
@pytest.mark.parametrize("header", ["mac=", "mac = ", ""])
@pytest.mark.parametrize("first_term", ["app_id", "oa_id"])
def test_an_event_is_signed_in_every_known_way(
    zalo: FakeZalo, webhook: Receiver, first_term: str, header: str, escaped: bool
):
    zalo.says(PERSON, "làm giấy", first_term=first_term, header=header, ascii=escaped)
    (call,) = webhook.calls
    assert is_signed(zalo, call, first_term)
    assert call.headers["x-zevent-signature"].startswith(header)
    assert call.event["message"]["text"] == "làm giấy"
    assert call.body.isascii() is escaped


@pytest.mark.parametrize("spoilt", ["forged", "wrong_secret", "altered", "reserialised"])
def test_a_spoilt_event_is_not_signed_right(zalo: FakeZalo, webhook: Receiver, spoilt: str):
    zalo.says(PERSON, "làm giấy", spoilt=spoilt)
    (call,) = webhook.calls
    assert not is_signed(zalo, call)
    assert call.event["message"]["text"] == "làm giấy"


def test_an_event_without_signature_and_one_with_a_number(zalo: FakeZalo, webhook: Receiver):
    zalo.says(PERSON, "a", header="missing")
    zalo.says(PERSON, "b", number=True, zns=True)
    unsigned, numbered = webhook.calls
    assert "x-zevent-signature" not in unsigned.headers
    assert isinstance(numbered.event["timestamp"], int)
    assert is_signed(zalo, numbered)
    assert numbered.headers["x-zevent-server"] == "ZNS"


def test_retries_are_counted_and_carry_the_same_body(zalo: FakeZalo, webhook: Receiver):
    webhook.statuses = [500, 201, 403]
    zalo.says(PERSON, "alo")
    zalo.settle()
    assert [call.headers.get("num_retry") for call in webhook.calls] == [None, "1", "2", "3"]
    assert len({call.body for call in webhook.calls}) == 1
    (delivery,) = zalo.deliveries()
    assert delivery["state"] == "delivered"
    assert [item["status"] for item in delivery["attempts"]] == [500, 201, 403, 200]
    waits = [after["at_s"] - item["at_s"] for item, after in pairwise(delivery["attempts"])]
    assert waits[0] >= 0.03
    assert waits[1] >= 0.3
    assert waits[2] >= 0.9


def test_after_five_retries_an_event_is_given_up_and_the_app_perhaps_too(
    zalo: FakeZalo, webhook: Receiver
):
    zalo.set(retry_factor=0.00001, unsubscribes=True)
    webhook.statuses = [500] * 6
    zalo.says(PERSON, "alo")
    zalo.settle()
    assert len(webhook.calls) == 6
    assert zalo.deliveries()[0]["state"] == "given_up"
    assert not zalo.subscribed()
    assert zalo.says(PERSON, "còn không")["state"] == "lost"
    zalo.subscribe()
    assert zalo.says(PERSON, "còn không")["state"] == "delivered"


def test_a_slow_webhook_gets_the_event_again(zalo: FakeZalo, webhook: Receiver):
    zalo.set(answer_within_s=0.2)
    webhook.delay_s = 0.5
    first = zalo.says(PERSON, "alo")
    webhook.delay_s = 0
    zalo.settle()
    assert first["attempts"][0]["error"] == "TimeoutError"
    assert first["attempts"][0]["latency_s"] >= 0.2
    assert [call.headers.get("num_retry") for call in webhook.calls] == [None, "1"]


def test_a_webhook_that_is_down_gets_the_event_later(zalo: FakeZalo, webhook: Receiver):
    up = webhook.url
    zalo.set(webhook_url="http://127.0.0.1:1/", retry_factor=0.005)
    assert zalo.says(PERSON, "alo")["attempts"][0]["error"] == "ConnectError"
    zalo.set(webhook_url=up)
    zalo.settle()
    assert len(webhook.calls) == 1


def test_an_event_five_times(zalo: FakeZalo, webhook: Receiver):
    zalo.says(PERSON, "alo", copies=5)
    assert len(webhook.calls) == 5
    assert len({call.body for call in webhook.calls}) == 1
    zalo.says(PERSON, "alo", copies=5, order="together")
    assert len(webhook.calls) == 10


@pytest.mark.parametrize(
    ("order", "expected"), [("given", list("abcdef")), ("reversed", list("fedcba"))]
)
def test_events_come_in_the_order_asked_for(
    zalo: FakeZalo, webhook: Receiver, order: str, expected: list[str]
):
    zalo.deliver(*(events.user_text(PERSON, letter) for letter in "abcdef"), order=order)
    assert [call.event["message"]["text"] for call in webhook.calls] == expected


def test_shuffling_is_repeatable(zalo: FakeZalo, webhook: Receiver):
    batch = [events.user_text(PERSON, letter) for letter in "abcdef"]
    for _ in range(2):
        zalo.deliver(*batch, order="shuffled", seed=4)
    came = [call.event["message"]["text"] for call in webhook.calls]
    assert came[:6] == came[6:] != list("abcdef")
    assert sorted(came[:6]) == list("abcdef")


def test_an_hour_late(zalo: FakeZalo, webhook: Receiver):
    zalo.says(PERSON, "alo", age_s=3600)
    (call,) = webhook.calls
    assert 3590 < time.time() - int(call.event["timestamp"]) / 1000 < 3700
    assert is_signed(zalo, call)


def test_in_the_background_the_test_goes_on(zalo: FakeZalo, webhook: Receiver):
    webhook.delay_s = 0.3
    batch = [events.user_text(PERSON, letter) for letter in "abc"]
    assert [item["attempts"] for item in zalo.deliver(*batch, background=True)] == [[], [], []]
    with pytest.raises(TimeoutError):
        zalo.settle(within_s=0.1)
    zalo.settle()
    assert len(webhook.calls) == 3


def test_a_tap_comes_as_the_text_of_the_button(zalo: FakeZalo, webhook: Receiver):
    zalo.user(PERSON, idle_s=1)
    button = {"title": "Lệ phí", "type": "oa.query.show", "payload": "#le_phi"}
    attachment = {"type": "template", "payload": {"buttons": [button]}}
    _send(zalo, {"text": "Chọn", "attachment": attachment})
    zalo.press(PERSON, "Lệ phí")
    assert webhook.calls[-1].event["message"]["text"] == "#le_phi"
    with pytest.raises(LookupError):
        zalo.press(PERSON, "Thời hạn")


def test_our_own_texts_echo_where_switched_on(zalo: FakeZalo, webhook: Receiver):
    zalo.user(PERSON, idle_s=1)
    zalo.set(echo=True)
    _send(zalo, {"text": "Dạ, chào anh/chị"})
    zalo.settle()
    event = webhook.calls[0].event
    assert event["event_name"] == "oa_send_text"
    assert event["sender"] == {"id": zalo.set()["oa_id"]}


def test_every_kind_of_event_is_complete(zalo: FakeZalo, webhook: Receiver):
    url = "https://files.invalid/x"
    zalo.deliver(
        events.user_image(PERSON, url, "giấy"),
        events.user_gif(PERSON, url),
        events.user_sticker(PERSON),
        events.user_location(PERSON, 10.5, 106.5),
        events.user_file(PERSON, "don.pdf", url),
        events.user_audio(PERSON, url),
        events.user_video(PERSON, url),
        events.user_link(PERSON, url),
        events.follow(PERSON),
        events.unfollow(PERSON),
        events.submit_info(PERSON, "Thử", "84912000111"),
        events.withdraw(PERSON),
        events.click_chat_now(PERSON),
        events.seen(PERSON, "m1"),
        events.admin_text(PERSON, "Chào"),
        events.anonymous_text("v1", "c1", "alo"),
    )
    assert len(webhook.calls) == 16
    assert len({call.event["event_name"] for call in webhook.calls}) == 16
    for call in webhook.calls:
        assert call.event["app_id"] == zalo.set()["app_id"]
        assert '""' not in json.dumps({**call.event, "message": None}), call.event
        assert is_signed(zalo, call)


def _send(zalo: FakeZalo, message: object) -> None:
    body = {"recipient": {"user_id": PERSON}, "message": message}
    headers = {"access_token": zalo.tokens()["access_token"]}
    url = f"{zalo.address}/v3.0/oa/message/cs"
    answer = httpx.post(url, json=body, headers=headers, trust_env=False).json()
    assert answer["error"] == 0
