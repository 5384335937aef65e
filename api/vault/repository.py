"""All queries on the vault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.vault.tables import VaultRow


class VaultRepository:
    """Reads and writes sealed values; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: VaultRow) -> None:
        """Keep one value."""
        self._session.add(row)

    def valid(self, person: str, references: Sequence[str], now: datetime) -> list[VaultRow]:
        """The rows of ``references`` that are ``person``'s and not expired."""
        query = select(VaultRow).where(
            VaultRow.reference.in_(references),
            VaultRow.person == person,
            VaultRow.expires_at > now,
        )
        return list(self._session.scalars(query))

    def count_of(self, person: str) -> int:
        """How many values of ``person`` are kept."""
        query = select(func.count()).where(VaultRow.person == person)
        return self._session.scalar(query) or 0

    def forget_expired(self, now: datetime) -> int:
        """Delete what has expired; how many values."""
        gone = self._session.execute(
            delete(VaultRow).where(VaultRow.expires_at <= now).returning(VaultRow.reference)
        )
        return len(gone.all())

    def forget_person(self, person: str) -> int:
        """Delete what is ``person``'s; how many values that were."""
        gone = self._session.execute(
            delete(VaultRow).where(VaultRow.person == person).returning(VaultRow.reference)
        )
        return len(gone.all())
