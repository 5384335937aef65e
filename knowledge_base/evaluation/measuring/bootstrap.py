"""Bootstrap: 95 % intervals (khoảng tin cậy) of a measure and of a difference between runs.

Rows are drawn with replacement and the measure is computed anew, many times; the interval
lies between the 2.5th and the 97.5th percentile. Draws are seeded: the same rows give the
same interval.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from knowledge_base.evaluation.measuring.tally import Tally

Interval = tuple[float, float]
_Floats = NDArray[np.float64]

_RESAMPLES = 5_000
_SEED = 20_260_101
# Keeps one block of draws within some 30 MB, however long the file is.
_CELLS_A_BLOCK = 4_000_000


def ratio(tallies: Sequence[Tally]) -> float | None:
    """Sum of the hits over sum of what they are out of; None where that is nothing."""
    of = sum(tally.of for tally in tallies)
    return sum(tally.hit for tally in tallies) / of if of else None


def ratio_interval(tallies: Sequence[Tally]) -> Interval | None:
    """Interval of ``ratio``; None where there is no ratio."""
    if ratio(tallies) is None:
        return None
    sums = _resampled_sums(np.asarray(tallies, dtype=float))
    return _interval(_ratios(sums))


def difference_interval(before: Sequence[Tally], after: Sequence[Tally]) -> Interval | None:
    """Interval of ``ratio(after) - ratio(before)`` where both tallied the same rows.

    Args:
        before: one tally a row.
        after: tallies of the same rows in the same order; every draw takes both.
    """
    if ratio(before) is None or ratio(after) is None:
        return None
    sums = _resampled_sums(np.hstack([np.asarray(before, float), np.asarray(after, float)]))
    return _interval(_ratios(sums[:, 2:]) - _ratios(sums[:, :2]))


def _resampled_sums(columns: _Floats) -> _Floats:
    """Sums of the columns over drawn rows, one line a resample."""
    rows = len(columns)
    generator = np.random.default_rng(_SEED)
    block = max(1, min(_RESAMPLES, _CELLS_A_BLOCK // rows))
    sums = [
        generator.multinomial(rows, np.full(rows, 1 / rows), size=block) @ columns
        for _ in range(-(-_RESAMPLES // block))
    ]
    return np.concatenate(sums)


def _ratios(sums: _Floats) -> _Floats:
    of = sums[:, 1]
    # A draw may miss every row that counts.
    ratios: _Floats = np.divide(sums[:, 0], of, out=np.full(len(sums), np.nan), where=of > 0)
    return ratios


def _interval(values: _Floats) -> Interval | None:
    drawn = values[~np.isnan(values)]
    if not len(drawn):
        return None
    low, high = np.percentile(drawn, [2.5, 97.5])
    return round(float(low), 4), round(float(high), 4)
