"""Special cases: wanted by the question, or standing in the way of the plain one."""

from __future__ import annotations

from pathlib import Path

import yaml

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.phrases import PhraseFinder
from knowledge_base.search.question import Question
from knowledge_base.search.signals.candidates import Candidates, Scores
from knowledge_base.search.signals.labels import label_matrix

FOREIGN = "foreign"
SpecialWords = dict[str, dict[str, list[str]]]


class SpecialCases:
    """Special cases of the name that nobody asked for, and those that the question wants.

    ``foreign_*`` tells of a foreign element (by far the most frequent one); the others count.
    """

    NAMES = (
        "foreign_unasked",
        "foreign_met",
        "foreign_missed",
        "special_unasked",
        "special_met",
        "special_missed",
    )

    def __init__(self, words: SpecialWords, index: IndexSnapshot) -> None:
        """Args: by case, how names and questions say it; and the index whose names hold them."""
        self._cases = list(words)
        self._asked = _finder(words, "asked")
        names = [item.name for item in index.procedures]
        self._held = label_matrix(_finder(words, "named"), names, self._cases)

    def read(self, question: Question, found: Candidates) -> dict[str, Scores]:
        """The signals of ``question`` for its candidates."""
        asked = label_matrix(self._asked, [question.reading], self._cases)[0]
        held = self._held[found.positions]
        met, unasked, missed = held * asked, held * (1 - asked), (1 - held) * asked
        foreign = self._cases.index(FOREIGN)
        signals = {}
        for name, cases in (("unasked", unasked), ("met", met), ("missed", missed)):
            signals[f"foreign_{name}"] = cases[:, foreign]
            signals[f"special_{name}"] = cases.sum(axis=1) - cases[:, foreign]
        return signals


def load_special_cases(path: Path) -> SpecialWords:
    """The special words that staff list; what names say, questions may say too."""
    cases = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {
        case: {"named": words["named"], "asked": [*words["named"], *words.get("asked", [])]}
        for case, words in cases.items()
    }


def _finder(words: SpecialWords, side: str) -> PhraseFinder:
    return PhraseFinder.of({case: lists[side] for case, lists in words.items()})
