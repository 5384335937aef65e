"""All queries on what people sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from api.media.tables import MediaRow


class MediaRepository:
    """Reads and writes; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: MediaRow) -> None:
        """Keep ``row``; the database refuses a second one of the same event."""
        self._session.add(row)
        self._session.flush()

    def of_event(self, person: str, key: str, now: datetime) -> MediaRow | None:
        """What an event of ``person`` has brought before."""
        wanted = select(MediaRow).where(
            MediaRow.person == person, MediaRow.key == key, MediaRow.expires_at > now
        )
        return self._session.scalars(wanted).one_or_none()

    def valid(self, reference: str, now: datetime) -> MediaRow | None:
        """The row of ``reference``, unless its time is over."""
        wanted = select(MediaRow).where(MediaRow.reference == reference, MediaRow.expires_at > now)
        return self._session.scalars(wanted).one_or_none()

    def passing(self, person: str) -> int:
        """How many files of ``person`` nobody has asked to keep."""
        wanted = select(func.count()).where(MediaRow.person == person, MediaRow.kept.is_(False))
        return self._session.scalar(wanted) or 0

    def count_of(self, person: str) -> int:
        """How many files of ``person`` there are."""
        wanted = select(func.count()).where(MediaRow.person == person)
        return self._session.scalar(wanted) or 0

    def references(self) -> set[str]:
        """All of them."""
        return set(self._session.scalars(select(MediaRow.reference)))

    def forget_expired(self, now: datetime) -> Sequence[str]:
        """Delete the rows whose time is over; their references."""
        return self._gone(MediaRow.expires_at <= now)

    def forget_person(self, person: str, *, kept_too: bool) -> Sequence[str]:
        """Delete the rows of ``person``; their references."""
        kept = () if kept_too else (MediaRow.kept.is_(False),)
        return self._gone(MediaRow.person == person, *kept)

    def _gone(self, *which: object) -> Sequence[str]:
        gone = delete(MediaRow).where(*which).returning(MediaRow.reference)  # type: ignore[arg-type]
        return list(self._session.scalars(gone))
