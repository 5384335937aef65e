"""Decline: whether search knows when no procedure answers a question.

The rates go by what was decided. ``brier`` (mean squared error), the calibration error and
the sweep go by the probability, read as "some procedure answers this".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge_base.evaluation.measuring.kind import Kind
from knowledge_base.evaluation.measuring.tally import Measure, Tally, share
from knowledge_base.evaluation.questions.calibration import (
    area_under_roc,
    expected_calibration_error,
    reliability,
    threshold_sweep,
)
from knowledge_base.evaluation.questions.retrieval import (
    CLARIFY_RATE,
    DECLINE_RECALL,
    FALSE_DECLINE_RATE,
    decisions,
    declined,
    expects_decline,
    latency,
)
from knowledge_base.evaluation.questions.searching import SearchedRow, show, task


def _squared_error(row: SearchedRow) -> Tally:
    return Tally((row.probability - float(row.expects_answer)) ** 2)


def _right(row: SearchedRow) -> bool:
    return row.declined != row.expects_answer


def _statistics(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {
        "expected_calibration_error": expected_calibration_error(reliability(rows)),
        "area_under_roc": area_under_roc(rows),
        "search_ms": latency(rows),
    }


def _details(rows: Sequence[SearchedRow]) -> dict[str, Any]:
    return {
        "decisions": decisions(rows),
        "reliability": reliability(rows),
        "threshold_sweep": threshold_sweep(rows),
    }


DECLINE = Kind(
    name="decline",
    row_type=SearchedRow,
    measures=(
        DECLINE_RECALL,
        FALSE_DECLINE_RATE,
        Measure("decline_precision", "prec.", share(expects_decline, declined)),
        CLARIFY_RATE,
        Measure("brier", "Brier", _squared_error, "lower"),
    ),
    right=_right,
    task=task,
    show=show,
    statistics=_statistics,
    details=_details,
)
