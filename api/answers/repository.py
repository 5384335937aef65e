"""All queries on given answers."""

from __future__ import annotations

from sqlalchemy.orm import Session

from api.answers.tables import AnswerRow


class AnswerRepository:
    """Writes given answers; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: AnswerRow) -> None:
        """Keep one answer."""
        self._session.add(row)
