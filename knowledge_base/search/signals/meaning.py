"""Signals of meaning: cosines of the question with what leads to a procedure."""

from __future__ import annotations

import numpy as np

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.signals.candidates import Candidates, Scores

# One passage .03 nearer than another has e times its vote.
_SHARPNESS = 30.0
_NO_VOTE = 1e-3


class MeaningSignals:
    """``official_meaning``, ``best_meaning`` and ``vote``."""

    NAMES = ("official_meaning", "best_meaning", "vote")

    def __init__(self, index: IndexSnapshot) -> None:
        self._index = index

    def read(self, found: Candidates) -> dict[str, Scores]:
        """Cosine of the official name; of the nearest passage; and log of all near ones' votes."""
        official = self._index.vectors.vectors()[found.positions] @ found.vector
        owners = self._index.owners[found.near]
        best = np.full(len(self._index.procedures), -1.0, dtype=np.float32)
        np.maximum.at(best, owners, found.cosines)
        votes = np.zeros(len(best), dtype=np.float32)
        nearest = found.cosines.max(initial=-1.0)
        np.add.at(votes, owners, np.exp((found.cosines - nearest) * _SHARPNESS))
        return {
            "official_meaning": official,
            "best_meaning": np.maximum(best[found.positions], official),
            "vote": np.log(votes[found.positions] + _NO_VOTE),
        }
