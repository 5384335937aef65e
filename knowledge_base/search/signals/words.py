"""Signals of words: BM25 by field, and how much question and name explain of each other."""

from __future__ import annotations

import numpy as np

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.question import Question
from knowledge_base.search.signals.candidates import Candidates, Scores
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables


class WordSignals:
    """BM25 of official name, best passage and body; coverage both ways.

    BM25 scores are shares of the weight of the question's words, so that long and short
    questions compare. ``covered`` is the share of the question's weight that the official
    name holds, ``explained`` the share of the name's weight that the question holds.
    """

    NAMES = ("official_words", "best_words", "body_words", "covered", "explained")

    def __init__(self, index: IndexSnapshot) -> None:
        self._index = index
        self._name_words = [_words(item.name) for item in index.procedures]
        self._name_weight = [self._weight(words) for words in self._name_words]

    def read(self, question: Question, found: Candidates) -> dict[str, Scores]:
        """The signals of ``question`` for its candidates."""
        asked = _words(question.subject)
        total = max(self._weight(asked), 1e-6)
        body = self._index.body_words.scores(question.clean)[found.positions]
        covered, explained = self._overlap(asked, _words(question.clean), found)
        return {
            "official_words": found.official[found.positions] / total,
            "best_words": self._best(found)[found.positions] / total,
            "body_words": body / total,
            "covered": covered / total,
            "explained": explained,
        }

    def _best(self, found: Candidates) -> Scores:
        best = np.zeros(len(self._index.procedures), dtype=np.float32)
        np.maximum.at(best, self._index.owners, found.words)
        return best

    def _overlap(
        self, asked: set[str], typed: set[str], found: Candidates
    ) -> tuple[Scores, Scores]:
        covered = np.zeros(len(found.positions), dtype=np.float32)
        explained = np.zeros(len(found.positions), dtype=np.float32)
        for place, position in enumerate(found.positions):
            name = self._name_words[position]
            covered[place] = self._weight(asked & name)
            explained[place] = self._weight(typed & name) / max(self._name_weight[position], 1e-6)
        return covered, explained

    def _weight(self, words: set[str]) -> float:
        return sum(self._index.official_words.weight(word) for word in words)


def _words(text: str) -> set[str]:
    return set(syllables(fold(text)))
