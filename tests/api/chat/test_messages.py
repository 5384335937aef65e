"""The browser's call: to Rasa and back, over real HTTP."""

from __future__ import annotations

import time
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from tests.fakes.chat_app import chat_app
from tests.fakes.rasa_server import RasaServer

URL = "/api/v1/chat/messages"


def _send(client: TestClient, **body: Any) -> Any:
    return client.post(URL, json=body)


def test_text_goes_to_rasa_and_its_answer_comes_back(client: TestClient, rasa: RasaServer) -> None:
    reply = _send(client, text="  làm khai sinh cần gì ")
    assert reply.status_code == 200
    assert rasa.last_message() == "làm khai sinh cần gì"
    (message,) = reply.json()["messages"]
    assert message["text"].startswith("Dạ, để *đăng ký khai sinh*")
    assert message["choices"][0] == {
        "title": "Lệ phí",
        "payload": '/choose{"code":"1.001193","section":"fee"}',
        "url": None,
    }
    assert message["image"] is None
    assert reply.json()["status"] == "answered"
    assert reply.headers["cache-control"] == "no-store"


def test_programs_learn_what_was_answered(client: TestClient, rasa: RasaServer) -> None:
    end = {"type": "status", "status": "answered", "code": "1.001193", "section": "fee"}
    rasa.reply_with = [{"text": "Dạ, miễn phí."}, {"custom": end}]
    reply = _send(client, text="lệ phí").json()
    assert (reply["status"], reply["code"], reply["section"]) == ("answered", "1.001193", "fee")
    rasa.reply_with = [{"text": "Dạ."}, {"custom": {"type": "status", "code": 7}}]
    reply = _send(client, text="lệ phí").json()
    assert (reply["status"], reply["code"], reply["section"]) == (None, None, None)


def test_a_button_goes_as_its_command(client: TestClient, rasa: RasaServer) -> None:
    payload = '/choose{"code":"1.001193","section":"fee"}'
    reply = _send(client, payload=payload, title="Lệ phí")
    assert reply.status_code == 200
    assert rasa.last_message() == payload


def test_the_source_line_stays_with_its_text(client: TestClient) -> None:
    # Rasa sends it apart when there are no buttons.
    reply = _send(client, payload='/choose{"code":"1.001193","section":"fee"}')
    (message,) = reply.json()["messages"]
    assert "lệ phí" in message["text"]
    assert message["text"].split("\n\n")[1].startswith("Mã 1.001193 · ")


def test_a_typed_command_is_only_text(client: TestClient, rasa: RasaServer) -> None:
    _send(client, text="/restart")
    assert rasa.last_message() == "restart"


def test_a_foreign_command_never_reaches_rasa(client: TestClient, rasa: RasaServer) -> None:
    reply = _send(client, payload="/restart", title="Lệ phí")
    assert (reply.status_code, reply.json()["code"]) == (422, "input.invalid")
    assert rasa.received == []


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"text": "a", "payload": "/help"},
        {"text": 3},
        {"text": "  "},
        {"text": "a", "sender": "web:other"},
        {"payload": "/help", "title": "x" * 201},
    ],
)
def test_a_wrong_body_is_refused(
    client: TestClient, rasa: RasaServer, body: dict[str, Any]
) -> None:
    reply = _send(client, **body)
    assert (reply.status_code, reply.json()["code"]) == (422, "input.invalid")
    assert rasa.received == []


def test_half_a_surrogate_pair_is_left_out(client: TestClient, rasa: RasaServer) -> None:
    headers = {"content-type": "application/json"}
    reply = client.post(URL, content=b'{"text": "a\\ud800b"}', headers=headers)
    assert reply.status_code == 200
    assert rasa.last_message() == "ab"


def test_a_long_text_is_refused(client: TestClient, rasa: RasaServer) -> None:
    assert _send(client, text="ạ" * 200).status_code == 200
    reply = _send(client, text="ạ" * 201)
    assert (reply.status_code, reply.json()["code"]) == (413, "input.too_long")
    assert len(rasa.received) == 1


def test_rasa_failing_is_said_in_vietnamese(client: TestClient, rasa: RasaServer) -> None:
    rasa.fail_with = 500
    reply = _send(client, text="làm khai sinh")
    assert (reply.status_code, reply.json()["code"]) == (503, "backend.unavailable")
    assert "1022" in reply.json()["message"]


def test_rasa_slow_is_not_waited_for(client: TestClient, rasa: RasaServer) -> None:
    rasa.delay_s = 1.5
    start = time.monotonic()
    reply = _send(client, text="làm khai sinh")
    assert time.monotonic() - start < 1.2
    assert (reply.status_code, reply.json()["code"]) == (503, "backend.unavailable")


@pytest.mark.parametrize(
    "answer",
    [[], {"text": "a"}, ["a"], [{"custom": {"type": "status", "status": "answered"}}]],
)
def test_an_answer_with_nothing_to_show_is_a_failure(
    client: TestClient, rasa: RasaServer, answer: Any
) -> None:
    rasa.reply_with = answer
    assert _send(client, text="làm khai sinh").json()["code"] == "backend.unavailable"


def test_rasa_down_is_a_failure() -> None:
    with RasaServer() as gone:
        port = gone.port
    with TestClient(chat_app(port, rasa_timeout_s=2)) as client:
        assert _send(client, text="a").json()["code"] == "backend.unavailable"


def test_only_https_pictures_pass(client: TestClient, rasa: RasaServer) -> None:
    rasa.reply_with = [
        {"image": "javascript:alert(1)"},
        {"image": "https://example.org/a.png"},
        {"text": "Dạ", "buttons": [{"title": "Đổi sổ"}, "?"]},
    ]
    messages = _send(client, text="a").json()["messages"]
    assert [message["image"] for message in messages] == ["https://example.org/a.png", None]
    assert messages[1]["choices"] == [{"title": "Đổi sổ", "payload": "Đổi sổ", "url": None}]


def test_one_browser_is_one_conversation(app: FastAPI, rasa: RasaServer) -> None:
    with TestClient(app) as one, TestClient(app) as other:
        for client in (one, one, other):
            _send(client, text="a")
    first, second, third = (body["sender"] for body in rasa.received)
    assert first == second != third
    assert first.startswith("web:")


def test_a_forged_cookie_is_another_conversation(client: TestClient, rasa: RasaServer) -> None:
    _send(client, text="a")
    stolen = rasa.received[0]["sender"].removeprefix("web:")
    client.cookies.clear()
    client.cookies.set("motcua_chat", f'"{stolen}".x.y')
    _send(client, text="a")
    assert rasa.received[1]["sender"] != rasa.received[0]["sender"]


def test_the_cookie_is_out_of_scripts_reach(client: TestClient, rasa: RasaServer) -> None:
    cookie = _send(client, text="a").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Secure" not in cookie
    assert "set-cookie" not in _send(client, text="a").headers


def test_behind_https_the_cookie_is_secure(rasa: RasaServer) -> None:
    with TestClient(chat_app(rasa.port, trust_proxy=True)) as client:
        headers = {"x-forwarded-proto": "https"}
        reply = client.post(URL, json={"text": "a"}, headers=headers)
    assert "Secure" in reply.headers["set-cookie"]


def test_a_conversation_can_be_forgotten(client: TestClient, rasa: RasaServer) -> None:
    _send(client, text="a")
    assert client.delete("/api/v1/chat/session").status_code == 204
    _send(client, text="a")
    assert rasa.received[0]["sender"] != rasa.received[1]["sender"]


def test_one_person_is_limited(rasa: RasaServer) -> None:
    with TestClient(chat_app(rasa.port, person_rate="2/minute")) as client:
        replies = [_send(client, text="a") for _ in range(3)]
    assert [reply.status_code for reply in replies] == [200, 200, 429]
    assert int(replies[2].headers["retry-after"]) > 0


def test_one_address_is_limited(rasa: RasaServer) -> None:
    with TestClient(chat_app(rasa.port, address_rate="2/minute")) as client:
        assert [_send(client, text="a").status_code for _ in range(3)] == [200, 200, 429]


def test_what_went_to_an_officer_needs_no_answer(client: TestClient, rasa: RasaServer) -> None:
    rasa.reply_with = [{"custom": {"type": "status", "status": "relayed"}}]
    reply = _send(client, text="hồ sơ của tôi")
    assert reply.status_code == 200
    assert (reply.json()["messages"], reply.json()["status"]) == ([], "relayed")
    streamed = client.post(
        "/api/v1/chat/stream", json={"id": "a" * 20, "text": "hồ sơ của tôi"}
    ).text.splitlines()
    assert len(streamed) == 1
    assert '"relayed"' in streamed[0]
    turns = client.get("/api/v1/chat/history").json()["turns"]
    assert turns[-1]["end"]["status"] == "relayed"
    # Without scripts the page says so too.
    assert '<p class="relayed">Đã gửi cán bộ</p>' in client.get("/").text
