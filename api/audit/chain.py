"""How an entry is sealed: a keyed hash over it and over the entry before."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

FIRST_HASH = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True)
class Actor:
    """Who acts: an account, a command line, or nobody who signed in.

    Attributes:
        name: the sign-in name, or ``cli:<user of the machine>``, or ``-``.
        account_id: of the account, where there is one.
        address: network address, where there is one.
    """

    name: str
    account_id: int | None = None
    address: str = ""


NOBODY = "-"


@dataclass(frozen=True)
class Change:
    """What was done, to what.

    Attributes:
        action: ``noun.verb``, e.g. ``account.disable``.
        object_type: e.g. ``account``.
        object_id: its key; never a citizen's name or number.
        before: changed fields as they were; ``None`` for a reading.
        after: changed fields as they are; for a reading, what was read (filters, count).
    """

    action: str
    object_type: str
    object_id: str = ""
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Sealed:
    """An entry in its place in the chain."""

    seq: int
    at: datetime
    actor: Actor
    change: Change
    previous_hash: str
    hash: str = ""

    def seal(self, key: bytes) -> str:
        """The hash that this entry must carry."""
        told = {
            "seq": self.seq,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor.name,
            "actor_id": self.actor.account_id,
            "address": self.actor.address,
            "action": self.change.action,
            "object_type": self.change.object_type,
            "object_id": self.change.object_id,
            "before": self.change.before,
            "after": self.change.after,
            "previous": self.previous_hash,
        }
        return hmac.new(key, _canonical(told), hashlib.sha256).hexdigest()


def seal_of_head(key: bytes, seq: int, last_hash: str) -> str:
    """What the head carries: without it, the youngest entries could be cut off unseen."""
    return hmac.new(key, f"head:{seq}:{last_hash}".encode(), hashlib.sha256).hexdigest()


def _canonical(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
