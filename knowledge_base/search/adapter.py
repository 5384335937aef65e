"""A linear map that moves the vectors of questions towards the procedures they mean.

The encoder was trained on general text; this map was learnt by contrast on typical
questions (``python -m knowledge_base.search.training.adapter``). Vectors of passages stay as
they are, so a new map needs no new index.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Encoder, Vectors

_BUILT_IN = "onnx-int8"


class QuestionAdapter:
    """Adds ``vector @ move`` to a question's vector and scales it to length 1."""

    def __init__(self, move: NDArray[np.float32]) -> None:
        """Args: move: shape (dimension, dimension); zeros leave every vector as it is."""
        self._move = move

    @classmethod
    def load(cls, path: Path, encoder: Encoder) -> QuestionAdapter:
        """Read the map; another encoder than the built-in one gets none."""
        if encoder.identity.split(":")[0] != _BUILT_IN:
            return cls(np.zeros((encoder.dimension, encoder.dimension), dtype=np.float32))
        with np.load(path) as stored:
            return cls(stored["move"].astype(np.float32))

    def adapt(self, vector: Vectors) -> Vectors:
        """The unit vector (dimension,) of a question, moved."""
        moved = vector + vector @ self._move
        return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)


def save_adapter(move: NDArray[np.float32], path: Path) -> None:
    """Write the map in half precision (300 kB); the same map gives the same bytes."""
    with path.open("wb") as file:
        np.savez_compressed(file, move=move.astype(np.float16))
