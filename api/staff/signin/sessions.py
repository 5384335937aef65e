"""Sessions: opened, recognised, ended by hand, by idleness or by age."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy.orm import Session, sessionmaker

from api.audit import Actor
from api.staff.keys import keyed_hash
from api.staff.repository import grants_of
from api.staff.roles import Permission
from api.staff.scopes import Grant, Scope, may, scopes_of
from api.staff.signin.repository import SessionRepository
from api.staff.tables import StaffAccountRow, StaffSessionRow

_HALF_WAY = timedelta(minutes=10)
# Fewer writes: a session is marked as used at most this often.
_TOUCH_EVERY = timedelta(seconds=30)


class Stage(StrEnum):
    """How far the sign-in is."""

    CODE = "code"
    """The password was right; the second factor is asked for."""
    ENROL = "enrol"
    """The password was right; there is no second factor yet."""
    FULL = "full"


@dataclass(frozen=True)
class Browser:
    """Who calls: network address, a name such as "Chrome, Windows", id of a known device."""

    address: str
    device: str
    known_as: str | None = None


@dataclass(frozen=True)
class Identity:
    """A signed-in member of staff, or one half-way there."""

    account_id: int
    username: str
    full_name: str
    grants: tuple[Grant, ...]
    session_id: int
    stage: Stage
    form_token: str
    confirmed_at: datetime
    expires_at: datetime
    address: str

    def may(self, permission: Permission, scope: Scope | None = None) -> bool:
        """Whether the account may do this, in ``scope`` or anywhere at all."""
        return may(self.grants, permission, scope)

    def scopes(self, permission: Permission) -> tuple[Scope, ...]:
        """Where the account may do this."""
        return scopes_of(self.grants, permission)

    @property
    def actor(self) -> Actor:
        """For the audit log."""
        return Actor(self.username, self.account_id, self.address)


@dataclass(frozen=True)
class Lifetimes:
    """How long a session lives: without activity, and at all."""

    idle: timedelta
    longest: timedelta


class Sessions:
    """Opens, recognises and ends sessions.

    Args:
        database: sessions of the database.
        forms_key: makes the token that each form carries.
        lifetimes: of a session.
        now: the clock.
    """

    def __init__(
        self,
        database: sessionmaker[Session],
        forms_key: bytes,
        lifetimes: Lifetimes,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._forms_key = forms_key
        self.lifetimes = lifetimes
        self._now = now

    def open(
        self, session: Session, account: StaffAccountRow, stage: Stage, browser: Browser
    ) -> str:
        """A new session in the caller's transaction; its token goes into the cookie."""
        now, token = self._now(), secrets.token_urlsafe(32)
        repository = SessionRepository(session)
        repository.forget_expired(now, self.lifetimes.idle)
        repository.add(
            StaffSessionRow(
                token_hash=_hash(token),
                account_id=account.id,
                stage=stage.value,
                created_at=now,
                last_seen_at=now,
                expires_at=now + (self.lifetimes.longest if stage is Stage.FULL else _HALF_WAY),
                confirmed_at=now,
                device=browser.device[:80],
                address=browser.address[:64],
            )
        )
        return token

    def identify(self, token: str, address: str, touch: bool = True) -> Identity | None:
        """Who holds ``token``; ``None`` when it is unknown or over.

        Args:
            token: the cookie's value.
            address: the caller's, for the audit log.
            touch: whether this counts as activity.
        """
        with self._database.begin() as session:
            repository = SessionRepository(session)
            row = repository.by_hash(_hash(token))
            if row is None or self._is_over(row):
                return None
            now = self._now()
            if touch and now - row.last_seen_at >= min(_TOUCH_EVERY, self.lifetimes.idle / 8):
                repository.touch(row.id, now)
            return self._identity(row, token, address)

    def remaining(self, token: str) -> timedelta | None:
        """How long the session lives without activity; ``None`` when it is over."""
        with self._database.begin() as session:
            row = SessionRepository(session).by_hash(_hash(token))
            if row is None or self._is_over(row):
                return None
            return self._end_of(row) - self._now()

    def _identity(self, row: StaffSessionRow, token: str, address: str) -> Identity:
        account = row.account
        return Identity(
            account_id=account.id,
            username=account.username,
            full_name=account.full_name,
            grants=grants_of(account),
            session_id=row.id,
            stage=Stage(row.stage),
            form_token=keyed_hash(self._forms_key, token),
            confirmed_at=row.confirmed_at,
            expires_at=row.expires_at,
            address=address,
        )

    def _is_over(self, row: StaffSessionRow) -> bool:
        return row.account.disabled_at is not None or self._end_of(row) <= self._now()

    def _end_of(self, row: StaffSessionRow) -> datetime:
        return min(row.expires_at, row.last_seen_at + self.lifetimes.idle)


def _hash(token: str) -> str:
    # A random token of 256 bits needs no slow hash.
    return hashlib.sha256(token.encode()).hexdigest()
