"""Who is who: motcua's names of people and Telegram's private chats, which have their number."""

from __future__ import annotations

_PREFIX = "telegram:"


def person_of(user_id: int) -> str:
    """The person behind a user's id."""
    return f"{_PREFIX}{user_id}"


def chat_of(person: str) -> int:
    """The private chat with ``person``.

    Raises:
        ValueError: not a person of this channel.
    """
    number = person[len(_PREFIX) :]
    if not person.startswith(_PREFIX) or not (number.isascii() and number.isdigit()):
        raise ValueError("not a person of Telegram")
    return int(number)
