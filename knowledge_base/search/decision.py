"""Decide between answering, asking back with choices, and declining.

A logistic model over a few signals gives the probability that the question is about
a procedure of the index at all; no single similarity threshold can (right, wrong and
off-topic cosines overlap). Its weights are data (``data/search/decision.yml``).
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.ranking import Ranking
from knowledge_base.search.scope import ScopeModel
from knowledge_base.search.sections import SectionReader


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


@dataclass(frozen=True)
class Evidence:
    """What the decision rests on.

    ``meaning``: best cosine of a name. ``distinct``: how far the best meaning stands out,
    in standard deviations. ``coverage``: share of the question's telling words that the
    best name holds, 0 to 1. ``scope``: log-odds that its words are of an administrative
    matter. ``margin``: distance of the best score from the second.
    """

    meaning: float
    distinct: float
    coverage: float
    scope: float
    margin: float

    def with_scope(self, scope: float) -> Evidence:
        """The same evidence with another ``scope``."""
        return replace(self, scope=scope)


@dataclass(frozen=True)
class DecisionModel:
    """Logistic weights and the two cuts."""

    intercept: float
    meaning: float
    distinct: float
    coverage: float
    scope: float
    decline_below: float
    clarify_margin: float

    @classmethod
    def load(cls, path: Path) -> DecisionModel:
        """Read the weights."""
        return cls(**yaml.safe_load(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        """Write the weights."""
        path.write_text(
            "# Written by knowledge_base/search/train_decision.py.\n"
            + yaml.safe_dump(asdict(self), sort_keys=False),
            encoding="utf-8",
        )

    def probability(self, evidence: Evidence) -> float:
        """Probability that the question is about one of the best procedures."""
        activation = (
            self.intercept
            + self.meaning * evidence.meaning
            + self.distinct * evidence.distinct
            + self.coverage * evidence.coverage
            + self.scope * evidence.scope
        )
        return 1.0 / (1.0 + math.exp(-activation))

    def decide(self, evidence: Evidence) -> Decision:
        """Decline what is probably no procedure; ask back where two are as likely."""
        if self.probability(evidence) < self.decline_below:
            return Decision.DECLINE
        if evidence.margin < self.clarify_margin:
            return Decision.CLARIFY
        return Decision.ANSWER


class EvidenceReader:
    """Reads the evidence of a ranking; knows the words of every name of one index."""

    def __init__(self, index: IndexSnapshot, sections: SectionReader, scope: ScopeModel) -> None:
        self._index = index
        self._scope = scope
        self._sections = sections
        position = {item.code: number for number, item in enumerate(index.procedures)}
        self._words: list[set[str]] = [set() for _ in index.procedures]
        for passage in index.name_passages:
            self._words[position[passage.code]].update(sections.topic(passage.text))

    def read(self, text: str, ranking: Ranking) -> Evidence:
        """The evidence for the best procedure of ``ranking``."""
        best = int(ranking.order[0])
        return Evidence(
            meaning=float(ranking.meaning.max()),
            distinct=float(ranking.signals["name_meaning"].max()),
            coverage=self._coverage(text, best),
            scope=self._scope.score(text),
            margin=self._margin(ranking),
        )

    def _coverage(self, text: str, best: int) -> float:
        weights = {word: self._index.name_words.weight(word) for word in self._sections.topic(text)}
        total = sum(weights.values())
        if not total:
            return 0.0
        return sum(weight for word, weight in weights.items() if word in self._words[best]) / total

    @staticmethod
    def _margin(ranking: Ranking) -> float:
        if len(ranking.order) < 2:
            return float(np.inf)
        first, second = ranking.order[:2]
        return float(ranking.scores[first] - ranking.scores[second])
