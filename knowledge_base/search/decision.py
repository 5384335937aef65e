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

# More telling words than this single out one procedure, or are a story.
_SHORT_QUESTION = 3
_NAMES_NOTHING = 40


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
    matter. ``margin``: distance of the best score from the second. ``candidates``: how
    many procedures have a name that holds every telling word of a short question; 1 when
    one of the names is just that.
    """

    meaning: float
    distinct: float
    coverage: float
    scope: float
    margin: float
    candidates: int = 1

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
    clarify_candidates: int

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
        vague = evidence.candidates >= self.clarify_candidates
        if vague or evidence.margin < self.clarify_margin:
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
        self._names: list[tuple[str, frozenset[str]]] = []
        for passage in index.name_passages:
            words = frozenset(sections.topic(passage.text))
            self._words[position[passage.code]].update(words)
            self._names.append((passage.code, words))

    def read(self, text: str, ranking: Ranking) -> Evidence:
        """The evidence for the best procedure of ``ranking``."""
        best = int(ranking.order[0])
        return Evidence(
            meaning=float(ranking.meaning.max()),
            distinct=float(ranking.signals["name_meaning"].max()),
            coverage=self._coverage(text, best),
            scope=self._scope.score(text),
            margin=self._margin(ranking),
            candidates=self._candidates(text),
        )

    def _coverage(self, text: str, best: int) -> float:
        weights = {word: self._index.name_words.weight(word) for word in self._sections.topic(text)}
        total = sum(weights.values())
        if not total:
            return 0.0
        return sum(weight for word, weight in weights.items() if word in self._words[best]) / total

    def _candidates(self, text: str) -> int:
        asked = frozenset(self._sections.topic(text))
        if not 1 <= len(asked) <= _SHORT_QUESTION:
            return 1
        found = {code for code, words in self._names if asked <= words}
        named = any(words == asked for _, words in self._names)
        # "đăng ký" may be somebody's everyday name; with so many others it names none.
        return 1 if named and len(found) < _NAMES_NOTHING else max(1, len(found))

    @staticmethod
    def _margin(ranking: Ranking) -> float:
        if len(ranking.order) < 2:
            return float(np.inf)
        first, second = ranking.order[:2]
        return float(ranking.scores[first] - ranking.scores[second])
