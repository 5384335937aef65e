"""Keep how each turn ended, for later analysis, without personal data."""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import queue
import secrets
import threading
import time
from datetime import UTC, datetime

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from api.answers.repository import AnswerRepository
from api.answers.schemas import Status, Turn
from api.answers.tables import AnswerRow

log = structlog.get_logger()
_LONGEST_WAIT = 10_000
_GATHER_S = 0.5
_LONGEST_SETTLING_S = 3.0


class Journal:
    """Writes answers in the background, in batches, so that no answer waits for the disk."""

    def __init__(self, sessions: sessionmaker[Session], key: str) -> None:
        self._sessions = sessions
        self._key = key.encode()
        self._queue: queue.Queue[AnswerRow | threading.Event | None] = queue.Queue(_LONGEST_WAIT)
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def note(
        self,
        turn: Turn,
        topic: str,
        status: Status,
        code: str | None = None,
        section: str | None = None,
        durations_ms: dict[str, float] | None = None,
    ) -> str:
        """Keep one turn. ``topic`` is what it was about; the text is not kept.

        Returns:
            a random reference of the answer, by which its person may judge it.
        """
        durations = {name: round(value, 2) for name, value in (durations_ms or {}).items()}
        if turn.received_at is not None:
            durations["since_received"] = round(1000 * (time.time() - turn.received_at), 2)
        reference = secrets.token_hex(16)
        row = AnswerRow(
            reference=reference,
            at=datetime.now(UTC),
            person=pseudonym(self._key, turn.person),
            channel=turn.channel,
            topic=topic,
            status=status.value,
            code=code,
            section=section,
            durations_ms=durations,
        )
        try:
            self._queue.put_nowait(row)
        except queue.Full:
            log.error("journal.full", lost=1)
        return reference

    def settle(self) -> None:
        """Wait, for seconds at most, until what was noted so far is written."""
        written = threading.Event()
        with contextlib.suppress(queue.Full):
            self._queue.put_nowait(written)
            written.wait(_LONGEST_SETTLING_S)

    def close(self) -> None:
        """Write what is waiting, then stop."""
        self._queue.put(None)
        self._thread.join(timeout=10)

    def _run(self) -> None:
        while True:
            batch = [self._queue.get()]
            # Who answers must not share the processor with a commit for every turn.
            if batch[0] is not None:
                time.sleep(_GATHER_S)
            while not self._queue.empty() and len(batch) < 500:
                batch.append(self._queue.get_nowait())
            self._write([row for row in batch if isinstance(row, AnswerRow)])
            for waiting in batch:
                if isinstance(waiting, threading.Event):
                    waiting.set()
            if None in batch:
                return

    def _write(self, rows: list[AnswerRow]) -> None:
        if not rows:
            return
        try:
            with self._sessions.begin() as session:
                repository = AnswerRepository(session)
                for row in rows:
                    repository.add(row)
        except SQLAlchemyError as error:
            log.error("journal.write_failed", lost=len(rows), error=type(error).__name__)


class JournalOfPeople:
    """The journal's rows by person, for whoever asks what is kept, and to be forgotten.

    Args:
        sessions: where rows are kept.
        key: the journal's own.
    """

    def __init__(self, sessions: sessionmaker[Session], key: str) -> None:
        self._sessions = sessions
        self._key = key.encode()

    def count(self, person: str) -> int:
        """How many answers to ``person`` are kept."""
        with self._sessions() as session:
            return AnswerRepository(session).count_of(pseudonym(self._key, person))

    def forget(self, person: str) -> int:
        """Let the answers to ``person`` be nobody's; how many."""
        with self._sessions.begin() as session:
            return AnswerRepository(session).disown(pseudonym(self._key, person))

    def forget_before(self, when: datetime) -> int:
        """Let the answers given before ``when`` be nobody's; how many."""
        with self._sessions.begin() as session:
            return AnswerRepository(session).disown_before(when)


def pseudonym(key: bytes, person: str) -> str:
    """What the journal keeps of ``person``: nobody without the key can test a guess."""
    return hmac.new(key, person.encode(), hashlib.sha256).hexdigest()[:32]
