"""Documents of ours: fetched once, handed to Telegram once, then named by its number."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from pathlib import PurePosixPath
from typing import Optional
from urllib.parse import urlsplit

import httpx

logger = logging.getLogger(__name__)

# Telegram takes 50 MB; what is larger than this nobody opens on a phone.
LARGEST = 20 * 1024 * 1024
_FETCH_S = 20.0
_MOST_KEPT = 500


class Documents:
    """Fetches documents, and knows which of them Telegram has.

    Fetched by us, since Telegram itself fetches no ``.docx`` and gives files no name.
    """

    def __init__(self) -> None:
        self._http = httpx.AsyncClient(timeout=_FETCH_S, follow_redirects=True)
        self._known: OrderedDict[str, str] = OrderedDict()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    def known(self, url: str) -> Optional[str]:
        """Telegram's number of the document at ``url``, if it has it."""
        return self._known.get(url)

    def keep(self, url: str, file_id: str) -> None:
        """Telegram has the document at ``url``."""
        self._known[url] = file_id
        self._known.move_to_end(url)
        while len(self._known) > _MOST_KEPT:
            self._known.popitem(last=False)

    def forget(self, url: str) -> None:
        """Telegram has it no more."""
        self._known.pop(url, None)

    async def fetched(self, url: str) -> Optional[bytes]:
        """The document; ``None`` where it is empty, too large or not to be had."""
        try:
            return await asyncio.wait_for(self._read(url), _FETCH_S)
        except (httpx.HTTPError, httpx.InvalidURL, asyncio.TimeoutError) as error:
            logger.warning("telegram: a document cannot be fetched: %s", type(error).__name__)
            return None

    async def _read(self, url: str) -> Optional[bytes]:
        content = bytearray()
        async with self._http.stream("GET", url) as response:
            response.raise_for_status()
            async for part in response.aiter_bytes():
                content += part
                if len(content) > LARGEST:
                    return None
        return bytes(content) or None


def file_name(url: str, name: str) -> str:
    """The name under which a person keeps the document, with the ending of its address."""
    path = PurePosixPath(urlsplit(url).path)
    # A name holds no path.
    name = name.replace("/", "-").strip() or path.name
    return (
        name
        if not path.suffix or name.lower().endswith(path.suffix.lower())
        else (f"{name}{path.suffix}")
    )
