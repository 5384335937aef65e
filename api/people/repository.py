"""All queries on people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from api.people.tables import PersonRow


class PeopleRepository:
    """Reads and writes people; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, person: str) -> PersonRow | None:
        """The row of ``person``, if we know them."""
        return self._session.get(PersonRow, person)

    def meet(self, person: str, now: datetime) -> PersonRow:
        """The row of ``person``, new where we did not know them."""
        row = self.find(person)
        if row is None:
            row = PersonRow(person=person, reachable=True, seen_at=now)
            self._session.add(row)
        return row

    def forget(self, person: str) -> int:
        """Delete the row of ``person``; how many."""
        gone = self._session.execute(
            delete(PersonRow).where(PersonRow.person == person).returning(PersonRow.person)
        )
        return len(gone.all())

    def forget_unseen_since(self, when: datetime) -> int:
        """Delete the rows of people not seen since ``when``; how many."""
        gone = self._session.execute(
            delete(PersonRow).where(PersonRow.seen_at < when).returning(PersonRow.person)
        )
        return len(gone.all())
