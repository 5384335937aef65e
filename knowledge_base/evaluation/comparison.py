"""Compare two runs over the same rows: paired differences, rows won and lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.measuring.bootstrap import (
    Interval,
    difference_interval,
    ratio,
)
from knowledge_base.evaluation.measuring.kind import Kind
from knowledge_base.evaluation.measuring.tally import Measure, Tally
from knowledge_base.evaluation.saved import SavedRun

_NOTHING = Tally(0.0, 0.0)
_Key = tuple[str, int]


@dataclass(frozen=True)
class Difference:
    """One measure of both runs; ``n`` counts the rows that it takes in.

    ``verdict`` is ``better`` or ``worse`` where the interval leaves out 0.
    """

    measure: str
    n: int
    before: float | None
    after: float | None
    difference: float | None
    interval: Interval | None
    verdict: Literal["better", "worse", "unclear"]


@dataclass(frozen=True)
class ChangedRow:
    """A row that one run got right and the other wrong."""

    id: str
    asked: str
    wanted: str
    before: str
    after: str


@dataclass(frozen=True)
class Comparison:
    """Two runs of one kind; differences are second minus first."""

    kind: str
    n: int
    differences: tuple[Difference, ...]
    won: tuple[ChangedRow, ...]
    lost: tuple[ChangedRow, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


def compare(first: SavedRun, second: SavedRun) -> Comparison:
    """Compare ``second`` with ``first``, row by row.

    Raises:
        InvalidInput: the runs are of different kinds or over different rows.
    """
    if first.kind is not second.kind:
        raise InvalidInput(
            f"{first.name} is a run of {first.kind.name}, {second.name} of {second.kind.name}"
        )
    pairs = _pairs(first, second)
    kind = first.kind
    return Comparison(
        kind=kind.name,
        n=len(pairs),
        differences=tuple(_difference(measure, pairs) for measure in kind.measures),
        won=tuple(_changed(kind, *pair) for pair in pairs if _turned(kind, *pair) > 0),
        lost=tuple(_changed(kind, *pair) for pair in pairs if _turned(kind, *pair) < 0),
    )


def _pairs(first: SavedRun, second: SavedRun) -> list[tuple[Row, Row]]:
    before, after = _keyed(first.rows), _keyed(second.rows)
    if before.keys() != after.keys():
        only = sorted(key[0] for key in before.keys() ^ after.keys())
        raise InvalidInput(
            f"{first.name} and {second.name} are over different rows: {len(only)} are in one "
            f"only, e.g. {', '.join(only[:3])}"
        )
    for key, row in before.items():
        if first.kind.task(row) != second.kind.task(after[key]):
            raise InvalidInput(f"row {key[0]} asks for something else in {second.name}")
    return [(row, after[key]) for key, row in before.items()]


def _keyed(rows: Sequence[Row]) -> dict[_Key, Row]:
    # Ids should be unique; where they are not, the first is paired with the first.
    seen: Counter[str] = Counter()
    keyed = {}
    for row in rows:
        keyed[row.id, seen[row.id]] = row
        seen[row.id] += 1
    return keyed


def _difference(measure: Measure[Any], pairs: Sequence[tuple[Row, Row]]) -> Difference:
    tallied = [
        (measure.tally(row) or _NOTHING, measure.tally(other) or _NOTHING) for row, other in pairs
    ]
    counted = [pair for pair in tallied if pair[0].of or pair[1].of]
    before, after = [pair[0] for pair in counted], [pair[1] for pair in counted]
    first, second = ratio(before), ratio(after)
    difference = None if first is None or second is None else second - first
    interval = difference_interval(before, after)
    return Difference(
        measure=measure.name,
        n=len(counted),
        before=_rounded(first),
        after=_rounded(second),
        difference=_rounded(difference),
        interval=interval,
        verdict=_verdict(measure, interval),
    )


def _verdict(
    measure: Measure[Any], interval: Interval | None
) -> Literal["better", "worse", "unclear"]:
    if interval is None or measure.better is None or interval[0] <= 0 <= interval[1]:
        return "unclear"
    return "better" if (interval[0] > 0) == (measure.better == "higher") else "worse"


def _turned(kind: Kind[Any], first: Row, second: Row) -> int:
    return int(kind.right(second)) - int(kind.right(first))


def _changed(kind: Kind[Any], first: Row, second: Row) -> ChangedRow:
    before, after = kind.show(first), kind.show(second)
    return ChangedRow(first.id, before.asked, before.wanted, before.given, after.given)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
