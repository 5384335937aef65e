"""Calls of Telegram's API: in measure, and again where that helps."""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import timedelta
from typing import Any, Awaitable, Callable, TypeVar

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.channel import SendFailed, Unreachable
from bot.channels.telegram.settings import TelegramSettings

logger = logging.getLogger(__name__)

CONNECTIONS = 64
_TRIES = 4
_LONGEST_PAUSE_S = 8.0
# Nothing of the request has left yet.
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Part of Telegram's words → our reason. The words after "Forbidden:" are all it tells.
_FORBIDDEN = {"blocked by the user": "blocked", "user is deactivated": "deactivated"}
_UNKNOWN_CHAT = "chat not found"

Result = TypeVar("Result")
Call = Callable[[], Awaitable[Result]]


def make_bot(settings: TelegramSettings) -> Bot:
    """The bot, inside the server's event loop; give it back with ``close_bot``.

    It is not asked who it is: Rasa must start while Telegram is away.
    """
    # At INFO the library's client writes each address, and the token is part of it.
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    request = HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        connect_timeout=settings.timeout_s,
        read_timeout=settings.timeout_s,
        write_timeout=settings.timeout_s,
        pool_timeout=settings.timeout_s,
    )
    return Bot(
        settings.token,
        base_url=settings.methods_base,
        base_file_url=settings.files_base,
        request=request,
        get_updates_request=request,
    )


async def close_bot(bot: Bot) -> None:
    """Close the connections of ``make_bot``."""
    await bot.request.shutdown()


class Patience:
    """How long one turn's messages may wait, all pauses together."""

    def __init__(self, seconds: float) -> None:
        self._left_s = seconds

    async def pause(self, seconds: float, reason: str) -> None:
        """Wait.

        Raises:
            SendFailed: it would take too long; the inbox tries again later.
        """
        if seconds > self._left_s:
            raise SendFailed(reason, temporary=True)
        self._left_s -= seconds
        await asyncio.sleep(seconds)


class Caller:
    """Makes calls.

    Attributes:
        perhaps_twice: calls repeated though Telegram may have done them already, because
            its answer was lost.

    Args:
        settings: patience and pauses.
    """

    def __init__(self, settings: TelegramSettings) -> None:
        self.perhaps_twice = 0
        self._settings = settings

    async def call(
        self, call: Call[Result], place: Callable[[], Awaitable[Any]], patience: Patience
    ) -> Result:
        """Make a call until it succeeds or no further try helps.

        Args:
            call: makes it once.
            place: waits for a place before each try.
            patience: for the pauses between tries.

        Raises:
            BadRequest: Telegram does not take this shape.
            Unreachable: the person cannot be reached.
            SendFailed: everything else.
        """
        failed = 0
        while True:
            await place()
            try:
                return await call()
            except RetryAfter as error:
                await patience.pause(_seconds(error.retry_after), "flood")
                continue
            except TelegramError as error:
                failed += 1
                reason = self._reason_to_try_again(error)
                if failed == _TRIES:
                    raise SendFailed(reason, temporary=True) from error
            await patience.pause(self._pause_s(failed), reason)

    def _reason_to_try_again(self, error: TelegramError) -> str:
        """Why another try may help; raises where it does not."""
        _raise_if_final(error)
        if isinstance(error.__cause__, _NOT_SENT):
            return "unreachable"
        if isinstance(error, NetworkError) and not isinstance(error.__cause__, httpx.HTTPError):
            return "server_error"
        # Given up, the whole turn would be said again: one call twice is the lesser harm.
        self.perhaps_twice += 1
        logger.warning("telegram: an answer was lost; what it told is sent again")
        return "no_answer"

    def _pause_s(self, failed: int) -> float:
        longest = min(_LONGEST_PAUSE_S, self._settings.retry_pause_s * 2.0 ** (failed - 1))
        # Jitter, so that many who failed together do not come back together.
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret


def _raise_if_final(error: TelegramError) -> None:
    if isinstance(error, BadRequest):
        if _UNKNOWN_CHAT in error.message.lower():
            raise Unreachable("chat_not_found") from error
        raise error
    if isinstance(error, Forbidden):
        known = (reason for words, reason in _FORBIDDEN.items() if words in error.message.lower())
        raise Unreachable(next(known, "forbidden")) from error
    if isinstance(error, InvalidToken):
        # Nothing goes out until somebody changes it, so it must be seen.
        logger.error("telegram: nothing can be sent: the token is refused")
        raise SendFailed("token_refused", temporary=True) from error


def _seconds(value: Any) -> float:
    # The library's own switch decides which of the two it gives.
    return value.total_seconds() if isinstance(value, timedelta) else float(value)
