"""All queries on the web chat's turns and links."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.chat.tables import ChatLinkRow, ChatTurnRow, ChatVisitRow


class ChatRepository:
    """Reads and writes turns and links; the caller commits."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, row: ChatTurnRow) -> None:
        """Keep a new turn; the database refuses a second one with the same client id."""
        self._session.add(row)
        self._session.flush()

    def find(self, person: str, client_id: str) -> ChatTurnRow | None:
        """The turn with that id."""
        wanted = select(ChatTurnRow).where(
            ChatTurnRow.person == person, ChatTurnRow.client_id == client_id
        )
        return self._session.scalars(wanted).one_or_none()

    def latest(self, person: str, now: datetime, most: int) -> Sequence[ChatTurnRow]:
        """The last ``most`` turns that have not expired, oldest first."""
        wanted = (
            select(ChatTurnRow)
            .where(ChatTurnRow.person == person, ChatTurnRow.expires_at > now)
            .order_by(ChatTurnRow.id.desc())
            .limit(most)
        )
        return list(reversed(self._session.scalars(wanted).all()))

    def take_over(
        self, row: ChatTurnRow, now: datetime, expires_at: datetime, working: str
    ) -> bool:
        """Begin ``row`` anew, unless another process has just done so."""
        taken = self._session.execute(
            update(ChatTurnRow)
            .where(ChatTurnRow.id == row.id, ChatTurnRow.started_at == row.started_at)
            .values(state=working, started_at=now, expires_at=expires_at)
        )
        return bool(taken.rowcount)  # type: ignore[attr-defined]

    def settle(self, person: str, client_id: str, state: str, sealed: bytes) -> None:
        """Write how a turn stands; one forgotten meanwhile stays forgotten."""
        self._session.execute(
            update(ChatTurnRow)
            .where(ChatTurnRow.person == person, ChatTurnRow.client_id == client_id)
            .values(state=state, sealed=sealed)
        )

    def pushed(self, people: Collection[str], now: datetime) -> Sequence[tuple[str, int]]:
        """Person and number of what was pushed to ``people`` and has not expired, in order."""
        wanted = (
            select(ChatTurnRow.person, ChatTurnRow.id)
            .where(
                ChatTurnRow.person.in_(people),
                ChatTurnRow.pushed.is_(True),
                ChatTurnRow.expires_at > now,
            )
            .order_by(ChatTurnRow.id)
        )
        return [(person, number) for person, number in self._session.execute(wanted)]

    def numbered(self, numbers: Collection[int]) -> Sequence[ChatTurnRow]:
        """The turns with these numbers."""
        return self._session.scalars(select(ChatTurnRow).where(ChatTurnRow.id.in_(numbers))).all()

    def visit(self, person: str, now: datetime) -> None:
        """Note that the browser of ``person`` is here."""
        self._session.merge(ChatVisitRow(person=person, seen_at=now))

    def was_here(self, person: str, since: datetime) -> bool:
        """Whether the browser of ``person`` has been here after ``since``."""
        visit = self._session.get(ChatVisitRow, person)
        return visit is not None and visit.seen_at > since

    def forget_expired(self, now: datetime, unseen_since: datetime) -> int:
        """Delete expired turns, and visits before ``unseen_since``; how many turns."""
        gone = self._session.execute(delete(ChatTurnRow).where(ChatTurnRow.expires_at <= now))
        self._session.execute(delete(ChatVisitRow).where(ChatVisitRow.seen_at <= unseen_since))
        return int(gone.rowcount)  # type: ignore[attr-defined]

    def forget_person(self, person: str) -> int:
        """Delete turns, link and visit of ``person``; how many turns that were."""
        self._session.execute(delete(ChatVisitRow).where(ChatVisitRow.person == person))
        self._session.execute(delete(ChatLinkRow).where(ChatLinkRow.person == person))
        gone = self._session.execute(delete(ChatTurnRow).where(ChatTurnRow.person == person))
        return int(gone.rowcount)  # type: ignore[attr-defined]

    def count_of(self, person: str) -> int:
        """How many turns and links of ``person`` are kept."""
        turns = select(func.count()).where(ChatTurnRow.person == person)
        links = select(func.count()).where(ChatLinkRow.person == person)
        return (self._session.scalar(turns) or 0) + (self._session.scalar(links) or 0)

    def forget_links_before(self, when: datetime) -> int:
        """Delete links made before ``when``; how many."""
        gone = self._session.execute(delete(ChatLinkRow).where(ChatLinkRow.linked_at < when))
        return int(gone.rowcount)  # type: ignore[attr-defined]

    def link(self, row: ChatLinkRow) -> None:
        """Keep whose conversation it is."""
        self._session.merge(row)
