"""The one connection to the API that all actions share, and what is said when it fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.rendering import render, say, say_status
from actions.texts import text, way_on_buttons
from actions.turn import Turn
from api.client import (
    Answer,
    ApiError,
    ApiRateLimited,
    ApiRejected,
    ApiTextTooLong,
    ClientSettings,
    MotcuaApi,
    TurnRecord,
    TurnStatus,
)

logger = logging.getLogger(__name__)

# The boards' count must not make a person wait.
_RECORD_TIMEOUT_S = 1.0
_reports: set[asyncio.Task[None]] = set()

Ask = Callable[[MotcuaApi], Awaitable[Answer]]


class Backend:
    """Holds the client; made on first use, inside the server's event loop."""

    def __init__(self) -> None:
        self._api: MotcuaApi | None = None

    def api(self) -> MotcuaApi:
        """The client, built from the environment."""
        if self._api is None:
            self._api = MotcuaApi.from_settings(ClientSettings.from_environment())
        return self._api

    def use(self, api: MotcuaApi) -> None:
        """Take this client instead."""
        self._api = api

    async def close(self) -> None:
        """Send what is still to be counted, then close the client, if there is one."""
        await asyncio.gather(*_reports)
        if self._api is not None:
            await self._api.close()
            self._api = None


backend = Backend()


async def ask_and_render(turn: Turn, dispatcher: CollectingDispatcher, ask: Ask) -> Answer | None:
    """Ask the API and say its answer; on any failure say so honestly and return ``None``."""
    try:
        answer = await ask(backend.api())
    except ApiError as error:
        say_failure(dispatcher, error)
        return None
    if turn.cut:
        dispatcher.utter_message(text=text("cut"))
    render(dispatcher, answer, turn.channel)
    return answer


def say_failure(dispatcher: CollectingDispatcher, error: ApiError) -> None:
    """Say why there is no answer, and end the turn with its status."""
    if isinstance(error, ApiTextTooLong):
        say_end(dispatcher, text("too_long"), TurnStatus.TOO_LONG)
    elif isinstance(error, ApiRateLimited):
        say_end(dispatcher, error.message_vi or text("limited"), TurnStatus.LIMITED)
    elif isinstance(error, ApiRejected):
        logger.warning("The API refused a question: %s", error)
        say_end(dispatcher, text("rejected"), TurnStatus.ERROR_BACKEND)
    else:
        logger.error("The API gave no answer: %s", error)
        say_end(dispatcher, text("backend_down"), TurnStatus.ERROR_BACKEND)


def say_end(dispatcher: CollectingDispatcher, words: str, status: str) -> None:
    """Say one sentence with the ways on, and end the turn."""
    say(dispatcher, [words], way_on_buttons())
    say_status(dispatcher, status)


async def record(turn: Turn, status: str) -> None:
    """Count a turn that was answered without the API: nobody waits, a failure is logged."""
    report = TurnRecord(
        person=turn.person,
        channel=turn.channel,
        status=status,
        intent=turn.intent,
        received_at=turn.received_at,
    )
    in_background(backend.api().record(report))


def in_background(call: Coroutine[Any, Any, None]) -> None:
    """Tell the API something for which nobody waits; a failure is logged."""
    task = asyncio.create_task(_send(call))
    # Kept until it is done: the loop itself holds tasks only weakly.
    _reports.add(task)
    task.add_done_callback(_reports.discard)


async def _send(call: Coroutine[Any, Any, None]) -> None:
    try:
        await asyncio.wait_for(call, _RECORD_TIMEOUT_S)
    except (ApiError, asyncio.TimeoutError) as error:
        logger.warning("A turn was not noted: %r", error)
