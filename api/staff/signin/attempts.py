"""Wrong attempts and the growing wait after them.

The wait is counted for a name *from one known device*, or from all unknown devices
together. A stranger who hammers at a name therefore makes strangers wait; its owner signs
in from a known device, and anybody waits fifteen minutes at most.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from api.staff.errors import SignInLocked
from api.staff.keys import keyed_hash
from api.staff.signin.repository import AttemptRepository

FREE_ATTEMPTS = 5
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_FORGOTTEN_AFTER = timedelta(days=1)


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many wrong attempts in a row."""
    if failures < FREE_ATTEMPTS:
        return timedelta(0)
    # 2**10 is far beyond the longest wait already.
    doubled: timedelta = _FIRST_WAIT * (1 << min(failures - FREE_ATTEMPTS, 10))
    return min(doubled, _LONGEST_WAIT)


class Attempts:
    """Counts attempts before they are judged, so that a hundred at once are a hundred.

    Args:
        sessions: of the database.
        key: keys the hashes of names, which may be what somebody mistyped.
        now: the clock.
    """

    def __init__(
        self, sessions: sessionmaker[Session], key: bytes, now: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._key = key
        self._now = now

    def begin(self, username: str, device: str | None) -> None:
        """Count an attempt; call ``succeeded`` when it was right.

        Raises:
            SignInLocked: the name must wait, from this device or from unknown ones.
        """
        key, now = self._name(username, device), self._now()
        with self._sessions.begin() as session:
            repository = AttemptRepository(session)
            repository.forget_before(now - _FORGOTTEN_AFTER)
            failures = repository.count(key, now)
            if failures is not None and (wait := wait_after(failures)):
                repository.lock(key, now + wait)
            until = repository.locked_until(key)
        if failures is None:
            seconds = math.ceil((until - now).total_seconds()) if until else 1
            raise SignInLocked("sign-in is locked", max(1, seconds))

    def succeeded(self, session: Session, username: str, device: str | None) -> None:
        """Forget the attempts of this name from this device, or from unknown ones."""
        AttemptRepository(session).clear(self._name(username, device))

    def _name(self, username: str, device: str | None) -> str:
        return keyed_hash(self._key, f"{username}|{device or ''}")
