"""Zalo's access tokens, as the bot gets them."""

from __future__ import annotations

from dataclasses import dataclass, field

from api.client.errors import ApiUnavailable
from api.client.wire import Wire


@dataclass(frozen=True)
class ZaloAccess:
    """An access token and when it ends, in Unix seconds."""

    token: str = field(repr=False)
    expires_at: float


class ZaloTokensApi:
    """Asks our API for access tokens. Every method raises ``ApiError``'s kinds."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire

    async def access(self, stale: str = "") -> ZaloAccess:
        """A token that is good; another one than ``stale``, which Zalo has refused."""
        given = await self._wire.post_for_json("/api/v1/channels/zalo/token", {"stale": stale})
        try:
            return ZaloAccess(str(given["access_token"]), float(given["expires_at"]))
        except (KeyError, TypeError, ValueError) as error:
            raise ApiUnavailable("api.bad_answer") from error
