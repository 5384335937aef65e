"""What ``motcua channels check`` tells of a channel: one line a thing that must be so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """``WARNING``: it works now, and will not for long."""

    OK = "ok"
    WARNING = "warning"
    MISSING = "missing"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        name: what.
        outcome: how it is.
        detail: what was found; never a secret.
        remedy: what to do; empty where all is well.
    """

    name: str
    outcome: Outcome
    detail: str
    remedy: str = ""
