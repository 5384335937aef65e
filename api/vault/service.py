"""Keep personal numbers for the minutes in which an action needs them."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.vault.cipher import Cipher
from api.vault.repository import VaultRepository
from api.vault.schemas import Kind, Value
from api.vault.tables import VaultRow


class Vault:
    """Values go in, references come out; each value is its person's alone and expires."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        lifetime: timedelta,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Args: where rows are kept, the cipher, how long a value stays, and the clock."""
        self._sessions = sessions
        self._cipher = cipher
        self._lifetime = lifetime
        self._now = now

    def deposit(self, person: str, values: Sequence[Value]) -> list[str]:
        """Keep ``values`` of ``person``; their references, in the same order."""
        now = self._now()
        rows = [
            VaultRow(
                reference=secrets.token_hex(16),
                person=person,
                kind=item.kind.value,
                sealed=self._cipher.seal(item.value),
                expires_at=now + self._lifetime,
            )
            for item in values
        ]
        with self._sessions.begin() as session:
            repository = VaultRepository(session)
            repository.forget_expired(now)
            for row in rows:
                repository.add(row)
        return [row.reference for row in rows]

    def withdraw(self, person: str, references: Sequence[str]) -> dict[str, Value]:
        """The values of ``references``; those of others and expired ones are left out."""
        with self._sessions() as session:
            rows = VaultRepository(session).valid(person, references, self._now())
        return {
            row.reference: Value(kind=Kind(row.kind), value=self._cipher.open(row.sealed))
            for row in rows
        }

    def forget(self, person: str) -> int:
        """Delete all of ``person``; how many values that were."""
        with self._sessions.begin() as session:
            return VaultRepository(session).forget_person(person)

    def count(self, person: str) -> int:
        """How many values of ``person`` are kept."""
        with self._sessions() as session:
            return VaultRepository(session).count_of(person)

    def forget_expired(self) -> int:
        """Delete what has expired; how many values."""
        with self._sessions.begin() as session:
            return VaultRepository(session).forget_expired(self._now())
