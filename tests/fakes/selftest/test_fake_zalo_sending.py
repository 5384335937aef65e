"""Sending to people through the fake Zalo."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo

PERSON = "5550001"
HOUR = 3600.0
DAY = 24 * HOUR
Send = Callable[..., dict[str, Any]]

BUTTON = {"title": "Lệ phí", "type": "oa.query.show", "payload": "#le_phi"}
BUTTONS = {"type": "template", "payload": {"buttons": [BUTTON]}}
ELEMENT = {"title": "Lệ phí", "subtitle": "Xem mức thu", "buttons": [BUTTON]}


@pytest.fixture
def send(zalo: FakeZalo, client: httpx.Client) -> Send:
    zalo.user(PERSON, idle_s=60)
    headers = {"access_token": zalo.tokens()["access_token"]}

    def once(message: Any, to: str = PERSON) -> dict[str, Any]:
        body = {"recipient": {"user_id": to}, "message": message}
        url = f"{zalo.address}/v3.0/oa/message/cs"
        reply = client.post(url, json=body, headers=headers)
        assert reply.status_code == 200
        return dict(reply.json())

    return once


def listed(**payload: Any) -> dict[str, Any]:
    return {"attachment": {"type": "template", "payload": {"template_type": "list", **payload}}}


def test_a_text_arrives_and_a_double_send_shows_twice(zalo: FakeZalo, send: Send):
    first, second = send({"text": "Dạ, chào anh/chị"}), send({"text": "Dạ, chào anh/chị"})
    assert first["error"] == 0
    assert first["data"]["user_id"] == PERSON
    assert first["data"]["message_id"] != second["data"]["message_id"]
    assert zalo.texts(PERSON) == ["Dạ, chào anh/chị"] * 2


def test_messages_are_kept_in_order_by_person(zalo: FakeZalo, send: Send):
    zalo.user("5550002", idle_s=1)
    for number in range(6):
        send({"text": str(number)}, to="5550002" if number % 2 else PERSON)
    assert zalo.texts(PERSON) == ["0", "2", "4"]
    assert zalo.texts("5550002") == ["1", "3", "5"]


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ({"text": "ế" * 2000}, 0),
        ({"text": "ế" * 2001}, -201),
        ({"text": " "}, -201),
        ({}, -201),
        ("Dạ", -201),
        ({"text": 5}, -201),
        ({"text": "Dạ", "quote_message_id": "abc"}, 0),
        ({"attachment": {"type": "hologram", "payload": {}}}, -233),
        ({"attachment": {"type": "file", "payload": {"token": "never-issued"}}}, -201),
    ],
)
def test_the_rules_of_a_message(send: Send, message: Any, error: int):
    assert send(message)["error"] == error


@pytest.mark.parametrize(
    ("mode", "buttons", "elements"), [("buttons", 0, -233), ("list", -233, 0), ("none", -233, -233)]
)
def test_only_the_shape_of_the_mode_passes(
    zalo: FakeZalo, send: Send, mode: str, buttons: int, elements: int
):
    zalo.set(button_mode=mode)
    assert send({"text": "Chọn", "attachment": BUTTONS})["error"] == buttons
    assert send(listed(elements=[ELEMENT]))["error"] == elements
    assert send({"text": "1. Lệ phí"})["error"] == 0


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        ({"elements": [{**ELEMENT, "subtitle": ""}]}, -201),
        ({"elements": [{"title": "Lệ phí", "buttons": [BUTTON]}]}, -201),
        ({"elements": [{**ELEMENT, "buttons": [BUTTON, BUTTON]}]}, -201),
        ({"elements": [ELEMENT] * 6}, -201),
        ({"elements": [ELEMENT], "buttons": [BUTTON]}, -233),
    ],
)
def test_the_rules_of_a_list(zalo: FakeZalo, send: Send, payload: dict[str, Any], error: int):
    zalo.set(button_mode="list")
    assert send(listed(**payload))["error"] == error


@pytest.mark.parametrize(
    ("button", "error"),
    [
        ({"title": "Mở", "type": "oa.open.url", "payload": {"url": "https://a.invalid"}}, 0),
        ({"title": "Mở", "type": "oa.open.url", "payload": {"url": "a.invalid"}}, -201),
        ({"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "841022"}}, 0),
        ({"title": "Gọi", "type": "oa.open.phone", "payload": {"phone_code": "01022"}}, -201),
        ({"title": "x" * 101, "type": "oa.query.show", "payload": "#x"}, -201),
        ({"title": "Xem", "type": "oa.query.show", "payload": "#" * 1001}, -201),
        ({"title": "Xem", "type": "oa.query.other", "payload": "#x"}, -201),
    ],
)
def test_the_rules_of_a_button(send: Send, button: dict[str, Any], error: int):
    attachment = {"type": "template", "payload": {"buttons": [button]}}
    assert send({"text": "Chọn", "attachment": attachment})["error"] == error


@pytest.mark.parametrize(
    ("idle_s", "error", "billed"),
    [(47 * HOUR, 0, False), (49 * HOUR, 0, True), (6.9 * DAY, 0, True), (7.1 * DAY, -230, None)],
)
def test_the_window(zalo: FakeZalo, send: Send, idle_s: float, error: int, billed: bool | None):
    zalo.user(PERSON, idle_s=idle_s)
    assert send({"text": "Dạ"})["error"] == error
    assert [item["billed"] for item in zalo.received(PERSON)] == ([] if error else [billed])


def test_the_clock_closes_the_window_and_a_message_opens_it(zalo: FakeZalo, send: Send):
    zalo.set(expires_in=str(30 * 86_400))
    token = zalo.tokens()["access_token"]
    zalo.turn_clock(8 * DAY)
    body = {"recipient": {"user_id": PERSON}, "message": {"text": "Dạ"}}
    url = f"{zalo.address}/v3.0/oa/message/cs"
    with httpx.Client(trust_env=False, headers={"access_token": token}) as client:
        assert client.post(url, json=body).json()["error"] == -230
        zalo.says(PERSON, "còn đó không")
        assert client.post(url, json=body).json()["error"] == 0


def test_who_unfollowed_gets_nothing_until_they_follow_again(zalo: FakeZalo, send: Send):
    zalo.deliver(events.unfollow(PERSON))
    assert send({"text": "Dạ"})["error"] == -213
    zalo.deliver(events.follow(PERSON))
    assert send({"text": "Dạ"})["error"] == 0


def test_a_stranger_and_a_person_with_a_refusal(zalo: FakeZalo, send: Send):
    assert send({"text": "Dạ"}, to="999")["error"] == -201
    zalo.user(PERSON, refusal=-244)
    assert send({"text": "Dạ"})["error"] == -244


def test_tokens_are_asked_for_and_grow_old(zalo: FakeZalo, send: Send, client: httpx.Client):
    url = f"{zalo.address}/v3.0/oa/message/cs"
    assert client.post(url, json={}).json()["error"] == -216
    assert send({"text": "Dạ"})["error"] == 0
    zalo.turn_clock(90_001)
    assert send({"text": "Dạ"})["error"] == -220


def test_the_rate_is_told_and_held(zalo: FakeZalo, send: Send, client: httpx.Client):
    zalo.freeze_clock()
    zalo.set(rate_per_minute=3)
    assert [send({"text": "Dạ"})["error"] for _ in range(4)] == [0, 0, 0, -32]
    reply = client.post(f"{zalo.address}/v3.0/oa/message/cs", json={})
    assert reply.headers["X-RateLimit-Limit"] == "3"
    assert reply.headers["X-RateLimit-Remain"] == "0"
    zalo.turn_clock(61)
    assert send({"text": "Dạ"})["error"] == 0


def test_faults_come_when_asked_and_pass(zalo: FakeZalo, send: Send, client: httpx.Client):
    url = f"{zalo.address}/v3.0/oa/message/cs"
    zalo.fault("status", "/message/cs", status=502)
    assert client.post(url, json={}).status_code == 502
    zalo.fault("garbage")
    with pytest.raises(ValueError, match=r"decode|Expecting"):
        client.post(url, json={}).json()
    zalo.fault("slow", seconds=0.4)
    with pytest.raises(httpx.ReadTimeout):
        client.post(url, json={}, timeout=0.1)
    zalo.refuse(-211)
    assert send({"text": "Dạ"})["error"] == -211
    assert send({"text": "Dạ"})["error"] == 0
    assert zalo.clear_faults() == 0


def test_a_connection_drops_before_or_after_the_work(zalo: FakeZalo, send: Send):
    zalo.fault("drop")
    with pytest.raises(httpx.RemoteProtocolError):
        send({"text": "mất"})
    zalo.fault("drop_after")
    with pytest.raises(httpx.RemoteProtocolError):
        send({"text": "đã tới"})
    assert zalo.texts(PERSON) == ["đã tới"]


def test_an_unknown_switch_is_refused(zalo: FakeZalo):
    with pytest.raises(httpx.HTTPStatusError, match="422"):
        zalo.set(buton_mode="list")
    with pytest.raises(httpx.HTTPStatusError, match="422"):
        zalo.set(button_mode="text")
