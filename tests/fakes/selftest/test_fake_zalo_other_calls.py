"""Attachments, templates, people and quota of the fake Zalo."""

import random
from typing import Any

import httpx
import pytest

from tests.fakes.zalo import events
from tests.fakes.zalo.handle import FakeZalo

PERSON = "5550001"
PNG = b"\x89PNG\r\n\x1a\n"
DAY = 86_400


@pytest.fixture
def api(zalo: FakeZalo, client: httpx.Client) -> httpx.Client:
    zalo.set(expires_in=str(40 * DAY))
    client.base_url = httpx.URL(zalo.address)
    client.headers["access_token"] = zalo.tokens()["access_token"]
    zalo.user(PERSON, idle_s=60)
    return client


def upload(api: httpx.Client, kind: str, name: str, content: bytes) -> dict[str, Any]:
    reply = api.post(f"/v2.0/oa/upload/{kind}", files={"file": (name, content)})
    return dict(reply.json())


def send(api: httpx.Client, payload: dict[str, Any], kind: str = "template") -> int:
    message = {"attachment": {"type": kind, "payload": payload}}
    body = {"recipient": {"user_id": PERSON}, "message": message}
    return int(api.post("/v3.0/oa/message/cs", json=body).json()["error"])


def image(key: str) -> dict[str, Any]:
    return {
        "template_type": "media",
        "elements": [{"media_type": "image", "attachment_id": key}],
    }


def test_an_uploaded_picture_can_be_sent_for_seven_days(zalo: FakeZalo, api: httpx.Client):
    content = PNG + random.Random(1).randbytes(5000)
    key = upload(api, "image", "so-do.png", content)["data"]["attachment_id"]
    assert send(api, image(key)) == 0
    zalo.turn_clock(7 * DAY + 60)
    zalo.user(PERSON, idle_s=60)
    assert send(api, image(key)) == -100
    assert send(api, image("never-issued")) == -201


def test_an_uploaded_document_has_a_token(api: httpx.Client):
    token = upload(api, "file", "to-khai.pdf", b"%PDF-1.7")["data"]["token"]
    assert send(api, {"token": token}, "file") == 0
    assert send(api, image(token)) == -201


@pytest.mark.parametrize(
    ("kind", "name", "content", "error"),
    [
        ("image", "a.png", b"no picture", -201),
        ("image", "a.png", PNG + b"0" * 1_000_001, -210),
        ("gif", "a.gif", b"GIF89a", 0),
        ("file", "a.exe", b"MZ", -201),
        ("file", "a.csv", b"0" * 5_000_001, -210),
        ("file", "a.csv", b"", -201),
    ],
)
def test_limits_of_attachments(api: httpx.Client, kind: str, name: str, content: bytes, error: int):
    assert upload(api, kind, name, content)["error"] == error


def test_attachments_of_a_month_are_counted(zalo: FakeZalo, api: httpx.Client):
    zalo.set(uploads_per_month=1)
    assert upload(api, "image", "a.png", PNG)["error"] == 0
    assert upload(api, "image", "a.png", PNG)["error"] == -211


def test_asking_for_contact_data(api: httpx.Client):
    element = {"title": "Xin số", "subtitle": "Để giữ lịch", "image_url": "https://a.invalid/b"}
    ask = {"template_type": "request_user_info", "elements": [element]}
    assert send(api, ask) == 0
    assert send(api, {**ask, "elements": [{**element, "subtitle": "x" * 501}]}) == -201


def test_what_a_person_shared_is_told(zalo: FakeZalo, api: httpx.Client):
    zalo.deliver(events.submit_info(PERSON, "Người Thử", "84912000111", user_city="TP. Thử"))
    query = {"data": f'{{"user_id":"{PERSON}"}}'}
    shared = api.get("/v3.0/oa/user/detail", params=query).json()["data"]["shared_info"]
    assert shared["phone"] == 84912000111
    zalo.set(phone_as="text")
    shared = api.get("/v3.0/oa/user/detail", params=query).json()["data"]["shared_info"]
    assert shared["phone"] == "84912000111"
    zalo.deliver(events.withdraw(PERSON))
    detail = api.get("/v3.0/oa/user/detail", params=query).json()["data"]
    assert detail["shared_info"] == {}
    assert api.get("/v3.0/oa/user/detail", params={"data": "x"}).json()["error"] == -201


def test_the_last_interaction_is_told(zalo: FakeZalo, api: httpx.Client):
    before = api.post("/v3.0/oa/quota/message", json={"user_id": PERSON}).json()["data"]
    zalo.says(PERSON, "alo")
    after = api.post("/v3.0/oa/quota/message", json={"user_id": PERSON}).json()["data"]
    assert after["last_interaction"] - before["last_interaction"] >= 59_000


def test_a_visitor_without_a_name_gets_version_two_and_nobody_else(
    zalo: FakeZalo, api: httpx.Client
):
    visitor = {"anonymous_id": "v1", "conversation_id": "c1"}
    body = {"recipient": visitor, "message": {"text": "Dạ"}}
    assert api.post("/v2.0/oa/message", json=body).json()["error"] == 0
    assert zalo.texts("v1") == ["Dạ"]
    body["recipient"] = {"user_id": PERSON}
    assert api.post("/v2.0/oa/message", json=body).json()["error"] == -240


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({}, 0),
        ({"phone": "0912000111"}, -108),
        ({"template_id": "none"}, -109),
        ({"template_id": "waiting"}, -131),
        ({"template_data": {"name": "Thử"}}, -1121),
        ({"template_data": {"name": "Thử", "date": "1", "more": "1"}}, -1122),
        ({"template_data": {"name": "x" * 31, "date": "1"}}, -1124),
        ({"tracking_id": "x" * 49}, -201),
        ({"mode": "development"}, -114),
    ],
)
def test_a_template_message_by_phone(
    zalo: FakeZalo, api: httpx.Client, change: dict[str, Any], error: int
):
    zalo.template("reminder", {"name": 30, "date": 20})
    zalo.template("waiting", {}, approved=False)
    body = {
        "phone": "84912000111",
        "template_id": "reminder",
        "template_data": {"name": "Thử", "date": "08:30 12/03/2027"},
        "tracking_id": "t-1",
        **change,
    }
    answer = api.post("/message/template", json=body).json()
    assert answer["error"] == error
    arrived = zalo.received("84912000111")
    assert [item["kind"] for item in arrived] == ([] if error else ["zns"])
    status = api.get("/message/status", params={"message_id": answer.get("data", {}).get("msg_id")})
    assert status.json()["data"]["status"] == (-1 if error else 1)


def test_a_template_message_needs_no_window_and_has_a_daily_limit(
    zalo: FakeZalo, api: httpx.Client
):
    zalo.template("reminder", {"name": 30})
    zalo.set(daily_templates=1)
    zalo.user(PERSON, idle_s=30 * DAY)
    body = {"user_id": PERSON, "template_id": "reminder", "template_data": {"name": "Thử"}}
    assert api.post("/v3.0/oa/message/template", json=body).json()["error"] == 0
    assert api.post("/v3.0/oa/message/template", json=body).json()["error"] == -144
    zalo.expire_tokens()
    assert api.post("/v3.0/oa/message/template", json=body).json()["error"] == -220
    assert api.post("/message/template", json=body).json()["error"] == -124
