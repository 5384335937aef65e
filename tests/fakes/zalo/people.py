"""What an event tells Zalo about a person."""

from __future__ import annotations

from typing import Any

from tests.fakes.zalo.state import ZaloFake


def learn(fake: ZaloFake, event: dict[str, Any]) -> None:
    """Follow, unfollow, messages and shared data change what the OA may send."""
    name = event["event_name"]
    user_id = _acting(event)
    if user_id is None or name.startswith("oa_"):
        return
    user = fake.known(user_id)
    if name in ("follow", "unfollow"):
        user.following = name == "follow"
    if name == "follow" or name.startswith("user_send_") or name == "user_submit_info":
        at_s = int(event["timestamp"]) / 1000
        user.last_interaction_s = max(at_s, user.last_interaction_s or 0.0)
    if name == "user_submit_info":
        user.shared_info = dict(event.get("info", {}))
    if name == "user_withdraw":
        user.shared_info = {}


def _acting(event: dict[str, Any]) -> str | None:
    for holder, key in (("sender", "id"), ("follower", "id")):
        if holder in event:
            return str(event[holder][key])
    return event.get("user_id")
