"""Measures as ratios of sums: each row gives what it scored and out of how much.

A share, a mean, precision and F1 are all such ratios, so that one bootstrap and one
comparison of two runs serve all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

from knowledge_base.evaluation.jsonl import Row

R = TypeVar("R", bound=Row)


class Tally(NamedTuple):
    """What one row adds to a measure: ``hit`` out of ``of``."""

    hit: float
    of: float = 1.0


@dataclass(frozen=True)
class Measure(Generic[R]):
    """One measure.

    Attributes:
        name: its key in JSON and in thresholds.
        heading: its heading in a narrow table; may hold a line break.
        tally: what a row adds; ``None`` when the row does not count here.
        better: which way is better; ``None`` when neither is.
    """

    name: str
    heading: str
    tally: Callable[[R], Tally | None]
    better: Literal["higher", "lower"] | None = "higher"


def share(hit: Callable[[R], bool], among: Callable[[R], bool]) -> Callable[[R], Tally | None]:
    """The tally of a share: of the rows ``among``, those that ``hit``."""
    return lambda row: Tally(float(hit(row))) if among(row) else None
