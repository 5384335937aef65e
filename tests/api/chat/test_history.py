"""The conversation so far: for a reload, sealed, numbers hidden, for hours only."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.chat.history import ChatTurnLog, Keeping, TurnState
from api.chat.schemas import ChatMessage, ChatRequest, PastTurn, TurnEnd
from api.database import make_engine, make_sessions, migrate
from api.vault.cipher import Cipher
from tests.api.chat.conftest import new_id, stream
from tests.fakes.rasa_server import RasaServer


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 9, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def log(tmp_path: Path, clock: Clock) -> ChatTurnLog:
    engine = make_engine(f"sqlite:///{tmp_path / 'chat.db'}")
    migrate(engine)
    keeping = Keeping(timedelta(hours=24), timedelta(seconds=20))
    return ChatTurnLog(make_sessions(engine), Cipher("k"), keeping, clock)


def _answered(turn: PastTurn) -> PastTurn:
    message = ChatMessage(text="Dạ")
    return turn.model_copy(update={"messages": [message], "end": TurnEnd(status="answered")})


def test_a_reload_reads_what_was_said(client: TestClient) -> None:
    said = stream(client, text="làm khai sinh")
    stream(client, payload='/choose{"code":"1.001193","section":"fee"}', title="Lệ phí")
    first, second = client.get("/api/v1/chat/history").json()["turns"]
    assert (first["asked"]["text"], second["asked"]["text"]) == ("làm khai sinh", "Lệ phí")
    assert first["messages"][0]["text"] == said[0]["message"]["text"]
    assert first["end"]["status"] == "answered"


def test_nobody_reads_what_others_said(app: FastAPI, client: TestClient) -> None:
    stream(client, text="làm khai sinh")
    stranger = TestClient(app)
    assert stranger.get("/api/v1/chat/history").json() == {"turns": []}


def test_numbers_of_persons_are_hidden_and_nothing_lies_in_clear(
    client: TestClient, app: FastAPI, rasa: RasaServer
) -> None:
    stream(client, text="số tôi 0912345678, căn cước 079099012345 làm hộ chiếu")
    assert "0912345678" in rasa.last_message()
    text = client.get("/api/v1/chat/history").json()["turns"][0]["asked"]["text"]
    assert "0912345678" not in text
    assert "079099012345" not in text
    assert "hộ chiếu" in text
    for path in app.state.settings.state.glob("motcua.db*"):
        content = path.read_bytes()
        for secret in ("0912345678", "hộ chiếu", "mang theo"):
            assert secret.encode() not in content


def test_a_conversation_forgotten_is_gone(client: TestClient, app: FastAPI) -> None:
    stream(client, text="làm khai sinh")
    cookies = dict(client.cookies)
    assert client.delete("/api/v1/chat/session").status_code == 204
    client.cookies.update(cookies)
    assert client.get("/api/v1/chat/history").json() == {"turns": []}
    with sqlite3.connect(app.state.settings.state / "motcua.db") as database:
        assert database.execute("SELECT count(*) FROM chat_turn").fetchone() == (0,)


def test_history_expires(log: ChatTurnLog, clock: Clock) -> None:
    begun = log.begin("web:a", new_id(), ChatRequest(text="một"))
    log.settle("web:a", _answered(begun.turn), TurnState.DONE)
    clock.now += timedelta(hours=23)
    assert len(log.read("web:a").turns) == 1
    clock.now += timedelta(hours=2)
    assert log.read("web:a").turns == []
    log.begin("web:b", new_id(), ChatRequest(text="hai"))
    assert log.forget("web:a") == 0


def test_a_turn_of_a_dead_process_is_begun_anew(log: ChatTurnLog, clock: Clock) -> None:
    name, request = new_id(), ChatRequest(text="một")
    assert log.begin("web:a", name, request).mine
    clock.now += timedelta(seconds=5)
    waiting = log.begin("web:a", name, request)
    assert (waiting.mine, waiting.state) == (False, TurnState.WORKING)
    clock.now += timedelta(seconds=20)
    assert log.begin("web:a", name, request).mine
    assert not log.begin("web:a", name, request).mine


def test_a_failed_turn_may_be_tried_again(log: ChatTurnLog, clock: Clock) -> None:
    name, request = new_id(), ChatRequest(text="một")
    begun = log.begin("web:a", name, request)
    log.settle("web:a", begun.turn, TurnState.FAILED)
    clock.now += timedelta(seconds=1)
    assert log.begin("web:a", name, request).mine


def test_what_another_key_sealed_is_left_out(log: ChatTurnLog, clock: Clock) -> None:
    name = new_id()
    log.begin("web:a", name, ChatRequest(text="một"))
    log._cipher = Cipher("another")
    assert log.read("web:a").turns == []
    clock.now += timedelta(minutes=5)
    assert log.begin("web:a", name, ChatRequest(text="một")).mine
