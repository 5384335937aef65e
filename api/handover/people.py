"""Requests by person: what is kept of somebody, and to be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.orm import Session, sessionmaker

from api.handover.repository import HandoverRepository
from api.handover.schemas import Outcome, State
from api.handover.service import end
from api.handover.tables import HandoverRow


class HandoversOfPeople:
    """Counts and forgets.

    Args:
        sessions: where rows are kept.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._now = now

    def count(self, person: str) -> int:
        """How many requests of ``person`` there are."""
        with self._sessions() as session:
            return HandoverRepository(session).count_of(person)

    def forget(self, person: str) -> int:
        """Empty all that ``person`` said and was told, and let the requests be nobody's."""
        with self._sessions.begin() as session:
            repository = HandoverRepository(session)
            rows = repository.of_person(person)
            for row in rows:
                _empty(repository, row)
                row.lesson = b""
                if row.state != State.CLOSED.value:
                    end(row, Outcome.FORGOTTEN, self._now())
                row.person = ""
            return len(rows)

    def forget_before(self, when: datetime) -> int:
        """Empty what was said in requests closed before ``when``; how many.

        The lessons stay: officers wrote them, of questions and not of people.
        """
        with self._sessions.begin() as session:
            repository = HandoverRepository(session)
            rows = repository.closed_before(when)
            for row in rows:
                _empty(repository, row)
                row.person = ""
            return len(rows)


def _empty(repository: HandoverRepository, row: HandoverRow) -> None:
    row.summary = b""
    for message in repository.messages(row.id):
        message.sealed = b""
