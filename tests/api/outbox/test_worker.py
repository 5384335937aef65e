"""What the worker makes of Rasa's answers."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.database import make_engine, make_sessions, migrate
from api.outbox.rasa import RasaOutput
from api.outbox.repository import OutboxRepository
from api.outbox.tables import OutboxRow
from api.outbox.worker import LEASE, Worker
from api.people.schemas import Notice
from tests.api.outbox.conftest import message
from tests.fakes.outbox_desk import TOKEN, OutboxRasa, open_outbox, serving

PERSON = "telegram:1"


class Bench:
    """One worker, driven by hand."""

    def __init__(self, rasa: OutboxRasa, url: str = "") -> None:
        self.rasa, self.outbox = rasa, rasa.outbox
        self.wire = RasaOutput(url or rasa.url, TOKEN)
        self.worker = Worker(self.outbox, self.wire, "one")

    def row_after(self, key: str = "a") -> OutboxRow:
        """Queue a message, deliver it once, and see how it stands."""
        number = self.outbox.queue(message(key, PERSON)).id
        for delivery in self.outbox.claim("one", 1, LEASE):
            self.worker.deliver(delivery)
        with self.outbox._sessions() as session:
            row = OutboxRepository(session).get(number)
        assert row is not None
        return row


@pytest.fixture
def rasa(tmp_path: Path) -> Iterator[OutboxRasa]:
    engine = make_engine(f"sqlite:///{tmp_path / 'motcua.db'}")
    migrate(engine)
    with serving(open_outbox(make_sessions(engine))) as running:
        yield running
    engine.dispose()


@pytest.fixture
def bench(rasa: OutboxRasa) -> Iterator[Bench]:
    made = Bench(rasa)
    yield made
    made.wire.close()


def test_sent(bench: Bench):
    assert bench.row_after().state == "sent"
    assert bench.rasa.sent == [(PERSON, "tin a")]
    assert bench.rasa.tokens == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    ("outcome", "state", "failures"),
    [("temporary", "waiting", 1), ("unreachable", "dead", 0), ("refused", "dead", 0)],
)
def test_error_classes(bench: Bench, outcome: str, state: str, failures: int):
    bench.rasa.answers.append((200, {"outcome": outcome, "reason": "r"}))
    row = bench.row_after()
    assert (row.state, row.failures, row.outcome, row.reason) == (state, failures, outcome, "r")


@pytest.mark.parametrize("status", [401, 404, 503])
def test_rasa_is_not_ready(bench: Bench, status: int):
    bench.rasa.answers.append((status, None))
    row = bench.row_after()
    assert (row.state, row.failures) == ("waiting", 0)


def test_rasa_is_not_there(rasa: OutboxRasa):
    bench = Bench(rasa, "http://127.0.0.1:9")
    row = bench.row_after()
    assert (row.state, row.failures) == ("waiting", 0)
    bench.wire.close()


@pytest.mark.parametrize("answer", [(500, None), (200, None), (200, {"outcome": "perhaps"})])
def test_what_cannot_be_read_settles_nothing(bench: Bench, answer: tuple[int, dict[str, str]]):
    bench.rasa.answers.append(answer)
    assert bench.row_after().state == "sending"


def test_who_cannot_be_reached_is_not_tried(bench: Bench):
    bench.outbox._people.notice(PERSON, Notice.UNFOLLOW)
    row = bench.row_after()
    assert (row.state, row.reason) == ("dead", "person.unreachable")
    assert bench.rasa.sent == []


def test_it_stops_after_what_it_has_begun(bench: Bench):
    bench.rasa.slow_s = 0.5
    bench.outbox.queue(message("a", PERSON))
    stopped = threading.Event()
    thread = threading.Thread(target=bench.worker.run, args=(stopped,))
    thread.start()
    while not bench.outbox.standing().worker_alive:
        time.sleep(0.01)
    time.sleep(0.2)
    stopped.set()
    thread.join(10)
    assert bench.rasa.sent == [(PERSON, "tin a")]
    assert bench.outbox.standing().waiting == 0
