"""Show evaluations in the terminal: by set, as written and stripped (bare) side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich import box
from rich.table import Table

from knowledge_base.evaluation.gate import Shortfall
from knowledge_base.evaluation.metrics import Aggregate
from knowledge_base.evaluation.retrieval import Evaluation

# Two lines of heading, so that the table fits 80 columns.
_SHARES = (
    ("@1", "recall_at_1"),
    ("@3", "recall_at_3"),
    ("MRR", "mrr_at_10"),
    ("decl.\nright", "decline_recall"),
    ("decl.\nwrong", "false_decline_rate"),
    ("asked\nback", "clarify_rate"),
    ("sec-\ntion", "section_accuracy"),
)
_STRIPPED = (("@1\nbare", "recall_at_1"), ("@3\nbare", "recall_at_3"))


def retrieval_table(
    title: str, as_written: Evaluation, stripped: Evaluation | None = None
) -> Table:
    """One line a set and one for all; with ``stripped``, its recall in two further columns."""
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=0)
    table.add_column("set", no_wrap=True)
    table.add_column("n", justify="right", no_wrap=True)
    for heading, _ in _SHARES + (_STRIPPED if stripped else ()):
        table.add_column(heading, justify="right", no_wrap=True)
    for name, group in as_written.by_set.items():
        table.add_row(*_cells(name, group, stripped.by_set[name] if stripped else None))
    table.add_section()
    table.add_row(*_cells("all", as_written.total, stripped.total if stripped else None))
    return table


def summary_lines(evaluation: Evaluation) -> str:
    """Intervals and latency, a line each."""
    total = evaluation.total
    latency = total["search_ms"]
    return (
        f"95 % intervals: @1 {_interval(total, 'recall_at_1')}, "
        f"@3 {_interval(total, 'recall_at_3')}\n"
        f"one search: p50 {latency['p50']} ms, p95 {latency['p95']} ms"
    )


def shortfall_lines(shortfalls: Sequence[Shortfall]) -> Iterator[str]:
    """One line for each measure that misses its threshold."""
    for item in shortfalls:
        value = "not measured" if item.value is None else f"{item.value:.3f}"
        yield f"{item.run}: {item.measure} is {value}, threshold {item.bound} {item.threshold:.3f}"


def _cells(name: str, group: Aggregate, stripped: Aggregate | None) -> list[str]:
    cells = [name, str(group["n"]), *(_share(group, key) for _, key in _SHARES)]
    if stripped is not None:
        cells += [_share(stripped, key) for _, key in _STRIPPED]
    return cells


def _share(group: Aggregate, key: str) -> str:
    value = dict(group)[key]
    return f"{value:.3f}" if isinstance(value, float) else "–"


def _interval(group: Aggregate, key: str) -> str:
    bounds = group["intervals"][key]
    return f"{bounds[0]:.3f}–{bounds[1]:.3f}" if bounds else "–"
