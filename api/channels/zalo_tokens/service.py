"""Give access tokens; refresh them one at a time and write each pair down before its use."""

from __future__ import annotations

import asyncio
import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import httpx
import structlog
from anyio import to_thread
from sqlalchemy.orm import Session, sessionmaker

from api.channels.zalo_tokens.errors import ZaloBusy, ZaloNotSetUp, ZaloTokenDead
from api.channels.zalo_tokens.oauth import TIMEOUT_S, GrantRefused, ZaloOAuth
from api.channels.zalo_tokens.pairs import Kept, Pairs, Turn
from api.channels.zalo_tokens.settings import ZaloAppSettings
from api.vault.cipher import Cipher

log = structlog.get_logger()

# Refreshed this long before its end, so that no send meets the end.
_MARGIN = timedelta(minutes=10)
# Of a token that lives for minutes only.
_MARGIN_SHARE = 0.1
_LOOK_AGAIN_S = 0.1
_LONGEST_WAIT_S = 2 * TIMEOUT_S


class ZaloTokens:
    """Zalo's access tokens.

    Zalo takes a refresh token once. So whoever refreshes takes a turn in the database, in a
    short transaction, and asks Zalo outside of it: the inbox must not wait for Zalo.

    Args:
        pairs: pairs on disk.
        oauth: Zalo's side; ``None`` without credentials.
    """

    def __init__(self, pairs: Pairs, oauth: ZaloOAuth | None) -> None:
        self._pairs = pairs
        self._oauth = oauth

    async def access(self, stale: str = "") -> Kept:
        """The pair whose access token is good.

        Args:
            stale: an access token that Zalo has refused; refreshed if it is the current one.

        Raises:
            ZaloNotSetUp: no credentials, or no consent yet.
            ZaloTokenDead: the refresh token was refused: consent must be given again.
            ZaloBusy: Zalo does not answer.
        """
        deadline = time.monotonic() + _LONGEST_WAIT_S
        while True:
            kept = await self._current()
            if not self._needs_refresh(kept, stale):
                return kept
            turn = await to_thread.run_sync(self._pairs.take_turn, kept.version)
            if turn is not None:
                # Once begun, it ends, even if the caller goes away: the pair comes only once.
                return await asyncio.shield(asyncio.create_task(self._refreshed(turn, stale)))
            if time.monotonic() > deadline:
                raise ZaloBusy("another process is refreshing for too long")
            await asyncio.sleep(_LOOK_AGAIN_S)

    async def _current(self) -> Kept:
        kept = await to_thread.run_sync(self._pairs.current)
        if kept is None or self._oauth is None:
            raise ZaloNotSetUp("no credentials or no consent")
        return kept

    def _needs_refresh(self, kept: Kept, stale: str) -> bool:
        refused = bool(stale) and hmac.compare_digest(kept.access.encode(), stale.encode())
        if kept.error is not None:
            if refused or not self._lives(kept):
                raise ZaloTokenDead(kept.error)
            # Until the last token ends, messages still go out; the alarm was raised already.
            return False
        margin = min(_MARGIN, (kept.expires_at - kept.issued_at) * _MARGIN_SHARE)
        return refused or kept.expires_at - self._pairs.now() < margin

    def _lives(self, kept: Kept) -> bool:
        return kept.expires_at > self._pairs.now()

    async def _refreshed(self, turn: Turn, stale: str) -> Kept:
        assert self._oauth is not None, "looked at in _current"
        try:
            pair = await self._oauth.with_refresh(turn.kept.refresh)
        except GrantRefused as refused:
            await to_thread.run_sync(self._pairs.give_up, turn, refused.reason)
            log.error("zalo.token_dead", reason=refused.reason)
            return await self.access(stale)
        except ZaloBusy:
            await to_thread.run_sync(self._pairs.give_up, turn, None)
            if not stale and self._lives(turn.kept):
                return turn.kept
            raise
        await to_thread.run_sync(self._pairs.finish, turn, pair)
        log.info("zalo.token_refreshed", version=turn.kept.version + 1)
        return await self._current()


@asynccontextmanager
async def open_zalo_tokens(
    sessions: sessionmaker[Session], cipher: Cipher, settings: ZaloAppSettings | None = None
) -> AsyncIterator[ZaloTokens]:
    """The tokens of the app of ``settings``, or of the environment's, while the block lasts."""
    settings = settings or ZaloAppSettings()
    pairs = Pairs(sessions, cipher, settings.app_id)
    async with httpx.AsyncClient() as http:
        yield ZaloTokens(pairs, ZaloOAuth(settings, http) if settings.is_configured else None)
