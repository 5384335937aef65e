"""All measures of a group of rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.measuring.bootstrap import Interval, ratio, ratio_interval
from knowledge_base.evaluation.measuring.kind import Kind

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Aggregate:
    """The measures of ``n`` rows, rounded to 4 digits.

    ``values`` are None where no row counts; ``intervals`` are 95 % bootstrap intervals;
    ``statistics`` are what is not a ratio of sums over rows, such as latency.
    """

    n: int
    values: dict[str, float | None]
    intervals: dict[str, Interval | None]
    statistics: dict[str, Any]

    def __getitem__(self, measure: str) -> float | None:
        return self.values[measure]

    def to_json(self) -> dict[str, Any]:
        """Plain values: measures and statistics beside each other."""
        return {"n": self.n, **self.values, **self.statistics, "intervals": self.intervals}


def aggregate(kind: Kind[R], rows: Sequence[R]) -> Aggregate:
    """The measures of ``kind`` over one group of rows."""
    tallies = {
        measure.name: [tally for row in rows if (tally := measure.tally(row)) is not None]
        for measure in kind.measures
    }
    return Aggregate(
        n=len(rows),
        values={name: _rounded(ratio(found)) for name, found in tallies.items()},
        intervals={name: ratio_interval(found) for name, found in tallies.items()},
        statistics=kind.statistics(rows),
    )


def aggregate_by(
    kind: Kind[R], rows: Sequence[R], group: Callable[[R], str]
) -> dict[str, Aggregate]:
    """The measures of each group; ``group`` names the group of a row."""
    groups: dict[str, list[R]] = {}
    for row in rows:
        groups.setdefault(group(row), []).append(row)
    return {name: aggregate(kind, groups[name]) for name in sorted(groups)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
