"""The durable inbox on a real database."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session, sessionmaker

from api.database import make_engine, make_sessions, migrate
from api.inbox.schemas import Batch, Claim, NewEvent, Settlement
from api.inbox.service import MOST_ATTEMPTS, Inbox
from api.vault.cipher import Cipher

CIPHER = Cipher("a key for tests")


class Clock:
    """A clock that tests turn."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def turn(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def sessions(tmp_path: Path) -> Iterator[sessionmaker[Session]]:
    engine = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    migrate(engine)
    yield make_sessions(engine)
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def inbox(sessions: sessionmaker[Session], clock: Clock) -> Inbox:
    return Inbox(sessions, CIPHER, clock)


def event(key: str, person: str = "zalo:1", text: str = "chào", channel: str = "zalo") -> NewEvent:
    return NewEvent(channel=channel, key=key, person=person, payload={"text": text})


def claim(inbox: Inbox, worker: str = "one", **options: float) -> list[Batch]:
    return inbox.claim(Claim(channel="zalo", worker=worker, **options))


def done(inbox: Inbox, batches: list[Batch], worker: str = "one", error: str | None = None) -> int:
    ids = [item.id for batch in batches for item in batch.events]
    return inbox.settle(Settlement(worker=worker, ids=ids, error=error))


def test_a_resend_is_the_same_event(inbox: Inbox):
    first, again = inbox.store(event("m1")), inbox.store(event("m1", text="khác"))
    assert not first.duplicate
    assert again.duplicate
    assert again.id == first.id
    (batch,) = claim(inbox)
    assert [item.payload for item in batch.events] == [{"text": "chào"}]


def test_channels_do_not_share_keys(inbox: Inbox):
    inbox.store(event("m1"))
    assert not inbox.store(event("m1", person="telegram:1", channel="telegram")).duplicate


def test_a_resend_after_the_answer_is_known_too(inbox: Inbox):
    inbox.store(event("m1"))
    done(inbox, claim(inbox))
    assert inbox.store(event("m1")).duplicate
    assert claim(inbox) == []


def test_a_batch_a_person_in_the_order_of_arrival(inbox: Inbox):
    for key, person in (("a", "zalo:1"), ("b", "zalo:2"), ("c", "zalo:1")):
        inbox.store(event(key, person))
    batches = claim(inbox)
    assert [(item.person, [one.key for one in item.events]) for item in batches] == [
        ("zalo:1", ["a", "c"]),
        ("zalo:2", ["b"]),
    ]


def test_a_person_whose_message_is_being_handled_waits(inbox: Inbox):
    inbox.store(event("a"))
    held = claim(inbox, "one")
    inbox.store(event("b"))
    assert claim(inbox, "two") == []
    done(inbox, held)
    (batch,) = claim(inbox, "two")
    assert [item.key for item in batch.events] == ["b"]


def test_a_dead_worker_loses_its_lease_and_cannot_settle_late(inbox: Inbox, clock: Clock):
    inbox.store(event("a"))
    lost = claim(inbox, "one", lease_s=30)
    clock.turn(31)
    (taken,) = claim(inbox, "two")
    assert taken.events[0].attempts == 2
    assert done(inbox, lost, "one") == 0
    assert done(inbox, [taken], "two") == 1


def test_what_fails_is_tried_again_and_put_aside_at_last(inbox: Inbox, clock: Clock):
    inbox.store(event("a"))
    for _ in range(MOST_ATTEMPTS):
        clock.turn(60)
        batches = claim(inbox)
        assert batches
        done(inbox, batches, error="rasa.crashed")
        assert claim(inbox) == [], "not at once"
    clock.turn(3600)
    assert claim(inbox) == []
    inbox.store(event("b"))
    assert [item.key for item in claim(inbox)[0].events] == ["b"], "it blocks nobody"


def test_what_was_not_tried_counts_no_attempt(inbox: Inbox):
    inbox.store(event("a"))
    for _ in range(MOST_ATTEMPTS + 1):
        (batch,) = claim(inbox)
        inbox.settle(Settlement(worker="one", ids=[batch.events[0].id], untried=True))
    assert claim(inbox)[0].events[0].attempts == 1


def test_many_senders_of_one_event_store_it_once(inbox: Inbox):
    with ThreadPoolExecutor(8) as pool:
        stored = list(pool.map(lambda _: inbox.store(event("same")), range(40)))
    assert sum(not item.duplicate for item in stored) == 1
    assert len({item.id for item in stored}) == 1


def test_many_workers_never_share_an_event(inbox: Inbox):
    for number in range(60):
        inbox.store(event(f"m{number}", f"zalo:{number % 20}"))
    with ThreadPoolExecutor(6) as pool:
        claims = list(pool.map(lambda n: claim(inbox, f"worker-{n}", limit=5), range(12)))
    people = [batch.person for batches in claims for batch in batches]
    assert len(people) == len(set(people)) == 20


def test_nothing_is_readable_on_disk_and_done_events_are_emptied(
    inbox: Inbox, sessions: sessionmaker[Session], tmp_path: Path
):
    inbox.store(event("a", text="cccd 079099000001"))
    assert b"079099000001" not in _all_bytes(tmp_path)
    done(inbox, claim(inbox))
    with sessions() as session:
        payload = session.connection().exec_driver_sql("SELECT payload FROM inbox").scalar_one()
    assert payload == b""


def test_done_events_are_forgotten_when_no_resend_can_come(inbox: Inbox, clock: Clock):
    inbox.store(event("a"))
    inbox.store(event("b", "zalo:2"))
    done(inbox, claim(inbox, limit=1))
    clock.turn(3 * 24 * 3600)
    inbox.forget_before(inbox._now() - timedelta(days=2))
    assert not inbox.store(event("a")).duplicate
    assert inbox.store(event("b", "zalo:2")).duplicate, "what waits is never forgotten"


def _all_bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.iterdir() if path.is_file())
