"""What the web chat's routes need, built at one place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

import httpx
from sqlalchemy.orm import Session, sessionmaker

from api.chat.history import ChatTurnLog, Keeping
from api.chat.images import ImageStore
from api.chat.live import LiveTurns
from api.chat.rasa import Rasa
from api.chat.user_token import UserTokens
from api.settings import Settings
from api.vault.cipher import Cipher

# Beyond Rasa's own time, before another process may begin the same turn anew.
_MARGIN_S = 10.0


@dataclass(frozen=True)
class ChatServices:
    """Rasa, the turns at work, the turns so far, pictures, and the portal's tokens."""

    rasa: Rasa
    turns: LiveTurns
    history: ChatTurnLog
    images: ImageStore
    user_tokens: UserTokens

    def forget(self, person: str) -> int:
        """Delete all that the web chat keeps of ``person``; how many things that were."""
        return self.history.forget(person) + self.images.forget(person)


@asynccontextmanager
async def open_chat(
    settings: Settings,
    http: httpx.AsyncClient,
    sessions: sessionmaker[Session],
    cipher: Cipher,
    secret: str,
) -> AsyncIterator[ChatServices]:
    """The services while the block lasts; turns at work are finished at its end.

    Args:
        settings: Rasa's address, limits, times, how the portal signs.
        http: for calls of Rasa.
        sessions: where turns are kept.
        cipher: seals them.
        secret: keys the pseudonyms of the portal's users.
    """
    lifetime = timedelta(hours=settings.chat_history_hours)
    patience = timedelta(seconds=settings.rasa_timeout_s + _MARGIN_S)
    history = ChatTurnLog(sessions, cipher, Keeping(lifetime, patience))
    rasa = Rasa(http, settings)
    services = ChatServices(
        rasa=rasa,
        turns=LiveTurns(history, rasa),
        history=history,
        images=ImageStore(settings.image_dir, lifetime.total_seconds()),
        user_tokens=UserTokens(settings, secret),
    )
    try:
        yield services
    finally:
        await services.turns.close()
