"""kill -9 between every two steps: nothing lost, nothing twice but what is counted."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.database import make_engine, make_sessions, migrate
from api.outbox.service import Outbox
from api.settings import ROOT
from tests.api.outbox.conftest import message
from tests.fakes.outbox_desk import DEATHS, OutboxRasa, open_outbox, serving
from tests.fakes.outbox_worker import POINTS

PEOPLE = ("telegram:1", "telegram:2", "zalo:3")


@dataclass
class Stage:
    """Outbox and Rasa here; workers are processes."""

    outbox: Outbox
    rasa: OutboxRasa
    database: str

    def queue(self, turns: int, people: tuple[str, ...] = PEOPLE) -> None:
        for turn in range(turns):
            for person in people:
                self.outbox.queue(
                    message(f"{person} {turn}", person, values={"text": f"tin {turn}"})
                )

    @contextmanager
    def worker(self, point: str = "") -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "tests.fakes.outbox_worker", self.database, self.rasa.url]
        with subprocess.Popen([*command, point], cwd=ROOT, stdout=subprocess.PIPE) as process:
            try:
                assert process.stdout is not None
                assert process.stdout.readline() == b"works\n"
                yield process
            finally:
                process.kill()

    def finish(self, count: int, within_s: float = 60) -> None:
        """A healthy worker does the rest."""
        with self.worker():
            self.wait(lambda: self.outbox.standing().waiting == 0 and self.done(count), within_s)

    def done(self, count: int) -> bool:
        # Waiting for a lease is no end either.
        return len(set(self.rasa.sent)) == count and self.sending() == 0

    def sending(self) -> int:
        from api.outbox.repository import OutboxRepository
        from api.outbox.schemas import State

        with self.outbox._sessions() as session:
            return OutboxRepository(session).count(State.SENDING)

    def wait(self, condition: Callable[[], bool], within_s: float = 30) -> None:
        deadline = time.monotonic() + within_s
        while not condition():
            assert time.monotonic() < deadline, (self.rasa.sent, self.outbox.standing())
            time.sleep(0.05)

    def check_all_once_in_order(self, turns: int, people: tuple[str, ...] = PEOPLE) -> None:
        for person in people:
            assert self.rasa.texts(person) == [f"tin {turn}" for turn in range(turns)], person
        standing = self.outbox.standing()
        assert (standing.waiting, standing.dead) == (0, 0)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    url = f"sqlite:///{tmp_path / 'motcua.db'}"
    engine = make_engine(url)
    migrate(engine)
    outbox = open_outbox(make_sessions(engine))
    with serving(outbox) as rasa:
        yield Stage(outbox, rasa, url)
    engine.dispose()


@pytest.mark.parametrize("point", POINTS)
def test_the_worker_dies(stage: Stage, point: str):
    stage.queue(2)
    with stage.worker(point) as worker:
        assert worker.wait(30) == -9
    stage.finish(6)
    stage.check_all_once_in_order(2)
    assert stage.outbox.standing().doubled == 0


def test_the_worker_dies_while_rasa_sends(stage: Stage):
    stage.queue(1, PEOPLE[:1])
    stage.rasa.slow_s = 1.0
    with stage.worker() as worker:
        stage.wait(lambda: stage.sending() == 1)
        time.sleep(0.3)
        worker.kill()
    stage.wait(lambda: stage.sending() == 0)
    stage.finish(1)
    stage.check_all_once_in_order(1, PEOPLE[:1])
    assert stage.outbox.standing().doubled == 0


@pytest.mark.parametrize(
    ("death", "sends", "doubled"),
    list(zip(DEATHS, (1, 1, 2, 1), (0, 1, 1, 0), strict=True)),
)
def test_rasa_dies(stage: Stage, death: str, sends: int, doubled: int):
    stage.queue(1, PEOPLE[:1])
    stage.rasa.dies = death
    stage.finish(1)
    assert len(stage.rasa.sent) == sends
    # Never fewer than happened; a death just before the send cannot be told from one after.
    assert stage.outbox.standing().doubled == doubled


def test_workers_die_at_any_moment_of_many_messages(stage: Stage):
    people = tuple(f"telegram:{number}" for number in range(20))
    stage.queue(15, people)
    stage.rasa.slow_s = 0.1
    chance = random.Random(4)
    for death in range(8):
        goal = 30 * death + chance.randrange(30)
        with stage.worker() as worker:
            stage.wait(lambda goal=goal: len(stage.rasa.sent) >= goal)
            worker.kill()
    assert len(stage.rasa.sent) < 300
    stage.finish(300, 120)
    stage.check_all_once_in_order(15, people)
    assert stage.outbox.standing().doubled == 0
