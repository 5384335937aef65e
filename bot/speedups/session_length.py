"""Begin a new session after many events, not only after a silence.

Rasa loads and replays the whole session for every message. Slots are carried over
(domain/shared.yml), so the person notices nothing.
"""

from __future__ import annotations

import os

from rasa.core.processor import MessageProcessor
from rasa.shared.core.trackers import DialogueStateTracker

SETTING = "MOTCUA_SESSION_EVENTS"
DEFAULT_EVENTS = 300

_stock = MessageProcessor._has_session_expired


def event_limit() -> int:
    """Events after which a session ends, from the environment."""
    return max(int(os.environ.get(SETTING, DEFAULT_EVENTS)), 50)


def has_session_expired(self: MessageProcessor, tracker: DialogueStateTracker) -> bool:
    """Stock's answer, or True for a long session with nothing left open."""
    if _stock(self, tracker):
        return True
    sessions_on = self.domain.session_config.are_sessions_enabled()
    return bool(sessions_on and not tracker.active_loop and len(tracker.events) > event_limit())


def install() -> None:
    """Replace the method on ``MessageProcessor``."""
    MessageProcessor._has_session_expired = has_session_expired
