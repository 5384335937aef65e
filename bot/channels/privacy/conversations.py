"""Conversations as the tracker store keeps them: counted, shown, deleted."""

from __future__ import annotations

import asyncio
from typing import Any, Callable, Dict, List, TypeVar

from rasa.core.agent import Agent
from rasa.core.tracker_store import FailSafeTrackerStore, InMemoryTrackerStore, TrackerStore

from bot.speedups.tracker_store import TunedSQLTrackerStore

_Result = TypeVar("_Result")
_SPEAKERS = {"user": "person", "bot": "assistant"}


class NoTrackerStore(Exception):
    """Rasa runs with another tracker store than ours; nothing can be promised about it."""


class Conversations:
    """All conversations of one Rasa.

    Args:
        agent: loaded.

    Raises:
        NoTrackerStore: see there.
    """

    def __init__(self, agent: Agent) -> None:
        self._locks = agent.lock_store
        self._store, self._beside = _stores(agent.tracker_store)

    async def count(self, person: str) -> int:
        """How many events are kept of ``person``."""
        return await _aside(lambda: self._store.count_events(person))

    async def said(self, person: str) -> List[Dict[str, Any]]:
        """What was said, oldest first: ``who``, ``at`` (Unix seconds), ``text``."""
        events = await _aside(lambda: self._store.said(person))
        return [_line(event) for event in events if event.get("text")]

    async def forget(self, person: str) -> int:
        """Delete the conversation of ``person``, between two of its turns; how many events."""
        async with self._locks.lock(person):
            if self._beside is not None:
                # Kept there while the database could not be written.
                self._beside.store.pop(person, None)
            return await _aside(lambda: self._store.forget(person))

    async def forget_before(self, when: float) -> int:
        """Delete all events older than ``when`` (Unix seconds); how many that were."""
        return await _aside(lambda: self._store.forget_before(when))


async def _aside(work: Callable[[], _Result]) -> _Result:
    """Do ``work`` in a thread: answers must not wait for the disk."""
    return await asyncio.get_running_loop().run_in_executor(None, work)


def _stores(store: TrackerStore) -> Any:
    beside = None
    if isinstance(store, FailSafeTrackerStore):
        beside, store = store._fallback_tracker_store, store._tracker_store
    if not isinstance(store, TunedSQLTrackerStore):
        raise NoTrackerStore(type(store).__name__)
    return store, beside if isinstance(beside, InMemoryTrackerStore) else None


def _line(event: Dict[str, Any]) -> Dict[str, Any]:
    return {
        "who": _SPEAKERS[event["event"]],
        "at": event.get("timestamp"),
        "text": event["text"],
    }
