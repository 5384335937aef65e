"""``make deaths``: kill -9 of one process after another amid 1,000 messages on Zalo and Telegram.

``python -m tests.bench.deaths --messages 1000 --kills 20``. Exit status 1 when a message was
lost or handled twice. Answers that were sent a second time are counted: that may happen only
when a process dies between a send and its note.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import sqlite3
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench.load import SCRIPT
from tests.e2e.citizens import as_read
from tests.e2e.city import City, city
from tests.stack import pid_of, restart

# Words of the command lines of our processes.
PROCESSES = ("rasa run", "uvicorn", "actions.server", "api.outbox")
_MESSAGES_A_PERSON = 5
_PATIENCE_S = 900.0


@dataclass(frozen=True)
class Outcome:
    """What became of the messages.

    Attributes:
        messages: how many were sent.
        kills: how often a process was killed.
        lost: never heard by the dialogue.
        twice: heard more than once.
        unanswered: heard, and an answer of the dialogue did not reach the person.
        doubled: answers that reached somebody a second time.
        seconds: from the first message to the last answer.
    """

    messages: int
    kills: int
    lost: int
    twice: int
    unanswered: int
    doubled: int
    seconds: float

    @property
    def is_good(self) -> bool:
        """Whether nothing was lost and nothing handled twice."""
        return not (self.lost or self.twice or self.unanswered)


def main() -> int:
    """Kill and report; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--messages", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder:
        outcome = measure(Path(folder), options.messages, options.kills, console)
    console.print(
        f"{outcome.messages} messages, {outcome.kills} kills, {outcome.seconds:.0f} s: "
        f"lost {outcome.lost}, handled twice {outcome.twice}, unanswered {outcome.unanswered}, "
        f"answers sent twice {outcome.doubled}"
    )
    return 0 if outcome.is_good else 1


def measure(state: Path, messages: int, kills: int, console: Console) -> Outcome:
    """Send ``messages`` while processes are killed ``kills`` times.

    Each portion of them is on its way when the next process dies.

    Raises:
        TimeoutError: the inbox is not empty after a quarter of an hour without kills.
    """
    people = _people(messages)
    with city(state) as town:
        _be_patient(town)
        began = time.monotonic()
        letters = [(person, turn) for turn in range(_MESSAGES_A_PERSON) for person in people]
        chance = random.Random(17)
        for number in range(kills):
            _write(town, letters[number::kills])
            time.sleep(chance.uniform(0.2, 3.0))
            victim = PROCESSES[number % len(PROCESSES)]
            os.kill(pid_of(town.stack, victim), signal.SIGKILL)
            restart(town.stack)
            console.print(f"killed {number + 1} of {kills}: {victim}; running again")
        _wait_until_handled(town, len(letters))
        seconds = time.monotonic() - began
        return _outcome(town, people, kills, seconds)


def _people(messages: int) -> list[str]:
    """Channel and number of each person; each writes ``_MESSAGES_A_PERSON`` times."""
    count = -(-messages // _MESSAGES_A_PERSON)
    return [f"{('zalo', 'telegram')[index % 2]}:{880_000 + index}" for index in range(count)]


def _be_patient(town: City) -> None:
    # Platforms pause for minutes between tries: here for seconds.
    town.zalo.set(retry_factor=0.05)
    town.telegram.set(retry_factor=0.1)


def _write(town: City, letters: list[tuple[str, int]]) -> None:
    for person, turn in letters:
        channel, _, number = person.partition(":")
        # With a number, so that no two messages of a person are the same.
        text = f"{SCRIPT[1:][turn]} ({turn + 1})"
        if channel == "zalo":
            town.zalo.says(number, text, background=True)
        else:
            town.telegram.says(int(number), text, background=True)


def _wait_until_handled(town: City, messages: int) -> None:
    deadline = time.monotonic() + _PATIENCE_S
    query = "select count(*) from inbox where state = 'done'"
    while _count(town.stack.state / "motcua.db", query) < messages:
        if time.monotonic() > deadline:
            raise TimeoutError("messages wait in the inbox")
        time.sleep(0.5)


def _outcome(town: City, people: list[str], kills: int, seconds: float) -> Outcome:
    lost = twice = unanswered = doubled = 0
    for person in people:
        heard, said = _conversation(town.stack.state / "tracker.db", person)
        lost += max(0, _MESSAGES_A_PERSON - len(heard))
        twice += sum(count - 1 for count in heard.values())
        read = _read(town, person)
        together = as_read(read)
        unanswered += sum(as_read([text]) not in together for text in said)
        again = sum(count - 1 for count in Counter(read).values())
        doubled += max(0, again - sum(count - 1 for count in Counter(said).values()))
    return Outcome(
        len(people) * _MESSAGES_A_PERSON, kills, lost, twice, unanswered, doubled, seconds
    )


def _conversation(tracker: Path, person: str) -> tuple[Counter[str], list[str]]:
    """How often the dialogue heard each event of ``person``, and all that it said."""
    query = "select type_name, data from events where sender_id = ? order by id"
    with closing(sqlite3.connect(f"{tracker.as_uri()}?mode=ro", uri=True)) as database:
        rows = database.execute(query, (person,)).fetchall()
    heard: Counter[str] = Counter()
    said: list[str] = []
    for kind, data in rows:
        event = json.loads(data)
        if kind == "user":
            heard.update((event.get("metadata") or {}).get("event_keys", []))
        elif kind == "bot" and event.get("text"):
            said.append(event["text"])
    return heard, said


def _read(town: City, person: str) -> list[str]:
    channel, _, number = person.partition(":")
    texts = town.zalo.texts(number) if channel == "zalo" else town.telegram.texts(int(number))
    return [text for text in texts if text]


def _count(database: Path, query: str) -> int:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True, timeout=20)) as opened:
        return int(opened.execute(query).fetchone()[0])


if __name__ == "__main__":
    raise SystemExit(main())
