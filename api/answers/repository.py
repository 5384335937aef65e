"""All queries on given answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from api.answers.tables import AnswerRow


class AnswerRepository:
    """Writes given answers; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: AnswerRow) -> None:
        """Keep one answer."""
        self._session.add(row)

    def count_of(self, pseudonym: str) -> int:
        """How many answers to ``pseudonym`` are kept."""
        query = select(func.count()).where(AnswerRow.person == pseudonym)
        return self._session.scalar(query) or 0

    def disown(self, pseudonym: str) -> int:
        """Let answers to ``pseudonym`` be nobody's; how many."""
        changed = self._session.execute(
            update(AnswerRow).where(AnswerRow.person == pseudonym).values(person="")
        )
        return int(changed.rowcount)  # type: ignore[attr-defined]

    def disown_before(self, when: datetime) -> int:
        """Let answers given before ``when`` be nobody's; how many."""
        changed = self._session.execute(
            update(AnswerRow).where(AnswerRow.at < when, AnswerRow.person != "").values(person="")
        )
        return int(changed.rowcount)  # type: ignore[attr-defined]
