"""Whether the decision's probability means what it says, and what other cuts would do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypedDict

from knowledge_base.evaluation.measuring.bootstrap import Interval, ratio_interval
from knowledge_base.evaluation.measuring.tally import Tally
from knowledge_base.evaluation.questions.searching import SearchedRow

_BINS = 10
_CUTS = tuple(step / 20 for step in range(1, 20))

Judged = tuple[float, bool]


class Bin(TypedDict):
    """Questions whose probability lies in [``low``, ``high``).

    ``share``: how many of them really have an answer; ``interval``: its 95 % interval.
    """

    low: float
    high: float
    n: int
    mean_probability: float
    share: float
    interval: Interval | None


class Cut(TypedDict):
    """What declining below ``threshold`` would do."""

    threshold: float
    decline_recall: float | None
    false_decline_rate: float | None


def reliability(rows: Sequence[SearchedRow]) -> list[Bin]:
    """Ten bins of equal width; those without a question are left out."""
    return bins_of([(row.probability, row.expects_answer) for row in rows])


def bins_of(judged: Iterable[Judged]) -> list[Bin]:
    """The same from pairs of a probability and whether the question has an answer."""
    bins: list[list[Judged]] = [[] for _ in range(_BINS)]
    for probability, answered in judged:
        bins[min(int(probability * _BINS), _BINS - 1)].append((probability, answered))
    return [_bin(number, held) for number, held in enumerate(bins) if held]


def expected_calibration_error(bins: Sequence[Bin]) -> float | None:
    """Mean distance between probability and share, weighted by the bins' questions."""
    total = sum(item["n"] for item in bins)
    if not total:
        return None
    apart = sum(item["n"] * abs(item["share"] - item["mean_probability"]) for item in bins)
    return round(apart / total, 4)


def area_under_roc(rows: Sequence[SearchedRow]) -> float | None:
    """How well the probability parts the questions, whatever the cut; None without both."""
    answerable = [row.expects_answer for row in rows]
    if len(set(answerable)) < 2:
        return None
    # scikit-learn takes a second to import, and every command would wait for it.
    from sklearn.metrics import roc_auc_score

    return round(float(roc_auc_score(answerable, [row.probability for row in rows])), 4)


def threshold_sweep(rows: Sequence[SearchedRow]) -> list[Cut]:
    """What declining would be at cuts of 0.05 to 0.95, going by the probability alone."""
    answers = [row.probability for row in rows if row.expects_answer]
    declines = [row.probability for row in rows if not row.expects_answer]
    return [
        Cut(
            threshold=cut,
            decline_recall=_share_below(declines, cut),
            false_decline_rate=_share_below(answers, cut),
        )
        for cut in _CUTS
    ]


def _bin(number: int, judged: Sequence[Judged]) -> Bin:
    tallies = [Tally(float(answered)) for _, answered in judged]
    return Bin(
        low=number / _BINS,
        high=(number + 1) / _BINS,
        n=len(judged),
        mean_probability=round(sum(probability for probability, _ in judged) / len(judged), 4),
        share=round(sum(tally.hit for tally in tallies) / len(judged), 4),
        interval=ratio_interval(tallies),
    )


def _share_below(probabilities: Sequence[float], cut: float) -> float | None:
    if not probabilities:
        return None
    return round(sum(value < cut for value in probabilities) / len(probabilities), 4)
