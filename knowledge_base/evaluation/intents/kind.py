"""Intents: accuracy, macro-F1 and what is taken for what."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from knowledge_base.evaluation.intents.rows import HeardRow
from knowledge_base.evaluation.measuring.classes import class_scores, confusion, macro_f1
from knowledge_base.evaluation.measuring.kind import Kind, Shown
from knowledge_base.evaluation.measuring.tally import Measure, share

FALLBACK = "nlu_fallback"


def intent_scores(rows: Sequence[HeardRow]) -> dict[str, Any]:
    """Precision, recall, F1 and support of each intent."""
    return dict(class_scores([[row.intent] for row in rows], [[row.heard] for row in rows]))


def _right(row: HeardRow) -> bool:
    return row.heard == row.intent


def _fell_back(row: HeardRow) -> bool:
    return row.heard == FALLBACK


def _every(row: HeardRow) -> bool:
    return True


def _task(row: HeardRow) -> object:
    return row.text, row.intent


def _show(row: HeardRow) -> Shown:
    return Shown(row.asked, row.intent, f"{row.heard} ({row.confidence:.2f})")


def _statistics(rows: Sequence[HeardRow]) -> dict[str, Any]:
    return {"macro_f1": macro_f1(intent_scores(rows))}


def _details(rows: Sequence[HeardRow]) -> dict[str, Any]:
    return {
        "by_intent": intent_scores(rows),
        "confusion": confusion((row.intent, row.heard) for row in rows),
    }


INTENTS = Kind(
    name="intents",
    row_type=HeardRow,
    measures=(
        Measure("accuracy", "accu-\nracy", share(_right, _every)),
        # Neither way is better: what falls back is searched, not refused.
        Measure("fallback_rate", "fell\nback", share(_fell_back, _every), None),
    ),
    right=_right,
    task=_task,
    show=_show,
    statistics=_statistics,
    details=_details,
)
