"""Who is who: motcua's names of people and Zalo's recipients."""

from __future__ import annotations

from typing import Dict, Optional, Tuple

_PREFIX, _VISITOR = "zalo:", "zalo:visitor:"


def person_of(user_id: str) -> str:
    """The person behind a user's id."""
    return f"{_PREFIX}{user_id}"


def visitor_of(anonymous_id: str, conversation_id: str) -> str:
    """A visitor without an account; only inside this conversation can they be answered."""
    return f"{_VISITOR}{anonymous_id}:{conversation_id}"


def user_of(person: str) -> Optional[str]:
    """A person's user id; ``None`` for a visitor.

    Raises:
        ValueError: not a person of this channel.
    """
    if person.startswith(_VISITOR):
        return None
    user_id = person[len(_PREFIX) :]
    if not person.startswith(_PREFIX) or not user_id:
        raise ValueError("not a person of Zalo")
    return user_id


def recipient_of(person: str) -> Tuple[bool, Dict[str, str]]:
    """Whether ``person`` has an account, and how Zalo addresses them.

    Raises:
        ValueError: not a person of this channel.
    """
    user_id = user_of(person)
    if user_id is not None:
        return True, {"user_id": user_id}
    anonymous_id, _, conversation_id = person[len(_VISITOR) :].partition(":")
    return False, {"anonymous_id": anonymous_id, "conversation_id": conversation_id}
