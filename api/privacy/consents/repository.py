"""All queries on consents and on notices that were shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.privacy.consents.tables import ConsentRow, NoticeShownRow


class ConsentRepository:
    """Reads and writes consents; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: ConsentRow) -> None:
        """Keep one consent."""
        self._session.add(row)

    def of(self, person: str) -> Sequence[ConsentRow]:
        """All consents of ``person``, oldest first."""
        query = select(ConsentRow).where(ConsentRow.person == person).order_by(ConsentRow.id)
        return self._session.scalars(query).all()

    def standing(self, person: str, purpose: str | None = None) -> Sequence[ConsentRow]:
        """Those that are not withdrawn, for one purpose or all."""
        query = select(ConsentRow).where(
            ConsentRow.person == person, ConsentRow.withdrawn_at.is_(None)
        )
        if purpose is not None:
            query = query.where(ConsentRow.purpose == purpose)
        return self._session.scalars(query).all()

    def forget_person(self, person: str) -> int:
        """Delete what is ``person``'s; how many consents and notices that were."""
        consents = self._session.execute(
            delete(ConsentRow).where(ConsentRow.person == person).returning(ConsentRow.id)
        )
        notices = self._session.execute(
            delete(NoticeShownRow)
            .where(NoticeShownRow.person == person)
            .returning(NoticeShownRow.person)
        )
        return len(consents.all()) + len(notices.all())

    def forget_before(self, when: datetime) -> int:
        """Delete consents withdrawn, and notices shown, before ``when``; how many."""
        consents = self._session.execute(
            delete(ConsentRow).where(ConsentRow.withdrawn_at < when).returning(ConsentRow.id)
        )
        notices = self._session.execute(
            delete(NoticeShownRow)
            .where(NoticeShownRow.shown_at < when)
            .returning(NoticeShownRow.person)
        )
        return len(consents.all()) + len(notices.all())

    def note_shown(self, row: NoticeShownRow) -> None:
        """Keep that the notice was shown."""
        self._session.merge(row)

    def count(self, person: str) -> int:
        """How many consents and notices are kept of ``person``."""
        consents = select(func.count()).where(ConsentRow.person == person)
        notices = select(func.count()).where(NoticeShownRow.person == person)
        return (self._session.scalar(consents) or 0) + (self._session.scalar(notices) or 0)
