"""What follows from how a send ended."""

from __future__ import annotations

from datetime import datetime, timedelta

from api.outbox.schemas import Outcome, Receipt, State
from api.outbox.tables import OutboxRow

# With the waits below, about four hours: longer than most outages of a platform.
MOST_FAILURES = 8
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


def wait_after(failures: int) -> timedelta:
    """How long to wait after so many failures in a row (1 or more)."""
    return min(_FIRST_WAIT * (1 << 2 * min(failures - 1, 8)), _LONGEST_WAIT)


def settle(row: OutboxRow, receipt: Receipt, now: datetime) -> None:
    """Write the end of a send into ``row``."""
    row.outcome, row.reason = receipt.outcome.value, receipt.reason or None
    row.held_until, row.worker = None, None
    row.begun = row.begun and receipt.perhaps_arrived
    if receipt.outcome is Outcome.SENT:
        row.state, row.settled_at, row.payload = State.SENT.value, now, b""
    elif receipt.outcome is Outcome.TEMPORARY:
        fail(row, now)
    else:
        give_up(row, now)


def fail(row: OutboxRow, now: datetime) -> None:
    """Count a failure that may pass: wait, or give up after too many."""
    row.failures += 1
    if row.failures >= MOST_FAILURES:
        give_up(row, now)
        return
    row.state = State.WAITING.value
    row.held_until = now + wait_after(row.failures)


def give_up(row: OutboxRow, now: datetime) -> None:
    """Put a message aside for a person to look at."""
    row.state, row.settled_at, row.held_until = State.DEAD.value, now, None
