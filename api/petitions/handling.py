"""What staff do with a petition: each act once, in one transaction with its audit entry."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy.orm import Session

from api.audit import AuditLog, Change
from api.outbox.schemas import NOTICE, NewMessage, Purpose
from api.outbox.service import Outbox
from api.petitions.errors import WrongState
from api.petitions.repository import PetitionRepository
from api.petitions.schemas import State
from api.petitions.service import Petitions
from api.petitions.tables import PetitionEventRow, PetitionRow
from api.staff.errors import Forbidden
from api.staff.roles import Permission
from api.staff.scopes import Scope
from api.staff.signin.sessions import Identity
from knowledge_base.errors import InvalidInput, NotFound

ANSWER_NOTICE = "petition.answer"
_OPEN = (State.NEW, State.TAKEN, State.ANSWERED)


def scope_of(row: PetitionRow) -> Scope:
    """Whose matter ``row`` is."""
    return Scope(row.department, row.ward)


def answer_key(row: PetitionRow) -> str:
    """Names the message that carries the answer."""
    return f"petition:{row.id}:answer"


@dataclass(frozen=True)
class Handling:
    """Acts of one member of staff within one transaction.

    Attributes:
        petitions: the petitions.
        outbox: carries answers.
        audit: takes every act down.
        session: the transaction; it has not read or written yet.
        who: who acts.
    """

    petitions: Petitions
    outbox: Outbox
    audit: AuditLog
    session: Session
    who: Identity

    def read(self, petition_id: int) -> PetitionRow:
        """One petition, for reading; that is on record.

        Raises:
            NotFound: there is none.
            Forbidden: it is another unit's.
        """
        row = self._checked(
            PetitionRepository(self.session).get(petition_id), Permission.INBOX_READ
        )
        self._record(Change("petition.read", "petition", row.number or ""))
        return row

    def take(self, petition_id: int) -> None:
        """Make it one's own.

        Raises:
            WrongState: somebody has it, or it is settled.
        """
        row = self._locked(petition_id, Permission.INBOX_ANSWER)
        if row.state != State.NEW.value:
            raise WrongState(row.state)
        row.state, row.officer = State.TAKEN.value, self.who.username
        self._happened(row, "take", {"state": State.NEW.value}, {"state": row.state})

    def assign(self, petition_id: int, scope: Scope, note: str) -> None:
        """Give it to another department or ward; nobody has it then.

        Raises:
            WrongState: it is closed.
        """
        row = self._locked(petition_id, Permission.INBOX_ASSIGN, State.NEW, State.TAKEN)
        before = {"department": row.department, "ward": row.ward}
        row.department, row.ward = scope.department, scope.ward
        row.state, row.officer = State.NEW.value, None
        after = {"department": row.department, "ward": row.ward}
        self._happened(row, "assign", before, after, note)

    def answer(self, petition_id: int, text: str) -> None:
        """Answer its person, through the outbox, and keep the answer for those who ask for it.

        Raises:
            InvalidInput: there is no text.
            WrongState: it has an answer already, or is closed.
        """
        words = text.strip()
        if not words:
            raise InvalidInput("an empty answer")
        row = self._locked(petition_id, Permission.INBOX_ANSWER, State.NEW, State.TAKEN)
        content = self.petitions.sealer.open(row.sealed)
        if content is None:
            raise WrongState("forgotten")
        content.answer = words
        before = {"state": row.state}
        row.sealed = self.petitions.sealer.seal(content)
        row.state, row.answered_at = State.ANSWERED.value, self.petitions.now()
        row.officer = row.officer or self.who.username
        self._send(row, words)
        self._happened(row, "answer", before, {"state": row.state}, words)

    def close(self, petition_id: int, note: str) -> None:
        """Settle it.

        Raises:
            WrongState: it is closed already.
        """
        row = self._locked(petition_id, Permission.INBOX_ANSWER, *_OPEN)
        before = {"state": row.state}
        row.state, row.closed_at = State.CLOSED.value, self.petitions.now()
        self._happened(row, "close", before, {"state": row.state}, note)

    def mark_exported(self, rows: list[PetitionRow], kind: str, *, contact: bool) -> None:
        """Note that ``rows`` went into a file; only the first time counts for each."""
        now = self.petitions.now()
        for row in rows:
            if row.exported_at is None:
                row.exported_at, row.exported_by = now, self.who.username
                self._note(row, "export", "")
        numbers = [row.number for row in rows]
        told = {"kind": kind, "rows": len(rows), "numbers": numbers, "contact": contact}
        self._record(Change("petition.export", "petition", after=told))

    def _send(self, row: PetitionRow, words: str) -> None:
        values = {"number": row.number or "", "text": words, "officer": self.who.full_name}
        try:
            message = NewMessage(
                person=row.person,
                purpose=Purpose.OFFICER_REPLY,
                key=answer_key(row),
                entities={NOTICE: ANSWER_NOTICE},
                values=values,
            )
        except ValidationError:
            # Somebody of a channel without a name of its own: they ask for the answer.
            return
        self.outbox.queue_in(self.session, message)

    def _locked(self, petition_id: int, permission: Permission, *states: State) -> PetitionRow:
        row = self._checked(PetitionRepository(self.session).lock(petition_id), permission)
        if states and State(row.state) not in states:
            raise WrongState(row.state)
        return row

    def _checked(self, row: PetitionRow | None, permission: Permission) -> PetitionRow:
        if row is None:
            raise NotFound("no such petition")
        if not self.who.may(permission, scope_of(row)):
            raise Forbidden(f"{self.who.username} lacks {permission} there")
        return row

    def _happened(
        self,
        row: PetitionRow,
        act: str,
        before: dict[str, str],
        after: dict[str, str],
        words: str = "",
    ) -> None:
        self._note(row, act, words)
        self._record(Change(f"petition.{act}", "petition", row.number or "", before, after))

    def _note(self, row: PetitionRow, act: str, words: str) -> None:
        event = PetitionEventRow(
            petition_id=row.id,
            at=self.petitions.now(),
            actor=self.who.username,
            act=act,
            sealed=self.petitions.sealer.seal_words(words.strip()),
        )
        PetitionRepository(self.session).add_event(event)

    def _record(self, change: Change) -> None:
        self.audit.record(self.session, self.who.actor, change)
