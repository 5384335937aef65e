"""Access tokens from our API, which alone may refresh them; kept here until they end."""

from __future__ import annotations

import asyncio
import time
from typing import Callable, Optional

from api.client.zalo import ZaloAccess, ZaloTokensApi

# Sent this close to its end, a token might end on its way.
_MARGIN_S = 120.0


class ApiTokens:
    """The channel's ``TokenSource``.

    Args:
        api: gives tokens.
        now: the clock, in Unix seconds.
    """

    def __init__(self, api: ZaloTokensApi, now: Callable[[], float] = time.time) -> None:
        self._api = api
        self._now = now
        self._kept: Optional[ZaloAccess] = None
        self._one_asks = asyncio.Lock()

    async def token(self) -> str:
        """See ``TokenSource``; raises ``ApiError``'s kinds."""
        async with self._one_asks:
            if self._kept is None or self._kept.expires_at - self._now() < _MARGIN_S:
                self._kept = await self._api.access()
            return self._kept.token

    async def renewed(self, stale: str) -> str:
        """See ``TokenSource``; raises ``ApiError``'s kinds."""
        async with self._one_asks:
            # Another send may have had it renewed while this one waited.
            if self._kept is None or self._kept.token == stale:
                self._kept = await self._api.access(stale)
            return self._kept.token
