"""Decide between answering, asking back with choices, and declining.

Two calibrated probabilities decide: that the message is about a procedure of the index at
all (a logistic model over a few signals; no single similarity threshold can, because right,
wrong and off-topic cosines overlap), and, from the ranking, how likely the best family is
against the others. The weights are data (``data/search/decision.yml``), learnt by
``python -m knowledge_base.search.training.decision``.
"""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from pathlib import Path

import yaml

from knowledge_base.index import IndexSnapshot
from knowledge_base.index.passages import Kind
from knowledge_base.search.phrases import flat
from knowledge_base.search.question import Question
from knowledge_base.search.ranking import Ranked
from knowledge_base.search.scope import ScopeModel
from knowledge_base.search.sections import SectionReader
from knowledge_base.search.signals import SIGNALS
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables

_READ_FROM_RANKING = ("best_meaning", "official_meaning", "best_words", "covered", "explained")


# A message of more syllables than this can single out one procedure.
_SHORT_QUESTION = 2
_MANY = 6
_CERTAIN = 0.8


class Decision(StrEnum):
    """What to do with a question."""

    ANSWER = "answer"
    CLARIFY = "clarify"
    DECLINE = "decline"


@dataclass(frozen=True)
class Evidence:
    """What tells that a message is about the best procedure found.

    ``scope``: log-odds that its words are of a procedure. ``likelihood``: share of the
    odds that the best family holds. ``topic_words``: log of how many words name a topic.
    ``unmatched``: weight of the most telling topic word that no text about the best
    procedure holds, 0 to 1: "karaoke" tells that another procedure is meant. The others
    are signals of the best procedure (``knowledge_base/search/signals``).
    """

    scope: float
    likelihood: float
    topic_words: float
    unmatched: float
    best_meaning: float
    official_meaning: float
    best_words: float
    covered: float
    explained: float

    def with_scope(self, scope: float) -> Evidence:
        """The same evidence with another ``scope``."""
        return replace(self, scope=scope)

    def values(self) -> list[float]:
        """The values in the order of the fields."""
        return [float(value) for value in asdict(self).values()]


EVIDENCE: tuple[str, ...] = tuple(field.name for field in fields(Evidence))


@dataclass(frozen=True)
class DecisionModel:
    """Logistic weights over the evidence, and the cuts.

    ``decline_below``: least probability of being about a procedure. ``clarify_below`` and
    ``clarify_ratio``: ask back where the best family is less likely than the first and the
    second is at least that share as likely. ``doubt_below``: ask back where the best family
    is less likely than that, however the others stand: of such answers four in ten were wrong.
    """

    intercept: float
    weights: dict[str, float]
    decline_below: float
    clarify_below: float
    clarify_ratio: float
    doubt_below: float

    @classmethod
    def load(cls, path: Path) -> DecisionModel:
        """Read the weights."""
        return cls(**yaml.safe_load(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        """Write the weights."""
        path.write_text(
            "# Written by knowledge_base/search/training/decision.py.\n"
            + yaml.safe_dump(asdict(self), sort_keys=False),
            encoding="utf-8",
        )

    def probability(self, evidence: Evidence) -> float:
        """Probability that the message is about a procedure of the index."""
        activation = self.intercept + sum(
            self.weights[name] * value
            for name, value in zip(EVIDENCE, evidence.values(), strict=True)
        )
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, activation))))

    def is_in_scope(self, evidence: Evidence) -> bool:
        """Whether the message is probably about the best procedure of the evidence."""
        return self.probability(evidence) >= self.decline_below

    def decide(self, evidence: Evidence, ranking: list[Ranked], vague: bool = False) -> Decision:
        """Decline what is probably no procedure; ask back where several are as likely.

        Args:
            evidence: of the best procedure.
            ranking: best first.
            vague: whether the message is too short to single one out.
        """
        if not self.is_in_scope(evidence):
            return Decision.DECLINE
        if vague or (len(ranking) > 1 and self._torn(ranking[0].likelihood, ranking[1].likelihood)):
            return Decision.CLARIFY
        return Decision.ANSWER

    def _torn(self, first: float, second: float) -> bool:
        near = first < self.clarify_below and second >= self.clarify_ratio * first
        return near or first < self.doubt_below


class EvidenceReader:
    """Reads the evidence of a ranking in one index."""

    def __init__(self, index: IndexSnapshot, sections: SectionReader, scope: ScopeModel) -> None:
        self._scope = scope
        self._sections = sections
        self._weights = index.passage_words
        self._words: list[set[str]] = [set() for _ in index.procedures]
        self._names: set[frozenset[str]] = set()
        for passage, owner in zip(index.passages, index.owners.tolist(), strict=True):
            words = syllables(fold(passage.read))
            self._words[owner].update(words)
            if passage.kind is not Kind.QUESTION:
                self._names.add(frozenset(words))

    def read(self, question: Question, ranking: list[Ranked]) -> Evidence:
        """The evidence for the best procedure of ``ranking`` (not empty)."""
        best = ranking[0]
        topic = self._sections.topic(flat(question.clean))
        of_best = dict(zip(SIGNALS, best.signals.tolist(), strict=True))
        return Evidence(
            scope=self._scope.score(question.reading),
            likelihood=best.likelihood,
            topic_words=math.log1p(len(topic)),
            unmatched=self._unmatched(topic, best),
            **{name: of_best[name] for name in _READ_FROM_RANKING},
        )

    def is_vague(self, question: Question, ranking: list[Ranked]) -> bool:
        """Whether one or two syllables fit many procedures and single out none ("giấy phép")."""
        typed = frozenset(syllables(fold(question.clean)))
        if not 1 <= len(typed) <= _SHORT_QUESTION or typed in self._names:
            return False
        certain = len(typed) > 1 and ranking[0].likelihood >= _CERTAIN
        return not certain and sum(typed <= words for words in self._words) >= _MANY

    def _unmatched(self, topic: list[str], best: Ranked) -> float:
        known = set().union(*(self._words[n] for n in (best.position, *best.variants)))
        weights = (self._weights.weight(word) for word in topic if word not in known)
        return max(weights, default=0.0) / self._weights.weight("")
