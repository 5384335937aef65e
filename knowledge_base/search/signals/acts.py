"""The act (hành vi): first issue, reissue, exchange, extension, revocation and so on.

Official names of one paper share every word but the act, and people name the act by its
cause: "mất" asks for a reissue, "hết hạn" for an extension or an exchange.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.phrases import PhraseFinder
from knowledge_base.search.question import Question
from knowledge_base.search.signals.candidates import Candidates, Scores
from knowledge_base.search.signals.labels import label_matrix

FIRST = "first"


@dataclass(frozen=True)
class ActWords:
    """By act: how official names say it, and how people ask for it."""

    named: dict[str, list[str]]
    asked: dict[str, list[str]]

    @classmethod
    def load(cls, path: Path) -> ActWords:
        """Read ``data/search/acts.yml``."""
        acts = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(
            {act: words["named"] for act, words in acts.items()},
            {act: words["asked"] for act, words in acts.items()},
        )


class ActSignals:
    """``act_met``, ``act_clash``, ``act_unasked`` and ``act_missed``, each 0 or 1.

    An act may clash only where both sides have one; a name without any is a first issue.
    """

    NAMES = ("act_met", "act_clash", "act_unasked", "act_missed")

    def __init__(self, index: IndexSnapshot, words: ActWords) -> None:
        """Args: the index whose names hold acts, and the words of acts."""
        self._acts = list(words.named)
        self._asked = PhraseFinder.of(words.asked)
        names = [item.name for item in index.procedures]
        self._held = label_matrix(PhraseFinder.of(words.named), names, self._acts, [FIRST])

    def read(self, question: Question, found: Candidates) -> dict[str, Scores]:
        """The signals of ``question`` for its candidates."""
        asked = label_matrix(self._asked, [question.reading], self._acts)[0]
        held = self._held[found.positions]
        met = np.minimum(held @ asked, 1.0)
        other = 1.0 - held[:, self._acts.index(FIRST)]
        wants = float(asked.any())
        return {
            "act_met": met,
            "act_clash": (1.0 - met) * wants * other,
            "act_unasked": other * (1.0 - wants),
            "act_missed": (1.0 - met) * wants * (1.0 - other),
        }
