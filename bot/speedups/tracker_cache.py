"""Trackers that are still what the database holds, so that they need not be read again.

Reading a conversation and building its events anew is a sixth of a message's time. A
tracker is lent out, never shared: whoever takes it owns it until it is saved again, so
that a message that failed half-way is read from the database as in stock. The newest
event's number tells whether another process has written since.
"""

from __future__ import annotations

from collections import OrderedDict

from rasa.shared.core.events import SessionStarted
from rasa.shared.core.trackers import DialogueStateTracker

MOST_TRACKERS = 1000


class TrackerCache:
    """The latest saved trackers with the number of their newest stored event."""

    def __init__(self, most: int = MOST_TRACKERS) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[int, DialogueStateTracker]] = OrderedDict()

    def take(self, sender_id: str, newest: int | None) -> DialogueStateTracker | None:
        """The tracker, given away, or ``None`` when it is unknown or no longer up to date."""
        number, tracker = self._kept.pop(sender_id, (None, None))
        return tracker if newest is not None and number == newest else None

    def put(self, tracker: DialogueStateTracker, newest: int | None) -> None:
        """Keep a tracker that was just saved; one that spans two sessions is not kept."""
        # Stock would read only the newest session next time.
        sessions = [place for place, event in enumerate(tracker.events) if _starts_session(event)]
        if newest is None or any(place > 1 for place in sessions):
            return
        self._kept[tracker.sender_id] = (newest, tracker)
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)


def _starts_session(event: object) -> bool:
    return isinstance(event, SessionStarted)
