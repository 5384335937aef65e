"""All queries on judgements, and on the answers that they judge."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from api.answers.tables import AnswerRow
from api.feedback.tables import FeedbackRow


class FeedbackRepository:
    """Reads and writes judgements; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answer(self, reference: str) -> AnswerRow | None:
        """The answer that ``reference`` names."""
        query = select(AnswerRow).where(AnswerRow.reference == reference)
        return self._session.scalars(query).one_or_none()

    def find(self, reference: str) -> FeedbackRow | None:
        """What was told of that answer."""
        query = select(FeedbackRow).where(FeedbackRow.answer == reference)
        return self._session.scalars(query).one_or_none()

    def get(self, feedback_id: int) -> FeedbackRow | None:
        """One judgement."""
        return self._session.get(FeedbackRow, feedback_id)

    def add(self, row: FeedbackRow) -> None:
        """Keep one."""
        self._session.add(row)
        self._session.flush()

    def forget_person(self, pseudonym: str) -> int:
        """Delete what ``pseudonym`` told; how many judgements that were."""
        gone = self._session.execute(
            delete(FeedbackRow).where(FeedbackRow.person == pseudonym).returning(FeedbackRow.id)
        )
        return len(gone.all())

    def forget_before(self, when: datetime) -> int:
        """Delete what was told before ``when``; how many judgements that were."""
        gone = self._session.execute(
            delete(FeedbackRow).where(FeedbackRow.changed_at < when).returning(FeedbackRow.id)
        )
        return len(gone.all())

    def count_of(self, pseudonym: str) -> int:
        """How many judgements of ``pseudonym`` there are."""
        query = select(func.count()).where(FeedbackRow.person == pseudonym)
        return self._session.scalar(query) or 0

    def listed(self) -> Select[tuple[FeedbackRow]]:
        """Every judgement, for a list."""
        return select(FeedbackRow)
