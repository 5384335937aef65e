"""All queries on the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from api.inbox.schemas import State
from api.inbox.tables import InboxRow
from api.privacy.traces import hashed, hidden


class InboxRepository:
    """Reads and writes events; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, channel: str, key: str) -> InboxRow | None:
        """The event with ``key``, if it came before, from somebody forgotten too."""
        keys = (key, hashed(key))
        query = select(InboxRow).where(InboxRow.channel == channel, InboxRow.key.in_(keys))
        return self._session.scalars(query).one_or_none()

    def add(self, row: InboxRow) -> None:
        """Keep one event; ``row.id`` is set."""
        self._session.add(row)
        self._session.flush()

    def lock_waiting(self, channel: str, limit: int) -> list[InboxRow]:
        """The oldest events that are not done; no other worker reads them until the commit.

        PostgreSQL locks the rows; SQLite has no row locks, so its one writer's lock is
        taken before reading.
        """
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))
        query = (
            select(InboxRow)
            .where(InboxRow.channel == channel, InboxRow.state == State.WAITING.value)
            .order_by(InboxRow.id)
            .limit(limit)
            .with_for_update()
        )
        return list(self._session.scalars(query))

    def held_by(self, worker: str, ids: Sequence[int]) -> list[InboxRow]:
        """Those of ``ids`` that ``worker`` has and that are not done."""
        query = select(InboxRow).where(
            InboxRow.id.in_(ids),
            InboxRow.worker == worker,
            InboxRow.state == State.WAITING.value,
        )
        return list(self._session.scalars(query))

    def forget_ended_before(self, when: datetime) -> int:
        """Delete events that are done or given up and older than ``when``; how many.

        No resend comes that late.
        """
        gone = self._session.execute(
            delete(InboxRow)
            .where(InboxRow.state != State.WAITING.value, InboxRow.received_at < when)
            .returning(InboxRow.id)
        )
        return len(gone.all())

    def count_of(self, person: str) -> int:
        """How many events of ``person`` are kept."""
        query = select(func.count()).where(InboxRow.person == person)
        return self._session.scalar(query) or 0

    def forget_person(self, person: str) -> int:
        """Empty the events of ``person`` and let none name them; how many.

        Keys stay, hidden where they name the person, so that a resend is still known.
        """
        rows = self._session.scalars(select(InboxRow).where(InboxRow.person == person)).all()
        for row in rows:
            row.payload, row.state = b"", State.DONE.value
            row.person, row.key = "", hidden(row.key, person)
        return len(rows)
