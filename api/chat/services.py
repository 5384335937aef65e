"""What the web chat's routes need, built at one place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from sqlalchemy.orm import Session, sessionmaker

from api.chat.board import PushBoard
from api.chat.history import ChatTurnLog, Keeping
from api.chat.live import LiveTurns
from api.chat.pushes import PushLog
from api.chat.rasa import Rasa
from api.chat.user_token import UserTokens
from api.media.service import MediaStore
from api.settings import Settings
from api.vault.cipher import Cipher

# Beyond Rasa's own time, before another process may begin the same turn anew.
_MARGIN_S = 10.0


@dataclass(frozen=True)
class ChatServices:
    """Rasa, turns at work and so far, what is pushed, pictures, and the portal's tokens."""

    rasa: Rasa
    turns: LiveTurns
    history: ChatTurnLog
    pushes: PushLog
    board: PushBoard
    media: MediaStore
    user_tokens: UserTokens

    def forget(self, person: str) -> int:
        """Delete the conversation of ``person``; how many turns that were."""
        return self.history.forget(person)

    def end(self, person: str) -> None:
        """Delete the conversation with its pictures, but for those that a feature keeps."""
        self.history.forget(person)
        self.media.forget_passing(person)


@asynccontextmanager
async def open_chat(
    settings: Settings,
    http: httpx.AsyncClient,
    sessions: sessionmaker[Session],
    cipher: Cipher,
    media: MediaStore,
    secret: str,
) -> AsyncIterator[ChatServices]:
    """The services while the block lasts; turns at work are finished at its end.

    Args:
        settings: Rasa's address, limits, times, how the portal signs.
        http: for calls of Rasa.
        sessions: where turns are kept.
        cipher: seals them.
        media: keeps pictures.
        secret: keys the pseudonyms of the portal's users.
    """
    lifetime = timedelta(hours=settings.chat_history_hours)
    patience = timedelta(seconds=settings.rasa_timeout_s + _MARGIN_S)
    history = ChatTurnLog(sessions, cipher, Keeping(lifetime, patience))
    pushes = PushLog(sessions, cipher, lifetime)
    rasa = Rasa(http, settings)
    services = ChatServices(
        rasa=rasa,
        turns=LiveTurns(history, rasa),
        history=history,
        pushes=pushes,
        board=PushBoard(pushes),
        media=media,
        user_tokens=UserTokens(settings, secret),
    )
    try:
        yield services
    finally:
        await services.board.close()
        await services.turns.close()
