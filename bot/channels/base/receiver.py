"""Take a platform's request in: prove it, write it to disk, answer; work comes after."""

from __future__ import annotations

import logging
from typing import Callable

from sanic.request import Request
from sanic.response import HTTPResponse, json

from api.client import ApiError, ApiRejected
from api.client.inbox import InboxApi
from bot.channels.channel import MessagingChannel, Refused

logger = logging.getLogger(__name__)

# Larger than any event of the platforms; pictures come as addresses, not as bytes.
LARGEST_BODY = 256 * 1024


class Receiver:
    """Answers a platform's requests.

    Args:
        channel: the platform.
        inbox: where events are written before they are answered.
        wake: called when something new is on disk.
    """

    def __init__(
        self, channel: MessagingChannel, inbox: InboxApi, wake: Callable[[], None]
    ) -> None:
        self._channel = channel
        self._inbox = inbox
        self._wake = wake

    async def receive(self, request: Request) -> HTTPResponse:
        """200 when every event is on disk; 503 when it is not, so that the sender tries again.

        401 or 403: not the platform's. 413: too large. 400: no event at all.
        """
        if not self._channel.is_configured:
            return _refuse(401, "channel.not_configured")
        if len(request.body) > LARGEST_BODY:
            return _refuse(413, "input.too_long")
        try:
            self._channel.verify(request)
            events = self._channel.read(request)
        except Refused as refusal:
            logger.warning("%s: a request was refused: %s", self._channel.name, refusal)
            return _refuse(refusal.status, "auth.required")
        except ValueError as error:
            logger.warning("%s: a request is no event: %s", self._channel.name, type(error))
            return _refuse(400, "input.invalid")
        try:
            for event in events:
                await self._inbox.store(
                    self._channel.name, event.key, event.person, event.payload()
                )
        except ApiRejected as error:
            # Resending would never help: the event is not one we can keep.
            logger.error("%s: the inbox refused an event: %s", self._channel.name, error)
            return _refuse(400, "input.invalid")
        except ApiError as error:
            logger.error("%s: the inbox is down: %s", self._channel.name, error)
            return _refuse(503, "backend.unavailable")
        if events:
            self._wake()
        return json({"status": "ok"})


def _refuse(status: int, code: str) -> HTTPResponse:
    return json({"status": "error", "code": code}, status=status)
