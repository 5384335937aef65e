"""All queries on the outbox."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, func, select, text
from sqlalchemy.orm import Session, aliased

from api.outbox.schemas import State
from api.outbox.tables import OutboxRow, OutboxWorkerRow
from api.privacy.traces import hashed

_OPEN = (State.WAITING.value, State.SENDING.value)


class OutboxRepository:
    """Reads and writes messages; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, key: str) -> OutboxRow | None:
        """The message with ``key``, if it was queued before, for somebody forgotten too."""
        query = select(OutboxRow).where(OutboxRow.key.in_((key, hashed(key))))
        return self._session.scalars(query).one_or_none()

    def with_keys(self, keys: Collection[str]) -> list[OutboxRow]:
        """The messages with these keys."""
        return list(self._session.scalars(select(OutboxRow).where(OutboxRow.key.in_(keys))))

    def add(self, row: OutboxRow) -> None:
        """Keep one message; ``row.id`` is set."""
        self._session.add(row)
        self._session.flush()

    def get(self, number: int) -> OutboxRow | None:
        """One message."""
        return self._session.get(OutboxRow, number)

    def lock(self, number: int) -> OutboxRow | None:
        """One message, which nobody else changes until the commit."""
        self.lock_writing()
        query = select(OutboxRow).where(OutboxRow.id == number).with_for_update()
        return self._session.scalars(query).one_or_none()

    def lock_due(self, now: datetime, urgent_only: bool, limit: int) -> list[OutboxRow]:
        """The oldest due message of each person, where nobody has it and it does not rest.

        Nobody else reads them until the commit. A message that is not yet due, or that
        waits for the morning, blocks no later one.
        """
        self.lock_writing()
        earlier = aliased(OutboxRow)
        before = (
            select(earlier.id)
            .where(
                earlier.person == OutboxRow.person,
                earlier.id < OutboxRow.id,
                *_due(earlier, now, urgent_only),
            )
            .exists()
        )
        query = (
            select(OutboxRow)
            .where(
                *_due(OutboxRow, now, urgent_only),
                OutboxRow.held_until.is_(None) | (OutboxRow.held_until <= now),
                ~before,
            )
            .order_by(OutboxRow.id)
            .limit(limit)
            .with_for_update()
        )
        return list(self._session.scalars(query))

    def of_person(self, person: str) -> list[OutboxRow]:
        """All messages of ``person``."""
        self.lock_writing()
        query = select(OutboxRow).where(OutboxRow.person == person)
        return list(self._session.scalars(query.with_for_update()))

    def forget_settled_before(self, when: datetime) -> int:
        """Delete what was sent or given up before ``when``; how many messages.

        No effect is queued again so late.
        """
        settled = OutboxRow.state.in_((State.SENT.value, State.DEAD.value))
        gone = self._session.execute(
            delete(OutboxRow).where(settled, OutboxRow.settled_at < when).returning(OutboxRow.id)
        )
        return len(gone.all())

    def count_of(self, person: str) -> int:
        """How many messages of ``person`` are kept."""
        query = select(func.count()).where(OutboxRow.person == person)
        return self._session.scalar(query) or 0

    def listed(self) -> Select[tuple[OutboxRow]]:
        """Every message, for a list."""
        return select(OutboxRow)

    def doubled(self) -> int:
        """How many sends may have reached a person a second time."""
        return self._session.scalar(select(func.sum(OutboxRow.doubled))) or 0

    def count(self, state: State) -> int:
        """How many messages stand so."""
        query = select(func.count()).where(OutboxRow.state == state.value)
        return self._session.scalar(query) or 0

    def note_alive(self, worker: str, now: datetime, gone_before: datetime) -> None:
        """``worker`` works; forget those not seen since ``gone_before``."""
        self._session.execute(delete(OutboxWorkerRow).where(OutboxWorkerRow.seen_at < gone_before))
        self._session.merge(OutboxWorkerRow(name=worker, seen_at=now))

    def last_alive(self) -> datetime | None:
        """When a worker was last seen."""
        return self._session.scalar(select(func.max(OutboxWorkerRow.seen_at)))

    def lock_writing(self) -> None:
        """SQLite has no row locks: take its one writer's lock before reading."""
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))


def _due(row: type[OutboxRow], now: datetime, urgent_only: bool) -> list[ColumnElement[bool]]:
    conditions = [row.state.in_(_OPEN), row.not_before <= now]
    return [*conditions, row.urgent.is_(True)] if urgent_only else conditions
