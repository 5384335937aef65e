"""All queries on the inbox."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from api.inbox.schemas import State
from api.inbox.tables import InboxRow


class InboxRepository:
    """Reads and writes events; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, channel: str, key: str) -> InboxRow | None:
        """The event with ``key``, if it came before."""
        query = select(InboxRow).where(InboxRow.channel == channel, InboxRow.key == key)
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

    def forget_done_before(self, when: datetime) -> None:
        """Delete events that are done and older than ``when``: no resend comes that late."""
        self._session.execute(
            delete(InboxRow).where(InboxRow.state == State.DONE.value, InboxRow.received_at < when)
        )

    def forget_person(self, person: str) -> int:
        """Empty the events of ``person``; their keys stay, so that a resend is still known."""
        rows = self._session.scalars(
            select(InboxRow).where(InboxRow.person == person, InboxRow.payload != b"")
        ).all()
        for row in rows:
            row.payload, row.state = b"", State.DONE.value
        return len(rows)
