"""Rank procedures for a question by several signals, added with fixed weights.

Signals of meaning and words are put on one scale first: the distance from the mean of
the best 50, in their standard deviations. Weights were set on ``make eval``
(``docs/evaluation.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Encoder
from knowledge_base.index import IndexSnapshot
from knowledge_base.search.question import Question
from knowledge_base.search.special_cases import SpecialCases

Scores = NDArray[np.float32]

WEIGHTS = {
    "name_meaning": 1.0,
    "gist_meaning": 0.3,
    "name_words": 1.0,
    "body_words": 0.4,
    "plainness": 0.5,
    "special_case": 0.4,
}
_REFERENCE = 50


class Ranking:
    """Signals and final scores of all procedures of one index for one question."""

    def __init__(self, signals: dict[str, Scores], meaning: Scores) -> None:
        """Args: the signals by name, and the cosine of the best name of each procedure."""
        self.signals = signals
        self.meaning = meaning
        self.scores: Scores = np.sum(
            [WEIGHTS[name] * values for name, values in signals.items()], axis=0
        )
        self.order: NDArray[np.intp] = np.argsort(-self.scores, kind="stable")


class Ranker:
    """Ranks the procedures of one index."""

    def __init__(self, index: IndexSnapshot, encoder: Encoder, special_cases: list[str]) -> None:
        """Args: the index, its encoder, and the words of special cases."""
        self._index = index
        self._encoder = encoder
        self._special_cases = SpecialCases(special_cases, index)
        self._plainness = _plainness(index)

    def rank(self, question: Question) -> Ranking:
        """Score every procedure for ``question``."""
        meant = self._meaning(question)
        meaning = self._index.name_vectors.scores(meant)
        signals = {
            "name_meaning": standardise(meaning),
            "gist_meaning": standardise(self._index.gist_vectors.scores(meant)),
            "name_words": standardise(self._index.name_words.scores(question.subject)),
            "body_words": standardise(self._index.body_words.scores(question.clean)),
            "plainness": self._plainness,
            "special_case": -self._special_cases.unasked(question.clean),
        }
        return Ranking(signals, meaning)

    def _meaning(self, question: Question) -> Scores:
        # "mang theo giấy tờ gì" is not what the procedure is about: the subject alone
        # counts as much as the whole question.
        texts = list(dict.fromkeys((question.reading, question.subject)))
        vector = self._encoder.encode(texts, "query").mean(axis=0)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def standardise(values: Scores) -> Scores:
    """Distance from the mean of the best 50 in their standard deviations."""
    best = np.sort(values)[-_REFERENCE:]
    spread = float(best.std())
    if spread < 1e-6:
        return np.zeros_like(values)
    return np.asarray((values - best.mean()) / spread, dtype=np.float32)


def _plainness(index: IndexSnapshot) -> Scores:
    # A long name spells out a special case; the plain case is what most people mean.
    lengths = np.array([len(item.name.split()) for item in index.procedures], dtype=np.float32)
    return np.asarray(-np.log(np.maximum(lengths, 1.0)), dtype=np.float32)
