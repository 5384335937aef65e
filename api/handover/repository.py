"""All queries on hand-overs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select, text, true
from sqlalchemy.orm import Session

from api.handover.schemas import Author, State
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.staff.scopes import ALL, Scope

_Row, _Message = HandoverRow, HandoverMessageRow


class HandoverRepository:
    """Reads and writes requests and their messages; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: HandoverRow | HandoverMessageRow) -> None:
        """Keep a new row; its id is known afterwards."""
        self._session.add(row)
        self._session.flush()

    def get(self, number: int) -> HandoverRow | None:
        """One request."""
        return self._session.get(_Row, number)

    def lock(self, number: int) -> HandoverRow | None:
        """One request, which nobody else changes until the commit."""
        self.lock_writing()
        return self._session.scalars(
            select(_Row).where(_Row.id == number).with_for_update()
        ).one_or_none()

    def lock_open(self, person: str) -> HandoverRow | None:
        """The open request of ``person``, which nobody else changes until the commit."""
        self.lock_writing()
        query = select(_Row).where(_Row.person == person, _Row.state != State.CLOSED.value)
        return self._session.scalars(query.with_for_update()).one_or_none()

    def has_message(self, handover_id: int, key: str) -> bool:
        """Whether the message with ``key`` is in the request."""
        query = select(_Message.id).where(_Message.handover_id == handover_id, _Message.key == key)
        return self._session.scalar(query) is not None

    def messages(self, handover_id: int, after: int = 0) -> Sequence[HandoverMessageRow]:
        """What was said after message ``after``, oldest first."""
        query = (
            select(_Message)
            .where(_Message.handover_id == handover_id, _Message.id > after)
            .order_by(_Message.id)
        )
        return self._session.scalars(query).all()

    def latest_questions(self, handover_id: int, most: int) -> Sequence[HandoverMessageRow]:
        """The citizen's latest messages, the youngest first."""
        query = (
            select(_Message)
            .where(_Message.handover_id == handover_id, _Message.author == Author.CITIZEN.value)
            .order_by(_Message.id.desc())
            .limit(most)
        )
        return self._session.scalars(query).all()

    def waiting_before(self, handover_id: int) -> int:
        """How many people have waited longer."""
        query = select(func.count()).where(_Row.state == State.WAITING.value, _Row.id < handover_id)
        return self._session.scalar(query) or 0

    def waiting_within(self, scopes: Iterable[Scope]) -> int:
        """How many requests wait that who holds ``scopes`` may see."""
        query = select(func.count()).where(_Row.state == State.WAITING.value, seen_by(scopes))
        return self._session.scalar(query) or 0

    def latest_waits(self, since: datetime, most: int) -> list[float]:
        """Seconds from opening to taking, of requests opened while somebody was there."""
        query = (
            select(_Row.opened_at, _Row.taken_at)
            .where(_Row.on_duty.is_(True), _Row.taken_at.is_not(None), _Row.opened_at >= since)
            .order_by(_Row.id.desc())
            .limit(most)
        )
        rows = self._session.execute(query)
        return [(taken - opened).total_seconds() for opened, taken in rows if taken is not None]

    def listed(self, scopes: Iterable[Scope]) -> Select[HandoverRow]:
        """The requests that who holds ``scopes`` may see, for a list."""
        return select(_Row).where(seen_by(scopes))

    def of_person(self, person: str) -> Sequence[HandoverRow]:
        """Every request of ``person``, locked."""
        self.lock_writing()
        return self._session.scalars(
            select(_Row).where(_Row.person == person).with_for_update()
        ).all()

    def count_of(self, person: str) -> int:
        """How many requests of ``person`` there are."""
        query = select(func.count()).where(_Row.person == person)
        return self._session.scalar(query) or 0

    def closed_before(self, when: datetime) -> Sequence[HandoverRow]:
        """Requests closed before ``when`` whose content is still kept, locked."""
        self.lock_writing()
        query = select(_Row).where(_Row.closed_at < when, _Row.summary != b"")
        return self._session.scalars(query.with_for_update()).all()

    def lock_writing(self) -> None:
        """SQLite has no row locks: take its one writer's lock before reading."""
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))


def seen_by(scopes: Iterable[Scope]) -> ColumnElement[bool]:
    """The condition under which one of ``scopes`` covers a request."""
    return or_(false(), *(_covered(scope) for scope in scopes))


def _covered(scope: Scope) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [true()]
    if scope.department != ALL:
        conditions.append(_Row.department == scope.department)
    if scope.ward != ALL:
        conditions.append(_Row.ward == scope.ward)
    return and_(*conditions)
