"""Hand waiting events to Rasa: each person's in order, many people at once, none lost."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import secrets
from itertools import groupby
from typing import Awaitable, Callable, List, Optional, Set, Tuple

from api.client import ApiError
from api.client.inbox import InboxApi, PeopleApi, SwitchApi, WaitingBatch
from bot.channels.base.attachments import Attachments
from bot.channels.base.merging import Heard, merge
from bot.channels.channel import MessagingChannel, SendFailed, Unreachable
from bot.channels.inbound import NOTICES, Inbound, Kind
from bot.channels.messages import Text

logger = logging.getLogger(__name__)

LEASE_S = 60.0
# A safety net: a new event wakes the worker at once; these are what others left behind.
_POLL_S = 5.0
_AFTER_FAILURE_S = 2.0

# Says one message to Rasa and sends the answer; whether Rasa had heard it before.
Listener = Callable[[str, Heard, bool], Awaitable[None]]


class Worker:
    """Takes what waits in one channel's inbox.

    Args:
        channel: the platform.
        inbox: what waits.
        people: where it is noted how they stand.
        switch: whether staff have switched the channel off.
        listen: hands one message of a person to Rasa; its third argument tells that an
            earlier worker may have handled the message already.
        attachments: takes in what came beside words.
    """

    def __init__(
        self,
        channel: MessagingChannel,
        inbox: InboxApi,
        people: PeopleApi,
        switch: SwitchApi,
        listen: Listener,
        attachments: Attachments,
    ) -> None:
        self._channel = channel
        self._inbox = inbox
        self._people = people
        self._switch = switch
        self._listen = listen
        self._attachments = attachments
        self._name = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._news = asyncio.Event()
        self._busy: Set[asyncio.Task[None]] = set()
        self._loop: Optional[asyncio.Task[None]] = None

    def start(self) -> None:
        """Begin, inside the server's event loop."""
        self._loop = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Take nothing new, and finish what is begun."""
        if self._loop is not None:
            self._loop.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)

    def wake(self) -> None:
        """Something new is on disk."""
        self._news.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._take_all()
            except ApiError as error:
                logger.error("%s: the inbox is down: %s", self._channel.name, error)
                await asyncio.sleep(_AFTER_FAILURE_S)
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._news.wait(), _POLL_S)

    async def _take_all(self) -> None:
        self._news.clear()
        while True:
            batches = await self._inbox.claim(self._channel.name, self._name, LEASE_S)
            for batch in batches:
                task = asyncio.create_task(self._handle(batch))
                self._busy.add(task)
                task.add_done_callback(self._finished)
            if not batches:
                return

    def _finished(self, task: asyncio.Task[None]) -> None:
        self._busy.discard(task)
        # The same person may have written meanwhile.
        self._news.set()
        if not task.cancelled() and task.exception():
            logger.error("%s: a batch crashed", self._channel.name, exc_info=task.exception())

    async def _handle(self, batch: WaitingBatch) -> None:
        events = _read(batch)
        noticed = [(number, event) for number, event in events if event.kind in NOTICES]
        for number, event in noticed:
            await self._people.notice(batch.person, event.kind.value)
            await self._inbox.settle(self._name, [number])
        said = [(number, event) for number, event in events if event.kind not in NOTICES]
        if not said:
            return
        notice = await self._switch.notice(self._channel.name)
        if notice is not None:
            await self._say_closed(batch.person, notice)
            await self._inbox.settle(self._name, [number for number, _ in said])
            return
        if await self._people.notice(batch.person, "seen"):
            # A person of the office is talking with them, in the channel's own tool.
            await self._inbox.settle(self._name, [number for number, _ in said])
            return
        heard = await self._attachments.taken_in(batch.person, _messages(batch, said))
        await self._talk(batch, heard)

    async def _say_closed(self, person: str, notice: str) -> None:
        """Tell why nobody answers; a failure to tell it is no reason to hold the message."""
        try:
            await self._channel.send(person, [Text(notice)])
        except (Unreachable, SendFailed) as error:
            logger.warning("%s: a notice was not sent: %s", self._channel.name, error)

    async def _talk(self, batch: WaitingBatch, messages: List[Heard]) -> None:
        for place, heard in enumerate(messages):
            error = await self._say(batch, heard)
            await self._inbox.settle(self._name, heard.ids, error)
            if error is not None:
                # Later messages wait, so that none is answered before an earlier one.
                rest = [number for later in messages[place + 1 :] for number in later.ids]
                if rest:
                    await self._inbox.settle(self._name, rest, untried=True)
                return

    async def _say(self, batch: WaitingBatch, heard: Heard) -> Optional[str]:
        """A code of what went wrong and may go right later, or ``None``."""
        again = any(item.attempts > 1 for item in batch.events if item.id in heard.ids)
        try:
            await self._listen(batch.person, heard, again)
        except Unreachable as error:
            logger.info("%s: a person cannot be reached: %s", self._channel.name, error.reason)
            await self._people.notice(batch.person, Kind.UNREACHABLE.value)
        except SendFailed as error:
            logger.error("%s: an answer was not sent: %s", self._channel.name, error.reason)
            return f"send.{error.reason}" if error.temporary else None
        except Exception:
            logger.exception("%s: an event crashed", self._channel.name)
            return "rasa.crashed"
        return None


def _messages(batch: WaitingBatch, said: List[Tuple[int, Inbound]]) -> List[Heard]:
    """``said`` as the messages that Rasa hears.

    What an earlier worker had taken is never joined with what came since: Rasa may have
    heard it, and the whole message would pass for answered.
    """
    attempts = {item.id: item.attempts for item in batch.events}
    groups = groupby(said, key=lambda pair: attempts[pair[0]])
    return [heard for _, group in groups for heard in merge(group)]


def _read(batch: WaitingBatch) -> List[Tuple[int, Inbound]]:
    return [(item.id, Inbound.of(item.key, batch.person, item.payload)) for item in batch.events]
