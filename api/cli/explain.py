"""Show in the terminal why each result stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table

from knowledge_base.search import Explanation

# Signals that tell results apart by less than this are left out.
_LEAST = 0.15
_MOST_SIGNALS = 12
_LONGEST_NAME = 60


def reading_lines(explanation: Explanation) -> Iterator[str]:
    """How the message was read and what was decided on which evidence."""
    question = explanation.outcome.question
    yield f"typed     {question.text}"
    yield f"read as   {question.reading}"
    yield f"about     {question.subject}"
    yield f"sections  {', '.join(explanation.outcome.sections)}"
    outcome = explanation.outcome
    yield f"decision  {outcome.decision.value} (p = {outcome.probability:.3f})"
    evidence = "  ".join(f"{name} {value:.2f}" for name, value in explanation.evidence.items())
    yield f"evidence  {evidence}"


def contribution_table(explanation: Explanation) -> Table:
    """A row a result; a column a signal that tells results apart, in log-odds."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("code", no_wrap=True)
    table.add_column("name", max_width=_LONGEST_NAME)
    table.add_column("likely", justify="right")
    table.add_column("score", justify="right")
    signals = _telling(explanation)
    for signal in signals:
        table.add_column(signal.replace("_", "\n"), justify="right")
    for item in explanation.results:
        adds = {part.signal: part.adds for part in item.contributions}
        result = item.result
        more = f" (+{len(result.variants)})" if result.variants else ""
        table.add_row(
            result.code,
            result.name[:_LONGEST_NAME] + more,
            f"{result.likelihood:.2f}",
            f"{result.score:.2f}",
            *(f"{adds[signal]:+.2f}" for signal in signals),
        )
    return table


def _telling(explanation: Explanation) -> list[str]:
    by_signal: dict[str, list[float]] = {}
    for item in explanation.results:
        for part in item.contributions:
            by_signal.setdefault(part.signal, []).append(part.adds)
    spread = {signal: max(values) - min(values) for signal, values in by_signal.items()}
    telling = [signal for signal, width in spread.items() if width >= _LEAST]
    return sorted(telling, key=lambda signal: -spread[signal])[:_MOST_SIGNALS]
