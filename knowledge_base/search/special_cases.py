"""Special cases: wanted by the question, or standing in the way of the plain one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.phrases import flat


class SpecialCases:
    """Counts, for a question, the special words of each name that nobody asked for."""

    def __init__(self, phrases: list[str], index: IndexSnapshot) -> None:
        """Args: the special words, and the index whose names hold them."""
        self._phrases = [flat(phrase) for phrase in phrases]
        self._held = np.array(
            [self._in(item.name) for item in index.procedures], dtype=np.float32
        ).reshape(len(index.procedures), len(phrases))

    def unasked(self, text: str) -> NDArray[np.float32]:
        """How many special words of each name ``text`` does not hold; shape (size,)."""
        absent = 1.0 - np.array(self._in(text), dtype=np.float32)
        return np.asarray(self._held @ absent, dtype=np.float32)

    def _in(self, text: str) -> list[bool]:
        words = f" {flat(text)} "
        return [f" {phrase} " in words for phrase in self._phrases]


def load_special_cases(path: Path) -> list[str]:
    """The special words that staff list."""
    groups = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [phrase for phrases in groups.values() for phrase in phrases]
