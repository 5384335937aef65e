"""Judgements by person: what is kept of somebody, and to be forgotten."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from api.feedback.repository import FeedbackRepository


class FeedbackOfPeople:
    """Counts and forgets.

    Args:
        sessions: where rows are kept.
        pseudonym: the journal's name for a person.
    """

    def __init__(self, sessions: sessionmaker[Session], pseudonym: Callable[[str], str]) -> None:
        self._sessions = sessions
        self._pseudonym = pseudonym

    def count(self, person: str) -> int:
        """How many judgements of ``person`` there are."""
        with self._sessions() as session:
            return FeedbackRepository(session).count_of(self._pseudonym(person))

    def forget(self, person: str) -> int:
        """Delete all that ``person`` told; how many judgements that were."""
        with self._sessions.begin() as session:
            return FeedbackRepository(session).forget_person(self._pseudonym(person))

    def forget_before(self, when: datetime) -> int:
        """Delete what was told before ``when``; how many judgements."""
        with self._sessions.begin() as session:
            return FeedbackRepository(session).forget_before(when)
