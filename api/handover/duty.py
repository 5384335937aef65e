"""Whether somebody is there to answer now, as far as their sessions tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from api.staff.repository import AccountRepository, grants_of
from api.staff.roles import Permission
from api.staff.scopes import Scope, may
from api.staff.signin.repository import SessionRepository


class Duty:
    """Who is signed in.

    Args:
        idle: how long a session lives without activity.
        now: the clock.
    """

    def __init__(
        self, idle: timedelta, now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self._idle = idle
        self._now = now

    def anyone(self, session: Session, scope: Scope) -> bool:
        """Whether somebody who may answer in ``scope`` is signed in."""
        now = self._now()
        present = SessionRepository(session).present(now, self._idle)
        return any(may(grants_of(one), Permission.INBOX_ANSWER, scope) for one in present)

    def name_of(self, session: Session, username: str) -> str:
        """The full name of an officer."""
        account = AccountRepository(session).by_username(username)
        return account.full_name if account else username
