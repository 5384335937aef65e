"""Keys of events and effects that must stay known after their person is forgotten."""

from __future__ import annotations

import hashlib

_LEAST = 4


def hidden(key: str, person: str) -> str:
    """``key`` as it is kept once ``person`` is forgotten: it must not name them."""
    name = person.partition(":")[2]
    return hashed(key) if len(name) >= _LEAST and name in key else key


def hashed(key: str) -> str:
    """What stands for a key that names somebody."""
    return f"hash:{hashlib.sha256(key.encode()).hexdigest()}"
