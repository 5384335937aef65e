"""The guarded route to conversations: real server, real tracker store, nothing left behind."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from api.client import ClientSettings
from bot.channels.privacy.rasa import _WORKS, PrivacyInput
from bot.speedups.tracker_store import TunedSQLTrackerStore

TOKEN = "only-for-tests"
OURS = {"Authorization": f"Bearer {TOKEN}"}
PERSON = "telegram:7755331"


class Office:
    """A tracker store with conversations, behind the route."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "tracker.db"
        self.store = TunedSQLTrackerStore(host=str(self.path), domain=Domain.empty())
        self.safe = FailSafeTrackerStore(self.store)
        self.locks = InMemoryLockStore()
        self.agent: Any = SimpleNamespace(
            tracker_store=self.safe, lock_store=self.locks, is_ready=lambda: True
        )

    def talk(self, person: str, words: str, at: float = 1000.0) -> None:
        events = [
            UserUttered(words, timestamp=at),
            BotUttered("Dạ, em đây ạ", timestamp=at + 1),
        ]
        tracker = DialogueStateTracker.from_events(person, events)
        asyncio.run(self.store.save(tracker))

    def ask(self, name: str, headers: dict[str, str] = OURS, **body: Any) -> Any:
        """What the route answers; tests/e2e/test_privacy.py asks it over HTTP."""
        request: Any = SimpleNamespace(
            headers={key.lower(): value for key, value in headers.items()},
            json=body,
            app=SimpleNamespace(ctx=SimpleNamespace(agent=self.agent)),
        )
        route = PrivacyInput(ClientSettings(token=TOKEN))
        return asyncio.run(route._handler(_WORKS[name])(request))

    def events(self, name: str, **body: Any) -> Any:
        reply = self.ask(name, **body)
        assert reply.status == 200, reply.body
        return json.loads(reply.body)["events"]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.engine.dispose()


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}])
@pytest.mark.parametrize("name", ["count", "said", "forget", "retention"])
def test_strangers_learn_and_delete_nothing(office: Office, name: str, headers: dict[str, str]):
    office.talk(PERSON, "làm khai sinh")
    assert office.ask(name, headers, person=PERSON, before=9e9).status == 401
    assert office.store.count_events(PERSON) == 2


def test_a_conversation_is_counted_shown_and_deleted(office: Office):
    office.talk(PERSON, "làm khai sinh")
    office.talk("zalo:1", "tách thửa")
    assert office.events("count", person=PERSON) == 2
    assert office.events("said", person=PERSON) == [
        {"who": "person", "at": 1000.0, "text": "làm khai sinh"},
        {"who": "assistant", "at": 1001.0, "text": "Dạ, em đây ạ"},
    ]
    assert office.events("forget", person=PERSON) == 2
    assert office.events("forget", person=PERSON) == 0
    assert office.events("count", person=PERSON) == 0
    assert office.events("count", person="zalo:1") == 2
    assert asyncio.run(office.store.retrieve(PERSON)) is None


def test_nothing_of_it_stays_in_the_files(office: Office):
    for number in range(300):
        office.talk(PERSON, f"câu hỏi rất riêng số {number}", at=1000.0 + number)
        office.talk("zalo:1", "tách thửa", at=1000.0 + number)
    assert holding(office, b"7755331")
    office.events("forget", person=PERSON)
    assert holding(office, b"7755331") == []
    assert holding(office, b"c\\u00e2u h\\u1ecfi r\\u1ea5t ri\\u00eang") == []


def holding(office: Office, content: bytes) -> list:
    files = office.path.parent.glob("tracker.db*")
    return [path.name for path in files if content in path.read_bytes()]


def test_a_deletion_waits_for_the_turn_at_work(office: Office):
    office.talk(PERSON, "làm khai sinh")
    from bot.channels.privacy.conversations import Conversations

    kept = Conversations(office.agent)

    async def both() -> int:
        async with office.locks.lock(PERSON):
            deleting = asyncio.create_task(kept.forget(PERSON))
            await asyncio.sleep(0.3)
            assert not deleting.done()
            tracker = await office.store.retrieve(PERSON)
            tracker.update(UserUttered("thêm một câu"))
            await office.store.save(tracker)
        return await deleting

    assert asyncio.run(both()) == 3
    assert office.store.count_events(PERSON) == 0


def test_a_cached_tracker_does_not_come_back(office: Office):
    office.talk(PERSON, "làm khai sinh")
    assert asyncio.run(office.store.retrieve(PERSON)) is not None
    office.events("forget", person=PERSON)
    office.talk(PERSON, "chào")
    tracker = asyncio.run(office.store.retrieve(PERSON))
    assert [event.text for event in tracker.events if isinstance(event, UserUttered)] == ["chào"]


def test_what_was_kept_in_memory_goes_too(office: Office):
    beside = InMemoryTrackerStore(Domain.empty())
    asyncio.run(beside.save(DialogueStateTracker.from_events(PERSON, [UserUttered("x")])))
    office.safe._fallback_tracker_store = beside
    office.events("forget", person=PERSON)
    assert PERSON not in beside.store


def test_old_events_go_in_portions(office: Office):
    with sqlite3.connect(office.path) as database:
        rows = [("zalo:1", "user", 10.0 + number, "{}") for number in range(4500)]
        rows += [("zalo:1", "user", 10_000_000.0, "{}")]
        database.executemany(
            "INSERT INTO events (sender_id, type_name, timestamp, data) VALUES (?, ?, ?, ?)", rows
        )
    assert office.events("retention", before=1_000_000.0) == 4500
    assert office.events("count", person="zalo:1") == 1


@pytest.mark.parametrize("body", [{}, {"person": ""}, {"person": 7}, {"before": "x"}])
@pytest.mark.parametrize("name", ["forget", "retention"])
def test_what_is_no_order_is_refused(office: Office, name: str, body: dict[str, Any]):
    assert office.ask(name, **body).status == 400


def test_another_tracker_store_is_no_promise(office: Office):
    office.safe._tracker_store = InMemoryTrackerStore(Domain.empty())
    assert office.ask("forget", person=PERSON).status == 503


def test_receipts_are_not_masked():
    from bot.privacy.masking import mask

    assert mask("tra biên nhận XD-2026-000123").values == ()
    masked = mask("XD-2026-000123, gọi 0912345678")
    assert masked.text == "XD-2026-000123, gọi [•••]"
