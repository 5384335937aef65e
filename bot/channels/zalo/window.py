"""When a person may be written to: Zalo counts from their last interaction."""

from __future__ import annotations

from enum import Enum
from typing import Optional

FREE_S = 48 * 3600.0
OPEN_S = 7 * 24 * 3600.0


class Window(str, Enum):
    """What a consultation message costs now. ``CLOSED``: only a template message arrives."""

    FREE = "free"
    BILLED = "billed"
    CLOSED = "closed"


def window_at(now_s: float, last_interaction_s: Optional[float]) -> Window:
    """The window of a person.

    Args:
        now_s: the time, in Unix seconds.
        last_interaction_s: when they last followed, wrote or pressed; ``None``: never.
    """
    if last_interaction_s is None or now_s - last_interaction_s > OPEN_S:
        return Window.CLOSED
    return Window.FREE if now_s - last_interaction_s <= FREE_S else Window.BILLED
