"""Split typical questions in two halves, so that one model never learns from what another saw."""

from __future__ import annotations

import hashlib


def teaches_encoder(question: str) -> bool:
    """Whether ``question`` trains the encoder; the others train ranking and decisions."""
    return hashlib.sha256(question.encode()).digest()[0] % 2 == 0
