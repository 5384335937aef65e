"""Pairs on disk: encrypted, one writer at a time, never an older one over a newer one."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.channels.zalo_tokens.oauth import TIMEOUT_S, Pair
from api.channels.zalo_tokens.repository import ZaloTokenRepository
from api.channels.zalo_tokens.tables import ZaloTokenRow
from api.vault.cipher import Cipher

# Longer than Zalo is waited for: a turn that has run out belongs to a process that died.
_TURN = timedelta(seconds=3 * TIMEOUT_S)


@dataclass(frozen=True)
class Kept:
    """A pair on disk.

    Attributes:
        access, refresh: the tokens.
        version: number of the pair.
        expires_at: end of ``access``.
        issued_at: when the pair came.
        error: why ``refresh`` is of no use any more.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    version: int
    expires_at: datetime
    issued_at: datetime
    error: str | None


@dataclass(frozen=True)
class Turn:
    """The right to refresh ``kept``, which one process has at a time."""

    kept: Kept
    lease: str


class Pairs:
    """The pairs of one app.

    Args:
        sessions: the database.
        cipher: encrypts tokens.
        app_id: whose pairs.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        app_id: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._app_id = app_id
        self._now = now

    def now(self) -> datetime:
        """The time, by the same clock."""
        return self._now()

    def current(self) -> Kept | None:
        """The newest pair."""
        with self._sessions() as session:
            row = ZaloTokenRepository(session).find(self._app_id)
            return self._kept(row) if row is not None else None

    def save(self, pair: Pair) -> None:
        """Keep a pair that new consent gave; it ends every alarm."""
        with self._sessions.begin() as session:
            repository = ZaloTokenRepository(session)
            row = repository.find_for_writing(self._app_id)
            if row is None:
                row = ZaloTokenRow(app_id=self._app_id, version=0)
                repository.add(row)
            self._write(row, pair)

    def take_turn(self, version: int) -> Turn | None:
        """The turn to refresh pair ``version``; ``None``: another has it, or it is done."""
        now = self._now()
        with self._sessions.begin() as session:
            row = ZaloTokenRepository(session).find_for_writing(self._app_id)
            if row is None or row.version != version or row.error is not None:
                return None
            if row.leased_until is not None and row.leased_until > now:
                return None
            row.lease = secrets.token_hex(16)
            row.leased_until = now + _TURN
            return Turn(self._kept(row), row.lease)

    def finish(self, turn: Turn, pair: Pair) -> None:
        """Keep the pair that ``turn`` brought.

        It is kept after the turn has run out too: whatever refreshed this version, Zalo
        has given a pair for it only once.
        """
        with self._sessions.begin() as session:
            row = ZaloTokenRepository(session).find_for_writing(self._app_id)
            if row is not None and row.version == turn.kept.version:
                self._write(row, pair)

    def give_up(self, turn: Turn, error: str | None) -> None:
        """End ``turn`` without a pair; with ``error``, nobody shall try again."""
        with self._sessions.begin() as session:
            row = ZaloTokenRepository(session).find_for_writing(self._app_id)
            if row is None or row.version != turn.kept.version or row.lease != turn.lease:
                return
            row.lease = row.leased_until = None
            row.error = error

    def _write(self, row: ZaloTokenRow, pair: Pair) -> None:
        now = self._now()
        row.sealed = self._cipher.seal(json.dumps([pair.access, pair.refresh]))
        row.version += 1
        row.expires_at = now + timedelta(seconds=pair.expires_in)
        row.issued_at = now
        row.lease = row.leased_until = row.error = None

    def _kept(self, row: ZaloTokenRow) -> Kept:
        access, refresh = json.loads(self._cipher.open(row.sealed))
        return Kept(access, refresh, row.version, row.expires_at, row.issued_at, row.error)
