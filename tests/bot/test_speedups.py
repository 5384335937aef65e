"""Every speed-up gives what stock Rasa gives."""

import asyncio
import copy
import json
import time
from pathlib import Path

import pytest
from aiohttp import web
from jsonschema import ValidationError
from rasa.core.actions.action import RemoteAction
from rasa.core.lock_store import InMemoryLockStore
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import SQLTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.utils.common import all_subclasses
from rasa.utils.endpoints import EndpointConfig

from bot import speedups
from bot.speedups import action_calls, action_result, event_types, lock_polling, session_length
from bot.speedups.tracker_store import TunedSQLTrackerStore

GOOD = {"events": [{"event": "slot", "name": "a", "value": 1, "timestamp": None}], "responses": []}
BAD = [
    {"events": [{"event": "slot"}], "responses": []},
    {"events": "none", "responses": []},
    {"events": [], "responses": ["text"]},
    {"events": [{"no": "event"}], "responses": []},
]


def test_speedups_are_installed_by_importing_the_package():
    assert RemoteAction._validate_action_result is action_result.validate_action_result
    assert RemoteAction._action_call_format is action_calls.action_call_format
    assert Event.resolve_by_type is event_types.resolve_by_type
    assert MessageProcessor._has_session_expired is session_length.has_session_expired


def test_the_switch_keeps_rasa_stock(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOTCUA_SPEEDUPS", "off")
    assert speedups.install() is False


def test_a_good_action_result_passes_as_in_stock():
    action = RemoteAction("action_x", None)
    assert action._validate_action_result(GOOD) is action_result._stock(action, GOOD)


@pytest.mark.parametrize("result", BAD)
def test_a_bad_action_result_fails_as_in_stock(result: dict):
    with pytest.raises(ValidationError) as stock:
        action_result._stock(RemoteAction("action_x", None), copy.deepcopy(result))
    with pytest.raises(ValidationError) as ours:
        RemoteAction("action_x", None)._validate_action_result(copy.deepcopy(result))
    assert ours.value.message == stock.value.message
    assert list(ours.value.path) == list(stock.value.path)


def test_event_types_are_those_of_stock():
    names = {kind.type_name for kind in all_subclasses(Event)}
    assert len(names) > 20
    for name in names:
        assert event_types.resolve_by_type(name) is event_types._stock(name)


def test_unknown_event_types_end_as_in_stock():
    assert event_types.resolve_by_type("topic") is None
    assert event_types.resolve_by_type("no such", SlotSet) is SlotSet
    with pytest.raises(ValueError, match="no such"):
        event_types.resolve_by_type("no such")


def test_an_event_type_made_later_is_found():
    class Late(BotUttered):
        type_name = "late_event_of_a_test"

    assert event_types.resolve_by_type("late_event_of_a_test") is Late


def long_tracker(turns: int) -> DialogueStateTracker:
    events = []
    for number in range(turns):
        events += [UserUttered(f"câu {number}"), ActionExecuted("action_listen")]
    return DialogueStateTracker.from_events("web:1", events)


@pytest.mark.parametrize("selective", [True, False])
def test_a_short_conversation_is_sent_as_stock_sends_it(selective: bool):
    endpoint = EndpointConfig("http://127.0.0.1:1", enable_selective_domain=selective)
    action, tracker, domain = RemoteAction("action_x", endpoint), long_tracker(3), Domain.empty()
    assert action._action_call_format(tracker, domain) == action_calls._stock(
        action, tracker, domain
    )


def test_only_the_end_of_a_long_conversation_is_sent():
    action, tracker, domain = RemoteAction("action_x", None), long_tracker(200), Domain.empty()
    call = action._action_call_format(tracker, domain)
    stock = action_calls._stock(action, tracker, domain)
    recent = stock["tracker"].pop("events")[-action_calls.RECENT_EVENTS :]
    assert call["tracker"].pop("events") == recent
    assert call == stock


def test_a_second_message_waits_briefly_and_in_order():
    order = []

    async def message(store: InMemoryLockStore, name: str, hold_s: float) -> None:
        async with store.lock("web:1"):
            await asyncio.sleep(hold_s)
            order.append(name)

    async def both() -> float:
        store = InMemoryLockStore()
        start = time.monotonic()
        await asyncio.gather(message(store, "first", 0.02), message(store, "second", 0.0))
        return time.monotonic() - start

    assert asyncio.run(both()) < 0.5, "stock needs a whole second"
    assert order == ["first", "second"]


def test_the_poll_setting_has_a_floor(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(lock_polling.SETTING, "0")
    assert lock_polling.poll_seconds() == 0.005


class _Processor:
    """The one attribute of a processor that the expiry reads."""

    domain = Domain.empty()


def test_a_long_session_ends_and_a_short_one_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(session_length.SETTING, "100")
    assert not session_length.has_session_expired(_Processor(), long_tracker(20))
    assert session_length.has_session_expired(_Processor(), long_tracker(60))


def test_a_session_does_not_end_inside_a_form(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv(session_length.SETTING, "100")
    tracker = long_tracker(60)
    tracker.update(ActiveLoop("department_form"))
    assert not session_length.has_session_expired(_Processor(), tracker)


def test_the_tracker_store_keeps_conversations_in_the_file(tmp_path: Path):
    file = tmp_path / "state" / "tracker.db"

    async def round_trip() -> DialogueStateTracker:
        store = TunedSQLTrackerStore(host=str(file), domain=Domain.empty())
        await store.save(long_tracker(2))
        again = TunedSQLTrackerStore(host=str(file), domain=Domain.empty())
        tracker = await again.retrieve("web:1")
        store.engine.dispose()
        again.engine.dispose()
        return tracker

    tracker = asyncio.run(round_trip())
    assert list(tracker.events) == list(long_tracker(2).events)


def test_sqlite_waits_for_no_disk(tmp_path: Path):
    store = TunedSQLTrackerStore(host=str(tmp_path / "tracker.db"), domain=Domain.empty())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    store.engine.dispose()


async def _talk(store: SQLTrackerStore) -> list[tuple]:
    """Three turns with two saves in one of them and a new session; the rows stored."""
    for turn in range(3):
        tracker = await store.get_or_create_tracker("web:1")
        tracker.update(UserUttered(f"câu {turn}", timestamp=turn + 0.1))
        await store.save(tracker)
        if turn == 1:
            tracker.update(SessionStarted(timestamp=turn + 0.2))
        tracker.update(BotUttered(f"lời {turn}", timestamp=turn + 0.3))
        await store.save(tracker)
    with store.session_scope() as session:
        rows = session.query(store.SQLEvent).order_by(store.SQLEvent.id).all()
        found = [(row.sender_id, row.type_name, json.loads(row.data).get("text")) for row in rows]
    tracker = await store.retrieve("web:1")
    store.engine.dispose()
    return [*found, *(event.type_name for event in tracker.events)]


def test_events_are_stored_as_stock_stores_them(tmp_path: Path):
    stock = SQLTrackerStore(db=str(tmp_path / "stock.db"), domain=Domain.empty())
    tuned = TunedSQLTrackerStore(host=str(tmp_path / "tuned.db"), domain=Domain.empty())
    assert asyncio.run(_talk(tuned)) == asyncio.run(_talk(stock))


def test_with_the_switch_off_the_store_is_stock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MOTCUA_SPEEDUPS", "off")
    store = TunedSQLTrackerStore(host=str(tmp_path / "tracker.db"), domain=Domain.empty())
    with store.engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    store.engine.dispose()


def test_a_url_is_taken_as_it_is(tmp_path: Path):
    store = TunedSQLTrackerStore(host=f"sqlite:///{tmp_path}/by-url.db", domain=Domain.empty())
    assert store.engine.url.database == f"{tmp_path}/by-url.db"
    store.engine.dispose()


def conversation(store: SQLTrackerStore, sender: str, texts: list[str]) -> None:
    """Talk to ``sender`` as Rasa's processor does: retrieve, change, save."""
    for text in texts:
        tracker = asyncio.run(store.get_or_create_tracker(sender))
        intent = {"name": "ask", "confidence": 0.9}
        tracker.update(UserUttered(text, intent=intent, parse_data={"intent": intent}))
        tracker.update(SlotSet("code", text))
        tracker.update(ActionExecuted("action_listen"))
        asyncio.run(store.save(tracker))


def events_of(store: SQLTrackerStore, sender: str) -> list[dict]:
    tracker = asyncio.run(store.retrieve(sender))
    assert tracker is not None
    return [event.as_dict() for event in tracker.events]


def test_a_kept_tracker_is_what_the_database_holds(tmp_path: Path):
    kept = TunedSQLTrackerStore(str(tmp_path / "kept.db"), domain=Domain.empty())
    conversation(kept, "rest:1", ["một", "hai", "ba"])
    fresh = TunedSQLTrackerStore(str(tmp_path / "kept.db"), domain=Domain.empty())
    assert json.dumps(events_of(kept, "rest:1")) == json.dumps(events_of(fresh, "rest:1"))


def test_what_another_process_wrote_is_seen(tmp_path: Path):
    one, other = (
        TunedSQLTrackerStore(str(tmp_path / "both.db"), domain=Domain.empty()) for _ in range(2)
    )
    conversation(one, "rest:1", ["một"])
    conversation(other, "rest:1", ["hai"])
    assert "hai" in str(events_of(one, "rest:1"))


def test_a_message_that_failed_half_way_leaves_no_trace(tmp_path: Path):
    store = TunedSQLTrackerStore(str(tmp_path / "half.db"), domain=Domain.empty())
    conversation(store, "rest:1", ["một"])
    tracker = asyncio.run(store.retrieve("rest:1"))
    assert tracker is not None
    tracker.update(SlotSet("code", "never saved"))
    assert "never saved" not in str(events_of(store, "rest:1"))


def test_only_the_newest_session_is_taken_up_again_as_in_stock(tmp_path: Path):
    store = TunedSQLTrackerStore(str(tmp_path / "sessions.db"), domain=Domain.empty())
    conversation(store, "rest:1", ["một"])
    tracker = asyncio.run(store.retrieve("rest:1"))
    assert tracker is not None
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    asyncio.run(store.save(tracker))
    assert "một" not in str(events_of(store, "rest:1"))


def test_actions_are_called_over_one_connection():
    connections: set[tuple[str, int]] = set()

    async def answer(request: web.Request) -> web.Response:
        assert request.transport is not None
        connections.add(request.transport.get_extra_info("peername"))
        return web.json_response({"method": request.method, "body": await request.json()})

    async def talk() -> list[object]:
        app = web.Application()
        app.router.add_post("/webhook", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = site._server.sockets[0].getsockname()[1]
        endpoint = EndpointConfig(f"http://127.0.0.1:{port}/webhook")
        replies = [await endpoint.request(json={"number": number}) for number in range(3)]
        async with endpoint.session() as session:
            await session.close()
        # A session that was closed is made anew.
        replies.append(await endpoint.request(json={"number": 3}))
        async with endpoint.session() as session:
            await session.close()
        await runner.cleanup()
        return replies

    replies = asyncio.run(talk())
    assert replies == [{"method": "POST", "body": {"number": number}} for number in range(4)]
    assert len(connections) == 2
