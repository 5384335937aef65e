"""A procedure named by its code: nothing is to be searched for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.ranking import Ranked
from knowledge_base.search.signals import SIGNALS

# As the national database of procedures writes them: 1.001193.
_CODE = re.compile(r"(?<![\d.])\d\.\d{6}(?!\d)")


class NamedCodes:
    """Finds the codes of one index in messages."""

    def __init__(self, index: IndexSnapshot) -> None:
        self._positions = {
            item.code: position for position, item in enumerate(index.procedures) if item.held
        }

    def position(self, text: str) -> int | None:
        """Position of the one procedure of ours whose code stands in ``text``."""
        named = {self._positions.get(code) for code in _CODE.findall(text)} - {None}
        return named.pop() if len(named) == 1 else None


def first(position: int, ranking: Sequence[Ranked]) -> list[Ranked]:
    """``ranking`` with the procedure at ``position`` before all others, and sure."""
    found = next((item for item in ranking if item.position == position), None)
    unranked = Ranked(position, (), 0.0, 1.0, np.zeros(len(SIGNALS), np.float32))
    named = unranked if found is None else replace(found, likelihood=1.0)
    others = [replace(item, likelihood=0.0) for item in ranking if item.position != position]
    return [named, *others]
