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
        places: by name, every place that keeps something of a person; a deletion goes
            through all of them.
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
        """Note what happened; a withdrawal deletes all we keep of the person at once."""
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
