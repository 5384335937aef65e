"""The audit log only grows, on SQLite and on PostgreSQL, and tampering shows."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, sessionmaker

from api.audit import Actor, AuditLog, Change
from api.database import make_engine, make_sessions, migrate
from tests.fakes.postgresql import postgresql

LAN = Actor("lan.nguyen", 7, "192.0.2.1")
KEY = b"only for tests"


@pytest.fixture(scope="module")
def postgresql_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgresql(tmp_path_factory.mktemp("pg")) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    if request.param == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    else:
        made = make_engine(request.getfixturevalue("postgresql_url"))
        with made.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    migrate(made)
    yield made
    made.dispose()


@pytest.fixture
def log() -> AuditLog:
    return AuditLog(KEY)


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    return make_sessions(engine)


def write(log: AuditLog, sessions: sessionmaker[Session], count: int) -> None:
    for number in range(count):
        with sessions.begin() as session:
            change = Change("account.describe", "account", f"a{number}", {"tên": "Cũ"}, {"n": [1]})
            log.record(session, LAN, change)


def verdict(log: AuditLog, sessions: sessionmaker[Session]):
    with sessions() as session:
        return log.verify(session)


def tamper(engine: Engine, *statements: str) -> None:
    """As somebody who owns the database: without the triggers."""
    table = "audit_entry"
    with engine.begin() as connection:
        if engine.dialect.name == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                connection.execute(text(f"DROP TRIGGER {table}_{name}"))
        else:
            connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        for statement in statements:
            connection.execute(text(statement))


def test_an_empty_and_a_full_log_are_intact(log: AuditLog, sessions: sessionmaker[Session]):
    assert verdict(log, sessions).intact
    write(log, sessions, 20)
    found = verdict(log, sessions)
    assert (found.intact, found.entries) == (True, 20)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor = 'x'",
        "DELETE FROM audit_entry WHERE seq = 2",
        "DELETE FROM audit_entry",
    ],
)
def test_no_statement_changes_an_entry(
    engine: Engine, log: AuditLog, sessions: sessionmaker[Session], statement: str
):
    write(log, sessions, 3)
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(statement))
    assert verdict(log, sessions).intact


def test_neither_truncate_nor_replace_gets_round_the_triggers(
    engine: Engine, log: AuditLog, sessions: sessionmaker[Session]
):
    write(log, sessions, 3)
    sly = (
        "INSERT OR REPLACE INTO audit_entry SELECT * FROM audit_entry WHERE seq = 1"
        if engine.dialect.name == "sqlite"
        else "TRUNCATE audit_entry"
    )
    with pytest.raises(DatabaseError, match="append-only"), engine.begin() as connection:
        connection.execute(text(sly))


@pytest.mark.parametrize(
    ("statement", "broken_at"),
    [
        ("UPDATE audit_entry SET actor = 'an.le' WHERE seq = 4", 4),
        ("UPDATE audit_entry SET after = '{\"n\": [2]}' WHERE seq = 4", 4),
        ("UPDATE audit_entry SET address = '' WHERE seq = 4", 4),
        ("UPDATE audit_entry SET at = '2020-01-01 00:00:00+00' WHERE seq = 4", 4),
        ("DELETE FROM audit_entry WHERE seq = 4", 5),
        ("DELETE FROM audit_entry WHERE seq = 1", 2),
        ("DELETE FROM audit_entry WHERE seq = 6", 6),
        ("DELETE FROM audit_entry", 1),
    ],
)
def test_what_the_owner_of_the_database_does_shows(
    engine: Engine, log: AuditLog, sessions: sessionmaker[Session], statement: str, broken_at: int
):
    write(log, sessions, 6)
    tamper(engine, statement.replace("+00'", "'" if engine.dialect.name == "sqlite" else "+00'"))
    assert verdict(log, sessions).broken_at == broken_at


def test_cutting_the_end_off_shows_even_with_the_head_put_back(
    engine: Engine, log: AuditLog, sessions: sessionmaker[Session]
):
    write(log, sessions, 6)
    tamper(
        engine,
        "DELETE FROM audit_entry WHERE seq > 4",
        "UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_entry WHERE seq = 4)",
    )
    assert verdict(log, sessions).broken_at == 4


def test_another_key_fits_no_entry(log: AuditLog, sessions: sessionmaker[Session]):
    write(log, sessions, 2)
    assert verdict(AuditLog(b"another key"), sessions).broken_at == 1


def test_an_entry_goes_with_its_change(log: AuditLog, sessions: sessionmaker[Session]):
    with sessions() as session:
        log.record(session, LAN, Change("account.grant", "account", "x"))
        session.rollback()
    assert verdict(log, sessions).entries == 0


def test_many_writers_make_one_chain(log: AuditLog, sessions: sessionmaker[Session]):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: write(log, sessions, 10), range(8)))
    found = verdict(log, sessions)
    assert (found.intact, found.entries) == (True, 80)
