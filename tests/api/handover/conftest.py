"""Hand-overs on real databases, with a clock to turn and officers to sign in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.audit import AuditLog
from api.audit.repository import AuditRepository
from api.database import make_engine, make_sessions, migrate
from api.handover.contents import Contents
from api.handover.duty import Duty
from api.handover.files import HandoverFiles
from api.handover.hours import Holidays, WorkingHours
from api.handover.officers import Officers
from api.handover.people import HandoversOfPeople
from api.handover.reading import Reading
from api.handover.repository import HandoverRepository
from api.handover.schemas import Opened, Opening, Passed, Said
from api.handover.service import Handovers, Office
from api.handover.summary import Summariser
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.handover.wording import Wording
from api.outbox.service import Outbox
from api.outbox.tables import OutboxRow
from api.settings import ROOT
from api.staff.roles import Role
from api.staff.scopes import CITY, Grant, Scope
from api.staff.signin.sessions import Identity, Stage
from api.staff.tables import StaffAccountRow, StaffRoleGrantRow, StaffSessionRow
from api.vault.cipher import Cipher
from api.vault.schemas import Kind, Value
from api.vault.service import Vault
from knowledge_base.centre import load_centre
from knowledge_base.centre.parts import DayHours
from tests.api.outbox.conftest import Desk as OutboxDesk
from tests.fakes.postgresql import postgresql

CENTRE = load_centre(ROOT / "data" / "centre" / "centre.yml")
FILES = HandoverFiles.load(ROOT / "data" / "handover")
HOLIDAYS = Holidays.load(ROOT / "data" / "calendar")
WEEK = [
    DayHours.model_validate(
        {
            "days": [1, 2, 3, 4, 5],
            "sessions": [
                {"opens": "07:30", "closes": "11:30"},
                {"opens": "13:00", "closes": "17:00"},
            ],
        }
    )
]
PERSON = "telegram:7"


class Clock:
    """A clock that tests turn; Monday 23/11/2026, 15:00 in the city at first."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, **how_far: float) -> None:
        self.now += timedelta(**how_far)


class Place:
    """Hand-overs, what they stand on, and the words of the tests."""

    def __init__(
        self, sessions: sessionmaker[Session], weekly: list[DayHours] | None = None
    ) -> None:
        self.sessions, self.clock = sessions, Clock()
        cipher = Cipher("a key for tests")
        self.files: dict[str, datetime] = {}
        self.vault = Vault(sessions, cipher, timedelta(minutes=30), self.clock)
        self.contents = Contents(cipher, self.vault, self.keep)
        self.outbox: Outbox = OutboxDesk(sessions, "").outbox
        self.audit = AuditLog(b"key", self.clock)
        self.office = Office(
            Duty(timedelta(minutes=20), self.clock),
            timedelta(minutes=30),
            WorkingHours(weekly, HOLIDAYS),
            Summariser(sessions, CENTRE, FILES),
            Wording(FILES, "1022"),
        )
        self.citizens = Handovers(sessions, self.contents, self.office, self.clock)
        self.people = HandoversOfPeople(sessions, self.clock)
        self.officers = Officers(sessions, self.contents, self.outbox, self.audit, self.clock)
        self.reading = Reading(self.contents, FILES, "1022", lambda question, code: None)

    def keep(self, reference: str, until: datetime) -> None:
        self.files[reference] = until

    def with_hours(self) -> Place:
        """The same place once staff have confirmed the hours."""
        office = replace(self.office, hours=WorkingHours(WEEK, HOLIDAYS))
        self.citizens = Handovers(self.sessions, self.contents, office, self.clock)
        return self

    def open(self, person: str = PERSON, key: str = "k0", **more: Any) -> Opened:
        values: dict[str, Any] = {"channel": "telegram", "text": "cho tôi gặp cán bộ"}
        return self.citizens.open(Opening(person=person, key=key, **{**values, **more}))

    def say(self, text: str, key: str, person: str = PERSON, **more: Any) -> Passed:
        return self.citizens.pass_on(Said(person=person, text=text, key=key, **more))

    def phone(self, number: str, person: str = PERSON) -> str:
        return self.vault.deposit(person, [Value(kind=Kind.PHONE, value=number)])[0]

    def row(self, number: int = 1) -> HandoverRow:
        with self.sessions() as session:
            found = HandoverRepository(session).get(number)
        assert found is not None
        return found

    def first(self) -> int:
        """The id of the oldest request."""
        with self.sessions() as session:
            return min(row.id for row in session.query(HandoverRow).all())

    def said(self, number: int) -> list[tuple[str, str]]:
        with self.sessions() as session:
            row = HandoverRepository(session).get(number)
            assert row is not None
            lines = self.reading.lines(session, row)
        return [(line.author.value, line.content.text) for line in lines]

    def queued(self) -> list[OutboxRow]:
        with self.sessions() as session:
            return session.query(OutboxRow).order_by(OutboxRow.id).all()

    def acts(self) -> list[str]:
        with self.sessions() as session:
            return [row.action for row in session.scalars(AuditRepository(session).entries())]

    def officer(
        self,
        username: str,
        scope: Scope = CITY,
        role: Role = Role.INBOX_OFFICER,
        there: bool = True,
    ) -> Identity:
        """An officer with an account, signed in where ``there``."""
        now, name = self.clock(), username.replace(".", " ").title()
        with self.sessions.begin() as session:
            account = StaffAccountRow(
                username=username, full_name=name, search_text=name, sort_name=name, created_at=now
            )
            account.grants = [
                StaffRoleGrantRow(
                    role=role.value,
                    department=scope.department,
                    ward=scope.ward,
                    granted_at=now,
                    granted_by="test",
                )
            ]
            session.add(account)
            session.flush()
            number = account.id
            if there:
                session.add(
                    StaffSessionRow(
                        token_hash=username,
                        account_id=number,
                        stage=Stage.FULL.value,
                        created_at=now,
                        last_seen_at=now,
                        expires_at=now + timedelta(hours=10),
                        confirmed_at=now,
                        device="x",
                        address="",
                    )
                )
        end = now + timedelta(hours=10)
        grants = (Grant(role, scope),)
        return Identity(number, username, name, grants, 1, Stage.FULL, "", now, end, "")


@pytest.fixture(scope="session")
def pg_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgresql(tmp_path_factory.mktemp("handover") / "pg") as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'motcua.db'}"
    found: str = request.getfixturevalue("pg_url")
    return found


@pytest.fixture
def sessions(url: str) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(url)
    migrate(engine)
    made = make_sessions(engine)
    yield made
    with made.begin() as session:
        for table in (
            HandoverMessageRow,
            HandoverRow,
            OutboxRow,
            StaffSessionRow,
            StaffRoleGrantRow,
            StaffAccountRow,
        ):
            session.query(table).delete()
    engine.dispose()


@pytest.fixture
def place(sessions: sessionmaker[Session]) -> Place:
    return Place(sessions)
