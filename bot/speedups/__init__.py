"""Repairs of Rasa 3.6.21's hot spots (docs/performance.md has the measurements).

Each module mends one spot and gives stock's results; a test compares the two.
``MOTCUA_SPEEDUPS=off`` runs stock Rasa, for benchmarks and for finding faults.
"""

from __future__ import annotations

import os

SWITCH = "MOTCUA_SPEEDUPS"


def enabled() -> bool:
    """Whether the speed-ups are wanted in this process."""
    return os.environ.get(SWITCH, "on").strip().lower() != "off"


def install() -> bool:
    """Put every speed-up in place; twice does no harm. Returns whether it was done."""
    if not enabled():
        return False
    # Imported here, so that with the switch off Rasa is left entirely alone.
    from bot.speedups import (
        action_calls,
        action_connection,
        action_result,
        event_types,
        garbage,
        lock_polling,
        session_length,
    )

    for module in (
        action_result,
        event_types,
        lock_polling,
        action_calls,
        action_connection,
        session_length,
        garbage,
    ):
        module.install()
    return True
