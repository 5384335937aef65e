"""All queries on the audit log."""

from __future__ import annotations

from collections.abc import Generator
from datetime import datetime

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from api.audit.chain import Actor, Change, Sealed
from api.audit.tables import AuditEntryRow, AuditHeadRow

_HEAD = 1


class AuditRepository:
    """Reads and appends; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_head(self) -> tuple[int, str]:
        """The number and the hash of the last entry; other writers wait until the commit.

        The first statement is a write: SQLite then holds its lock before anything is read,
        and PostgreSQL holds the row.
        """
        locked = (
            update(AuditHeadRow)
            .where(AuditHeadRow.id == _HEAD)
            .values(seq=AuditHeadRow.seq)
            .returning(AuditHeadRow.seq)
        )
        seq = int(self._session.execute(locked).scalar_one())
        # Read from the entries, so that a doctored head cannot start a second chain.
        last = select(AuditEntryRow.hash).where(AuditEntryRow.seq == seq)
        return seq, self._session.execute(last).scalar_one_or_none() or ""

    def append(self, sealed: Sealed, head_hash: str) -> None:
        """Add an entry and move the head to it."""
        self._session.add(_row(sealed))
        self._session.flush()
        moved = update(AuditHeadRow).where(AuditHeadRow.id == _HEAD)
        self._session.execute(moved.values(seq=sealed.seq, hash=head_hash))

    def head(self) -> tuple[int, str]:
        """Number of the last entry and the head's seal."""
        row = self._session.get_one(AuditHeadRow, _HEAD)
        return row.seq, row.hash

    def chain(self) -> Generator[Sealed, None, None]:
        """Every entry from the oldest on."""
        statement = select(AuditEntryRow).order_by(AuditEntryRow.seq)
        with self._session.scalars(statement.execution_options(yield_per=500)) as rows:
            for row in rows:
                yield _sealed(row)

    def entry(self, seq: int) -> AuditEntryRow | None:
        """One entry."""
        return self._session.get(AuditEntryRow, seq)

    def entries(self) -> Select[AuditEntryRow]:
        """All entries, for a list that filters and sorts them."""
        return select(AuditEntryRow)

    def actions(self) -> list[str]:
        """Every action that has happened, for a filter."""
        statement = select(AuditEntryRow.action).distinct().order_by(AuditEntryRow.action)
        return list(self._session.scalars(statement))


def _row(sealed: Sealed) -> AuditEntryRow:
    change = sealed.change
    return AuditEntryRow(
        seq=sealed.seq,
        at=sealed.at,
        actor_id=sealed.actor.account_id,
        actor=sealed.actor.name,
        action=change.action,
        object_type=change.object_type,
        object_id=change.object_id,
        before=None if change.before is None else dict(change.before),
        after=None if change.after is None else dict(change.after),
        address=sealed.actor.address,
        previous_hash=sealed.previous_hash,
        hash=sealed.hash,
    )


def _sealed(row: AuditEntryRow) -> Sealed:
    at: datetime = row.at
    return Sealed(
        row.seq,
        at,
        Actor(row.actor, row.actor_id, row.address),
        Change(row.action, row.object_type, row.object_id, row.before, row.after),
        row.previous_hash,
        row.hash,
    )
