"""Vector search (FAISS, exact inner product) over passages of procedures."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Vectors

# Deep enough that every procedure with a chance is among the hits.
_DEPTH = 400


class VectorIndex:
    """Exact search over unit vectors; ``owners[i]`` is the procedure of vector *i*."""

    def __init__(self, index: faiss.Index, owners: NDArray[np.int32], size: int) -> None:
        self._index = index
        self._owners = owners
        self._size = size

    @classmethod
    def build(cls, vectors: Vectors, owners: list[int], size: int) -> VectorIndex:
        """Index ``vectors`` (n, dimension); ``size`` is the number of procedures."""
        index = faiss.IndexFlatIP(vectors.shape[1])
        index.add(vectors)
        return cls(index, np.asarray(owners, dtype=np.int32), size)

    @classmethod
    def load(cls, path: Path, owners: list[int], size: int) -> VectorIndex:
        """Load what ``save`` wrote."""
        return cls(faiss.read_index(str(path)), np.asarray(owners, dtype=np.int32), size)

    def save(self, path: Path) -> None:
        """Write the vectors to ``path``."""
        faiss.write_index(self._index, str(path))

    def vectors(self) -> Vectors:
        """All vectors, in order; shape (n, dimension)."""
        return np.asarray(self._index.reconstruct_n(0, self._index.ntotal), dtype=np.float32)

    def scores(self, question: NDArray[np.float32]) -> NDArray[np.float32]:
        """Best cosine similarity of each procedure to ``question`` (dimension,); shape (size,).

        Procedures beyond the search depth get the lowest similarity found.
        """
        if self._index.ntotal == 0:
            return np.zeros(self._size, dtype=np.float32)
        depth = min(_DEPTH, self._index.ntotal)
        similarities, hits = self._index.search(question[None, :], depth)
        scores = np.full(self._size, similarities[0].min(), dtype=np.float32)
        np.maximum.at(scores, self._owners[hits[0]], similarities[0])
        return scores
