"""Sections: whether the parts asked for (papers, fee, time, …) are understood.

Only rows count that have an answer and name their parts. Precision, recall and F1 are over
all parts of all rows; ``exact_share`` asks for the very same set, ``section_accuracy`` for
at least one right part.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from knowledge_base.evaluation.measuring.classes import class_scores, confusion, macro_f1
from knowledge_base.evaluation.measuring.kind import Kind, Shown
from knowledge_base.evaluation.measuring.tally import Measure, Tally, share
from knowledge_base.evaluation.questions.retrieval import (
    SECTION_ACCURACY,
    asks_for_sections,
    latency,
)
from knowledge_base.evaluation.questions.searching import SearchedRow, task

NOTHING = "none"


def section_confusion(rows: Sequence[SearchedRow]) -> dict[str, dict[str, int]]:
    """Parts asked for against parts found.

    A part that was found counts on the diagonal; a missed one counts against every part that
    was found without being asked for, or against ``none``.
    """
    return confusion(pair for row in rows if asks_for_sections(row) for pair in _pairs(row))


def section_scores(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    """Precision, recall, F1 and support of each part."""
    counted = [row for row in rows if asks_for_sections(row)]
    return dict(class_scores([_wanted(row) for row in counted], [_given(row) for row in counted]))


def _wanted(row: SearchedRow) -> list[str]:
    return [section.value for section in row.sections]


def _given(row: SearchedRow) -> list[str]:
    return [section.value for section in row.found_sections]


def _pairs(row: SearchedRow) -> Iterator[tuple[str, str]]:
    wanted, given = _wanted(row), _given(row)
    extra = [name for name in given if name not in wanted] or [NOTHING]
    for name in wanted:
        for found in [name] if name in given else extra:
            yield name, found


def _exact(row: SearchedRow) -> bool:
    return set(row.sections) == set(row.found_sections)


def _hits(row: SearchedRow) -> int:
    return len(set(row.sections) & set(row.found_sections))


def _precision(row: SearchedRow) -> Tally | None:
    return Tally(_hits(row), len(set(row.found_sections))) if asks_for_sections(row) else None


def _recall(row: SearchedRow) -> Tally | None:
    return Tally(_hits(row), len(set(row.sections))) if asks_for_sections(row) else None


def _f1(row: SearchedRow) -> Tally | None:
    if not asks_for_sections(row):
        return None
    return Tally(2 * _hits(row), len(set(row.sections)) + len(set(row.found_sections)))


def _show(row: SearchedRow) -> Shown:
    return Shown(row.asked, ", ".join(_wanted(row)), ", ".join(_given(row)) or NOTHING)


def _statistics(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {"macro_f1": macro_f1(section_scores(rows)), "search_ms": latency(rows)}


def _details(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {"by_section": section_scores(rows), "confusion": section_confusion(rows)}


SECTIONS = Kind(
    name="sections",
    row_type=SearchedRow,
    measures=(
        SECTION_ACCURACY,
        Measure("exact_share", "exact", share(_exact, asks_for_sections)),
        Measure("precision", "prec.", _precision),
        Measure("recall", "recall", _recall),
        Measure("f1", "F1", _f1),
    ),
    right=_exact,
    task=task,
    show=_show,
    statistics=_statistics,
    details=_details,
)
