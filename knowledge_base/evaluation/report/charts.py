"""Geometry of the report's plots: numbers of a run → places on a drawing.

Drawings are 340 units wide, about the pixels of a small phone, so that their letters are
readable there without zooming.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from knowledge_base.evaluation.measuring.aggregate import Aggregate
from knowledge_base.evaluation.questions.calibration import Bin, Cut
from knowledge_base.evaluation.questions.searching import SearchedRow

_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 330.0, 10.0, 250.0
_SMALLEST_POINT, _LARGEST_POINT = 3.5, 11.0
_BARS_HEIGHT = 55.0
_BINS = 10
# To ask back where there is an answer is neither right nor wrong.
_ASKED_BACK = ("answer", "clarify")


@dataclass(frozen=True)
class Track:
    """One group's value with its interval; places are per cent of the width."""

    name: str
    n: int
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Cell:
    """One cell of a confusion table; ``share`` is of its line."""

    given: str
    count: int
    share: float
    tone: Literal["blue", "red", "grey"]


@dataclass(frozen=True)
class Line:
    """One line of a confusion table."""

    wanted: str
    total: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Point:
    """One bin of the reliability plot."""

    x: float
    y: float
    radius: float
    low: float
    high: float
    bin: Bin


@dataclass(frozen=True)
class Bars:
    """One bin of the histogram: heights of questions with an answer, and without."""

    x: float
    width: float
    answers: int
    declines: int
    up: float
    down: float


@dataclass(frozen=True)
class Axis:
    """Corners of the drawing area, and where 0, 0.2 … 1 lie on both axes."""

    left: float = _LEFT
    right: float = _RIGHT
    top: float = _TOP
    bottom: float = _BOTTOM

    @property
    def ticks(self) -> list[tuple[str, float, float]]:
        """(label, x, y) of each tick."""
        return [
            (f"{tick / 5:.1f}".replace(".", ","), _x(tick / 5), _y(tick / 5)) for tick in range(6)
        ]


def tracks(groups: Mapping[str, Aggregate], measure: str) -> list[Track]:
    """A line a group in which ``measure`` was measured."""
    found = []
    for name, group in groups.items():
        value, interval = group[measure], group.intervals[measure]
        if value is not None:
            low, high = interval or (value, value)
            found.append(Track(name, group.n, 100 * value, 100 * low, 100 * high))
    return found


def matrix(confusion: Mapping[str, Mapping[str, int]]) -> tuple[list[str], list[Line]]:
    """Columns and lines of a confusion table; classes wanted first, others after them."""
    given = {name for counts in confusion.values() for name in counts}
    columns = [*confusion, *sorted(given - confusion.keys())]
    lines = []
    for wanted, counts in confusion.items():
        total = sum(counts.values())
        cells = tuple(
            Cell(name, counts.get(name, 0), counts.get(name, 0) / total, _tone(wanted, name))
            for name in columns
        )
        lines.append(Line(wanted, total, cells))
    return columns, lines


def reliability_points(bins: Sequence[Bin]) -> list[Point]:
    """Bins as points; their area grows with their questions."""
    most = max((item["n"] for item in bins), default=1)
    return [
        Point(
            x=_x(item["mean_probability"]),
            y=_y(item["share"]),
            radius=_SMALLEST_POINT
            + (_LARGEST_POINT - _SMALLEST_POINT) * math.sqrt(item["n"] / most),
            low=_y((item["interval"] or (item["share"],) * 2)[0]),
            high=_y((item["interval"] or (item["share"],) * 2)[1]),
            bin=item,
        )
        for item in bins
    ]


def histogram(rows: Sequence[SearchedRow]) -> list[Bars]:
    """How often each probability was given, for questions with an answer and without."""
    counts = [[0, 0] for _ in range(_BINS)]
    for row in rows:
        counts[min(int(row.probability * _BINS), _BINS - 1)][int(not row.expects_answer)] += 1
    most = max(max(pair) for pair in counts) or 1
    width = (_RIGHT - _LEFT) / _BINS
    return [
        Bars(
            x=_LEFT + number * width + 1,
            width=width - 2,
            answers=answers,
            declines=declines,
            up=_bar(answers, most),
            down=_bar(declines, most),
        )
        for number, (answers, declines) in enumerate(counts)
    ]


def sweep_line(cuts: Sequence[Cut], measure: str) -> str:
    """The points of an SVG polyline over thresholds; empty where nothing was measured."""
    values = [(cut["threshold"], dict(cut)[measure]) for cut in cuts]
    return " ".join(
        f"{_x(threshold):.1f},{_y(value):.1f}"
        for threshold, value in values
        if isinstance(value, float)
    )


def _tone(wanted: str, given: str) -> Literal["blue", "red", "grey"]:
    if given == wanted:
        return "blue"
    return "grey" if (wanted, given) == _ASKED_BACK else "red"


def _bar(count: int, most: int) -> float:
    # The root keeps a few wrong ones visible beside hundreds of right ones.
    return _BARS_HEIGHT * math.sqrt(count / most)


def _x(value: float) -> float:
    return _LEFT + value * (_RIGHT - _LEFT)


def _y(value: float) -> float:
    return _BOTTOM - value * (_BOTTOM - _TOP)
