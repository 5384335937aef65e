"""Find the procedure that a message in English means, by names alone; decline when unsure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge_base.english.comparing import Comparing

# Of the message's weight, a name covers at least this; and the next procedure so much less.
_SURE, _LEAST, _CLEAR = 0.55, 0.36, 0.08
_MOST = 3


@dataclass(frozen=True)
class EnglishHit:
    """A procedure that may be meant, with the English name that fits best.

    ``score``: 0 to 1, cosine of the weighted words.
    """

    code: str
    name: str
    score: float


class EnglishIndex:
    """The index over English names.

    Args:
        names: by procedure code.
        comparing: how words are compared.
    """

    def __init__(self, names: Mapping[str, Sequence[str]], comparing: Comparing) -> None:
        self._stems = comparing.stems
        self._entries = [(code, name) for code, each in names.items() for name in each]
        self._vectorizer = TfidfVectorizer(
            analyzer=comparing.stems, sublinear_tf=True, dtype=np.float32, norm="l2"
        )
        self._matrix = self._vectorizer.fit_transform([name for _, name in self._entries])

    def find(self, text: str) -> list[EnglishHit]:
        """One hit when the procedure is clear, up to three to choose from, none when unsure."""
        known = [stem for stem in self._stems(text) if stem in self._vectorizer.vocabulary_]
        if not known:
            return []
        best = self._best(text, len(known) / len(self._stems(text)))
        good = [hit for hit in best if hit.score >= _LEAST]
        if not good:
            return []
        first, *rest = good
        near = [hit for hit in rest if first.score - hit.score < _CLEAR]
        if first.score >= _SURE and not near:
            return [first]
        return [first, *rest][:_MOST]

    def _best(self, text: str, share_known: float) -> list[EnglishHit]:
        """The best name of each procedure; words that no name has speak against them all."""
        scores = (self._matrix @ self._vectorizer.transform([text]).T).toarray()[:, 0]
        by_code: dict[str, EnglishHit] = {}
        for place in np.argsort(-scores)[:20]:
            code, name = self._entries[int(place)]
            score = float(scores[place]) * share_known
            by_code.setdefault(code, EnglishHit(code, name, score))
        return list(by_code.values())
