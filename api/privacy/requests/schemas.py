"""Requests in words and numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.privacy.requests.tables import PrivacyRequestRow

_NUMBER = re.compile(r"XD ?- ?(20\d\d) ?- ?(\d{6})", re.IGNORECASE)


class RequestState(StrEnum):
    """Where a request stands; an open one is tried until it is done."""

    OPEN = "open"
    DONE = "done"


class AskedBy(StrEnum):
    """Who asked."""

    PERSON = "person"
    CHANNEL = "channel"
    OFFICER = "officer"
    OPERATOR = "operator"


@dataclass(frozen=True)
class Receipt:
    """What a person, or whoever has the number, may know of a request."""

    number: str
    state: RequestState
    asked_at: datetime
    done_at: datetime | None


@dataclass(frozen=True)
class Work:
    """A request in a worker's hands: whose things, and which places are done."""

    id: int
    people: tuple[str, ...]
    done: frozenset[str]


def number_of(row: PrivacyRequestRow) -> str:
    """``XD-2026-000123``: what the person is told."""
    return f"XD-{row.asked_at.year}-{row.id:06d}"


def receipt_of(row: PrivacyRequestRow) -> Receipt:
    """The receipt of ``row``."""
    return Receipt(number_of(row), RequestState(row.state), row.asked_at, row.done_at)


def row_id(number: str) -> int | None:
    """The row that a number names, as people write it."""
    found = _NUMBER.search(number)
    return int(found[2]) if found else None
