"""Vector search (FAISS, exact inner product) over passages."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Vectors

Positions = NDArray[np.intp]
# One question is a millisecond of work: waking other threads takes longer than they save.
faiss.omp_set_num_threads(1)


class VectorIndex:
    """Exact search over unit vectors; positions are those of the passages."""

    def __init__(self, index: faiss.Index) -> None:
        self._index = index
        self._vectors = np.asarray(index.reconstruct_n(0, index.ntotal), dtype=np.float32)

    @classmethod
    def build(cls, vectors: Vectors) -> VectorIndex:
        """Index ``vectors`` (n, dimension)."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index)

    @classmethod
    def load(cls, path: Path) -> VectorIndex:
        """Load what ``save`` wrote."""
        return cls(faiss.read_index(str(path)))

    def save(self, path: Path) -> None:
        """Write the vectors to ``path``."""
        faiss.write_index(self._index, str(path))

    def vectors(self) -> Vectors:
        """All vectors, in order; shape (n, dimension)."""
        return self._vectors

    def nearest(self, question: Vectors, depth: int) -> tuple[Positions, NDArray[np.float32]]:
        """The ``depth`` passages nearest to ``question`` (dimension,) and their cosines."""
        depth = min(depth, self._index.ntotal)
        if depth == 0:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        cosines, positions = self._index.search(question[None, :], depth)
        return positions[0].astype(np.intp), cosines[0]
