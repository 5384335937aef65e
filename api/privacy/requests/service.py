"""File requests for deletion and hand them out until every place is done."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.privacy.keys import PrivacyKeys, keyed
from api.privacy.requests.repository import RequestRepository
from api.privacy.requests.schemas import (
    AskedBy,
    Receipt,
    RequestState,
    Work,
    number_of,
    receipt_of,
    row_id,
)
from api.privacy.requests.tables import PrivacyRequestRow
from api.vault.cipher import Cipher
from knowledge_base.errors import NotFound

_WAITS = (timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1))
_LONGEST_FAILING = 200
_UNREADABLE = "sealed"


class Requests:
    """All requests.

    Args:
        sessions: where rows are kept.
        cipher: seals whom a request is about.
        keys: make the hash that is left.
        delay: how long after the request the deletion begins: the answer with the receipt
            is a turn of the same conversation, and must be over.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        keys: PrivacyKeys,
        delay: timedelta,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._keys = keys
        self._delay = delay
        self._now = now

    def file(self, people: Sequence[str], asked_by: AskedBy) -> Receipt:
        """Write a request to disk; one that is open already for the first of ``people`` stays.

        Args:
            people: all channel identities whose things are to be deleted; who asks is first.
            asked_by: who asked.
        """
        with self._sessions.begin() as session:
            return self.file_in(session, people, asked_by)

    def file_in(self, session: Session, people: Sequence[str], asked_by: AskedBy) -> Receipt:
        """The same in a transaction of the caller's, which has not read or written yet."""
        repository = RequestRepository(session)
        repository.lock_writing()
        subject = keyed(self._keys.subject, people[0])
        known = repository.open_of(subject, RequestState.OPEN.value)
        if known is None:
            known = self._row(subject, people, asked_by)
            repository.add(known)
        return receipt_of(known)

    def find(self, number: str) -> Receipt | None:
        """The receipt with ``number``."""
        wanted = row_id(number)
        if wanted is None:
            return None
        with self._sessions() as session:
            row = RequestRepository(session).get(wanted)
        return receipt_of(row) if row and number_of(row)[3:7] in number else None

    def claim(self, worker: str, lease: timedelta) -> Work | None:
        """A due request, ``worker``'s alone for ``lease``."""
        now = self._now()
        with self._sessions.begin() as session:
            row = RequestRepository(session).lock_due(RequestState.OPEN.value, now)
            if row is None:
                return None
            row.worker, row.held_until = worker, now + lease
            row.attempts += 1
            try:
                people = tuple(json.loads(self._cipher.open(row.sealed)))
            except NotFound:
                # Sealed with a key that we have lost: staff see it, and the others go on.
                row.worker, row.failing, row.held_until = None, _UNREADABLE, now + _WAITS[-1]
                return None
            return Work(row.id, people, frozenset(row.results))

    def note(self, work: Work, worker: str, place: str, things: int, lease: timedelta) -> bool:
        """``place`` is done; ``False``: another worker has taken the request meanwhile."""
        with self._sessions.begin() as session:
            row = self._held(session, work, worker)
            if row is None:
                return False
            # A place that was done by a worker which died before this note counts nothing twice.
            row.results = {**row.results, place: things}
            row.held_until = self._now() + lease
            return True

    def settle(self, work: Work, worker: str, failing: Sequence[str]) -> None:
        """All places were tried; those of ``failing`` are tried again later."""
        with self._sessions.begin() as session:
            row = self._held(session, work, worker)
            if row is None:
                return
            row.worker = None
            row.failing = " ".join(failing)[:_LONGEST_FAILING]
            if failing:
                row.held_until = self._now() + _WAITS[min(row.attempts, len(_WAITS)) - 1]
                return
            row.state, row.sealed, row.done_at = RequestState.DONE.value, b"", self._now()

    def count(self, person: str) -> int:
        """How many requests of ``person`` are kept."""
        with self._sessions() as session:
            return RequestRepository(session).count_of(keyed(self._keys.subject, person))

    def keep(self, person: str) -> int:
        """What a deletion does with receipts: nothing, they name nobody."""
        return 0

    def forget_before(self, when: datetime) -> int:
        """Delete receipts of what was done before ``when``; how many."""
        with self._sessions.begin() as session:
            return RequestRepository(session).forget_done_before(RequestState.DONE.value, when)

    def _held(self, session: Session, work: Work, worker: str) -> PrivacyRequestRow | None:
        repository = RequestRepository(session)
        repository.lock_writing()
        row = repository.get(work.id)
        mine = row is not None and row.worker == worker and row.state == RequestState.OPEN.value
        return row if mine else None

    def _row(self, subject: str, people: Sequence[str], asked_by: AskedBy) -> PrivacyRequestRow:
        now = self._now()
        return PrivacyRequestRow(
            subject=subject,
            sealed=self._cipher.seal(json.dumps(list(people))),
            asked_by=asked_by.value,
            state=RequestState.OPEN.value,
            results={},
            held_until=now + self._delay,
            asked_at=now,
        )
