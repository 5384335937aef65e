"""Hand a document to Zalo: fetch it, upload it, remember its token for a day."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from pathlib import PurePosixPath
from typing import Optional, Tuple
from urllib.parse import urlsplit

import httpx

from bot.channels.zalo.client import ZaloApi

logger = logging.getLogger(__name__)

LARGEST = 5_000_000
_TYPES = (".pdf", ".doc", ".docx", ".csv")
# Zalo keeps an upload for seven days and lets 5,000 a month in.
_KEPT_S = 24 * 3600.0
_MOST_KEPT = 500
_FETCH_S = 20.0


class Uploads:
    """Documents of ours that Zalo has.

    Args:
        api: where they go.
    """

    def __init__(self, api: ZaloApi) -> None:
        self._api = api
        self._http = httpx.AsyncClient(timeout=_FETCH_S)
        self._tokens: OrderedDict[str, Tuple[float, str]] = OrderedDict()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def token(self, url: str, name: str) -> Optional[str]:
        """The token of the document at ``url``.

        ``None`` where Zalo cannot have it: another type, too large, or not to be fetched.

        Raises:
            ShapeRefused, SendFailed: see ``ZaloApi.post``.
        """
        known = self._tokens.get(url)
        if known is not None and time.monotonic() - known[0] < _KEPT_S:
            return known[1]
        name = _file_name(url, name)
        content = await self._fetched(url) if name else None
        if not content:
            return None
        data = await self._api.post("/v2.0/oa/upload/file", files={"file": (name, content)})
        return self._keep(url, str(data.get("token", "")))

    def forget(self, url: str) -> None:
        """Zalo does not have it any more."""
        self._tokens.pop(url, None)

    def _keep(self, url: str, token: str) -> Optional[str]:
        if not token:
            return None
        self._tokens[url] = (time.monotonic(), token)
        self._tokens.move_to_end(url)
        while len(self._tokens) > _MOST_KEPT:
            self._tokens.popitem(last=False)
        return token

    async def _fetched(self, url: str) -> Optional[bytes]:
        try:
            return await asyncio.wait_for(self._read(url), _FETCH_S)
        except (httpx.HTTPError, httpx.InvalidURL, asyncio.TimeoutError) as error:
            logger.warning("zalo: a document cannot be fetched: %s", type(error).__name__)
            return None

    async def _read(self, url: str) -> Optional[bytes]:
        content = bytearray()
        async with self._http.stream("GET", url) as response:
            response.raise_for_status()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > LARGEST:
                    return None
        return bytes(content)


def _file_name(url: str, name: str) -> str:
    """A name with one of the endings that Zalo takes, or nothing."""
    path = PurePosixPath(urlsplit(url).path)
    for given in (name, f"{name}{path.suffix}", path.name):
        if given.lower().endswith(_TYPES):
            return given
    return ""
