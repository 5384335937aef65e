"""How people stand, on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.database import make_engine, make_sessions, migrate
from api.people.schemas import Notice
from api.people.service import People

PAUSE = timedelta(minutes=30)


@pytest.fixture
def now() -> list[datetime]:
    return [datetime(2026, 11, 23, tzinfo=UTC)]


@pytest.fixture
def forgotten() -> list[str]:
    return []


@pytest.fixture
def people(tmp_path: Path, now: list[datetime], forgotten: list[str]) -> Iterator[People]:
    engine = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    migrate(engine)

    def forget(person: str) -> int:
        forgotten.append(person)
        return 1

    yield People(make_sessions(engine), PAUSE, {"vault": forget, "inbox": forget}, lambda: now[0])
    engine.dispose()


def test_somebody_unknown_talks_with_the_assistant(people: People):
    state = people.state("zalo:1")
    assert state.reachable
    assert not state.silent


@pytest.mark.parametrize("notice", [Notice.UNFOLLOW, Notice.UNREACHABLE])
def test_who_left_is_reached_again_once_they_write(people: People, notice: Notice):
    assert not people.notice("zalo:1", notice).reachable
    assert people.state("zalo:2").reachable
    assert people.notice("zalo:1", Notice.SEEN).reachable


def test_the_assistant_is_silent_while_a_person_talks(people: People, now: list[datetime]):
    assert people.notice("zalo:1", Notice.HUMAN_REPLY).silent
    now[0] += PAUSE - timedelta(seconds=1)
    assert people.state("zalo:1").silent
    now[0] += timedelta(seconds=1)
    assert not people.state("zalo:1").silent


def test_a_withdrawal_goes_through_every_place(people: People, forgotten: list[str]):
    state = people.notice("zalo:1", Notice.WITHDRAW)
    assert forgotten == ["zalo:1", "zalo:1"]
    assert not state.reachable
