"""Search procedures: the one entry point for the command line, the API and evaluations."""

from __future__ import annotations

import dataclasses
import time
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.encoder import Encoder
from knowledge_base.errors import InvalidInput
from knowledge_base.index import IndexSnapshot
from knowledge_base.model import Section
from knowledge_base.search.decision import Decision, DecisionModel, Evidence, EvidenceReader
from knowledge_base.search.holder import IndexHolder
from knowledge_base.search.question import Question, QuestionReader
from knowledge_base.search.ranking import Ranker, Ranking
from knowledge_base.search.scope import ScopeModel
from knowledge_base.search.sections import SectionReader
from knowledge_base.search.special_cases import load_special_cases
from knowledge_base.text.abbreviations import load_abbreviations
from knowledge_base.text.diacritics import Restorer


@dataclass(frozen=True)
class SearchResult:
    """One procedure found; ``signals`` are the standardised parts of ``score``."""

    code: str
    name: str
    field: str
    level: str | None
    score: float
    section: Section
    signals: dict[str, float] = dataclasses.field(repr=False)


@dataclass(frozen=True)
class SearchOutcome:
    """The ranked procedures and what to do with them; durations in milliseconds."""

    decision: Decision
    probability: float
    question: Question
    sections: list[Section]
    follow_up: bool
    results: list[SearchResult]
    index_version: str
    durations_ms: dict[str, float]


@dataclass(frozen=True)
class _Prepared:
    """What is computed once for each version of the index."""

    index: IndexSnapshot
    ranker: Ranker
    evidence: EvidenceReader


class SearchEngine:
    """Finds procedures for questions as people type them; shared by all threads."""

    def __init__(self, holder: IndexHolder, encoder: Encoder, data_dir: Path) -> None:
        """Open the engine.

        Args:
            holder: gives the index version that serves.
            encoder: the encoder that the index was built with.
            data_dir: the repository's ``data`` folder (cues, abbreviations, diacritics model).
        """
        self._holder = holder
        self._encoder = encoder
        self._sections = SectionReader.load(data_dir / "search")
        self._reader = QuestionReader(
            Restorer.load(data_dir / "text" / "diacritics.npz"),
            load_abbreviations(data_dir / "text" / "abbreviations.yml"),
            self._sections,
        )
        self._special_cases = load_special_cases(data_dir / "search" / "special_cases.yml")
        self._scope = ScopeModel.load(data_dir / "search" / "scope_words.json")
        self._decision = DecisionModel.load(data_dir / "search" / "decision.yml")
        self._prepared: _Prepared | None = None

    def search(self, text: str, limit: int = 5) -> SearchOutcome:
        """Rank procedures for ``text``.

        Args:
            text: a question in Vietnamese, as typed.
            limit: most results to give, 1 to 50.

        Raises:
            InvalidInput: ``limit`` is out of bounds.
            IndexUnavailable: there is no index yet.
        """
        if not 1 <= limit <= 50:
            raise InvalidInput(f"limit must be 1 to 50, not {limit}")
        started = time.perf_counter()
        question = self._reader.read(text)
        sections = self._sections.sections(question.clean)
        read = time.perf_counter()
        index = self._holder.current()
        if question.is_empty or not index.procedures:
            return self._nothing(question, sections, index, started)
        prepared = self._prepare(index)
        ranking = prepared.ranker.rank(question)
        evidence = prepared.evidence.read(question.clean, ranking)
        ranked = time.perf_counter()
        return SearchOutcome(
            decision=self._decision.decide(evidence),
            probability=self._decision.probability(evidence),
            question=question,
            sections=sections,
            follow_up=self._sections.is_follow_up(question.clean),
            results=_results(ranking, index, sections[0], limit),
            index_version=index.version,
            durations_ms={
                "read": 1000 * (read - started),
                "rank": 1000 * (ranked - read),
            },
        )

    def evidence(self, text: str) -> Evidence:
        """The evidence of the decision on ``text``, for training it and for explaining it."""
        prepared = self._prepare(self._holder.current())
        question = self._reader.read(text)
        return prepared.evidence.read(question.clean, prepared.ranker.rank(question))

    def read_sections(self, text: str) -> tuple[list[Section], bool]:
        """The asked sections, and whether ``text`` names no procedure of its own."""
        clean = self._reader.read(text).clean
        return self._sections.sections(clean), self._sections.is_follow_up(clean)

    def _prepare(self, index: IndexSnapshot) -> _Prepared:
        if self._prepared is None or self._prepared.index is not index:
            self._prepared = _Prepared(
                index=index,
                ranker=Ranker(index, self._encoder, self._special_cases),
                evidence=EvidenceReader(index, self._sections, self._scope),
            )
        return self._prepared

    def _nothing(
        self, question: Question, sections: list[Section], index: IndexSnapshot, started: float
    ) -> SearchOutcome:
        return SearchOutcome(
            decision=Decision.DECLINE,
            probability=0.0,
            question=question,
            sections=sections,
            follow_up=False,
            results=[],
            index_version=index.version,
            durations_ms={"read": 1000 * (time.perf_counter() - started)},
        )


def _results(
    ranking: Ranking, index: IndexSnapshot, section: Section, limit: int
) -> list[SearchResult]:
    results = []
    for position in ranking.order[:limit]:
        item = index.procedures[int(position)]
        results.append(
            SearchResult(
                code=item.code,
                name=item.name,
                field=item.field,
                level=item.level,
                score=round(float(ranking.scores[position]), 4),
                section=section,
                signals={
                    name: round(float(values[position]), 3)
                    for name, values in ranking.signals.items()
                },
            )
        )
    return results
