"""Whether words sound like an administrative matter at all: a linear model over terms.

Learnt from typical questions, names of procedures and messages out of scope
(``knowledge_base/search/training/decision.py``); the weights ship as
``data/search/scope_words.json``.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from itertools import pairwise
from pathlib import Path

from knowledge_base.text.fold import fold
from knowledge_base.text.tokens import syllables


def scope_terms(text: str) -> list[str]:
    """Folded syllables and pairs of them."""
    single = syllables(fold(text))
    return single + [f"{a} {b}" for a, b in pairwise(single)]


class ScopeModel:
    """Linear weights over terms weighted by (1 + log count) · idf, scaled to length 1."""

    def __init__(self, intercept: float, terms: dict[str, tuple[float, float]]) -> None:
        """Args: intercept, and (idf, weight) of each term."""
        self._intercept = intercept
        self._terms = terms

    @classmethod
    def load(cls, path: Path) -> ScopeModel:
        """Read the weights."""
        stored = json.loads(path.read_text(encoding="utf-8"))
        terms = {term: (idf, weight) for term, (idf, weight) in stored["terms"].items()}
        return cls(stored["intercept"], terms)

    def save(self, path: Path) -> None:
        """Write the weights, a line a term, so that a change is readable."""
        lines = [
            f"{json.dumps(term, ensure_ascii=False)}: [{idf:.3f}, {weight:.3f}]"
            for term, (idf, weight) in sorted(self._terms.items())
        ]
        body = ",\n".join(lines)
        path.write_text(
            f'{{"intercept": {self._intercept:.4f}, "terms": {{\n{body}\n}}}}\n', encoding="utf-8"
        )

    def score(self, text: str) -> float:
        """Log-odds that ``text`` is an administrative matter; 0 is undecided."""
        counts = Counter(term for term in scope_terms(text) if term in self._terms)
        if not counts:
            return self._intercept
        weighted = {
            term: (1 + math.log(count)) * self._terms[term][0] for term, count in counts.items()
        }
        length = math.sqrt(sum(value * value for value in weighted.values()))
        return self._intercept + sum(
            value / length * self._terms[term][1] for term, value in weighted.items()
        )
