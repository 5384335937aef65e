"""Petitions by person: what is kept of somebody, and to be forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session, sessionmaker

from api.petitions.repository import PetitionRepository
from api.petitions.tables import PetitionRow


class PetitionsOfPeople:
    """Counts and forgets.

    Args:
        sessions: where rows are kept.
    """

    def __init__(self, sessions: sessionmaker[Session]) -> None:
        self._sessions = sessions

    def count(self, person: str) -> int:
        """How many petitions of ``person`` there are."""
        with self._sessions() as session:
            return len(PetitionRepository(session).all_of_person(person))

    def forget(self, person: str) -> int:
        """Empty all petitions of ``person``; number, category and state stay for the statistics."""
        with self._sessions.begin() as session:
            repository = PetitionRepository(session)
            return _empty(repository, repository.all_of_person(person))

    def forget_before(self, when: datetime) -> int:
        """Empty the petitions closed before ``when``; how many."""
        with self._sessions.begin() as session:
            repository = PetitionRepository(session)
            return _empty(repository, repository.closed_before(when))


def _empty(repository: PetitionRepository, rows: Sequence[PetitionRow]) -> int:
    repository.forget_content([row.id for row in rows])
    for row in rows:
        row.sealed, row.person, row.photos = b"", "", 0
    return len(rows)
