"""Learn the ranking weights: ``python -m knowledge_base.search.training.ranking STATE_INDEX_DIR``.

A softmax over the candidates of each typical question (conditional logit; McFadden 1974):
the weights make the asked family likeliest. Questions of procedures that are asked more
often weigh more. Nothing of any test set is read.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.engine import SearchEngine
from knowledge_base.search.ranking import Ranker, RankingWeights
from knowledge_base.search.signals import SIGNALS
from knowledge_base.search.training.state import (
    LISTS,
    Asked,
    asked_index_dir,
    framed_names,
    open_engine,
    typical_questions,
)

# By how often a procedure is asked (0 to 3).
_IMPORTANCE = (0.4, 0.7, 1.2, 2.0)
_SHRINK = 1e-3
_ROUNDS = 4
_HARDEST = 60


@dataclass(frozen=True)
class Example:
    """Signals of the candidates (n, signals), which are right (n,), and the weight."""

    signals: NDArray[np.float32]
    right: NDArray[np.bool_]
    weight: float


def examples(engine: SearchEngine, asked: list[Asked]) -> list[Example]:
    """An example a question whose procedure is among its candidates."""
    index, ranker = engine.ranker()
    found = []
    for number, item in enumerate(asked):
        example = _example(engine, index, ranker, item)
        if example is not None:
            found.append(example)
        if number % 500 == 0:
            print(f"read {number} of {len(asked)} questions", flush=True)
    print(f"{len(asked) - len(found)} questions whose procedure was no candidate")
    return found


def _example(
    engine: SearchEngine, index: IndexSnapshot, ranker: Ranker, asked: Asked
) -> Example | None:
    positions, signals = ranker.signals(engine.read(asked.text), asked.without)
    right = np.array([ranker.same_family(int(p), asked.owner) for p in positions])
    if not right.any():
        return None
    return Example(signals, right, _IMPORTANCE[index.procedures[asked.owner].asked])


def fit(found: list[Example]) -> NDArray[np.float64]:
    """The weights that make the right candidates likeliest; shape (signals,)."""
    weights = np.zeros(len(SIGNALS))
    spread = np.maximum(np.std(np.concatenate([item.signals for item in found]), axis=0), 1e-6)
    for _ in range(_ROUNDS):
        weights = _fit(_hardest(found, weights), weights, spread)
    return weights


def _hardest(found: list[Example], weights: NDArray[np.float64]) -> list[Example]:
    """Only the candidates that stand high so far, and the right ones."""
    kept = []
    for item in found:
        order = np.argsort(-(item.signals @ weights), kind="stable")[:_HARDEST]
        chosen = np.union1d(order, np.flatnonzero(item.right))
        kept.append(Example(item.signals[chosen], item.right[chosen], item.weight))
    return kept


def _fit(
    found: list[Example], start: NDArray[np.float64], spread: NDArray[np.float32]
) -> NDArray[np.float64]:
    from scipy.optimize import minimize

    total = sum(item.weight for item in found)
    scaled = [(item.signals / spread, item.right, item.weight / total) for item in found]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value, slope = _SHRINK * float(weights @ weights), 2 * _SHRINK * weights
        for signals, right, weight in scaled:
            odds = signals @ weights
            odds = np.exp(odds - odds.max())
            share = odds / odds.sum()
            hit = share[right].sum()
            value -= weight * float(np.log(hit))
            slope = slope - weight * (signals[right].T @ (share[right] / hit) - signals.T @ share)
        return value, slope

    best = minimize(loss, start * spread, jac=True, method="L-BFGS-B", options={"maxiter": 200})
    print(f"loss {best.fun:.4f} after {best.nit} steps")
    return np.asarray(best.x / spread, dtype=np.float64)


def main(index_dir: Path) -> None:
    """Learn from the index in ``index_dir`` and write ``data/search/ranking.yml``."""
    engine = open_engine(index_dir)
    index, _ = engine.ranker()
    weights = fit(examples(engine, typical_questions(index) + framed_names(index)))
    learnt = dict(zip(SIGNALS, (round(float(weight), 4) for weight in weights), strict=True))
    RankingWeights(learnt).save(LISTS / "ranking.yml")
    print(*(f"{name:24} {weight:8.3f}" for name, weight in learnt.items()), sep="\n")


if __name__ == "__main__":
    main(asked_index_dir(__doc__))
