"""Search procedures: the one entry point for the command line, the API and evaluations."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge_base.elsewhere import Matter, load_elsewhere
from knowledge_base.encoder import Encoder
from knowledge_base.errors import InvalidInput
from knowledge_base.index import IndexSnapshot
from knowledge_base.model import Section
from knowledge_base.search.adapter import QuestionAdapter
from knowledge_base.search.asks import AskFinder
from knowledge_base.search.codes import NamedCodes, first
from knowledge_base.search.decision import Decision, DecisionModel, Evidence, EvidenceReader
from knowledge_base.search.families import load_family_patterns
from knowledge_base.search.holder import IndexHolder
from knowledge_base.search.question import Question, QuestionReader
from knowledge_base.search.ranking import Ranked, Ranker, RankingWeights
from knowledge_base.search.scope import ScopeModel
from knowledge_base.search.sections import SectionReader
from knowledge_base.search.signals import SIGNALS
from knowledge_base.search.signals.reader import SignalWords
from knowledge_base.text.abbreviations import load_abbreviations
from knowledge_base.text.diacritics import Restorer

# Above this share of the odds, what is asked for is none of our procedures.
_MOSTLY = 0.5


@dataclass(frozen=True)
class SearchResult:
    """One procedure found.

    ``variants`` are codes of the same procedure at other levels or channels; ``likelihood``
    (0 to 1) is that of this family against the others; ``signals`` are what ``score`` (log-
    odds) was added up from.
    """

    code: str
    name: str
    field: str
    level: str | None
    variants: tuple[str, ...]
    score: float
    likelihood: float
    section: Section
    signals: dict[str, float] = dataclasses.field(repr=False)


@dataclass(frozen=True)
class SearchOutcome:
    """The ranked procedures and what to do with them; durations in milliseconds.

    ``elsewhere``: what is asked for, where no procedure of ours answers it but we know it.
    """

    decision: Decision
    probability: float
    evidence: Evidence | None
    question: Question
    sections: list[Section]
    follow_up: bool
    results: list[SearchResult]
    index_version: str
    durations_ms: dict[str, float]
    elsewhere: Matter | None = None


@dataclass(frozen=True)
class _Prepared:
    """What is computed once for each version of the index."""

    index: IndexSnapshot
    ranker: Ranker
    evidence: EvidenceReader
    codes: NamedCodes

    def parted(self, ranking: list[Ranked]) -> tuple[list[Ranked], list[Ranked]]:
        """Procedures that a record answers, and matters that none does."""
        held: list[Ranked] = []
        away: list[Ranked] = []
        for item in ranking:
            (held if self.index.procedures[item.position].held else away).append(item)
        return held, away


class SearchEngine:
    """Finds procedures for questions as people type them; shared by all threads."""

    def __init__(self, holder: IndexHolder, encoder: Encoder, data_dir: Path) -> None:
        """Open the engine.

        Args:
            holder: gives the index version that serves.
            encoder: the encoder that the index was built with.
            data_dir: the repository's ``data`` folder (cues, weights, diacritics model).
        """
        self._holder = holder
        self._encoder = encoder
        lists = data_dir / "search"
        self._sections = SectionReader.load(lists)
        self._reader = QuestionReader(
            Restorer.load(data_dir / "text" / "diacritics.npz"),
            load_abbreviations(data_dir / "text" / "abbreviations.yml"),
            self._sections,
            AskFinder.load(lists / "asks.yml"),
        )
        self._adapter = QuestionAdapter.load(lists / "question_adapter.npz", encoder)
        self._words = SignalWords.load(lists)
        self._families = load_family_patterns(lists / "families.yml")
        self.weights = RankingWeights.load(lists / "ranking.yml")
        self._scope = ScopeModel.load(lists / "scope_words.json")
        self._decision = DecisionModel.load(lists / "decision.yml")
        self._matters = {matter.code: matter for matter in load_elsewhere(data_dir / "elsewhere")}
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
        held, away = prepared.parted(ranking)
        named = prepared.codes.position(question.text)
        if named is not None:
            held, away = first(named, held), []
        if not held:
            return self._nothing(question, sections, index, started)
        is_away = sum(item.likelihood for item in away) > _MOSTLY
        evidence = prepared.evidence.read(question, held)
        vague = prepared.evidence.is_vague(question, held)
        decision = (
            self._decision.decide(evidence, held, vague) if named is None else Decision.ANSWER
        )
        ranked = time.perf_counter()
        return SearchOutcome(
            decision=Decision.DECLINE if is_away else decision,
            # Sums in another order differ in the last digits: runs must compare equal.
            probability=round(self._decision.probability(evidence), 6) if named is None else 1.0,
            evidence=evidence,
            question=question,
            sections=sections,
            follow_up=self._sections.is_follow_up(question.clean),
            results=[_result(item, index, sections[0]) for item in held[:limit]],
            index_version=index.version,
            durations_ms={
                "read": 1000 * (read - started),
                "rank": 1000 * (ranked - read),
            },
            elsewhere=self._matter(question, away, prepared) if is_away else None,
        )

    def read(self, text: str) -> Question:
        """``text`` as search reads it."""
        return self._reader.read(text)

    def ranker(self) -> tuple[IndexSnapshot, Ranker]:
        """The index that serves and its ranker, for training and explaining."""
        prepared = self._prepare(self._holder.current())
        return prepared.index, prepared.ranker

    def evidence(self, text: str, without: Sequence[int] = ()) -> Evidence:
        """The evidence of the decision on ``text``, for training it.

        Args:
            text: a message that is not empty.
            without: positions of passages to leave out of the index.
        """
        question = self._reader.read(text)
        prepared = self._prepare(self._holder.current())
        held, _ = prepared.parted(prepared.ranker.rank(question, without))
        return prepared.evidence.read(question, held)

    def read_sections(self, text: str) -> tuple[list[Section], bool]:
        """The asked sections, and whether ``text`` names no procedure of its own."""
        clean = self._reader.read(text).clean
        return self._sections.sections(clean), self._sections.is_follow_up(clean)

    def _prepare(self, index: IndexSnapshot) -> _Prepared:
        prepared = self._prepared
        if prepared is None or prepared.index is not index:
            ranker = Ranker(
                index, self._encoder, self._adapter, self._words, self._families, self.weights
            )
            evidence = EvidenceReader(index, self._sections, self._scope)
            prepared = self._prepared = _Prepared(index, ranker, evidence, NamedCodes(index))
        return prepared

    def _matter(self, question: Question, away: list[Ranked], prepared: _Prepared) -> Matter | None:
        """The best of ``away``, unless the question is probably about nothing of the kind."""
        if not self._decision.is_in_scope(prepared.evidence.read(question, away)):
            return None
        return self._matters.get(prepared.index.procedures[away[0].position].code)

    def _nothing(
        self, question: Question, sections: list[Section], index: IndexSnapshot, started: float
    ) -> SearchOutcome:
        return SearchOutcome(
            decision=Decision.DECLINE,
            probability=0.0,
            evidence=None,
            question=question,
            sections=sections,
            follow_up=False,
            results=[],
            index_version=index.version,
            durations_ms={"read": 1000 * (time.perf_counter() - started)},
        )


def _result(ranked: Ranked, index: IndexSnapshot, section: Section) -> SearchResult:
    item = index.procedures[ranked.position]
    return SearchResult(
        code=item.code,
        name=item.name,
        field=item.field,
        level=item.level,
        variants=tuple(index.procedures[position].code for position in ranked.variants),
        score=round(ranked.score, 4),
        likelihood=round(ranked.likelihood, 4),
        section=section,
        signals={
            name: round(value, 4)
            for name, value in zip(SIGNALS, ranked.signals.tolist(), strict=True)
        },
    )
