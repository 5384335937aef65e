"""Calls of Zalo's API: the right token, in measure, with patience where that helps."""

from __future__ import annotations

import asyncio
import logging
import random
from typing import Any, Dict, Optional, Protocol

import httpx

from api.client import ApiError
from bot.channels.base.rate import Bucket
from bot.channels.channel import SendFailed, Unreachable
from bot.channels.zalo import refusals
from bot.channels.zalo.settings import ZaloSettings

logger = logging.getLogger(__name__)

_TRIES = 4
_LONGEST_PAUSE_S = 8.0
# Nothing of the request has left yet.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

_UNREACHABLE = {**refusals.UNREACHABLE, **refusals.TEMPLATE_UNREACHABLE}
_CONFIGURATION = {**refusals.CONFIGURATION, **refusals.TEMPLATE_CONFIGURATION}
_LATER = {**refusals.LATER, **refusals.TEMPLATE_LATER}
_BAD_TOKEN = refusals.BAD_TOKEN | refusals.TEMPLATE_BAD_TOKEN


class TokenSource(Protocol):
    """Where access tokens come from."""

    async def token(self) -> str:
        """A token that should be good."""

    async def renewed(self, stale: str) -> str:
        """Another one than ``stale``, which Zalo has refused."""


class ShapeRefused(Exception):
    """Zalo does not take this shape of message (-201, -233) or this attachment (-100)."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class _TokenRefused(Exception):
    """The token is not valid or not valid any more."""


class _Busy(Exception):
    """Worth another try; ``uncertain``: the call may have had its effect."""

    def __init__(self, reason: str, *, uncertain: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.uncertain = uncertain


class ZaloApi:
    """One instance a process and event loop; ``close()`` it.

    Attributes:
        perhaps_twice: calls repeated though Zalo may have done them already, because its
            answer was lost.

    Args:
        settings: addresses, limits and patience.
        tokens: gives access tokens.
    """

    def __init__(self, settings: ZaloSettings, tokens: TokenSource) -> None:
        self.perhaps_twice = 0
        self._settings = settings
        self._tokens = tokens
        self._bucket = Bucket(settings.per_second)
        self._http = httpx.AsyncClient(timeout=settings.timeout_s)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def post(self, path: str, **content: Any) -> Dict[str, Any]:
        """Call openapi; the answer's ``data``.

        Args:
            path: e.g. ``/v3.0/oa/message/cs``.
            content: ``json``, or ``files`` for an upload.

        Raises:
            Unreachable: the person cannot be reached.
            ShapeRefused: another shape may pass.
            SendFailed: everything else, after the tries that may help.
        """
        return await self._call(f"{self._settings.api_base}{path}", content)

    async def post_business(self, path: str, **content: Any) -> Dict[str, Any]:
        """Call business.openapi; otherwise as ``post``."""
        return await self._call(f"{self._settings.business_base}{path}", content)

    async def _call(self, url: str, content: Dict[str, Any]) -> Dict[str, Any]:
        token = await self._token(None)
        try:
            return await self._patiently(url, token, content)
        except _TokenRefused:
            token = await self._token(token)
        try:
            return await self._patiently(url, token, content)
        except _TokenRefused:
            logger.error("zalo: a renewed token was refused too")
            raise SendFailed("token_refused", temporary=True) from None

    async def _token(self, stale: Optional[str]) -> str:
        try:
            return await (self._tokens.token() if stale is None else self._tokens.renewed(stale))
        except ApiError as error:
            raise SendFailed("no_token", temporary=True) from error

    async def _patiently(self, url: str, token: str, content: Dict[str, Any]) -> Dict[str, Any]:
        for failed in range(1, _TRIES + 1):
            try:
                return await self._once(url, token, content)
            except _Busy as busy:
                if failed == _TRIES:
                    raise SendFailed(busy.reason, temporary=True) from busy
                self._count(busy)
                await asyncio.sleep(self._pause_s(failed))
        raise AssertionError("unreachable: the last try returns or raises")

    def _pause_s(self, failed: int) -> float:
        longest = min(_LONGEST_PAUSE_S, self._settings.retry_pause_s * 2.0 ** (failed - 1))
        # Jitter, so that many who failed together do not come back together.
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret

    def _count(self, busy: _Busy) -> None:
        if busy.uncertain:
            self.perhaps_twice += 1
            logger.warning("zalo: an answer was lost (%s); what it told is sent again", busy.reason)

    async def _once(self, url: str, token: str, content: Dict[str, Any]) -> Dict[str, Any]:
        await self._bucket.take()
        try:
            # httpx limits each phase; a server that drips bytes could take for ever.
            response = await asyncio.wait_for(
                self._http.post(url, headers={"access_token": token}, **content),
                self._settings.timeout_s,
            )
        except _NOT_SENT as error:
            raise _Busy("unreachable") from error
        except (asyncio.TimeoutError, httpx.TransportError) as error:
            raise _Busy("no_answer", uncertain=True) from error
        return _data(response)


def _data(response: httpx.Response) -> Dict[str, Any]:
    if response.status_code >= 500 or response.status_code == 429:
        raise _Busy("server_error")
    try:
        answer = response.json()
        code = int(answer["error"])
    except (ValueError, KeyError, TypeError) as error:
        if response.is_success:
            raise _Busy("bad_answer", uncertain=True) from error
        raise SendFailed(f"http_{response.status_code}", temporary=False) from error
    if code != 0:
        raise _failure(code)
    data = answer.get("data")
    return data if isinstance(data, dict) else {}


def _failure(code: int) -> Exception:
    if code in _BAD_TOKEN:
        return _TokenRefused()
    if code in refusals.BUSY:
        return _Busy("rate" if code == -32 else "send_failed")
    if code in _UNREACHABLE:
        return Unreachable(_UNREACHABLE[code])
    if code in refusals.WRONG_SHAPE or code == refusals.OLD_ATTACHMENT:
        return ShapeRefused(code)
    if code in _CONFIGURATION:
        # Nothing goes out until somebody changes it, so it must be seen.
        logger.error("zalo: nothing can be sent: %s (%d)", _CONFIGURATION[code], code)
        return SendFailed(_CONFIGURATION[code], temporary=False)
    if code in _LATER:
        return SendFailed(_LATER[code], temporary=True)
    return SendFailed(f"zalo_{-code}", temporary=False)
