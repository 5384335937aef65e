"""All queries on sessions and on attempts to sign in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from api.staff.tables import StaffAccountRow, StaffAttemptRow, StaffSessionRow

# ``Stage.FULL``, which cannot be imported from here.
_FULL = "full"


class SessionRepository:
    """Reads and writes sessions; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: StaffSessionRow) -> None:
        """Keep a new session; its id is known afterwards."""
        self._session.add(row)
        self._session.flush()

    def by_hash(self, token_hash: str) -> StaffSessionRow | None:
        """The session of a token, with its account and grants."""
        statement = (
            select(StaffSessionRow)
            .where(StaffSessionRow.token_hash == token_hash)
            .options(selectinload(StaffSessionRow.account).selectinload(StaffAccountRow.grants))
        )
        return self._session.scalars(statement).one_or_none()

    def get(self, session_id: int) -> StaffSessionRow | None:
        """The session with this id."""
        return self._session.get(StaffSessionRow, session_id)

    def of_account(self, account_id: int) -> list[StaffSessionRow]:
        """Every session of an account, the one used last first."""
        statement = (
            select(StaffSessionRow)
            .where(StaffSessionRow.account_id == account_id)
            .order_by(StaffSessionRow.last_seen_at.desc(), StaffSessionRow.id.desc())
        )
        return list(self._session.scalars(statement))

    def touch(self, session_id: int, now: datetime) -> None:
        """The session was used now."""
        table = StaffSessionRow
        self._session.execute(update(table).where(table.id == session_id).values(last_seen_at=now))

    def end(self, account_id: int, session_id: int) -> bool:
        """Delete one session of an account; whether there was one."""
        row = self.get(session_id)
        if row is None or row.account_id != account_id:
            return False
        self._session.delete(row)
        self._session.flush()
        return True

    def end_all(self, account_id: int, but: int | None = None) -> None:
        """Delete the sessions of an account, all or all but one."""
        table = StaffSessionRow
        statement = delete(table).where(table.account_id == account_id)
        self._session.execute(statement if but is None else statement.where(table.id != but))

    def present(self, now: datetime, idle: timedelta) -> list[StaffAccountRow]:
        """The accounts with a session that is neither over nor idle, with their grants."""
        statement = (
            select(StaffAccountRow)
            .where(
                StaffAccountRow.disabled_at.is_(None),
                StaffAccountRow.id.in_(
                    select(StaffSessionRow.account_id).where(
                        StaffSessionRow.stage == _FULL,
                        StaffSessionRow.expires_at > now,
                        StaffSessionRow.last_seen_at > now - idle,
                    )
                ),
            )
            .options(selectinload(StaffAccountRow.grants))
        )
        return list(self._session.scalars(statement))

    def forget_expired(self, now: datetime, idle: timedelta) -> None:
        """Delete the sessions that nobody can use any more."""
        table = StaffSessionRow
        over = or_(table.expires_at <= now, table.last_seen_at <= now - idle)
        self._session.execute(delete(table).where(over))


class AttemptRepository:
    """Counts wrong attempts; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, key: str, now: datetime) -> int | None:
        """Count one more attempt unless ``key`` is locked.

        Returns:
            Attempts in a row with this one, or ``None`` when it is locked.
        """
        self._ensure(key, now)
        table = StaffAttemptRow
        counted = (
            update(table)
            .where(
                table.key == key,
                or_(table.locked_until.is_(None), table.locked_until <= now),
            )
            .values(failures=table.failures + 1, last_at=now)
            .returning(table.failures)
        )
        return self._session.execute(counted).scalar_one_or_none()

    def lock(self, key: str, until: datetime) -> None:
        """Refuse attempts of ``key`` until then."""
        table = StaffAttemptRow
        self._session.execute(update(table).where(table.key == key).values(locked_until=until))

    def locked_until(self, key: str) -> datetime | None:
        """Until when ``key`` is refused."""
        table = StaffAttemptRow
        return self._session.scalars(select(table.locked_until).where(table.key == key)).first()

    def clear(self, key: str) -> None:
        """Forget the attempts of ``key``."""
        table = StaffAttemptRow
        self._session.execute(delete(table).where(table.key == key))

    def forget_before(self, moment: datetime) -> None:
        """Forget attempts older than ``moment``."""
        table = StaffAttemptRow
        self._session.execute(delete(table).where(table.last_at < moment))

    def _ensure(self, key: str, now: datetime) -> None:
        try:
            with self._session.begin_nested():
                self._session.add(StaffAttemptRow(key=key, failures=0, last_at=now))
        except IntegrityError:
            self._session.expire_all()
