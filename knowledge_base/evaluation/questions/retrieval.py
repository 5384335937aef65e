"""Retrieval: how often the right procedure is found, and how the decision falls.

Recall and MRR look at the rank of the first right procedure, whatever was decided; the
decision is judged by rates of its own. ``clarify_rate`` and ``false_decline_rate`` are
shares of the questions that have an answer, ``decline_recall`` of those that have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypedDict

import numpy as np

from knowledge_base.evaluation.measuring.classes import confusion
from knowledge_base.evaluation.measuring.evaluation import Evaluation, summarise
from knowledge_base.evaluation.measuring.kind import Kind
from knowledge_base.evaluation.measuring.tally import Measure, Tally, share
from knowledge_base.evaluation.questions.outcome import Search
from knowledge_base.evaluation.questions.rows import QuestionRow
from knowledge_base.evaluation.questions.searching import (
    Progress,
    SearchedRow,
    search_rows,
    show,
    task,
)


class Latency(TypedDict):
    """Duration of one search in milliseconds."""

    p50: float | None
    p95: float | None


def evaluate(
    search: Search,
    rows: Sequence[QuestionRow],
    *,
    strip_diacritics: bool = False,
    progress: Progress = lambda done, total: None,
) -> Evaluation[SearchedRow]:
    """Search every row and judge what is found.

    Args:
        search: called with a text and a limit of 10.
        rows: the questions.
        strip_diacritics: search the questions as typed without diacritics.
        progress: called with (done, total) after each row.
    """
    searched = search_rows(search, rows, strip_diacritics=strip_diacritics, progress=progress)
    return summarise(RETRIEVAL, searched)


def expects_answer(row: SearchedRow) -> bool:
    """Whether some procedure answers the question."""
    return row.expects_answer


def expects_decline(row: SearchedRow) -> bool:
    """Whether no procedure answers the question."""
    return not row.expects_answer


def asks_for_sections(row: SearchedRow) -> bool:
    """Whether the row says which parts the question asks for."""
    return row.section_right is not None


def section_right(row: SearchedRow) -> bool:
    """Whether at least one of the parts asked for was understood."""
    return bool(row.section_right)


def declined(row: SearchedRow) -> bool:
    """Whether search declined."""
    return row.declined


def asked_back(row: SearchedRow) -> bool:
    """Whether search asked back with choices."""
    return row.decision == "clarify"


def decisions(rows: Sequence[SearchedRow]) -> dict[str, dict[str, int]]:
    """What was expected against what was decided."""
    return confusion((row.expect.value, row.decision) for row in rows)


def latency(rows: Sequence[SearchedRow]) -> Latency:
    """Median and 95th percentile of the duration of one search."""
    if not rows:
        return Latency(p50=None, p95=None)
    p50, p95 = np.percentile([row.search_ms for row in rows], [50, 95])
    return Latency(p50=round(float(p50), 2), p95=round(float(p95), 2))


def _within(row: SearchedRow, depth: int) -> bool:
    return row.rank is not None and row.rank <= depth


def _reciprocal_rank(row: SearchedRow) -> Tally | None:
    if not row.expects_answer:
        return None
    return Tally(1.0 / row.rank if row.rank else 0.0)


def _right(row: SearchedRow) -> bool:
    return row.rank == 1 and not row.declined if row.expects_answer else row.declined


def _statistics(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {"search_ms": latency(rows)}


def _details(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {"decisions": decisions(rows)}


DECLINE_RECALL = Measure("decline_recall", "decl.\nright", share(declined, expects_decline))
FALSE_DECLINE_RATE = Measure(
    "false_decline_rate", "decl.\nwrong", share(declined, expects_answer), "lower"
)
CLARIFY_RATE = Measure("clarify_rate", "asked\nback", share(asked_back, expects_answer), None)
SECTION_ACCURACY = Measure(
    "section_accuracy", "sec-\ntion", share(section_right, asks_for_sections)
)

RETRIEVAL = Kind(
    name="retrieval",
    row_type=SearchedRow,
    measures=(
        Measure("recall_at_1", "@1", share(lambda row: _within(row, 1), expects_answer)),
        Measure("recall_at_3", "@3", share(lambda row: _within(row, 3), expects_answer)),
        Measure("mrr_at_10", "MRR", _reciprocal_rank),
        DECLINE_RECALL,
        FALSE_DECLINE_RATE,
        CLARIFY_RATE,
        SECTION_ACCURACY,
    ),
    right=_right,
    task=task,
    show=show,
    statistics=_statistics,
    details=_details,
)
