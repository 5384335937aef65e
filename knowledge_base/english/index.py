"""Find the procedure that a message in English means, by names alone; decline when unsure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

_WORD = re.compile(r"[a-z0-9]+")
# Endings that do not change what is meant: "registering", "registered", "licences".
_ENDINGS = (
    "ations", "ation", "ings", "ing", "ied", "ies", "ered", "er", "ers",
    "ed", "es", "s", "al", "e", "y",
)  # fmt: skip
_SHORTEST_STEM = 4
_SAME = {
    "license": "licence", "licenses": "licence", "driver": "driving", "drivers": "driving",
    "expat": "foreigner", "expats": "foreigner", "foreign": "foreigner", "foreigners": "foreigner",
    "misplaced": "lost", "lose": "lost", "losing": "lost", "stolen": "lost",
    "wed": "marry", "wedding": "marry", "married": "marry", "marriage": "marry",
    "born": "birth", "newborn": "birth", "died": "death", "dead": "death", "dies": "death",
    "bike": "motorbike", "scooter": "motorbike", "motorcycle": "motorbike", "motorcycles": "motorbike",
    "identity": "id", "identification": "id", "flat": "apartment", "condo": "apartment",
    "kid": "child", "kids": "child", "children": "child", "daughter": "child", "son": "child",
    "baby": "child", "redbook": "land", "replacement": "reissue", "replace": "reissue",
    "tin": "taxcode", "renewal": "renew", "renewing": "renew",
}  # fmt: skip
_EMPTY = frozenset(
    ["a", "an", "the", "to", "of", "for", "in", "on", "at", "my", "your", "our", "his", "her", "their", "me", "i", "we", "you", "it", "is", "are", "am", "was", "do", "does", "did", "how", "what", "where", "when", "which", "who", "why", "can", "could", "would", "should", "may", "must", "need", "needs", "want", "have", "has", "had", "get", "getting", "got", "make", "please", "hello", "hi", "help", "and", "or", "if", "with", "from", "by", "about", "as", "be", "been", "this", "that", "there", "here", "vietnam", "vietnamese", "saigon", "ho", "chi", "minh", "city", "hcmc", "hcm", "ward", "district", "office", "procedure", "document", "documents", "paper", "papers", "required", "requirement", "requirements", "much", "long", "take", "time", "cost", "fee", "fees", "new", "apply", "applying", "application", "go", "some", "any", "one", "just", "now", "thanks", "thank", "dear", "sir", "someone", "also", "will", "not", "no", "dont", "its", "im", "ive"]
)
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
    """

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._entries = [(code, name) for code, each in names.items() for name in each]
        self._vectorizer = TfidfVectorizer(
            analyzer=stems, sublinear_tf=True, dtype=np.float32, norm="l2"
        )
        self._matrix = self._vectorizer.fit_transform([name for _, name in self._entries])

    def find(self, text: str) -> list[EnglishHit]:
        """One hit when the procedure is clear, up to three to choose from, none when unsure."""
        known = [stem for stem in stems(text) if stem in self._vectorizer.vocabulary_]
        if not known:
            return []
        best = self._best(text, len(known) / len(stems(text)))
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


def stems(text: str) -> list[str]:
    """The words of ``text`` that carry its meaning, without their endings."""
    words = _WORD.findall(text.lower().replace("'s", "").replace("’s", ""))
    return [_stem(_SAME.get(word, word)) for word in words if word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word[: -len(ending)]
    return word
