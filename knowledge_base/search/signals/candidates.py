"""The procedures that have a chance: nearest in meaning, or sharing words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.encoder.protocol import Encoder, Vectors
from knowledge_base.index import IndexSnapshot
from knowledge_base.search.adapter import QuestionAdapter
from knowledge_base.search.question import Question

Scores = NDArray[np.float32]
Positions = NDArray[np.intp]

_NEAREST = 300
_OFFICIAL = 40
_WORDS = 120


@dataclass(frozen=True)
class Candidates:
    """Candidate procedures (positions in the index) and what retrieval found of them.

    ``vector`` is the question's (dimension,). ``near``/``cosines`` are passages by meaning;
    BM25 scores: ``official`` of the subject (a value a procedure), ``words`` of the whole
    message and ``subject_words`` of the subject (a value a passage).
    """

    positions: Positions
    vector: Vectors
    near: Positions
    cosines: Scores
    official: Scores
    words: Scores
    subject_words: Scores


class Retriever:
    """Finds the candidates of a question in one index."""

    def __init__(self, index: IndexSnapshot, encoder: Encoder, adapter: QuestionAdapter) -> None:
        self._index = index
        self._encoder = encoder
        self._adapter = adapter

    def retrieve(self, question: Question, without: Sequence[int] = ()) -> Candidates:
        """The candidates of ``question``.

        Args:
            question: as read.
            without: positions of passages to leave out: training asks with a passage itself.
        """
        vector = self._adapter.adapt(self.plain_meaning(question))
        near, cosines = self._index.vectors.nearest(vector, _NEAREST)
        official = self._index.official_words.scores(question.subject)
        words = self._index.passage_words.scores(question.reading)
        subject_words = self._index.passage_words.scores(question.subject)
        if without:
            kept = ~np.isin(near, without)
            near, cosines = near[kept], cosines[kept]
            words[list(without)] = subject_words[list(without)] = 0.0
            # The first passages are the official names, one a procedure.
            official[[place for place in without if place < len(official)]] = 0.0
        owners = self._index.owners
        positions = np.unique(
            np.concatenate(
                [
                    owners[near],
                    _best(official, _OFFICIAL),
                    owners[_best(words, _WORDS)],
                    owners[_best(subject_words, _WORDS)],
                ]
            )
        )
        return Candidates(positions, vector, near, cosines, official, words, subject_words)

    def plain_meaning(self, question: Question) -> Vectors:
        """The encoder's vector of ``question`` (dimension,), before the adapter.

        The whole message: the ask alone, or the mean of both, found no more (measured) and
        the story tells the case.
        """
        vector: Vectors = self._encoder.encode([question.reading], "query")[0]
        return vector


def _best(scores: Scores, count: int) -> Positions:
    count = min(count, len(scores))
    best = np.argpartition(-scores, count - 1)[:count] if count else np.zeros(0, dtype=np.intp)
    return best[scores[best] > 0]
