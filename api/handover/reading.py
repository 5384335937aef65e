"""A request as an officer reads it: opened, with what became of each answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from api.handover.contents import Contents
from api.handover.files import HandoverFiles, Template, filled
from api.handover.officers import outbox_key
from api.handover.repository import HandoverRepository
from api.handover.schemas import Author, Content, Summary
from api.handover.suggestions import Ask, Suggestion, suggest
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.outbox.repository import OutboxRepository
from api.staff.repository import AccountRepository

_LATEST_QUESTIONS = 5


@dataclass(frozen=True)
class Delivery:
    """What became of an answer: a state of the outbox, and why it failed."""

    state: str
    reason: str


@dataclass(frozen=True)
class Line:
    """One message; ``officer`` by full name; ``delivery`` for what was sent to the citizen."""

    id: int
    author: Author
    officer: str
    content: Content
    at: datetime
    delivery: Delivery | None


class Reading:
    """Opens what is sealed.

    Args:
        contents: opens it.
        files: templates.
        hotline: of the city.
        ask: asks our records.
    """

    def __init__(self, contents: Contents, files: HandoverFiles, hotline: str, ask: Ask) -> None:
        self._contents = contents
        self._files = files
        self._hotline = hotline
        self._ask = ask

    def summary(self, row: HandoverRow) -> Summary:
        """What was before the request."""
        return self._contents.summary(row.summary)

    def lesson(self, row: HandoverRow) -> str:
        """The question that our records could not answer."""
        return self._contents.content(row.lesson).text

    def lines(self, session: Session, row: HandoverRow, after: int = 0) -> list[Line]:
        """What was said after message ``after``, oldest first."""
        rows = HandoverRepository(session).messages(row.id, after)
        names = _names(session, rows)
        deliveries = _deliveries(session, rows)
        return [
            Line(
                id=item.id,
                author=Author(item.author),
                officer=names.get(item.officer or "", item.officer or ""),
                content=self._contents.content(item.sealed),
                at=item.at,
                delivery=deliveries.get(item.id),
            )
            for item in rows
        ]

    def suggestions(self, session: Session, row: HandoverRow) -> list[Suggestion]:
        """What our records say to the citizen's latest questions."""
        latest = HandoverRepository(session).latest_questions(row.id, _LATEST_QUESTIONS)
        written = [self._contents.content(item.sealed).text for item in latest]
        before = [turn.asked for turn in reversed(self.summary(row).turns)]
        return suggest(self._ask, [*written, *before], row.code)

    def templates(self, row: HandoverRow, officer: str) -> list[Template]:
        """Ready answers, filled in."""
        procedure = self.summary(row).procedure
        values = {"officer": officer, "number": row.number, "hotline": self._hotline}
        return [
            item.model_copy(update={"text": filled(item.text, procedure=procedure, **values)})
            for item in self._files.templates
        ]


def _names(session: Session, rows: Sequence[HandoverMessageRow]) -> dict[str, str]:
    accounts = AccountRepository(session)
    found = {name: accounts.by_username(name) for item in rows if (name := item.officer)}
    return {name: account.full_name for name, account in found.items() if account}


def _deliveries(session: Session, rows: Sequence[HandoverMessageRow]) -> dict[int, Delivery]:
    keys = {outbox_key(item): item.id for item in rows if item.author == Author.OFFICER.value}
    found = OutboxRepository(session).with_keys(keys)
    return {keys[item.key]: Delivery(item.state, item.reason or "") for item in found}
