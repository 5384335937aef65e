"""Rank procedures by a linear model over explainable signals.

The weights are learnt (``python -m knowledge_base.search.training.ranking``) as those of a
softmax over the candidates, so scores are log-odds: a distance of 1 between two
procedures says that the first is e times as likely.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Encoder
from knowledge_base.errors import SeedError
from knowledge_base.index import IndexSnapshot
from knowledge_base.search.adapter import QuestionAdapter
from knowledge_base.search.families import Families
from knowledge_base.search.question import Question
from knowledge_base.search.signals import SIGNALS, Retriever, SignalReader
from knowledge_base.search.signals.reader import SignalWords

Floats = NDArray[np.float32]
# More families are never shown; the likelihood counts all candidates.
_TOLD = 50


@dataclass(frozen=True)
class Ranked:
    """One procedure and its variants (positions in the index), best first.

    ``signals`` has a value a signal, in the order of ``SIGNALS``; ``likelihood`` is the
    share of all candidates' odds that its family holds, 0 to 1.
    """

    position: int
    variants: tuple[int, ...]
    score: float
    likelihood: float
    signals: Floats


class RankingWeights:
    """A weight a signal."""

    def __init__(self, weights: dict[str, float]) -> None:
        """Take the weights.

        Raises:
            SeedError: they are not those of the present signals.
        """
        if set(weights) != set(SIGNALS):
            raise SeedError("ranking weights are of other signals; train them again")
        self.vector = np.array([weights[name] for name in SIGNALS], dtype=np.float32)

    @classmethod
    def load(cls, path: Path) -> RankingWeights:
        """Read ``data/search/ranking.yml``."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")))

    def by_signal(self) -> dict[str, float]:
        """The weight of every signal."""
        return dict(zip(SIGNALS, self.vector.tolist(), strict=True))

    def save(self, path: Path) -> None:
        """Write the weights, heaviest first."""
        pairs = sorted(zip(SIGNALS, self.vector, strict=True), key=lambda pair: -abs(pair[1]))
        lines = [f"{name}: {weight:.4f}" for name, weight in pairs]
        head = "# Written by knowledge_base/search/training/ranking.py; log-odds a unit of signal."
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


class Ranker:
    """Ranks the procedures of one index."""

    def __init__(
        self,
        index: IndexSnapshot,
        encoder: Encoder,
        adapter: QuestionAdapter,
        words: SignalWords,
        families: list[str],
        weights: RankingWeights,
    ) -> None:
        """Args: the index, its encoder and adapter, the lists that staff edit, the weights."""
        self._retriever = Retriever(index, encoder, adapter)
        self._signals = SignalReader(index, words)
        self._families = Families(families, index)
        self._weights = weights

    def signals(
        self, question: Question, without: Sequence[int] = ()
    ) -> tuple[NDArray[np.intp], Floats]:
        """Positions of the candidates and their signals (candidates, signals); for training too.

        Args:
            question: as read.
            without: positions of passages to leave out.
        """
        found = self._retriever.retrieve(question, without)
        return found.positions, self._signals.read(question, found)

    def plain_meaning(self, question: Question) -> Floats:
        """The encoder's vector of ``question``, for training the adapter."""
        return self._retriever.plain_meaning(question)

    def family_numbers(self) -> list[int]:
        """A number for the family of every procedure of the index."""
        return self._families.numbers()

    def same_family(self, one: int, other: int) -> bool:
        """Whether the procedures at two positions are variants of one."""
        return self._families.same(one, other)

    def rank(self, question: Question, without: Sequence[int] = ()) -> list[Ranked]:
        """The best candidate families for ``question``, best first."""
        positions, signals = self.signals(question, without)
        if not len(positions):
            return []
        scores = signals @ self._weights.vector
        odds = np.exp(scores - scores.max())
        share = dict(zip(positions.tolist(), (odds / odds.sum()).tolist(), strict=True))
        place = {position: number for number, position in enumerate(positions.tolist())}
        order = positions[np.argsort(-scores, kind="stable")].tolist()
        return [
            Ranked(
                position=head,
                variants=tuple(variants),
                score=float(scores[place[head]]),
                likelihood=sum(share[member] for member in (head, *variants)),
                signals=signals[place[head]],
            )
            for head, variants in self._families.heads(order)[:_TOLD]
        ]
