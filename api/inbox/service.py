"""Take events in once, hand each person's out in order, and forget nothing until it is done."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.inbox.repository import InboxRepository
from api.inbox.schemas import Batch, Claim, Event, NewEvent, Settlement, State, Stored
from api.inbox.tables import InboxRow
from api.vault.cipher import Cipher

# An event that kills its worker this often is put aside for a person to look at.
MOST_ATTEMPTS = 5
# Waiting rows looked at in one claim; people behind them wait for the next one.
_LOOKED_AT = 2000


class Inbox:
    """The durable inbox of all channels."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Args: where rows are kept, the cipher of payloads, and the clock."""
        self._sessions = sessions
        self._cipher = cipher
        self._now = now

    def store(self, event: NewEvent) -> Stored:
        """Write ``event`` to disk unless it is there already."""
        row = InboxRow(
            channel=event.channel,
            key=event.key,
            person=event.person,
            payload=self._cipher.seal(json.dumps(event.payload, ensure_ascii=False)),
            received_at=self._now(),
        )
        try:
            with self._sessions.begin() as session:
                repository = InboxRepository(session)
                known = repository.find(event.channel, event.key)
                if known is not None:
                    return Stored(id=known.id, duplicate=True)
                repository.add(row)
                return Stored(id=row.id, duplicate=False)
        except IntegrityError:
            # Another process wrote the same event between our look and our write.
            return self._known(event)

    def claim(self, claim: Claim) -> list[Batch]:
        """All that waits of people whom no other worker has, and lease it to the worker.

        A person whose earlier events are with a live worker waits, so that no two of one
        person's messages are ever handled at once or out of order.
        """
        now = self._now()
        with self._sessions.begin() as session:
            waiting = InboxRepository(session).lock_waiting(claim.channel, _LOOKED_AT)
            people: dict[str, list[InboxRow]] = {}
            for row in waiting:
                people.setdefault(row.person, []).append(row)
            free = [rows for rows in people.values() if not any(_leased(row, now) for row in rows)]
            return [self._lease(rows, claim, now) for rows in free[: claim.limit]]

    def settle(self, settlement: Settlement) -> int:
        """Mark events done, or let them be tried again after an error; how many were held.

        Events whose lease ran out and that another worker has taken are left alone.
        """
        with self._sessions.begin() as session:
            rows = InboxRepository(session).held_by(settlement.worker, settlement.ids)
            for row in rows:
                _settle(row, settlement, self._now())
            return len(rows)

    def forget_before(self, when: datetime) -> int:
        """Delete what came before ``when`` and is done or given up; how many events."""
        with self._sessions.begin() as session:
            return InboxRepository(session).forget_ended_before(when)

    def count(self, person: str) -> int:
        """How many events of ``person`` are kept."""
        with self._sessions() as session:
            return InboxRepository(session).count_of(person)

    def forget(self, person: str) -> int:
        """Empty all events of ``person``, and let none name them; how many that were."""
        with self._sessions.begin() as session:
            return InboxRepository(session).forget_person(person)

    def _known(self, event: NewEvent) -> Stored:
        with self._sessions() as session:
            known = InboxRepository(session).find(event.channel, event.key)
        assert known is not None, "a unique key was violated by no row"
        return Stored(id=known.id, duplicate=True)

    def _lease(self, rows: list[InboxRow], claim: Claim, now: datetime) -> Batch:
        for row in rows:
            row.worker = claim.worker
            row.leased_until = now + timedelta(seconds=claim.lease_s)
            row.attempts += 1
        return Batch(person=rows[0].person, events=[self._event(row) for row in rows])

    def _event(self, row: InboxRow) -> Event:
        payload: dict[str, Any] = json.loads(self._cipher.open(row.payload))
        return Event(
            id=row.id,
            key=row.key,
            payload=payload,
            received_at=row.received_at,
            attempts=row.attempts,
        )


def _leased(row: InboxRow, now: datetime) -> bool:
    return row.leased_until is not None and row.leased_until > now


def _settle(row: InboxRow, settlement: Settlement, now: datetime) -> None:
    row.leased_until = None
    row.error = settlement.error
    if settlement.untried:
        row.attempts -= 1
    elif settlement.error is None:
        row.state = State.DONE.value
        row.payload = b""
    elif row.attempts >= MOST_ATTEMPTS:
        row.state = State.DEAD.value
    else:
        # Nobody takes it until then; what broke may need a moment.
        row.leased_until = now + timedelta(seconds=2**row.attempts)
