"""The conversation so far, sealed at rest and kept for hours: for reloads and resent messages.

Rasa's tracker is not read for it: it holds no bubbles, no ids of the browser's making and
no turn that failed, and it is kept far longer than a reload needs.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from api.chat.repository import ChatRepository
from api.chat.schemas import Asked, ChatHistory, ChatRequest, PastTurn
from api.chat.tables import ChatLinkRow, ChatTurnRow
from api.vault.cipher import Cipher
from knowledge_base.entities import hide_personal
from knowledge_base.errors import NotFound

_MOST_TURNS = 60


class TurnState(StrEnum):
    """How a turn stands."""

    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Keeping:
    """How long things last: ``lifetime`` of a turn; ``patience`` with one at work elsewhere."""

    lifetime: timedelta
    patience: timedelta


@dataclass(frozen=True)
class Begun:
    """What was found when a turn was to begin; ``mine`` when the caller is to answer it."""

    turn: PastTurn
    state: TurnState
    mine: bool


class ChatTurnLog:
    """Turns of all web conversations.

    Args:
        sessions: where rows are kept.
        cipher: seals what was said.
        keeping: how long.
        now: the clock.
    """

    def __init__(
        self,
        sessions: sessionmaker[Session],
        cipher: Cipher,
        keeping: Keeping,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._sessions = sessions
        self._cipher = cipher
        self._keeping = keeping
        self._now = now

    def begin(self, person: str, client_id: str, request: ChatRequest) -> Begun:
        """Note that ``request`` is being answered, unless it is known already."""
        try:
            with self._sessions.begin() as session:
                return self._begin(ChatRepository(session), person, client_id, request)
        except IntegrityError:
            # Another process took the same message between our look and our write.
            with self._sessions.begin() as session:
                return self._begin(ChatRepository(session), person, client_id, request)

    def settle(self, person: str, turn: PastTurn, state: TurnState) -> None:
        """Keep how ``turn`` ended."""
        with self._sessions.begin() as session:
            sealed = self._seal(turn)
            ChatRepository(session).settle(person, turn.id, state.value, sealed)

    def read(self, person: str) -> ChatHistory:
        """The last turns of ``person``."""
        with self._sessions() as session:
            rows = ChatRepository(session).latest(person, self._now(), _MOST_TURNS)
        turns = [self._open(row) for row in rows]
        return ChatHistory(turns=[turn for turn in turns if turn is not None])

    def visit(self, person: str) -> None:
        """Note that the browser of ``person`` is here: what is pushed to it can be shown."""
        # Another process has noted the same: as good.
        with suppress(IntegrityError), self._sessions.begin() as session:
            ChatRepository(session).visit(person, self._now())

    def link(self, person: str, user: str) -> None:
        """Keep that ``person`` is the portal's ``user``."""
        row = ChatLinkRow(person=person, user=user, linked_at=self._now())
        with self._sessions.begin() as session:
            ChatRepository(session).link(row)

    def forget(self, person: str) -> int:
        """Delete all of ``person``; how many turns that were."""
        with self._sessions.begin() as session:
            return ChatRepository(session).forget_person(person)

    def count(self, person: str) -> int:
        """How many turns and links of ``person`` are kept."""
        with self._sessions() as session:
            return ChatRepository(session).count_of(person)

    def forget_before(self, when: datetime) -> int:
        """Delete expired turns, and links made before ``when``; how many things."""
        with self._sessions.begin() as session:
            repository = ChatRepository(session)
            now = self._now()
            gone = repository.forget_expired(now, now - self._keeping.lifetime)
            return gone + repository.forget_links_before(when)

    def _begin(
        self, repository: ChatRepository, person: str, client_id: str, request: ChatRequest
    ) -> Begun:
        now = self._now()
        repository.forget_expired(now, now - self._keeping.lifetime)
        repository.visit(person, now)
        row = repository.find(person, client_id)
        fresh = PastTurn(id=client_id, asked=_asked(request))
        if row is None:
            repository.add(self._row(person, fresh, now))
            return Begun(fresh, TurnState.WORKING, mine=True)
        known = self._open(row) or fresh
        state = TurnState(row.state)
        if state is TurnState.DONE or self._is_at_work(row, state, now):
            return Begun(known, state, mine=False)
        expires_at = now + self._keeping.lifetime
        mine = repository.take_over(row, now, expires_at, TurnState.WORKING.value)
        return Begun(known, TurnState.WORKING, mine)

    def _is_at_work(self, row: ChatTurnRow, state: TurnState, now: datetime) -> bool:
        # Past all patience, the process that worked on it is gone.
        return state is TurnState.WORKING and now - row.started_at < self._keeping.patience

    def _row(self, person: str, turn: PastTurn, now: datetime) -> ChatTurnRow:
        return ChatTurnRow(
            person=person,
            client_id=turn.id,
            state=TurnState.WORKING.value,
            started_at=now,
            expires_at=now + self._keeping.lifetime,
            sealed=self._seal(turn),
        )

    def _seal(self, turn: PastTurn) -> bytes:
        return self._cipher.seal(turn.model_dump_json())

    def _open(self, row: ChatTurnRow) -> PastTurn | None:
        try:
            return PastTurn.model_validate_json(self._cipher.open(row.sealed))
        except NotFound:
            # Sealed before the key was changed.
            return None


def _asked(request: ChatRequest) -> Asked:
    if request.image is not None:
        return Asked(text="", image=request.image)
    return Asked(text=hide_personal(request.title or request.text or request.payload or ""))
