"""Signals of people: who asks, at which level, and what most people ask about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import yaml

from knowledge_base.index import IndexedProcedure, IndexSnapshot
from knowledge_base.model import Applicant, Level
from knowledge_base.search.phrases import PhraseFinder
from knowledge_base.search.question import Question
from knowledge_base.search.signals.candidates import Candidates, Scores

_FIRM, _PERSON = "firm", "person"


class PeopleSignals:
    """Level, applicant, how often it is asked, and the length of the name.

    A citizen goes to the ward before the city before the ministry; a firm's question wants
    a procedure that firms may ask for; a long name spells out a special case.
    """

    NAMES = (
        "often_asked",
        "at_ward",
        "at_city",
        "at_ministry",
        "firm_asks_for_citizens",
        "firm_asks_for_firms",
        "person_asks_for_firms",
        "long_name",
    )

    def __init__(self, index: IndexSnapshot, askers: dict[str, list[str]]) -> None:
        """Args: the index, and the words by which a firm or a person speaks of itself."""
        self._askers = PhraseFinder.of(askers)
        items = index.procedures
        self._plain = {
            "often_asked": _column(items, lambda item: item.asked),
            "at_ward": _column(items, lambda item: Level.WARD in item.levels),
            "at_city": _column(items, lambda item: item.level == Level.CITY),
            "at_ministry": _column(items, lambda item: item.levels == (Level.MINISTRY,)),
            "long_name": _column(items, lambda item: np.log(max(len(item.name.split()), 1))),
        }
        self._citizens = _column(items, lambda item: Applicant.CITIZEN in item.applicants)
        self._firms = _column(
            items,
            lambda item: bool(item.applicants) and Applicant.CITIZEN not in item.applicants,
        )

    def read(self, question: Question, found: Candidates) -> dict[str, Scores]:
        """The signals of ``question`` for its candidates."""
        who = self._askers.labels(question.clean)
        firm = _FIRM in who and _PERSON not in who
        person = _PERSON in who and _FIRM not in who
        signals = {name: values[found.positions] for name, values in self._plain.items()}
        citizens, firms = self._citizens[found.positions], self._firms[found.positions]
        return signals | {
            "firm_asks_for_citizens": citizens * firm,
            "firm_asks_for_firms": firms * firm,
            "person_asks_for_firms": firms * person,
        }


def load_askers(path: Path) -> dict[str, list[str]]:
    """The words that staff list in ``data/search/askers.yml``."""
    askers: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return askers


def _column(items: list[IndexedProcedure], value: Callable[[IndexedProcedure], float]) -> Scores:
    return np.array([value(item) for item in items], dtype=np.float32)
