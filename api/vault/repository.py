"""All queries on the vault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
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

    def forget_expired(self, now: datetime) -> None:
        """Delete what has expired."""
        self._session.execute(delete(VaultRow).where(VaultRow.expires_at <= now))

    def forget_person(self, person: str) -> int:
        """Delete what is ``person``'s; how many values that were."""
        gone = self._session.execute(
            delete(VaultRow).where(VaultRow.person == person).returning(VaultRow.reference)
        )
        return len(gone.all())
