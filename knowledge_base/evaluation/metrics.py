"""Retrieval metrics over judged questions.

Recall and MRR look at the rank of the first right procedure, whatever was decided;
the decision is judged by rates of its own. A share without any row is ``None``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypedDict

import numpy as np

DEPTH = 10
_RESAMPLES = 10_000
_SEED = 20_260_101

Interval = tuple[float, float]


@dataclass(frozen=True)
class Judged:
    """One question after search, as far as metrics need it.

    ``rank``: of the first right procedure, from 1; None when not among the first 10.
    ``section_right``: None when the row names no section.
    """

    expects_answer: bool
    decision: str
    rank: int | None
    section_right: bool | None
    search_ms: float


class Latency(TypedDict):
    """Duration of one search in milliseconds."""

    p50: float | None
    p95: float | None


class Aggregate(TypedDict):
    """The measures of a group of questions; shares from 0 to 1.

    ``clarify_rate`` and ``false_decline_rate`` are shares of the questions that have an
    answer, ``decline_recall`` of those that have none. ``intervals`` are 95 % bootstrap
    intervals.
    """

    n: int
    recall_at_1: float | None
    recall_at_3: float | None
    mrr_at_10: float | None
    decline_recall: float | None
    false_decline_rate: float | None
    clarify_rate: float | None
    section_accuracy: float | None
    intervals: dict[str, Interval | None]
    search_ms: Latency


def first_right(found: Sequence[str], right: Iterable[str]) -> int | None:
    """Rank (from 1) of the first code of ``right`` in the first 10 of ``found``, or None."""
    wanted = set(right)
    ranks = (rank for rank, code in enumerate(found[:DEPTH], start=1) if code in wanted)
    return next(ranks, None)


def aggregate(judged: Sequence[Judged]) -> Aggregate:
    """All measures of one group of questions."""
    answers = [item for item in judged if item.expects_answer]
    declines = [item for item in judged if not item.expects_answer]
    at_1 = [_within(item, 1) for item in answers]
    at_3 = [_within(item, 3) for item in answers]
    return Aggregate(
        n=len(judged),
        recall_at_1=_mean(at_1),
        recall_at_3=_mean(at_3),
        mrr_at_10=_mean([1.0 / item.rank if item.rank else 0.0 for item in answers]),
        decline_recall=_mean([item.decision == "decline" for item in declines]),
        false_decline_rate=_mean([item.decision == "decline" for item in answers]),
        clarify_rate=_mean([item.decision == "clarify" for item in answers]),
        section_accuracy=_mean(
            [item.section_right for item in answers if item.section_right is not None]
        ),
        intervals={"recall_at_1": interval(at_1), "recall_at_3": interval(at_3)},
        search_ms=_latency([item.search_ms for item in judged]),
    )


def aggregate_by(judged: Sequence[Judged], names: Sequence[str]) -> dict[str, Aggregate]:
    """The measures of each group; ``names`` gives the group of each question."""
    groups: dict[str, list[Judged]] = {}
    for name, item in zip(names, judged, strict=True):
        groups.setdefault(name, []).append(item)
    return {name: aggregate(groups[name]) for name in sorted(groups)}


def interval(hits: Sequence[bool]) -> Interval | None:
    """95 % bootstrap interval (percentiles) of the share of hits; None without rows."""
    if not hits:
        return None
    # Drawing n yes-or-no rows with replacement is one binomial draw.
    draws = np.random.default_rng(_SEED).binomial(len(hits), sum(hits) / len(hits), _RESAMPLES)
    low, high = np.percentile(draws / len(hits), [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)


def _within(item: Judged, depth: int) -> bool:
    return item.rank is not None and item.rank <= depth


def _mean(values: Sequence[float]) -> float | None:
    return round(sum(values) / len(values), 4) if values else None


def _latency(durations: Sequence[float]) -> Latency:
    if not durations:
        return Latency(p50=None, p95=None)
    p50, p95 = np.percentile(durations, [50, 95])
    return Latency(p50=round(float(p50), 2), p95=round(float(p95), 2))
