"""One run of an evaluation: judged rows, all together, and by set and variant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from knowledge_base.evaluation.jsonl import Row
from knowledge_base.evaluation.measuring.aggregate import Aggregate, aggregate, aggregate_by
from knowledge_base.evaluation.measuring.kind import Kind

R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Evaluation(Generic[R]):
    """Results of one run."""

    kind: Kind[R]
    rows: tuple[R, ...]
    total: Aggregate
    by_set: dict[str, Aggregate]
    by_variant: dict[str, Aggregate]
    details: dict[str, Any]

    def to_json(self) -> dict[str, Any]:
        """The aggregates: those of all rows at the top, groups below."""
        return {
            "kind": self.kind.name,
            **self.total.to_json(),
            "by_set": {name: group.to_json() for name, group in self.by_set.items()},
            "by_variant": {name: group.to_json() for name, group in self.by_variant.items()},
            **self.details,
        }

    def rows_to_json(self) -> Iterator[dict[str, Any]]:
        """Each row with its verdict."""
        for row in self.rows:
            yield row.model_dump(mode="json") | {"right": self.kind.right(row)}


def summarise(kind: Kind[R], rows: Sequence[R]) -> Evaluation[R]:
    """Aggregate judged rows."""
    return Evaluation(
        kind=kind,
        rows=tuple(rows),
        total=aggregate(kind, rows),
        by_set=aggregate_by(kind, rows, lambda row: row.set_name),
        by_variant=aggregate_by(kind, rows, lambda row: row.variant_name),
        details=kind.details(rows),
    )
