"""Put question rows to search and keep what it gave."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from pydantic import Field, computed_field

from knowledge_base.evaluation.measuring.kind import Shown
from knowledge_base.evaluation.questions.outcome import Outcome, Search
from knowledge_base.evaluation.questions.rows import QuestionRow
from knowledge_base.evaluation.strip import strip_diacritics as strip
from knowledge_base.model import Section

DEPTH = 10
Progress = Callable[[int, int], None]


class SearchedRow(QuestionRow):
    """A question with what search gave.

    Attributes:
        asked: the text that was searched.
        probability: of there being an answer, 0 to 1.
        found: codes, best first, at most 10.
        found_sections: the parts that search understood to be asked for.
        names: code → name, as far as the run met them.
        search_ms: duration of the search in milliseconds.
    """

    asked: str
    decision: str
    probability: float
    found: tuple[str, ...]
    found_sections: tuple[Section, ...]
    names: dict[str, str] = Field(default_factory=dict)
    search_ms: float

    @computed_field  # type: ignore[prop-decorator]
    @property
    def rank(self) -> int | None:
        """Rank, from 1, of the first right procedure; None when not among the first 10."""
        return first_right(self.found, self.codes)

    @computed_field  # type: ignore[prop-decorator]
    @property
    def section_right(self) -> bool | None:
        """Whether a part asked for was understood; None when the row names none."""
        if not (self.expects_answer and self.sections):
            return None
        return not set(self.sections).isdisjoint(self.found_sections)

    @property
    def declined(self) -> bool:
        """Whether search declined; to ask back is not to decline."""
        return self.decision == "decline"


def first_right(found: Sequence[str], right: Iterable[str]) -> int | None:
    """Rank (from 1) of the first code of ``right`` in the first 10 of ``found``, or None."""
    wanted = set(right)
    ranks = (rank for rank, code in enumerate(found[:DEPTH], start=1) if code in wanted)
    return next(ranks, None)


def search_rows(
    search: Search,
    rows: Sequence[QuestionRow],
    *,
    strip_diacritics: bool = False,
    progress: Progress = lambda done, total: None,
) -> list[SearchedRow]:
    """Search every row.

    Args:
        search: called with a text and a limit of 10.
        rows: the questions.
        strip_diacritics: search the questions as typed without diacritics.
        progress: called with (done, total) after each row.
    """
    texts = [strip(row.question) if strip_diacritics else row.question for row in rows]
    if texts:
        search(texts[0], DEPTH)  # The first search also loads things; it is not timed.
    names: dict[str, str] = {}
    searched = []
    for row, text in zip(rows, texts, strict=True):
        started = time.perf_counter()
        outcome = search(text, DEPTH)
        search_ms = 1000 * (time.perf_counter() - started)
        names |= {result.code: result.name for result in outcome.results}
        searched.append(_searched(row, text, outcome, search_ms))
        progress(len(searched), len(rows))
    return [_named(row, names) for row in searched]


def task(row: SearchedRow) -> object:
    """What the row asked for, in any order of codes and sections."""
    return row.question, frozenset(row.codes), row.expect, frozenset(row.sections)


def show(row: SearchedRow) -> Shown:
    """The question, the right procedures, and the decision with the first one found."""
    wanted = "; ".join(_titled(code, row.names) for code in row.codes)
    first = _titled(row.found[0], row.names) if row.found else "–"
    return Shown(
        asked=row.asked,
        wanted=wanted or row.expect.value,
        given=f"{row.decision} (p {row.probability:.2f}, rank {row.rank or '–'}): {first}",
    )


def _searched(row: QuestionRow, text: str, outcome: Outcome, search_ms: float) -> SearchedRow:
    return SearchedRow(
        **row.model_dump(),
        asked=text,
        decision=str(outcome.decision),
        probability=outcome.probability,
        found=tuple(result.code for result in outcome.results),
        found_sections=tuple(outcome.sections),
        search_ms=round(search_ms, 3),
    )


def _named(row: SearchedRow, names: dict[str, str]) -> SearchedRow:
    shown = (*row.codes, *row.found[:1])
    return row.model_copy(update={"names": {code: names[code] for code in shown if code in names}})


def _titled(code: str, names: dict[str, str]) -> str:
    return f"{code} {names[code]}" if code in names else code
