"""Everything about staff that the application holds while it runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.audit import AuditLog
from api.secrets import staff_secret
from api.settings import Settings
from api.staff.accounts import Accounts
from api.staff.keys import StaffKeys
from api.staff.signin.attempts import Attempts
from api.staff.signin.own import OwnAccounts
from api.staff.signin.service import SignIn
from api.staff.signin.sessions import Lifetimes, Sessions


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


@dataclass(frozen=True)
class StaffServices:
    """The services, made once."""

    database: sessionmaker[Session]
    keys: StaffKeys
    audit: AuditLog
    accounts: Accounts
    sessions: Sessions
    sign_in: SignIn
    own: OwnAccounts
    now: Callable[[], datetime]
    confirm_for: timedelta

    @classmethod
    def build(
        cls,
        settings: Settings,
        database: sessionmaker[Session],
        now: Callable[[], datetime] = utc_now,
    ) -> StaffServices:
        """The services over ``database``.

        Args:
            settings: for the secret and the lifetimes.
            database: sessions of the database.
            now: the clock.
        """
        keys = StaffKeys.derive(staff_secret(settings))
        audit = AuditLog(keys.audit, now)
        lifetimes = Lifetimes(
            idle=timedelta(minutes=settings.staff_idle_minutes),
            longest=timedelta(hours=settings.staff_session_hours),
        )
        sessions = Sessions(database, keys.forms, lifetimes, now)
        attempts = Attempts(database, keys.codes, now)
        sign_in = SignIn(database, keys, sessions, audit, attempts, now)
        return cls(
            database=database,
            keys=keys,
            audit=audit,
            accounts=Accounts(database, keys, audit, now),
            sessions=sessions,
            sign_in=sign_in,
            own=OwnAccounts(database, sessions, sign_in, attempts, audit, now),
            now=now,
            confirm_for=timedelta(minutes=settings.staff_confirm_minutes),
        )
