"""Fetch a file from an address that came in a message, and from nowhere else.

An event is signed, but what is in it was written by a person's app: an address in it must
not make us look into our own network.
"""

from __future__ import annotations

import asyncio
import ipaddress
from typing import Sequence, Tuple

import httpx

from bot.channels.channel import FILE_LOST, FILE_REFUSED, FILE_TOO_LARGE, LARGEST_FILE, FetchFailed

_MOST_REDIRECTS = 3
_HTTPS_PORT = 443


class Downloads:
    """Downloads from listed hosts.

    Args:
        hosts: names (``zdn.vn`` stands for its subdomains too), or whole origins
            (``http://127.0.0.1:8091``), which may then be private: for tests.
        timeout_s: seconds for each phase of one request; the caller limits the whole.
    """

    def __init__(self, hosts: Sequence[str], timeout_s: float) -> None:
        self._origins = frozenset(item for item in hosts if "://" in item)
        self._hosts = tuple(item for item in hosts if "://" not in item)
        # Straight: behind a proxy nobody could see where a connection really goes.
        self._http = httpx.AsyncClient(timeout=timeout_s, trust_env=False)

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def get(self, url: str) -> bytes:
        """The file at ``url``.

        Raises:
            FetchFailed: it lies elsewhere, is too large, or cannot be had.
        """
        try:
            address = httpx.URL(url)
            for _ in range(_MOST_REDIRECTS + 1):
                content, further = await self._one(address)
                if not further:
                    return content
                address = address.join(further)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            # The name only: its text may hold the address, and that a key to the file.
            raise FetchFailed(FILE_LOST, type(error).__name__) from None
        raise FetchFailed(FILE_REFUSED, "redirected too often")

    async def _one(self, address: httpx.URL) -> Tuple[bytes, str]:
        """The content, or where it lies instead."""
        may_be_private = await self._require_allowed(address)
        async with self._http.stream("GET", address) as response:
            if not may_be_private:
                # A name may have changed its address since it was looked at.
                _require_public(str(_peer(response)))
            if response.has_redirect_location:
                return b"", response.headers["location"]
            response.raise_for_status()
            return await _read(response), ""

    async def _require_allowed(self, address: httpx.URL) -> bool:
        """Whether ``address`` may be private.

        Raises:
            FetchFailed: nothing may be fetched from there.
        """
        if f"{address.scheme}://{address.netloc.decode()}" in self._origins:
            return True
        known = any(
            address.host == host or address.host.endswith(f".{host}") for host in self._hosts
        )
        usual_port = address.port in (None, _HTTPS_PORT)
        if address.scheme != "https" or not usual_port or address.userinfo or not known:
            raise FetchFailed(FILE_REFUSED, f"host {address.host} is not on the list")
        found = await asyncio.get_running_loop().getaddrinfo(address.host, _HTTPS_PORT)
        for *_, place in found:
            _require_public(str(place[0]))
        return False


async def _read(response: httpx.Response) -> bytes:
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > LARGEST_FILE:
            raise FetchFailed(FILE_TOO_LARGE)
    return bytes(content)


def _peer(response: httpx.Response) -> object:
    place = response.extensions["network_stream"].get_extra_info("server_addr")
    return place[0] if place else ""


def _require_public(place: str) -> None:
    try:
        # Without the zone of an IPv6 address.
        public = ipaddress.ip_address(place.partition("%")[0]).is_global
    except ValueError:
        public = False
    if not public:
        raise FetchFailed(FILE_REFUSED, "a private address")
