"""The citizen's side: ask for a person, write to them, have the assistant back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.handover.contents import Contents
from api.handover.duty import Duty
from api.handover.hours import WorkingHours
from api.handover.repository import HandoverRepository
from api.handover.schemas import (
    Author,
    Content,
    Opened,
    Opening,
    Outcome,
    Passed,
    Said,
    State,
    Summary,
)
from api.handover.summary import Summariser
from api.handover.tables import HandoverRow
from api.handover.wording import Prospect, Wording, usual_wait
from api.handover.writing import Writing
from api.staff.scopes import Scope

_WAITS_SINCE = timedelta(days=30)
_MOST_WAITS = 100


@dataclass(frozen=True)
class Office:
    """The office; ``pause``: how long an officer's word keeps the assistant silent."""

    duty: Duty
    pause: timedelta
    hours: WorkingHours
    summariser: Summariser
    wording: Wording


class Handovers:
    """Requests of citizens for a person.

    Args:
        sessions: where rows are kept.
        contents: seals what is said.
        office: what opening a request asks of it.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        contents: Contents,
        office: Office,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._contents = contents
        self._writing = Writing(contents, now)
        self._office = office
        self._now = now

    def open(self, opening: Opening) -> Opened:
        """A request for a person; whoever has an open one is told how that stands."""
        summary, scope = (
            self._office.summariser.summary(opening),
            self._office.summariser.scope(opening),
        )
        content = self._contents.said(_first(opening))
        try:
            return self._open(opening, summary, scope, content)
        except IntegrityError:
            # Another process opened one between our look and our write.
            return self._open(opening, summary, scope, content)

    def pass_on(self, said: Said) -> Passed:
        """Put what the citizen wrote into their open request, if there is one."""
        content = self._contents.said(said)
        with self._sessions.begin() as session:
            repository = HandoverRepository(session)
            row = repository.lock_open(said.person)
            if row is None:
                return Passed(open=False, silent=False)
            self._hear(session, row, content, said.key)
            row.heard_at = self._now()
            return Passed(open=True, silent=self._is_silent(session, row))

    def leave(self, person: str) -> bool:
        """Close the open request of ``person``; whether there was one."""
        with self._sessions.begin() as session:
            repository = HandoverRepository(session)
            row = repository.lock_open(person)
            if row is None:
                return False
            end(row, Outcome.CITIZEN_LEFT, self._now())
            self._writing.happened(session, row, "Người dân quay lại với trợ lý.")
            return True

    def _open(self, opening: Opening, summary: Summary, scope: Scope, content: Content) -> Opened:
        with self._sessions.begin() as session:
            repository = HandoverRepository(session)
            known = repository.lock_open(opening.person)
            if known is not None:
                return self._known(session, known, opening, content)
            now, on_duty = self._now(), self._office.duty.anyone(session, scope)
            row = HandoverRow(
                person=opening.person,
                channel=_channel_of(opening),
                reason=opening.reason.value,
                department=scope.department,
                ward=scope.ward,
                code=opening.code_in_hand,
                summary=self._contents.seal(summary),
                on_duty=on_duty,
                opened_at=now,
                promised_at=None if on_duty else self._office.hours.promise(now),
                heard_at=now,
            )
            repository.add(row)
            self._hear(session, row, content, opening.key)
            told = self._office.wording.opened(self._prospect(repository, row, opening.matter))
            return Opened(number=row.number, duplicate=False, messages=told)

    def _known(
        self,
        session: Session,
        row: HandoverRow,
        opening: Opening,
        content: Content,
    ) -> Opened:
        self._hear(session, row, content, opening.key)
        officer = self._office.duty.name_of(session, row.officer) if row.officer else None
        told = self._office.wording.known(row.number, officer)
        return Opened(number=row.number, duplicate=True, messages=told)

    def _prospect(
        self, repository: HandoverRepository, row: HandoverRow, matter: str | None
    ) -> Prospect:
        waits = repository.latest_waits(row.opened_at - _WAITS_SINCE, _MOST_WAITS)
        return Prospect(
            number=row.number,
            on_duty=row.on_duty,
            ahead=repository.waiting_before(row.id),
            wait_minutes=usual_wait(waits),
            promised_at=row.promised_at,
            matter=matter,
        )

    def _hear(self, session: Session, row: HandoverRow, content: Content, key: str) -> None:
        # A button without words has nothing to keep.
        if content != Content():
            self._writing.say(session, row, Author.CITIZEN, content, f"citizen:{key}")

    def _is_silent(self, session: Session, row: HandoverRow) -> bool:
        """Whether the assistant leaves the talking to a person.

        Who waits for an office that is shut, or for an officer who has gone home without a
        word, is not left without answers until the morning.
        """
        latest = max(filter(None, (row.taken_at, row.answered_at)), default=None)
        is_fresh = latest is not None and self._now() - latest < self._office.pause
        if row.state == State.TAKEN.value and is_fresh:
            return True
        return self._office.duty.anyone(session, Scope(row.department, row.ward))


def end(row: HandoverRow, outcome: Outcome, now: datetime) -> None:
    """Close a request."""
    row.state, row.outcome, row.closed_at = State.CLOSED.value, outcome.value, now


def _channel_of(opening: Opening) -> str:
    # The web comes to Rasa by its REST channel: the person's name tells more.
    return opening.person.partition(":")[0][:32] if ":" in opening.person else opening.channel


def _first(opening: Opening) -> Said:
    return Said(
        person=opening.person,
        text=opening.text,
        references=opening.references,
        key=opening.key,
    )
