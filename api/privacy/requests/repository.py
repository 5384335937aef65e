"""All queries on requests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, select, text
from sqlalchemy.orm import Session

from api.privacy.requests.tables import PrivacyRequestRow


class RequestRepository:
    """Reads and writes requests; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: PrivacyRequestRow) -> None:
        """Keep one request; ``row.id`` is set."""
        self._session.add(row)
        self._session.flush()

    def get(self, number: int) -> PrivacyRequestRow | None:
        """One request."""
        return self._session.get(PrivacyRequestRow, number)

    def lock_writing(self) -> None:
        """SQLite has no row locks: take its one writer's lock before reading."""
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))

    def open_of(self, subject: str, state: str) -> PrivacyRequestRow | None:
        """The request of ``subject`` that stands so."""
        query = select(PrivacyRequestRow).where(
            PrivacyRequestRow.subject == subject, PrivacyRequestRow.state == state
        )
        return self._session.scalars(query.order_by(PrivacyRequestRow.id)).first()

    def lock_due(self, state: str, now: datetime) -> PrivacyRequestRow | None:
        """The oldest request that stands so and that nobody has."""
        self.lock_writing()
        query = (
            select(PrivacyRequestRow)
            .where(PrivacyRequestRow.state == state, PrivacyRequestRow.held_until <= now)
            .order_by(PrivacyRequestRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return self._session.scalars(query).one_or_none()

    def listed(self) -> Select[tuple[PrivacyRequestRow]]:
        """Every request, for a list."""
        return select(PrivacyRequestRow)

    def count_of(self, subject: str) -> int:
        """How many requests of ``subject`` are kept."""
        query = select(PrivacyRequestRow.id).where(PrivacyRequestRow.subject == subject)
        return len(self._session.scalars(query).all())

    def forget_done_before(self, state: str, when: datetime) -> int:
        """Delete requests that stand so and were done before ``when``; how many."""
        gone = self._session.execute(
            delete(PrivacyRequestRow)
            .where(PrivacyRequestRow.state == state, PrivacyRequestRow.done_at < when)
            .returning(PrivacyRequestRow.id)
        )
        return len(gone.all())
