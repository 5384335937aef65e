"""Word search (BM25) over diacritics-blind syllables and syllable pairs.

Vietnamese writes a space after every syllable, so most words are two syllables
long; pairs of neighbours stand for words without a segmenter in the hot path.
"""

from __future__ import annotations

import logging
from itertools import pairwise
from pathlib import Path

import bm25s
import numpy as np
from numpy.typing import NDArray

from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables

# Shorter than a body of text, a name repeats nothing: little weight on length (b) and
# an early saturation (k1), as measured on names.
_K1, _B = 1.2, 0.6
# It reports every step at a level of its own making.
logging.getLogger("bm25s").setLevel(logging.WARNING)


def terms(text: str) -> list[str]:
    """Folded syllables of ``text``, then its syllable pairs joined by ``_``."""
    single = syllables(fold(text))
    return single + [f"{a}_{b}" for a, b in pairwise(single)]


class WordIndex:
    """BM25 over one text a procedure; positions are those of the procedures."""

    def __init__(self, index: bm25s.BM25, size: int) -> None:
        self._index = index
        self._size = size
        self._idf = _inverse_document_frequencies(index, size)
        self._unknown = float(np.log(1 + size * 2))

    @classmethod
    def build(cls, texts: list[str]) -> WordIndex:
        """Index ``texts``."""
        index = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        # An empty text would get no row: a term that no question holds keeps its place.
        index.index([terms(text) or ["\x00"] for text in texts], show_progress=False)
        return cls(index, len(texts))

    @classmethod
    def load(cls, folder: Path) -> WordIndex:
        """Load what ``save`` wrote."""
        index = bm25s.BM25.load(str(folder), load_corpus=False)
        return cls(index, int((folder / "size").read_text()))

    def save(self, folder: Path) -> None:
        """Write the index to ``folder``."""
        self._index.save(str(folder), show_progress=False)
        (folder / "size").write_text(str(self._size))

    def scores(self, text: str) -> NDArray[np.float32]:
        """BM25 score of every text for the question ``text``; shape (size,)."""
        # Each term once: saying a thing ten times does not make it ten times as sure.
        asked = dict.fromkeys(terms(text))
        known = [term for term in asked if term in self._index.vocab_dict]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return np.asarray(self._index.get_scores(known), dtype=np.float32)

    def weight(self, term: str) -> float:
        """How much a term tells: its inverse document frequency, highest for unknown terms."""
        return self._idf.get(term, self._unknown)


def _inverse_document_frequencies(index: bm25s.BM25, size: int) -> dict[str, float]:
    pointers = np.asarray(index.scores["indptr"])
    counts = np.diff(pointers)
    return {
        term: float(np.log(1 + (size - counts[number] + 0.5) / (counts[number] + 0.5)))
        for term, number in index.vocab_dict.items()
        if isinstance(number, int) and number < len(counts)
    }
