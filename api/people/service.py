"""Keep how people stand, and delete what is theirs when they ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.orm import Session, sessionmaker

from api.people.repository import PeopleRepository
from api.people.schemas import Notice, PersonState
from api.people.tables import PersonRow

log = structlog.get_logger()
# Forgets one person in one place; how many things were deleted.
Forget = Callable[[str], int]


class People:
    """How people stand with us.

    Args:
        sessions: where rows are kept.
        pause: how long the assistant is silent after a person of the office wrote.
        places: by name, what a withdrawal sets going: the durable request for deletion,
            which goes through every place of ``api/privacy/places.py``.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        pause: timedelta,
        places: Mapping[str, Forget],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._pause = pause
        self._places = places
        self._now = now

    def notice(self, person: str, notice: Notice) -> PersonState:
        """Note what happened; a withdrawal has all that we keep of the person deleted."""
        now = self._now()
        if notice is Notice.WITHDRAW:
            self._forget_everywhere(person)
        with self._sessions.begin() as session:
            row = PeopleRepository(session).meet(person, now)
            self._apply(row, notice, now)
            return _state(row, now)

    def state(self, person: str) -> PersonState:
        """How ``person`` stands; somebody unknown is reachable and talks with the assistant."""
        with self._sessions() as session:
            row = PeopleRepository(session).find(person)
        if row is None:
            return PersonState(person=person, reachable=True, silent=False)
        return _state(row, self._now())

    def count(self, person: str) -> int:
        """Whether we know ``person``: 1 or 0."""
        with self._sessions() as session:
            return int(PeopleRepository(session).find(person) is not None)

    def forget(self, person: str) -> int:
        """Know ``person`` no more; how many rows that were."""
        with self._sessions.begin() as session:
            return PeopleRepository(session).forget(person)

    def forget_before(self, when: datetime) -> int:
        """Know those no more who were not seen since ``when``; how many."""
        with self._sessions.begin() as session:
            return PeopleRepository(session).forget_unseen_since(when)

    def _apply(self, row: PersonRow, notice: Notice, now: datetime) -> None:
        row.seen_at = now
        if notice is Notice.SEEN:
            row.reachable = True
        elif notice in (Notice.UNFOLLOW, Notice.UNREACHABLE):
            row.reachable = False
        elif notice is Notice.WITHDRAW:
            row.reachable, row.withdrawn_at, row.paused_until = False, now, None
        elif notice is Notice.HUMAN_REPLY:
            row.paused_until = now + self._pause

    def _forget_everywhere(self, person: str) -> None:
        for place, forget in self._places.items():
            log.info("person.forgotten", place=place, things=forget(person))


def _state(row: PersonRow, now: datetime) -> PersonState:
    silent = row.paused_until is not None and row.paused_until > now
    return PersonState(person=row.person, reachable=row.reachable, silent=silent)
