"""Rank procedures for a question by several signals, added with fixed weights.

Every signal is put on one scale first: its distance from the mean of the best 50, in
their standard deviations. Weights were set on ``make eval`` (``docs/evaluation.md``).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Encoder
from knowledge_base.index import IndexSnapshot
from knowledge_base.search.question import Question

Scores = NDArray[np.float32]

WEIGHTS = {
    "name_meaning": 1.0,
    "gist_meaning": 0.3,
    "name_words": 1.0,
    "body_words": 0.4,
    "plainness": 0.5,
}
_REFERENCE = 50


class Ranking:
    """Signals and final scores of all procedures of one index for one question."""

    def __init__(self, signals: dict[str, Scores], raw: dict[str, Scores]) -> None:
        self.signals = signals
        self.raw = raw
        self.scores: Scores = np.sum(
            [WEIGHTS[name] * values for name, values in signals.items()], axis=0
        )
        self.order: NDArray[np.intp] = np.argsort(-self.scores, kind="stable")


def rank(question: Question, index: IndexSnapshot, encoder: Encoder) -> Ranking:
    """Score every procedure of ``index`` for ``question``."""
    vector = encoder.encode([question.reading], "query")[0]
    raw = {
        "name_meaning": index.name_vectors.scores(vector),
        "gist_meaning": index.gist_vectors.scores(vector),
        "name_words": index.name_words.scores(question.clean),
        "body_words": index.body_words.scores(question.clean),
    }
    signals = {name: standardise(values) for name, values in raw.items()}
    signals["plainness"] = _plainness(index)
    return Ranking(signals, raw)


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
    return -np.log(np.maximum(lengths, 1.0))
