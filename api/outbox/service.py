"""Queue each effect once, hand messages out in order, and forget none until it is settled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.outbox.notices import Notices
from api.outbox.payload import Sealer
from api.outbox.quiet_hours import QuietHours
from api.outbox.repository import OutboxRepository
from api.outbox.retries import fail, give_up, settle
from api.outbox.schemas import Delivery, NewMessage, Outcome, Purpose, Queued, Receipt, State
from api.outbox.tables import OutboxRow
from api.people.schemas import Notice
from api.people.service import People
from api.privacy.traces import hidden
from knowledge_base.errors import NotFound

FORGOTTEN = "person.forgotten"
NOT_REACHABLE = "person.unreachable"
_LOST = "worker.lost"
_UNREADABLE = "payload.unreadable"
# Rasa was not there: no failure of the message, so it is tried soon, and for ever.
_UNTRIED_WAIT = timedelta(seconds=10)
_WORKER_GONE = timedelta(days=1)
_WORKER_SILENT = timedelta(seconds=30)


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: ``doubled`` counts sends that may have arrived a second time."""

    worker_alive: bool
    waiting: int
    dead: int
    doubled: int


class Outbox:
    """All messages to people that they did not ask for at this moment.

    Args:
        sessions: where rows are kept.
        sealer: seals what the messages hold.
        notices: the texts.
        quiet: when only urgent messages go out.
        people: whether they can be reached.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        sealer: Sealer,
        notices: Notices,
        quiet: QuietHours,
        people: People,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._sealer = sealer
        self._notices = notices
        self._quiet = quiet
        self._people = people
        self._now = now

    def queue(self, message: NewMessage) -> Queued:
        """Write ``message`` to disk unless it is there already.

        Raises:
            InvalidInput: it names no notice, or lacks a value of it.
        """
        try:
            with self._sessions.begin() as session:
                return self.queue_in(session, message)
        except IntegrityError:
            # Another process queued the same effect between our look and our write.
            with self._sessions.begin() as session:
                return self.queue_in(session, message)

    def queue_in(self, session: Session, message: NewMessage) -> Queued:
        """The same in the transaction of what the message tells of: both happen, or neither.

        Raises:
            InvalidInput: it names no notice, or lacks a value of it.
            IntegrityError: another process is queueing the same effect; do it all again.
        """
        self._notices.check(message)
        repository = OutboxRepository(session)
        known = repository.find(message.key)
        if known is not None:
            return Queued(id=known.id, duplicate=True)
        row = self._row(message)
        repository.add(row)
        return Queued(id=row.id, duplicate=False)

    def claim(self, worker: str, limit: int, lease: timedelta) -> list[Delivery]:
        """Due messages, one a person and the oldest of each, leased to ``worker``."""
        now = self._now()
        with self._sessions.begin() as session:
            repository = OutboxRepository(session)
            due = repository.lock_due(now, self._quiet.hold(now), limit)
            taken = [row for row in due if self._take(row, worker, now + lease)]
            opened = [self._open(row) for row in taken]
            return [delivery for delivery in opened if delivery is not None]

    def may_be_reached(self, person: str) -> bool:
        """Whether messages to ``person`` arrive, as far as we know."""
        return self._people.state(person).reachable

    def start(self, number: int, attempt: int) -> bool:
        """Whether the channel that was handed ``attempt`` may send now.

        From here until a receipt comes, the message may have reached the person.
        """
        with self._sessions.begin() as session:
            row = OutboxRepository(session).lock(number)
            if row is None or row.state != State.SENDING.value or row.attempts != attempt:
                return False
            row.doubled += int(row.begun)
            row.begun = True
            return True

    def receive(self, number: int, receipt: Receipt) -> State:
        """Settle a message; a receipt that comes twice, or too late, changes nothing.

        Raises:
            NotFound: there is no such message.
        """
        if receipt.outcome is Outcome.UNREACHABLE:
            self._note_unreachable(number)
        with self._sessions.begin() as session:
            row = OutboxRepository(session).lock(number)
            if row is None:
                raise NotFound(f"no message {number}")
            current = row.state == State.SENDING.value and row.attempts == receipt.attempt
            # What has arrived has arrived, whoever sent it and however late we hear.
            arrived = receipt.outcome is Outcome.SENT and row.state != State.SENT.value
            if current or arrived:
                settle(row, receipt, self._now())
            return State(row.state)

    def release(self, number: int, attempt: int) -> None:
        """The message was not tried, because Rasa was not there: it waits, nothing is counted."""
        with self._sessions.begin() as session:
            row = OutboxRepository(session).lock(number)
            if row is None or row.state != State.SENDING.value or row.attempts != attempt:
                return
            row.state, row.worker = State.WAITING.value, None
            row.held_until = self._now() + _UNTRIED_WAIT

    def revive(self, session: Session, number: int) -> OutboxRow | None:
        """Let a dead message be sent after all; ``None`` where that cannot be.

        Args:
            session: a transaction that has not read or written yet.
            number: of the message.
        """
        row = OutboxRepository(session).lock(number)
        if row is None or row.state != State.DEAD.value or not row.payload:
            return None
        row.state, row.failures, row.held_until, row.settled_at = State.WAITING.value, 0, None, None
        return row

    def forget(self, person: str) -> int:
        """Empty all messages of ``person``, let none name them, send none; how many.

        Keys stay, hidden where they name the person, so that no effect is told again.
        """
        with self._sessions.begin() as session:
            rows = OutboxRepository(session).of_person(person)
            for row in rows:
                row.payload, row.person, row.key = b"", "", hidden(row.key, person)
                if row.state != State.SENT.value:
                    row.reason = FORGOTTEN
                    give_up(row, self._now())
            return len(rows)

    def count(self, person: str) -> int:
        """How many messages of ``person`` are kept."""
        with self._sessions() as session:
            return OutboxRepository(session).count_of(person)

    def forget_before(self, when: datetime) -> int:
        """Delete what was sent or given up before ``when``; how many messages."""
        with self._sessions.begin() as session:
            return OutboxRepository(session).forget_settled_before(when)

    def note_alive(self, worker: str) -> None:
        """``worker`` works."""
        now = self._now()
        with self._sessions.begin() as session:
            OutboxRepository(session).note_alive(worker, now, now - _WORKER_GONE)

    def standing(self) -> Standing:
        """How the outbox stands as a whole."""
        with self._sessions() as session:
            repository = OutboxRepository(session)
            seen = repository.last_alive()
            return Standing(
                worker_alive=seen is not None and self._now() - seen < _WORKER_SILENT,
                waiting=repository.count(State.WAITING),
                dead=repository.count(State.DEAD),
                doubled=repository.doubled(),
            )

    def _row(self, message: NewMessage) -> OutboxRow:
        now = self._now()
        wanted = max(message.not_before or now, now)
        urgent = message.urgent or message.purpose is Purpose.OFFICER_REPLY
        return OutboxRow(
            key=message.key,
            person=message.person,
            purpose=message.purpose.value,
            about=self._sealer.about(message),
            payload=self._sealer.seal(message),
            urgent=urgent,
            created_at=now,
            not_before=wanted if urgent else self._quiet.allowed(wanted),
        )

    def _take(self, row: OutboxRow, worker: str, until: datetime) -> bool:
        if row.state == State.SENDING.value:
            # A lease ran out without a receipt; what kills its worker is not tried for ever.
            row.reason = _LOST
            fail(row, self._now())
            if row.state == State.DEAD.value:
                return False
        row.state, row.worker, row.held_until = State.SENDING.value, worker, until
        row.attempts += 1
        return True

    def _open(self, row: OutboxRow) -> Delivery | None:
        try:
            return self._sealer.delivery(row, self._notices)
        except NotFound:
            # Sealed with a key that we have lost: no try will ever succeed.
            row.outcome, row.reason = Outcome.REFUSED.value, _UNREADABLE
            give_up(row, self._now())
            return None

    def _note_unreachable(self, number: int) -> None:
        with self._sessions() as session:
            row = OutboxRepository(session).get(number)
        if row is not None and row.person and self.may_be_reached(row.person):
            self._people.notice(row.person, Notice.UNREACHABLE)
