"""The name of a conversation: never somebody's number in clear.

Our channels make the names of their people: a platform's id behind its prefix, or random
characters. Stock REST and socketio take any name that a client gives, and one that has
nothing better gives a telephone number; it would stand in the tracker and in logs. Such a
name is replaced, always by the same one, so that the conversation goes on. The key keeps it
from being guessed: there are few telephone numbers. The client is answered under its own
name: for socketio that is the room in which it listens.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import unicodedata
from typing import Any, Dict

from rasa.core.channels.channel import OutputChannel

from knowledge_base.entities import find_personal

_OURS = re.compile(r"web:[A-Za-z0-9_-]{22}")
_PLATFORMS = ("zalo", "telegram")
_LENGTH = 32


def known_as(sender: str, channel: str, key: str) -> str:
    """The name under which the conversation of ``sender`` is kept.

    Args:
        sender: as the channel names them.
        channel: that the message came by.
        key: secret of the installation.
    """
    prefix = sender.partition(":")[0]
    made_by_us = _OURS.fullmatch(sender) or (prefix == channel and prefix in _PLATFORMS)
    if made_by_us or not find_personal(unicodedata.normalize("NFC", sender)):
        return sender
    digest = hmac.new(key.encode(), f"sender\x00{sender}".encode(), hashlib.sha256).hexdigest()
    # Letters only: nothing that looks like a number again.
    return "hidden:" + digest[:_LENGTH].translate(str.maketrans("0123456789", "ghijklmnpq"))


class UnderOwnName(OutputChannel):
    """Answers a client under the name that it gave.

    Args:
        output: where answers go.
        sender: that name.
    """

    def __init__(self, output: OutputChannel, sender: str) -> None:
        self._output = output
        self._sender = sender

    def name(self) -> str:  # type: ignore[override]  # stock's is a class method
        return self._output.name()

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        """Send one response."""
        await self._output.send_response(self._sender, message)
