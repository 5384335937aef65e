"""What is told to web conversations unasked: written into their history, read by open pages."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.chat.errors import ConversationExpired
from api.chat.history import TurnState
from api.chat.repository import ChatRepository
from api.chat.schemas import NewPush, PastTurn, TurnEnd
from api.chat.tables import ChatTurnRow
from api.vault.cipher import Cipher
from knowledge_base.errors import NotFound

_STATUS = "pushed"
# SQLite takes so many values in one query for sure.
_AT_ONCE = 500


@dataclass(frozen=True)
class Pushing:
    """One message on its way: ``number`` tells it from all others that are kept."""

    person: str
    number: int
    turn: PastTurn


class PushLog:
    """Pushed messages of all web conversations.

    Args:
        sessions: where turns are kept.
        cipher: seals them.
        lifetime: how long one is shown, and how long its browser may have been away.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        lifetime: timedelta,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._lifetime = lifetime
        self._now = now

    def write(self, push: NewPush) -> bool:
        """Put ``push`` into its conversation; whether it is new there.

        Raises:
            ConversationExpired: nobody has been there for long, or it was forgotten.
        """
        now = self._now()
        with self._sessions() as session:
            repository = ChatRepository(session)
            if repository.find(push.person, push.key) is not None:
                return False
            if not repository.was_here(push.person, now - self._lifetime):
                raise ConversationExpired("not here for long")
        try:
            with self._sessions.begin() as session:
                ChatRepository(session).add(self._row(push, now))
        except IntegrityError:
            # The same was told at the same moment.
            return False
        return True

    def numbers(self, people: Collection[str]) -> list[tuple[str, int]]:
        """Person and number of all that ``people`` can be shown, oldest first."""
        asked, found = sorted(people), list[tuple[str, int]]()
        with self._sessions() as session:
            repository = ChatRepository(session)
            for start in range(0, len(asked), _AT_ONCE):
                found += repository.pushed(asked[start : start + _AT_ONCE], self._now())
        return found

    def read(self, numbers: Collection[int]) -> list[Pushing]:
        """The messages with these numbers, oldest first."""
        asked, rows = sorted(numbers), list[ChatTurnRow]()
        with self._sessions() as session:
            for start in range(0, len(asked), _AT_ONCE):
                rows += ChatRepository(session).numbered(asked[start : start + _AT_ONCE])
        opened = [self._open(row) for row in sorted(rows, key=lambda row: row.id)]
        return [item for item in opened if item is not None]

    def _row(self, push: NewPush, now: datetime) -> ChatTurnRow:
        turn = PastTurn(
            id=push.key,
            messages=push.messages,
            end=TurnEnd(status=_STATUS),
            author=push.author,
            at=now,
        )
        return ChatTurnRow(
            person=push.person,
            client_id=push.key,
            state=TurnState.DONE.value,
            started_at=now,
            expires_at=now + self._lifetime,
            sealed=self._cipher.seal(turn.model_dump_json()),
            pushed=True,
        )

    def _open(self, row: ChatTurnRow) -> Pushing | None:
        try:
            turn = PastTurn.model_validate_json(self._cipher.open(row.sealed))
        except NotFound:
            # Sealed before the key was changed.
            return None
        return Pushing(row.person, row.id, turn)
