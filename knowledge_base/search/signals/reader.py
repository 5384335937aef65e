"""Read all signals of a question, in one fixed order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.index import IndexSnapshot
from knowledge_base.search.question import Question
from knowledge_base.search.signals.acts import ActSignals, ActWords
from knowledge_base.search.signals.candidates import Candidates
from knowledge_base.search.signals.meaning import MeaningSignals
from knowledge_base.search.signals.people import PeopleSignals, load_askers
from knowledge_base.search.signals.special_cases import (
    SpecialCases,
    SpecialWords,
    load_special_cases,
)
from knowledge_base.search.signals.words import WordSignals

SIGNALS: tuple[str, ...] = (
    *MeaningSignals.NAMES,
    *WordSignals.NAMES,
    *ActSignals.NAMES,
    *SpecialCases.NAMES,
    *PeopleSignals.NAMES,
)


@dataclass(frozen=True)
class SignalWords:
    """The lists that staff edit and signals read."""

    acts: ActWords
    special_cases: SpecialWords
    askers: dict[str, list[str]]

    @classmethod
    def load(cls, folder: Path) -> SignalWords:
        """Read them from ``data/search``."""
        return cls(
            ActWords.load(folder / "acts.yml"),
            load_special_cases(folder / "special_cases.yml"),
            load_askers(folder / "askers.yml"),
        )


class SignalReader:
    """Reads the signals of candidates in one index."""

    def __init__(self, index: IndexSnapshot, words: SignalWords) -> None:
        self._meaning = MeaningSignals(index)
        self._words = WordSignals(index)
        self._acts = ActSignals(index, words.acts)
        self._special = SpecialCases(words.special_cases, index)
        self._people = PeopleSignals(index, words.askers)

    def read(self, question: Question, found: Candidates) -> NDArray[np.float32]:
        """Signals in the order of ``SIGNALS``; shape (candidates, signals)."""
        signals = (
            self._meaning.read(found)
            | self._words.read(question, found)
            | self._acts.read(question, found)
            | self._special.read(question, found)
            | self._people.read(question, found)
        )
        return np.stack([signals[name] for name in SIGNALS], axis=1).astype(np.float32)
