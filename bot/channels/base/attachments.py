"""What people send beside words: fetched from the platform, handed to the API's store.

The dialogue hears a reference and what it is. Addresses and names of files, and whatever
else a platform tells, stay out of the tracker: an address may hold a key, a name a person.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import Dict, List, Optional, Sequence

from api.client import ApiError
from api.client.media import MediaApi, Sent, Stored
from bot.channels.base.merging import Heard, receive_command
from bot.channels.channel import (
    FILE_LOST,
    FILE_REFUSED,
    FILE_TOO_LARGE,
    FILE_TOO_MANY,
    FetchFailed,
    MessagingChannel,
)
from bot.channels.inbound import Kind

logger = logging.getLogger(__name__)

# For all files of one turn together: the inbox's lease is a minute.
WITHIN_S = 20.0
_AT_ONCE = 3
_PAUSE_S = 0.5
_FETCHED = frozenset({Kind.IMAGE, Kind.FILE})
# What the dialogue may know of a message beside its text.
_TOLD = frozenset({"caption", "latitude", "longitude", "phone", "link", "tracking_id", "album"})
_REFUSALS = {
    "media.refused": FILE_REFUSED,
    "image.refused": FILE_REFUSED,
    "media.too_many": FILE_TOO_MANY,
    "media.too_large": FILE_TOO_LARGE,
    "input.too_long": FILE_TOO_LARGE,
}


class Attachments:
    """Takes in what came with messages.

    Args:
        channel: fetches.
        media: where files are kept.
    """

    def __init__(self, channel: MessagingChannel, media: MediaApi) -> None:
        self._channel = channel
        self._media = media

    async def taken_in(self, person: str, messages: Sequence[Heard]) -> List[Heard]:
        """``messages`` as the dialogue shall hear them.

        A file that cannot be had becomes a message that says so; it is no reason to hold
        back what else the person said.
        """
        places = asyncio.Semaphore(_AT_ONCE)
        work = (self._one(person, heard, places) for heard in messages)
        return list(await asyncio.gather(*work))

    async def _one(self, person: str, heard: Heard, places: asyncio.Semaphore) -> Heard:
        if heard.kind in (Kind.TEXT, Kind.BUTTON):
            return heard
        told = {name: value for name, value in heard.data.items() if name in _TOLD}
        if heard.kind not in _FETCHED:
            return replace(heard, data=told)
        try:
            stored = await asyncio.wait_for(self._stored(person, heard, places), WITHIN_S)
        except FetchFailed as failed:
            logger.warning("%s: a file was not taken in: %s", self._channel.name, failed)
            return _not_taken(heard, told, failed.reason)
        except asyncio.TimeoutError:
            logger.warning("%s: a file took too long", self._channel.name)
            return _not_taken(heard, told, FILE_LOST)
        if stored is None:
            return replace(heard, data=told)
        named = {"media": stored.media, "media_type": stored.media_type}
        return replace(heard, data={**told, **named})

    async def _stored(
        self, person: str, heard: Heard, places: asyncio.Semaphore
    ) -> Optional[Stored]:
        async with places:
            content = await self._fetched(heard)
            if content is None:
                return None
            key, name = heard.keys[0], heard.data.get("name", "")
            try:
                return await self._media.take(Sent(person, key, content, name))
            except ApiError as error:
                reason = _REFUSALS.get(error.code, FILE_LOST)
                raise FetchFailed(reason, f"the store said {error.code}") from error

    async def _fetched(self, heard: Heard) -> Optional[bytes]:
        try:
            return await self._channel.fetch(heard.data)
        except FetchFailed as failed:
            if failed.reason != FILE_LOST:
                raise
        await asyncio.sleep(_PAUSE_S)
        return await self._channel.fetch(heard.data)


def _not_taken(heard: Heard, told: Dict[str, str], reason: str) -> Heard:
    return replace(heard, text=receive_command(reason), data=told)
