"""Open pages that wait for what is pushed: one look at the database a second for all of them.

A look, and no message between processes: the API may run as several, on SQLite too.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError

from api.chat.pushes import PushLog
from api.chat.schemas import PastTurn
from knowledge_base.errors import RateLimited

log = structlog.get_logger()
LOOK_EVERY_S = 1.0
# Proxies cut what is silent for a minute.
BEAT_S = 15.0
# A page that went without a word is found out, and one that stays is noted to be here.
LONGEST_S = 300.0
_MOST_OF_ONE, _MOST = 10, 5000
_TRY_AGAIN_S = 60


@dataclass(eq=False)
class _Reader:
    """One open page: what waits for it, and what it has been told."""

    waiting: asyncio.Queue[PastTurn] = field(default_factory=asyncio.Queue)
    told: set[int] = field(default_factory=set)


class PushBoard:
    """Hands pushed messages to the open pages of this process.

    Args:
        pushes: what was pushed.
    """

    def __init__(self, pushes: PushLog) -> None:
        self._pushes = pushes
        self._readers: defaultdict[str, set[_Reader]] = defaultdict(set)
        self._news = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def wake(self) -> None:
        """Something new was written by this process: look at once."""
        self._news.set()

    def require_place(self, person: str) -> None:
        """See whether another page may wait.

        Raises:
            RateLimited: too many wait, of this person or of all.
        """
        of_all = sum(len(readers) for readers in self._readers.values())
        if len(self._readers.get(person, ())) >= _MOST_OF_ONE or of_all >= _MOST:
            raise RateLimited("open pages", _TRY_AGAIN_S)

    async def follow(self, person: str) -> AsyncIterator[PastTurn | None]:
        """All that ``person`` can be shown, then what comes; ``None`` when nothing comes."""
        reader = _Reader()
        self._readers[person].add(reader)
        self._begin()
        try:
            until = asyncio.get_running_loop().time() + LONGEST_S
            while asyncio.get_running_loop().time() < until:
                try:
                    yield await asyncio.wait_for(reader.waiting.get(), BEAT_S)
                except TimeoutError:
                    yield None
        finally:
            self._leave(person, reader)

    async def close(self) -> None:
        """Look no more."""
        if self._loop is not None:
            self._loop.cancel()
            with suppress(asyncio.CancelledError):
                await self._loop

    def _begin(self) -> None:
        self.wake()
        if self._loop is None or self._loop.done():
            self._loop = asyncio.create_task(self._run())

    def _leave(self, person: str, reader: _Reader) -> None:
        self._readers[person].discard(reader)
        if not self._readers[person]:
            del self._readers[person]

    async def _run(self) -> None:
        while self._readers:
            self._news.clear()
            try:
                await self._look()
            except SQLAlchemyError as error:
                log.error("chat.push_database", error=type(error).__name__)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), LOOK_EVERY_S)

    async def _look(self) -> None:
        found = await asyncio.to_thread(self._pushes.numbers, list(self._readers))
        wanted = {
            number
            for person, number in found
            for reader in self._readers.get(person, ())
            if number not in reader.told
        }
        for item in await asyncio.to_thread(self._pushes.read, wanted) if wanted else []:
            for reader in self._readers.get(item.person, ()):
                if item.number not in reader.told:
                    reader.told.add(item.number)
                    reader.waiting.put_nowait(item.turn)
