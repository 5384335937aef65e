"""Signals of words: BM25 by field, and how much question and name explain of each other."""

from __future__ import annotations

import numpy as np

from knowledge_base.index import IndexSnapshot, written_out
from knowledge_base.search.question import Question
from knowledge_base.search.signals.candidates import Candidates, Positions, Scores
from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables

_NOWHERE = np.zeros(0, dtype=np.intp)


class WordSignals:
    """BM25 of official name, best passage and body; coverage both ways.

    BM25 scores are shares of the weight of the subject's words, so that long and short
    questions compare. The best passage is looked for twice: with the whole message, since
    the story tells the case, and with the subject alone, since "lệ phí" in "lệ phí khai
    sinh" names no procedure. ``covered`` is the share of the question's weight that the
    official name holds, ``explained`` the share of the name's weight that the question
    holds.
    """

    NAMES = (
        "official_words",
        "best_words",
        "subject_words",
        "body_words",
        "covered",
        "explained",
    )

    def __init__(self, index: IndexSnapshot) -> None:
        self._index = index
        names = [_words(written_out(item.name)) for item in index.procedures]
        self._weights = np.array([max(self._weight(words), 1e-6) for words in names], np.float32)
        self._holders = _holders(names)

    def read(self, question: Question, found: Candidates) -> dict[str, Scores]:
        """The signals of ``question`` for its candidates."""
        asked = _words(question.subject)
        total = max(self._weight(asked), 1e-6)
        here = found.positions
        explained = self._held(_words(question.clean)) / self._weights
        return {
            "official_words": found.official[here] / total,
            "best_words": self._best(found.words)[here] / total,
            "subject_words": self._best(found.subject_words)[here] / total,
            "body_words": self._index.body_words.scores(question.clean)[here] / total,
            "covered": self._held(asked)[here] / total,
            "explained": explained[here],
        }

    def _best(self, scores: Scores) -> Scores:
        """The best of ``scores``, a value a passage, for every procedure."""
        best = np.zeros(len(self._index.procedures), dtype=np.float32)
        np.maximum.at(best, self._index.owners, scores)
        return best

    def _held(self, words: set[str]) -> Scores:
        """Weight of ``words`` that each official name holds; shape (procedures,)."""
        held = np.zeros(len(self._index.procedures), dtype=np.float32)
        for word in words:
            held[self._holders.get(word, _NOWHERE)] += self._index.official_words.weight(word)
        return held

    def _weight(self, words: set[str]) -> float:
        return sum(self._index.official_words.weight(word) for word in words)


def _holders(names: list[set[str]]) -> dict[str, Positions]:
    """By word, the positions of the names that hold it."""
    holders: dict[str, list[int]] = {}
    for position, words in enumerate(names):
        for word in words:
            holders.setdefault(word, []).append(position)
    return {word: np.array(positions, dtype=np.intp) for word, positions in holders.items()}


def _words(text: str) -> set[str]:
    return set(syllables(fold(text)))
