"""The officers' side: take, answer, note, transfer, close; each act and its record in one go."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from api.audit import AuditLog, Change
from api.handover.contents import Contents
from api.handover.errors import NotYours, Over, TakenByAnother
from api.handover.repository import HandoverRepository
from api.handover.schemas import Author, Content, Outcome, State
from api.handover.service import end
from api.handover.tables import HandoverMessageRow, HandoverRow
from api.handover.writing import Writing
from api.outbox.schemas import NewMessage, Purpose
from api.outbox.service import Outbox
from api.staff.errors import Forbidden
from api.staff.repository import AccountRepository
from api.staff.roles import Permission
from api.staff.scopes import Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import InvalidInput, NotFound

# With the signature it still is one message of the narrowest channel.
LONGEST_ANSWER = 1500


class Officers:
    """What officers do with requests.

    Args:
        sessions: where rows are kept.
        contents: seals what is said.
        outbox: brings answers to the citizen.
        audit: the log.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        contents: Contents,
        outbox: Outbox,
        audit: AuditLog,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._contents = contents
        self._writing = Writing(contents, now)
        self._outbox = outbox
        self._audit = audit
        self._now = now

    def take(self, who: Identity, number: int) -> None:
        """Take a request; who assigns may take it from somebody else.

        Raises:
            TakenByAnother: another officer was first.
            Over, NotFound, Forbidden: see ``_locked``.
        """
        with self._sessions.begin() as session:
            row = self._locked(session, who, number, Permission.INBOX_ANSWER)
            if row.officer == who.username:
                return
            if row.officer and not who.may(Permission.INBOX_ASSIGN, scope_of(row)):
                raise TakenByAnother(_name_of(session, row.officer))
            before = {"state": row.state, "officer": row.officer}
            row.state, row.officer = State.TAKEN.value, who.username
            row.taken_at = row.taken_at or self._now()
            self._writing.happened(session, row, f"{who.full_name} nhận yêu cầu.")
            self._tell(session, row, "officer.joined", f"joined:{who.username}", who)
            after = {"state": row.state, "officer": row.officer}
            self._record(session, who, row, "handover.take", before, after)

    def release(self, who: Identity, number: int) -> None:
        """Give a request back to those who wait.

        Raises:
            NotYours, Over, NotFound, Forbidden: see ``_held``.
        """
        with self._sessions.begin() as session:
            row = self._held(session, who, number)
            self._let_go(row)
            self._writing.happened(session, row, f"{who.full_name} trả lại yêu cầu.")
            self._record(session, who, row, "handover.release", {"officer": who.username}, {})

    def answer(self, who: Identity, number: int, text: str, key: str) -> None:
        """Tell the citizen ``text``; the same ``key`` again changes nothing.

        Raises:
            InvalidInput: no text, or too long.
            NotYours, Over, NotFound, Forbidden: see ``_held``.
        """
        told = _checked(text)
        with self._sessions.begin() as session:
            row = self._held(session, who, number)
            message = self._writing.say(
                session, row, Author.OFFICER, Content(text=told), f"answer:{key}", who.username
            )
            if message is None:
                return
            row.answered_at = self._now()
            self._queue(session, row, "officer.reply", outbox_key(message), who, text=told)
            after = {"message": message.id, "characters": len(told)}
            self._record(session, who, row, "handover.answer", {}, after)

    def note(self, who: Identity, number: int, text: str, key: str) -> None:
        """Write something down for other officers; closed requests too.

        Raises:
            InvalidInput: no text, or too long.
            NotFound, Forbidden: see ``_locked``.
        """
        noted = Content(text=_checked(text))
        with self._sessions.begin() as session:
            row = self._locked(session, who, number, Permission.INBOX_ANSWER, also_closed=True)
            message = self._writing.say(
                session, row, Author.NOTE, noted, f"note:{key}", who.username
            )
            if message is not None:
                self._record(session, who, row, "handover.note", {}, {"message": message.id})

    def transfer(self, who: Identity, number: int, scope: Scope, where: str) -> None:
        """Give a request to another department or ward; ``where`` is its name.

        Raises:
            InvalidInput: it is there already.
            NotYours, Over, NotFound, Forbidden: see ``_held``.
        """
        with self._sessions.begin() as session:
            row = self._held(session, who, number)
            before = scope_of(row)
            if before == scope:
                raise InvalidInput("it is there already")
            row.department, row.ward = scope.department, scope.ward
            self._let_go(row)
            self._writing.happened(session, row, f"{who.full_name} chuyển tới {where}.")
            self._record(session, who, row, "handover.transfer", named(before), named(scope))

    def close(self, who: Identity, number: int, outcome: Outcome, lesson: str) -> None:
        """End a request; the assistant talks again. ``lesson``: what our records lack.

        Raises:
            InvalidInput: a knowledge gap without its question, or an outcome of others.
            NotYours, Over, NotFound, Forbidden: see ``_held``.
        """
        if outcome not in (Outcome.ANSWERED, Outcome.KNOWLEDGE_GAP, Outcome.OTHER):
            raise InvalidInput("no outcome for officers")
        with self._sessions.begin() as session:
            row = self._held(session, who, number)
            if outcome is Outcome.KNOWLEDGE_GAP:
                row.lesson = self._contents.seal(Content(text=_checked(lesson)))
            end(row, outcome, self._now())
            self._writing.happened(session, row, f"{who.full_name} kết thúc yêu cầu.")
            self._tell(session, row, "officer.closed", "closed", who)
            self._record(session, who, row, "handover.close", {}, {"outcome": outcome.value})

    def _locked(
        self,
        session: Session,
        who: Identity,
        number: int,
        permission: Permission,
        also_closed: bool = False,
    ) -> HandoverRow:
        """The request, which nobody else changes now.

        Raises:
            NotFound: there is none.
            Forbidden: it has gone to where ``who`` may not.
            Over: it is closed.
        """
        row = HandoverRepository(session).lock(number)
        if row is None:
            raise NotFound(f"no request {number}")
        if not who.may(permission, scope_of(row)):
            raise Forbidden(f"{who.username} lacks {permission} there")
        if row.state == State.CLOSED.value and not also_closed:
            raise Over(row.number)
        return row

    def _held(self, session: Session, who: Identity, number: int) -> HandoverRow:
        """The same, where ``who`` has taken it.

        Raises:
            NotYours: they have not.
        """
        row = self._locked(session, who, number, Permission.INBOX_ANSWER)
        if row.officer != who.username:
            raise NotYours(row.number)
        return row

    def _let_go(self, row: HandoverRow) -> None:
        row.state, row.officer = State.WAITING.value, None

    def _tell(
        self, session: Session, row: HandoverRow, notice: str, key: str, who: Identity
    ) -> None:
        self._queue(session, row, notice, f"handover:{row.id}:{key}", who, number=row.number)

    def _queue(
        self, session: Session, row: HandoverRow, notice: str, key: str, who: Identity, **more: str
    ) -> None:
        message = NewMessage(
            person=row.person,
            purpose=Purpose.OFFICER_REPLY,
            key=key,
            entities={"notice": notice},
            values={"officer": who.full_name, **more},
            urgent=True,
        )
        self._outbox.queue_in(session, message)

    def _record(
        self,
        session: Session,
        who: Identity,
        row: HandoverRow,
        action: str,
        before: dict[str, Any],
        after: dict[str, Any],
    ) -> None:
        change = Change(action, "handover", row.number, before, after)
        self._audit.record(session, who.actor, change)


def scope_of(row: HandoverRow) -> Scope:
    """Whose request it is."""
    return Scope(row.department, row.ward)


def outbox_key(message: HandoverMessageRow) -> str:
    """By which the outbox knows an officer's answer."""
    return f"handover:message:{message.id}"


def named(scope: Scope) -> dict[str, Any]:
    """A scope, for the audit log."""
    return {"department": scope.department, "ward": scope.ward}


def _checked(text: str) -> str:
    plain = text.replace("\r\n", "\n").strip()
    if not plain or len(plain) > LONGEST_ANSWER:
        raise InvalidInput("no text, or too long")
    return plain


def _name_of(session: Session, username: str) -> str:
    account = AccountRepository(session).by_username(username)
    return account.full_name if account else username
