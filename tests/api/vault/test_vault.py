"""The vault on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.database import make_engine, make_sessions, migrate
from api.vault.cipher import Cipher
from api.vault.schemas import Kind, Value
from api.vault.service import Vault
from knowledge_base.errors import NotFound

PHONE = Value(kind=Kind.PHONE, value="0900000001")
CITIZEN = Value(kind=Kind.CITIZEN_ID, value="079099000001")


@pytest.fixture
def now() -> list[datetime]:
    return [datetime(2026, 11, 23, tzinfo=UTC)]


@pytest.fixture
def vault(tmp_path: Path, now: list[datetime]) -> Iterator[Vault]:
    engine = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    migrate(engine)
    cipher = Cipher("a key for tests")
    yield Vault(make_sessions(engine), cipher, timedelta(minutes=30), lambda: now[0])
    engine.dispose()


def test_values_come_back_by_reference(vault: Vault):
    references = vault.deposit("zalo:1", [PHONE, CITIZEN])
    assert len(set(references)) == 2
    assert vault.withdraw("zalo:1", references) == dict(
        zip(references, (PHONE, CITIZEN), strict=True)
    )


def test_nobody_reads_what_is_anothers(vault: Vault):
    references = vault.deposit("zalo:1", [PHONE])
    assert vault.withdraw("zalo:2", references) == {}


def test_values_expire(vault: Vault, now: list[datetime]):
    references = vault.deposit("zalo:1", [PHONE])
    now[0] += timedelta(minutes=31)
    assert vault.withdraw("zalo:1", references) == {}


def test_expired_values_leave_the_disk(vault: Vault, now: list[datetime]):
    vault.deposit("zalo:1", [PHONE])
    now[0] += timedelta(minutes=31)
    vault.deposit("zalo:2", [PHONE])
    assert vault.forget("zalo:1") == 0


def test_all_of_a_person_can_be_forgotten(vault: Vault):
    references = vault.deposit("zalo:1", [PHONE, CITIZEN])
    assert vault.forget("zalo:1") == 2
    assert vault.withdraw("zalo:1", references) == {}


def test_nothing_is_readable_on_disk(vault: Vault, tmp_path: Path):
    vault.deposit("zalo:1", [PHONE, CITIZEN])
    stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert PHONE.value.encode() not in stored
    assert CITIZEN.value.encode() not in stored


def test_another_key_opens_nothing():
    with pytest.raises(NotFound):
        Cipher("another key").open(Cipher("a key").seal("0900000001"))
