"""What was tried before is told apart from what came since."""

from __future__ import annotations

from api.client.inbox import WaitingBatch, WaitingEvent
from bot.channels.base.worker import _messages, _read


def batch(*attempts: int) -> WaitingBatch:
    events = tuple(
        WaitingEvent(
            number, f"key-{number}", {"kind": "text", "text": f"tin {number}"}, "", attempt
        )
        for number, attempt in enumerate(attempts, 1)
    )
    return WaitingBatch("zalo:1", events)


def keys(waiting: WaitingBatch) -> list[tuple[str, ...]]:
    return [heard.keys for heard in _messages(waiting, _read(waiting))]


def test_a_burst_is_one_message():
    assert keys(batch(1, 1, 1)) == [("key-1", "key-2", "key-3")]


def test_what_came_after_a_failure_is_a_message_of_its_own():
    # Joined, the answer to the first would pass for the answer to both.
    assert keys(batch(2, 1)) == [("key-1",), ("key-2",)]
    assert keys(batch(2, 2, 1, 1)) == [("key-1", "key-2"), ("key-3", "key-4")]
