"""Streamed answers over real HTTP: bubbles as they come, each message answered once."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi.testclient import TestClient

from tests.api.chat.conftest import new_id, stream
from tests.fakes.chat_app import chat_app, served
from tests.fakes.rasa_server import RasaServer

URL = "/api/v1/chat/stream"


@pytest.fixture
def browser(rasa: RasaServer) -> Iterator[httpx.Client]:
    """One browser before a real server."""
    app = chat_app(rasa.port, rasa_timeout_s=2)
    with served(app) as url, httpx.Client(base_url=url, timeout=10) as client:
        client.post("/api/v1/chat/session", json={})
        yield client


def _texts(turn: dict[str, Any]) -> list[str]:
    return [message["text"] for message in turn["messages"]]


def _history(client: httpx.Client) -> list[dict[str, Any]]:
    turns: list[dict[str, Any]] = client.get("/api/v1/chat/history").json()["turns"]
    return turns


def test_bubbles_come_before_the_answer_is_complete(
    browser: httpx.Client, rasa: RasaServer
) -> None:
    rasa.reply_with = [{"text": "Một"}, {"text": "Hai"}]
    rasa.gap_s = 0.4
    began, seen = time.monotonic(), []
    with browser.stream("POST", URL, json={"id": new_id(), "text": "a"}) as reply:
        for line in reply.iter_lines():
            seen.append((json.loads(line), time.monotonic() - began))
    assert [list(event) for event, _ in seen] == [["place", "message"]] * 2 + [["end"]]
    assert seen[0][1] < 0.35 < seen[1][1] < seen[2][1]


def test_a_source_line_is_put_back_under_its_text(client: TestClient) -> None:
    fee = '/choose{"code":"1.001193","section":"fee"}'
    lines = stream(client, payload=fee, title="Lệ phí")
    assert [line.get("place") for line in lines] == [0, 0, None]
    assert lines[1]["message"]["text"].startswith(lines[0]["message"]["text"] + "\n\nMã 1.001193")
    assert lines[-1]["end"] == {"status": "answered"}


def test_a_message_sent_twice_is_answered_once(client: TestClient, rasa: RasaServer) -> None:
    name = new_id()
    first = stream(client, id=name, text="làm khai sinh")
    assert stream(client, id=name, text="làm khai sinh") == first
    assert len(rasa.received) == 1
    assert stream(client, text="làm khai sinh") == first
    assert len(rasa.received) == 2


def test_the_same_id_of_somebody_else_is_another_message(app: Any, rasa: RasaServer) -> None:
    name = new_id()
    with TestClient(app) as one:
        stream(one, id=name, text="a")
    with TestClient(app) as other:
        stream(other, id=name, text="b")
    assert [body["message"] for body in rasa.received] == ["a", "b"]


def test_two_at_once_follow_one_answer(browser: httpx.Client, rasa: RasaServer) -> None:
    rasa.delay_s = 0.4
    body = {"id": new_id(), "text": "làm khai sinh"}
    replies: list[str] = []
    threads = [
        threading.Thread(target=lambda: replies.append(browser.post(URL, json=body).text))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(replies)) == 1
    assert len(rasa.received) == 1


def test_who_leaves_in_the_middle_finds_the_answer(browser: httpx.Client, rasa: RasaServer) -> None:
    rasa.reply_with = [{"text": "Một"}, {"text": "Hai"}]
    rasa.gap_s = 0.3
    body = {"id": new_id(), "text": "a"}
    with browser.stream("POST", URL, json=body) as reply:
        next(reply.iter_lines())
    again = [json.loads(line) for line in browser.post(URL, json=body).text.splitlines()]
    assert [line["message"]["text"] for line in again[:-1]] == ["Một", "Hai"]
    assert [_texts(turn) for turn in _history(browser)] == [["Một", "Hai"]]
    assert len(rasa.received) == 1


def test_a_turn_that_dies_is_told_and_can_be_sent_again(
    client: TestClient, rasa: RasaServer
) -> None:
    rasa.stall_after = 1
    name = new_id()
    rasa.reply_with = [{"text": "Một"}, {"text": "Hai"}]
    lines = stream(client, id=name, text="a")
    assert lines[-1]["failure"]["code"] == "backend.unavailable"
    assert "1022" in lines[-1]["failure"]["message"]
    assert client.get("/api/v1/chat/history").json()["turns"][0]["failure"] is not None
    rasa.get_well()
    assert "end" in stream(client, id=name, text="làm khai sinh")[-1]
    (turn,) = client.get("/api/v1/chat/history").json()["turns"]
    assert turn["failure"] is None


@pytest.mark.parametrize("answer", [[], [{"custom": {"type": "status"}}], [{"text": "  "}]])
def test_nothing_to_show_is_a_failure(client: TestClient, rasa: RasaServer, answer: Any) -> None:
    rasa.reply_with = answer
    assert "failure" in stream(client, text="a")[-1]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"text": "a"}, 422),
        ({"id": "short", "text": "a"}, 422),
        ({"id": new_id(), "text": "a", "payload": "/help"}, 422),
        ({"id": new_id(), "text": "///"}, 422),
        ({"id": new_id(), "payload": "/restart"}, 422),
        ({"id": new_id(), "text": "ạ" * 201}, 413),
        ({"id": new_id(), "image": "../../secrets.env"}, 422),
        ({"id": new_id(), "image": "x" * 32}, 404),
    ],
)
def test_a_wrong_message_is_refused_before_anything_is_streamed(
    client: TestClient, rasa: RasaServer, body: dict[str, Any], status: int
) -> None:
    assert client.post(URL, json=body).status_code == status
    assert rasa.received == []


def test_cards_files_and_forms_get_through_and_only_https(
    client: TestClient, rasa: RasaServer
) -> None:
    field = {"label": "Ngày hẹn", "kind": "date", "min": "2026-11-24", "max": "2026-12-24"}
    rasa.reply_with = [
        {"custom": {"type": "card", "title": "Lịch hẹn", "subtitle": "*9:00*", "buttons": [
            {"title": "Chỉ đường", "url": "https://a.vn/duong"},
            {"title": "Gọi", "url": "tel:1022"},
            {"title": "Xấu", "url": "javascript:alert(1)"}]}},
        {"custom": {"type": "file", "url": "https://a.vn/to-khai.docx"}},
        {"custom": {"type": "file", "url": "http://a.vn/b.docx"}},
        {"attachment": "https://a.vn/mau/c.pdf?x=1"},
        {"custom": {"type": "form", "text": "Chọn ngày", "fields": [field]}},
        {"custom": {"type": "form", "fields": []}},
        {"custom": {"type": "request_contact", "text": "Anh/chị cho em số điện thoại"}},
    ]  # fmt: skip
    card, file, attached, form, contact = (
        line["message"] for line in stream(client, text="a") if "message" in line
    )
    assert card["card"] == {"title": "Lịch hẹn", "subtitle": "*9:00*"}
    assert [choice.get("url") for choice in card["choices"]] == [
        "https://a.vn/duong",
        "tel:1022",
        None,
    ]
    assert file["file"] == {"url": "https://a.vn/to-khai.docx", "name": "to-khai.docx"}
    assert attached["file"]["name"] == "c.pdf"
    assert form["form"]["fields"][0]["min"] == "2026-11-24"
    assert contact["text"] == "Anh/chị cho em số điện thoại"


def test_the_old_route_still_answers_in_one_piece(client: TestClient) -> None:
    reply = client.post("/api/v1/chat/messages", json={"text": "làm khai sinh"})
    assert reply.json()["status"] == "answered"
