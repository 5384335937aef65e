"""Send the action server the end of the conversation instead of all of it.

Stock serialises every event since the session began for every action, so the cost of a
message grows with the length of the talk (Rasa issues 6334, 11828). Our actions read
the slots, the latest message and the last buttons.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity

RECENT_EVENTS = 40

_stock = RemoteAction._action_call_format


class _RecentTracker:
    """The two things that stock asks of a tracker here, with fewer events."""

    def __init__(self, tracker: DialogueStateTracker) -> None:
        self._tracker = tracker
        self.sender_id = tracker.sender_id

    def current_state(self, verbosity: EventVerbosity) -> dict[str, Any]:
        """Stock's state with only the latest events."""
        state: dict[str, Any] = self._tracker.current_state(EventVerbosity.NONE)
        recent = list(self._tracker.events)[-RECENT_EVENTS:]
        state["events"] = [event.as_dict() for event in recent]
        return state


def action_call_format(
    self: RemoteAction, tracker: DialogueStateTracker, domain: Domain
) -> dict[str, Any]:
    """Build stock's request with at most ``RECENT_EVENTS`` events in it."""
    call: dict[str, Any] = _stock(self, _RecentTracker(tracker), domain)
    return call


def install() -> None:
    """Replace the method on ``RemoteAction``."""
    RemoteAction._action_call_format = action_call_format
