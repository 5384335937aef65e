"""Keep the connection to the action server open between messages.

Stock opens a session, and so a TCP connection, for every single action. aiohttp lets an
idle connection go after 15 s, long before the action server would close it.
"""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
from rasa.utils.endpoints import EndpointConfig

_stock = EndpointConfig.session
# Where an endpoint keeps its session, with the event loop that it belongs to.
_KEPT = "_motcua_session"


class _Lent:
    """Gives the session for a ``with`` block and leaves it open."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    async def __aenter__(self) -> aiohttp.ClientSession:
        return self._session

    async def __aexit__(self, *error: Any) -> None:
        return None


def session(self: EndpointConfig) -> _Lent:
    """Return the session of this endpoint, made as stock makes it."""
    loop = asyncio.get_running_loop()
    owner, known = getattr(self, _KEPT, (None, None))
    if known is None or known.closed or owner is not loop:
        known = _stock(self)
        setattr(self, _KEPT, (loop, known))
    return _Lent(known)


def install() -> None:
    """Replace the method on ``EndpointConfig``."""
    EndpointConfig.session = session
