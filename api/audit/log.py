"""Append to the audit log, and prove that nobody changed it."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from api.audit.chain import FIRST_HASH, Actor, Change, Sealed, seal_of_head
from api.audit.repository import AuditRepository


@dataclass(frozen=True)
class Verdict:
    """What the check of the chain found; ``broken_at`` is the first entry that does not fit."""

    entries: int
    broken_at: int | None
    reason: str = ""

    @property
    def intact(self) -> bool:
        """Whether every entry is as it was written, and none is missing."""
        return self.broken_at is None


class AuditLog:
    """The log, sealed with ``key``.

    Args:
        key: whoever can write to the database but does not know it cannot forge an entry.
        now: the clock.
    """

    def __init__(self, key: bytes, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._key = key
        self._now = now

    def record(self, session: Session, actor: Actor, change: Change) -> None:
        """Append one act in the transaction of the change itself, so that neither is alone."""
        repository = AuditRepository(session)
        seq, last = repository.lock_head()
        entry = Sealed(seq + 1, self._now(), actor, change, last or FIRST_HASH)
        sealed = replace(entry, hash=entry.seal(self._key))
        repository.append(sealed, seal_of_head(self._key, sealed.seq, sealed.hash))

    def verify(self, session: Session) -> Verdict:
        """Follow the chain from the first entry to the head."""
        repository = AuditRepository(session)
        count, last = 0, FIRST_HASH
        # Closed even when the chain is left in the middle: the server keeps a cursor for it.
        with closing(repository.chain()) as chain:
            for entry in chain:
                count += 1
                reason = self._fault(entry, count, last)
                if reason:
                    return Verdict(count, entry.seq, reason)
                last = entry.hash
        return self._check_head(repository.head(), count, last)

    def _fault(self, entry: Sealed, expected_seq: int, last: str) -> str:
        if entry.seq != expected_seq:
            return f"entry {expected_seq} is missing"
        if entry.previous_hash != last:
            return "does not follow the entry before"
        if not hmac.compare_digest(entry.hash, entry.seal(self._key)):
            return "was changed"
        return ""

    def _check_head(self, head: tuple[int, str], count: int, last: str) -> Verdict:
        seq, seal = head
        if seq != count:
            return Verdict(count, min(seq, count) + 1, f"the head says {seq} entries, not {count}")
        if count and not hmac.compare_digest(seal, seal_of_head(self._key, count, last)):
            return Verdict(count, count, "the head was changed")
        return Verdict(count, None)
