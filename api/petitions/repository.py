"""All queries on petitions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, delete, false, or_, select, text, true
from sqlalchemy.orm import Session

from api.petitions.tables import PetitionEventRow, PetitionPhotoRow, PetitionRow
from api.staff.scopes import ALL, Scope


class PetitionRepository:
    """Reads and writes petitions; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: PetitionRow) -> None:
        """Keep a new petition; ``row.id`` is set."""
        self._session.add(row)
        self._session.flush()

    def add_event(self, row: PetitionEventRow) -> None:
        """Keep one step."""
        self._session.add(row)

    def add_photo(self, row: PetitionPhotoRow) -> None:
        """Keep one picture."""
        self._session.add(row)

    def by_key(self, key: str) -> PetitionRow | None:
        """The petition made of that draft."""
        return self._session.scalars(
            select(PetitionRow).where(PetitionRow.key == key)
        ).one_or_none()

    def get(self, petition_id: int) -> PetitionRow | None:
        """One petition."""
        return self._session.get(PetitionRow, petition_id)

    def lock(self, petition_id: int) -> PetitionRow | None:
        """One petition, which nobody else changes until the commit; the first of a transaction."""
        self.lock_writing()
        query = select(PetitionRow).where(PetitionRow.id == petition_id)
        return self._session.scalars(query.with_for_update()).one_or_none()

    def of_person(self, person: str, number: str | None, most: int) -> list[PetitionRow]:
        """The petitions of ``person``, the youngest first; only ``number`` where it is given."""
        query = select(PetitionRow).where(PetitionRow.person == person)
        if number is not None:
            query = query.where(PetitionRow.number == number)
        return list(self._session.scalars(query.order_by(PetitionRow.id.desc()).limit(most)))

    def events(self, petition_id: int) -> list[PetitionEventRow]:
        """The steps of a petition, oldest first."""
        query = select(PetitionEventRow).where(PetitionEventRow.petition_id == petition_id)
        return list(self._session.scalars(query.order_by(PetitionEventRow.id)))

    def photo(self, petition_id: int, place: int) -> PetitionPhotoRow | None:
        """One picture."""
        return self._session.get(PetitionPhotoRow, (petition_id, place))

    def forget_content(self, petition_ids: Sequence[int]) -> None:
        """Delete the pictures and empty the words of the steps."""
        self._session.execute(
            delete(PetitionPhotoRow).where(PetitionPhotoRow.petition_id.in_(petition_ids))
        )
        for petition_id in petition_ids:
            for event in self.events(petition_id):
                event.sealed = b""

    def all_of_person(self, person: str) -> list[PetitionRow]:
        """Every petition of ``person``."""
        return list(self._session.scalars(select(PetitionRow).where(PetitionRow.person == person)))

    def closed_before(self, when: datetime) -> list[PetitionRow]:
        """Petitions closed before ``when`` whose content is still kept."""
        query = select(PetitionRow).where(PetitionRow.closed_at < when, PetitionRow.sealed != b"")
        return list(self._session.scalars(query))

    def listed(self, scopes: Sequence[Scope]) -> Select[PetitionRow]:
        """The petitions within ``scopes``, for a list."""
        return select(PetitionRow).where(within(scopes))

    def chosen(self, petition_ids: Sequence[int], scopes: Sequence[Scope]) -> list[PetitionRow]:
        """Those of ``petition_ids`` that lie within ``scopes``, by number."""
        query = self.listed(scopes).where(PetitionRow.id.in_(petition_ids))
        return list(self._session.scalars(query.order_by(PetitionRow.id)))

    def lock_writing(self) -> None:
        """SQLite has no row locks: take its one writer's lock before reading."""
        if self._session.get_bind().dialect.name == "sqlite":
            self._session.execute(text("BEGIN IMMEDIATE"))


def within(scopes: Sequence[Scope]) -> ColumnElement[bool]:
    """The condition that a petition lies within one of ``scopes``."""
    return or_(false(), *(_covered(scope) for scope in scopes))


def _covered(scope: Scope) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    if scope.department != ALL:
        condition = condition & (PetitionRow.department == scope.department)
    if scope.ward != ALL:
        condition = condition & (PetitionRow.ward == scope.ward)
    return condition
