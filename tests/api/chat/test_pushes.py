"""Told unasked: written into the history once, at open pages at once, also of other processes."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.chat import board
from api.chat.errors import ConversationExpired
from api.chat.history import ChatTurnLog, Keeping
from api.chat.pushes import PushLog
from api.chat.schemas import ChatMessage, ChatRequest, NewPush
from api.database import make_engine, make_sessions, migrate
from api.vault.cipher import Cipher
from tests.api.chat.conftest import new_id, stream
from tests.fakes.chat_app import SECRET, chat_app, served
from tests.fakes.rasa_server import RasaServer

SERVICE = {"Authorization": f"Bearer {SECRET}"}
URL, EVENTS = "/api/v1/chat/pushes", "/api/v1/chat/events"
HEADER = "X-Motcua-Session"
PORTAL = "https://portal.example.vn"


def body(person: str, key: str = "outbox-7", text: str = "Dạ, hồ sơ xong rồi", **more: Any) -> Any:
    return {"person": person, "key": key, "messages": [{"text": text}], **more}


def push(client: TestClient | httpx.Client, *given: Any, **more: Any) -> Any:
    return client.post(URL, json=body(*given, **more), headers=SERVICE)


def person_of(client: TestClient, rasa: RasaServer) -> str:
    """Talk once, so that there is a conversation; its person."""
    stream(client, text="làm khai sinh")
    return str(rasa.received[-1]["sender"])


class OpenPage:
    """Follows events in a thread, as a browser's page does."""

    def __init__(self, server: str, token: str) -> None:
        self.turns: list[dict[str, Any]] = []
        self.lines: list[str] = []
        self._url, self._token = f"{server}{EVENTS}", token
        self._loop = asyncio.new_event_loop()
        self._task = self._loop.create_task(self._read())
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def wait(self, count: int, within_s: float = 5) -> list[str]:
        deadline = time.monotonic() + within_s
        while len(self.turns) < count and time.monotonic() < deadline:
            time.sleep(0.02)
        return [turn["id"] for turn in self.turns]

    def ended(self, within_s: float) -> bool:
        self._thread.join(within_s)
        return not self._thread.is_alive()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join()

    def _run(self) -> None:
        with suppress(asyncio.CancelledError, httpx.HTTPError):
            self._loop.run_until_complete(self._task)
        self._loop.close()

    async def _read(self) -> None:
        headers = {HEADER: self._token, "Origin": PORTAL}
        async with (
            httpx.AsyncClient(timeout=30) as client,
            client.stream("GET", self._url, headers=headers) as reply,
        ):
            async for line in reply.aiter_lines():
                self.lines.append(line)
                if line.startswith("data: "):
                    self.turns.append(json.loads(line[6:]))


@pytest.fixture
def server(rasa: RasaServer, tmp_path: Path) -> Iterator[str]:
    with served(shared_app(rasa, tmp_path)) as url:
        yield url


def shared_app(rasa: RasaServer, state: Path) -> FastAPI:
    return chat_app(rasa.port, state_dir=state, widget_origins=PORTAL, session_secret=SECRET)


def begun(server: str, rasa: RasaServer) -> tuple[str, str]:
    """A conversation's person and token."""
    with httpx.Client(base_url=server, headers={"Origin": PORTAL}, timeout=10) as client:
        client.headers[HEADER] = client.post("/api/v1/chat/session", json={}).headers[HEADER]
        stream(client, text="làm khai sinh")
        return str(rasa.received[-1]["sender"]), client.headers[HEADER]


def test_it_stands_in_the_history_once_and_in_order(client: TestClient, rasa: RasaServer) -> None:
    person = person_of(client, rasa)
    assert push(client, person, author="Nguyễn Thị Lan").status_code == 201
    again = push(client, person)
    assert (again.status_code, again.json()) == (200, {"duplicate": True})
    stream(client, text="còn gì nữa")
    first, told, last = client.get("/api/v1/chat/history").json()["turns"]
    assert (first["asked"]["text"], last["asked"]["text"]) == ("làm khai sinh", "còn gì nữa")
    assert (told["id"], told["author"], told["asked"]) == ("outbox-7", "Nguyễn Thị Lan", None)
    assert told["end"]["status"] == "pushed"
    assert datetime.fromisoformat(told["at"]).tzinfo is not None
    page = client.get("/").text
    assert "hồ sơ xong rồi" in page
    assert "Nguyễn Thị Lan" in page


def test_only_our_processes_push_and_only_what_is_right(
    client: TestClient, rasa: RasaServer
) -> None:
    person = person_of(client, rasa)
    assert client.post(URL, json=body(person)).status_code == 401
    wrong = {"Authorization": "Bearer wrong"}
    assert client.post(URL, json=body(person), headers=wrong).status_code == 401
    assert push(client, "zalo:1").status_code == 422
    assert push(client, person, "no key!").status_code == 422
    empty = {"person": person, "key": "a", "messages": []}
    assert client.post(URL, json=empty, headers=SERVICE).status_code == 422


def test_who_was_not_here_for_long_is_refused(client: TestClient, rasa: RasaServer) -> None:
    unknown = push(client, "web:abcdefghijklmnopqrstuv")
    assert (unknown.status_code, unknown.json()["code"]) == (410, "channel.expired")
    person = person_of(client, rasa)
    client.delete("/api/v1/chat/session")
    assert push(client, person).json()["code"] == "channel.expired"


def test_lifetimes(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'chat.db'}")
    migrate(engine)
    day = [datetime(2026, 11, 24, 9, tzinfo=UTC)]
    sessions, cipher, lifetime = make_sessions(engine), Cipher("k"), timedelta(hours=24)
    keeping = Keeping(lifetime, timedelta(seconds=20))
    turns = ChatTurnLog(sessions, cipher, keeping, lambda: day[0])
    pushes = PushLog(sessions, cipher, lifetime, lambda: day[0])
    person = "web:abcdefghijklmnopqrstuv"
    message = NewPush(person=person, key="a", messages=[ChatMessage(text="một")])
    turns.begin(person, new_id(), ChatRequest(text="chào"))
    day[0] += timedelta(hours=23)
    assert pushes.write(message)
    day[0] += timedelta(hours=1)
    later = message.model_copy(update={"key": "b"})
    with pytest.raises(ConversationExpired):
        pushes.write(later)
    # A page that is open counts, though nobody writes.
    turns.visit(person)
    assert pushes.write(later)
    assert [turn.id for turn in turns.read(person).turns] == ["a", "b"]
    day[0] += timedelta(hours=23)
    assert [turn.id for turn in turns.read(person).turns] == ["b"]
    ((_, number),) = pushes.numbers([person])
    assert [item.turn.id for item in pushes.read([number])] == ["b"]


def test_what_is_said_lies_sealed(client: TestClient, app: FastAPI, rasa: RasaServer) -> None:
    push(client, person_of(client, rasa), text="bí mật của An")
    state = app.state.settings.state
    assert not any("bí mật".encode() in path.read_bytes() for path in state.glob("motcua.db*"))


def test_an_open_page_gets_it_at_once_and_a_later_one_too(server: str, rasa: RasaServer) -> None:
    person, token = begun(server, rasa)
    with httpx.Client(base_url=server) as office:
        first = OpenPage(server, token)
        assert first.wait(1, 0.5) == []
        began = time.monotonic()
        push(office, person)
        assert first.wait(1) == ["outbox-7"]
        assert time.monotonic() - began < 0.8
        second = OpenPage(server, token)
        assert second.wait(1) == ["outbox-7"]
        push(office, person, "outbox-8")
        for page in (first, second):
            assert page.wait(2) == ["outbox-7", "outbox-8"]
            page.close()


def test_a_page_of_another_process_gets_it_too(
    server: str, rasa: RasaServer, tmp_path: Path
) -> None:
    person, token = begun(server, rasa)
    page = OpenPage(server, token)
    with served(shared_app(rasa, tmp_path)) as other, httpx.Client(base_url=other) as office:
        push(office, person)
        assert page.wait(1) == ["outbox-7"]
    page.close()


def test_nobody_gets_what_is_others(server: str, rasa: RasaServer) -> None:
    (person, _), (_, token) = begun(server, rasa), begun(server, rasa)
    page = OpenPage(server, token)
    with httpx.Client(base_url=server) as office:
        push(office, person)
    assert page.wait(1, 1.5) == []
    page.close()


def test_without_a_conversation_or_from_elsewhere_there_are_no_events(client: TestClient) -> None:
    assert client.get(EVENTS).status_code == 204
    foreign = client.get(EVENTS, headers={"Origin": "https://evil.example"})
    assert foreign.json()["code"] == "origin.refused"


def test_a_silent_stream_beats_ends_and_counts(
    server: str, rasa: RasaServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, token = begun(server, rasa)
    monkeypatch.setattr(board, "BEAT_S", 0.1)
    monkeypatch.setattr(board, "LONGEST_S", 1.0)
    page = OpenPage(server, token)
    assert page.ended(5)
    assert page.lines[0] == ": here"
    assert ": still here" in page.lines
    monkeypatch.setattr(board, "_MOST_OF_ONE", 0)
    refused = httpx.get(f"{server}{EVENTS}", headers={HEADER: token, "Origin": PORTAL})
    assert (refused.status_code, refused.json()["code"]) == (429, "limit.reached")


def test_pages_that_leave_are_forgotten(server: str, rasa: RasaServer) -> None:
    person, token = begun(server, rasa)
    for _ in range(12):
        page = OpenPage(server, token)
        with httpx.Client(base_url=server) as office:
            push(office, person)
        assert page.wait(1) == ["outbox-7"]
        page.close()


def test_numbers_in_the_history_are_hidden_as_in_the_tracker(client: TestClient) -> None:
    stream(client, text="số em 0 9 0 0 0 0 0 0 0 1, mail a@b.vn, stk 10220000010")
    asked = client.get("/api/v1/chat/history").json()["turns"][0]["asked"]["text"]
    assert asked == "số em * * * * * * * 0 0 1, mail [•••], stk ********010"
