"""Run search over question rows and judge what it finds."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from knowledge_base.evaluation.metrics import (
    DEPTH,
    Aggregate,
    Judged,
    aggregate,
    aggregate_by,
    first_right,
)
from knowledge_base.evaluation.rows import Expect, QuestionRow
from knowledge_base.evaluation.strip import strip_diacritics as strip
from knowledge_base.model import Section

Progress = Callable[[int, int], None]


class FoundProcedure(Protocol):
    """A search result as far as it is judged."""

    @property
    def code(self) -> str:
        """Code of the procedure."""
        ...


class Outcome(Protocol):
    """An outcome of search as far as it is judged."""

    @property
    def decision(self) -> str:
        """``answer``, ``clarify`` or ``decline``."""
        ...

    @property
    def results(self) -> Sequence[FoundProcedure]:
        """The procedures found, best first."""
        ...

    @property
    def sections(self) -> Sequence[Section]:
        """The parts that the question asks for."""
        ...


class Search(Protocol):
    """``SearchEngine.search``, or anything with its shape."""

    def __call__(self, text: str, limit: int, /) -> Outcome:
        """Search ``text``."""
        ...


@dataclass(frozen=True)
class RowResult:
    """One row with what search did; ``asked`` is the text that was searched."""

    row: QuestionRow
    asked: str
    decision: str
    found: tuple[str, ...]
    sections: tuple[Section, ...]
    rank: int | None
    section_right: bool | None
    search_ms: float

    def to_json(self) -> dict[str, Any]:
        """Plain values, for one line of a results file."""
        return self.row.model_dump(mode="json") | {
            "asked": self.asked,
            "decision": self.decision,
            "found": list(self.found),
            "found_sections": [section.value for section in self.sections],
            "rank": self.rank,
            "section_right": self.section_right,
            "search_ms": round(self.search_ms, 3),
        }


@dataclass(frozen=True)
class Evaluation:
    """Results of one run: each row, all together, and by set and variant."""

    rows: tuple[RowResult, ...]
    total: Aggregate
    by_set: dict[str, Aggregate]
    by_variant: dict[str, Aggregate]

    def to_json(self) -> dict[str, Any]:
        """The aggregates: those of all rows at the top, groups below."""
        return dict(self.total) | {"by_set": self.by_set, "by_variant": self.by_variant}


def evaluate(
    search: Search,
    rows: Sequence[QuestionRow],
    *,
    strip_diacritics: bool = False,
    progress: Progress = lambda done, total: None,
) -> Evaluation:
    """Search every row and judge the outcome.

    Args:
        search: called with a text and a limit of 10.
        rows: the questions.
        strip_diacritics: search the questions as typed without diacritics.
        progress: called with (done, total) after each row.

    Returns:
        Per-row results and aggregates; see ``metrics`` for their meaning.
    """
    texts = [strip(row.question) if strip_diacritics else row.question for row in rows]
    if texts:
        search(texts[0], DEPTH)  # The first search also loads things; it is not timed.
    results = []
    for row, text in zip(rows, texts, strict=True):
        results.append(_run(search, row, text))
        progress(len(results), len(rows))
    judged = [_judged(result) for result in results]
    return Evaluation(
        rows=tuple(results),
        total=aggregate(judged),
        by_set=aggregate_by(judged, [row.set_name for row in rows]),
        by_variant=aggregate_by(judged, [row.variant_name for row in rows]),
    )


def _run(search: Search, row: QuestionRow, text: str) -> RowResult:
    started = time.perf_counter()
    outcome = search(text, DEPTH)
    search_ms = 1000 * (time.perf_counter() - started)
    found = tuple(result.code for result in outcome.results)
    sections = tuple(outcome.sections)
    return RowResult(
        row=row,
        asked=text,
        decision=str(outcome.decision),
        found=found,
        sections=sections,
        rank=first_right(found, row.codes),
        section_right=_section_right(row, sections),
        search_ms=search_ms,
    )


def _section_right(row: QuestionRow, found: Sequence[Section]) -> bool | None:
    if row.expect is not Expect.ANSWER or not row.sections:
        return None
    return not set(row.sections).isdisjoint(found)


def _judged(result: RowResult) -> Judged:
    return Judged(
        expects_answer=result.row.expect is Expect.ANSWER,
        decision=result.decision,
        rank=result.rank,
        section_right=result.section_right,
        search_ms=result.search_ms,
    )
