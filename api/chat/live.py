"""Turns that are being answered: the work goes on when a browser leaves, and it may return."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import structlog

from api.chat.history import Begun, ChatTurnLog, TurnState
from api.chat.rasa import Rasa, Utterance
from api.chat.rendering import Bubbles
from api.chat.schemas import ChatMessage, PastTurn, StreamEvent, StreamRequest, TurnFailure
from api.chat.service import require_something
from knowledge_base.errors import MotcuaError

log = structlog.get_logger()
_LOOK_AGAIN_S = 0.25


class LiveTurn:
    """What has been said so far, to be followed by any number of browsers."""

    def __init__(self) -> None:
        self._events: list[StreamEvent] = []
        self._news = asyncio.Condition()

    async def tell(self, event: StreamEvent) -> None:
        """Add ``event``; who follows gets it."""
        async with self._news:
            self._events.append(event)
            self._news.notify_all()

    async def follow(self) -> AsyncIterator[StreamEvent]:
        """All events from the first to the last."""
        place = 0
        while True:
            event = await self._at(place)
            place += 1
            yield event
            if event.end is not None or event.failure is not None:
                return

    async def _at(self, place: int) -> StreamEvent:
        async with self._news:
            await self._news.wait_for(lambda: place < len(self._events))
        return self._events[place]


class LiveTurns:
    """Answers streamed messages, each once.

    Args:
        history: keeps every turn and knows what was sent before.
        rasa: answers.
    """

    def __init__(self, history: ChatTurnLog, rasa: Rasa) -> None:
        self._history = history
        self._rasa = rasa
        self._live: dict[tuple[str, str], LiveTurn] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def follow(self, request: StreamRequest, utterance: Utterance) -> AsyncIterator[StreamEvent]:
        """The events of the answer to ``request``; begins to answer where nobody has."""
        key = (utterance.person, request.id)
        if key not in self._live:
            self._live[key] = LiveTurn()
            task = asyncio.create_task(self._run(key, request, utterance))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return self._live[key].follow()

    async def close(self) -> None:
        """Wait for the turns at work."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _run(
        self, key: tuple[str, str], request: StreamRequest, utterance: Utterance
    ) -> None:
        turn = self._live[key]
        try:
            begun = await self._begin(request, utterance)
            if begun.mine:
                await self._answer(turn, begun.turn, utterance)
            else:
                await _tell_again(turn, begun.turn)
        except Exception:
            log.exception("chat.turn_crashed")
            await turn.tell(StreamEvent(failure=_failure(MotcuaError("crashed"))))
        finally:
            del self._live[key]

    async def _begin(self, request: StreamRequest, utterance: Utterance) -> Begun:
        """What the history knows; waits while another process is at work on it."""
        while True:
            begun = await asyncio.to_thread(
                self._history.begin, utterance.person, request.id, request
            )
            if begun.mine or begun.state is not TurnState.WORKING:
                return begun
            await asyncio.sleep(_LOOK_AGAIN_S)

    async def _answer(self, live: LiveTurn, turn: PastTurn, utterance: Utterance) -> None:
        bubbles = Bubbles()
        end = StreamEvent()
        try:
            async for item in self._rasa.stream(utterance):
                for place in bubbles.add(item):
                    await live.tell(StreamEvent(place=place, message=bubbles.messages[place]))
            require_something(bubbles)
            end = StreamEvent(end=bubbles.end)
        except MotcuaError as error:
            log.error("chat.turn_failed", code=error.code, reason=str(error))
            end = StreamEvent(failure=_failure(error))
        await asyncio.to_thread(self._settle, utterance.person, turn, bubbles.messages, end)
        await live.tell(end)

    def _settle(
        self, person: str, turn: PastTurn, messages: list[ChatMessage], end: StreamEvent
    ) -> None:
        state = TurnState.DONE if end.end is not None else TurnState.FAILED
        settled = PastTurn(
            id=turn.id, asked=turn.asked, messages=messages, end=end.end, failure=end.failure
        )
        self._history.settle(person, settled, state)


async def _tell_again(live: LiveTurn, turn: PastTurn) -> None:
    for place, message in enumerate(turn.messages):
        await live.tell(StreamEvent(place=place, message=message))
    await live.tell(StreamEvent(end=turn.end, failure=turn.failure))


def _failure(error: MotcuaError) -> TurnFailure:
    return TurnFailure(code=error.code, message=error.message_vi)
