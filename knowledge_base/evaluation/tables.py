"""Show evaluations and comparisons in the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich import box
from rich.markup import escape
from rich.table import Table

from knowledge_base.evaluation.comparison import ChangedRow, Comparison
from knowledge_base.evaluation.gate import Shortfall
from knowledge_base.evaluation.measuring.aggregate import Aggregate
from knowledge_base.evaluation.measuring.classes import ClassScores
from knowledge_base.evaluation.measuring.evaluation import Evaluation

# As typed without diacritics ("bare"), in columns beside the figures as written.
_STRIPPED = (("@1\nbare", "recall_at_1"), ("@3\nbare", "recall_at_3"))
_SCORES = ("precision", "recall", "f1")
_MOST_CONFUSED = 8


def group_table(
    title: str, evaluation: Evaluation[Any], stripped: Evaluation[Any] | None = None
) -> Table:
    """One line a set, one a variant where there are several, and one for all.

    Args:
        title: stands above.
        evaluation: the run.
        stripped: a retrieval run of the same rows without diacritics, for further columns.
    """
    table = _table(title)
    table.add_column("set", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    columns = [(measure.heading, measure.name) for measure in evaluation.kind.measures]
    for heading, _ in (*columns, *(_STRIPPED if stripped else ())):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, group in evaluation.by_set.items():
        table.add_row(*_cells(name, group, columns, stripped.by_set[name] if stripped else None))
    if len(evaluation.by_variant) > 1:
        table.add_section()
        for name, group in evaluation.by_variant.items():
            bare = stripped.by_variant[name] if stripped else None
            table.add_row(*_cells(f"({name})", group, columns, bare))
    table.add_section()
    table.add_row(*_cells("all", evaluation.total, columns, stripped.total if stripped else None))
    return table


def class_table(title: str, scores: Mapping[str, ClassScores]) -> Table:
    """Precision, recall and F1, one line a class."""
    table = _table(title)
    table.add_column(title, no_wrap=True)
    table.add_column("n", justify="right")
    for heading in _SCORES:
        table.add_column(heading, justify="right")
    for name, item in scores.items():
        shares = (item["precision"], item["recall"], item["f1"])
        table.add_row(escape(name), str(item["support"]), *(f"{value:.3f}" for value in shares))
    return table


def confused_lines(confusion: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """What is most often taken for what, a line each."""
    pairs = [
        (count, wanted, given)
        for wanted, counts in confusion.items()
        for given, count in counts.items()
        if given != wanted
    ]
    for count, wanted, given in sorted(pairs, key=lambda pair: -pair[0])[:_MOST_CONFUSED]:
        yield f"{count:4}  {wanted} taken for {given}"


def summary_lines(evaluation: Evaluation[Any]) -> Iterator[str]:
    """Intervals of the first measures, and what is measured beside the shares."""
    total = evaluation.total
    intervals = (
        f"{measure.name} {interval[0]:.3f}–{interval[1]:.3f}"
        for measure in evaluation.kind.measures[:2]
        if (interval := total.intervals[measure.name])
    )
    yield f"95 % intervals: {', '.join(intervals) or 'none'}"
    for name, value in total.statistics.items():
        if isinstance(value, dict):
            yield f"{name}: " + ", ".join(f"{key} {item}" for key, item in value.items())
        else:
            yield f"{name}: {_number(value)}"


def shortfall_lines(shortfalls: Sequence[Shortfall]) -> Iterator[str]:
    """One line for each measure that misses its threshold."""
    for item in shortfalls:
        value = "not measured" if item.value is None else f"{item.value:.3f}"
        yield f"{item.run}: {item.measure} is {value}, threshold {item.bound} {item.threshold:.3f}"


def comparison_table(title: str, comparison: Comparison) -> Table:
    """Both runs, a line a measure; the interval is that of the difference."""
    table = _table(title)
    for heading in ("measure", "n", "A", "B", "B - A", "95 % interval", ""):
        table.add_column(heading, justify="left" if heading == "measure" else "right")
    for item in comparison.differences:
        interval = f"{item.interval[0]:+.3f} … {item.interval[1]:+.3f}" if item.interval else "–"
        table.add_row(
            item.measure,
            str(item.n),
            _number(item.before),
            _number(item.after),
            "–" if item.difference is None else f"{item.difference:+.3f}",
            interval,
            "" if item.verdict == "unclear" else item.verdict,
        )
    return table


def changed_lines(heading: str, rows: Sequence[ChangedRow]) -> Iterator[str]:
    """Rows that came out differently: what was asked, what is right, what both gave."""
    yield f"{heading}: {len(rows)}"
    for row in rows:
        yield f"  {row.id}  {row.asked}"
        yield f"      right: {row.wanted}"
        yield f"      A: {row.before}"
        yield f"      B: {row.after}"


def _table(title: str) -> Table:
    return Table(title=escape(title), title_justify="left", box=box.SIMPLE_HEAD, padding=0)


def _cells(
    name: str,
    group: Aggregate,
    columns: Sequence[tuple[str, str]],
    stripped: Aggregate | None,
) -> list[str]:
    cells = [escape(name), str(group.n), *(_number(group[key]) for _, key in columns)]
    if stripped is not None:
        cells += [_number(stripped[key]) for _, key in _STRIPPED]
    return cells


def _number(value: Any) -> str:
    return f"{value:.3f}" if isinstance(value, float) else "–" if value is None else str(value)
