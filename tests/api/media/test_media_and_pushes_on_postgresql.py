"""The same on PostgreSQL, and by several threads at once: each event is one file, one message."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.chat.history import ChatTurnLog, Keeping
from api.chat.pushes import PushLog
from api.chat.schemas import ChatMessage, ChatRequest, NewPush
from api.database import make_engine, make_sessions, migrate
from api.media.folder import SealedFolder
from api.media.service import MediaLimits, MediaStore
from api.vault.cipher import Cipher
from tests.fakes.postgresql import postgresql

PDF = b"%PDF-1.7\n"
DAY = timedelta(hours=24)
PERSON = "web:abcdefghijklmnopqrstuv"
CIPHER = Cipher("k")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def sessions(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sessionmaker[Session]]:
    folder = tmp_path_factory.mktemp("database")
    if request.param == "sqlite":
        yield from _opened(f"sqlite:///{folder / 'motcua.db'}")
        return
    with postgresql(folder / "pg") as url:
        yield from _opened(url)


def _opened(url: str) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(url)
    migrate(engine)
    yield make_sessions(engine)
    engine.dispose()


def at_once(work: Callable[[], Any]) -> list[Any]:
    with ThreadPoolExecutor(8) as pool:
        return [task.result() for task in [pool.submit(work) for _ in range(16)]]


def test_an_event_is_one_file(sessions: sessionmaker[Session], tmp_path: Path) -> None:
    limits = MediaLimits(DAY, image_bytes=10_000, file_bytes=10_000)
    store = MediaStore(sessions, SealedFolder(tmp_path, CIPHER), CIPHER, limits)
    taken = at_once(lambda: store.take("zalo:1", PDF, "đơn.pdf", key="msg:1"))
    assert len({item.media for item in taken}) == 1
    assert [path.name for path in tmp_path.iterdir()] == [taken[0].media]
    assert store.read(taken[0].media).content == PDF
    assert store.forget("zalo:1") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_message_is_one_turn(sessions: sessionmaker[Session]) -> None:
    turns = ChatTurnLog(sessions, CIPHER, Keeping(DAY, timedelta(seconds=20)))
    pushes = PushLog(sessions, CIPHER, DAY)
    at_once(lambda: turns.visit(PERSON))
    turns.begin(PERSON, "abcdefghijklmnop", ChatRequest(text="chào"))
    push = NewPush(person=PERSON, key="outbox-1", messages=[ChatMessage(text="Dạ")])
    assert sorted(at_once(lambda: pushes.write(push))) == [False] * 15 + [True]
    ((person, number),) = pushes.numbers([PERSON, "web:somebodyelse00000000"])
    (item,) = pushes.read([number])
    assert (person, item.person, item.turn.id) == (PERSON, PERSON, "outbox-1")
    assert len(turns.read(PERSON).turns) == 2
    assert turns.forget(PERSON) == 2
    assert pushes.numbers([PERSON]) == []
