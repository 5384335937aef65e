"""Web addresses in a message: nothing in them is a word to correct."""

from __future__ import annotations

import re
from collections.abc import Callable

_ADDRESS = re.compile(r"((?:https?://|www\.)\S+)", re.IGNORECASE)


def outside_addresses(text: str, change: Callable[[str], str]) -> str:
    """Return ``text`` with ``change`` applied to what stands between web addresses."""
    parts = _ADDRESS.split(text)
    # Every second part is an address.
    parts[::2] = [change(part) if part else part for part in parts[::2]]
    return "".join(parts)
