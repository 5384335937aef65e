"""A kind of evaluation: what its rows are and how they are judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.measuring.tally import Measure

R = TypeVar("R", bound=Row)


class Shown(NamedTuple):
    """One judged row for people: what was asked, what is right, what was given."""

    asked: str
    wanted: str
    given: str


@dataclass(frozen=True)
class Kind(Generic[R]):
    """One kind of evaluation over rows of ``row_type``.

    Attributes:
        name: ``retrieval``, ``intents``, …
        row_type: a judged row, as it is also saved.
        measures: the chief one first.
        right: whether a row came out right as a whole.
        task: what the row asked for; two runs can be compared where it is the same.
        show: the row for people.
        statistics: JSON values of any group that are not ratios over rows.
        details: JSON values of the whole run only (confusion, bins, …).
    """

    name: str
    row_type: type[R]
    measures: tuple[Measure[R], ...]
    right: Callable[[R], bool]
    task: Callable[[R], object]
    show: Callable[[R], Shown]
    statistics: Callable[[Sequence[R]], dict[str, Any]]
    details: Callable[[Sequence[R]], dict[str, Any]]
