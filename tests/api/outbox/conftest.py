"""The outbox on real databases, with a clock to turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.database import make_engine, make_sessions, migrate
from api.outbox.notices import Notices
from api.outbox.payload import Sealer
from api.outbox.quiet_hours import QuietHours
from api.outbox.repository import OutboxRepository
from api.outbox.schemas import Delivery, NewMessage, Outcome, Receipt, State
from api.outbox.service import Outbox
from api.outbox.tables import OutboxRow
from api.people.service import People
from api.settings import ROOT
from api.vault.cipher import Cipher
from tests.fakes.postgresql import postgresql

NOTICES = Notices.load(ROOT / "data" / "notices" / "notices.yml")
LEASE = timedelta(seconds=120)


class Clock:
    """A clock that tests turn; 15:00 in the city at first."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


class Desk:
    """The outbox, what it stands on, and the words of the tests."""

    def __init__(self, sessions: sessionmaker[Session], quiet: str = "21:00-07:00") -> None:
        self.sessions = sessions
        self.clock = Clock()
        self.people = People(sessions, timedelta(minutes=30), {}, self.clock)
        self.outbox = Outbox(
            sessions,
            Sealer(Cipher("a key for tests")),
            NOTICES,
            QuietHours.parse(quiet),
            self.people,
            self.clock,
        )

    def queue(self, key: str, person: str = "telegram:1", **more: Any) -> int:
        return self.outbox.queue(message(key, person, **more)).id

    def claim(self, worker: str = "one", limit: int = 20) -> list[Delivery]:
        return self.outbox.claim(worker, limit, LEASE)

    def taken(self, worker: str = "one", limit: int = 20) -> list[str]:
        return [self.row(item.id).key for item in self.claim(worker, limit)]

    def settle(self, delivery: Delivery, outcome: str = "sent", **more: Any) -> State:
        receipt = Receipt(attempt=delivery.attempt, outcome=Outcome(outcome), **more)
        return self.outbox.receive(delivery.id, receipt)

    def row(self, number: int) -> OutboxRow:
        with self.sessions() as session:
            found = OutboxRepository(session).get(number)
        assert found is not None
        return found


def message(key: str, person: str = "telegram:1", **more: Any) -> NewMessage:
    values = {
        "purpose": "notice",
        "entities": {"notice": "notice.general"},
        "values": {"text": f"tin {key}"},
    }
    return NewMessage(person=person, key=key, **{**values, **more})


@pytest.fixture(scope="session")
def pg_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgresql(tmp_path_factory.mktemp("outbox") / "pg") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def sessions(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sessionmaker[Session]]:
    on_disk = f"sqlite:///{tmp_path / 'motcua.db'}"
    url = on_disk if request.param == "sqlite" else request.getfixturevalue("pg_url")
    engine = make_engine(url)
    migrate(engine)
    made = make_sessions(engine)
    yield made
    from api.outbox.tables import OutboxWorkerRow
    from api.people.tables import PersonRow

    with made.begin() as session:
        for table in (OutboxRow, OutboxWorkerRow, PersonRow):
            session.query(table).delete()
    engine.dispose()


@pytest.fixture
def desk(sessions: sessionmaker[Session]) -> Desk:
    return Desk(sessions)


@pytest.fixture
def desk_with(sessions: sessionmaker[Session]) -> Callable[[str], Desk]:
    return lambda quiet: Desk(sessions, quiet)
