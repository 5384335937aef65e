"""Show in the terminal why each result stands where it stands."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.markup import escape
from rich.table import Table

from knowledge_base.search import Explanation

# Signals that tell results apart by less than this are left out.
_LEAST = 0.15


def reading_lines(explanation: Explanation) -> Iterator[str]:
    """How the message was read and what was decided on which evidence."""
    question = explanation.outcome.question
    yield f"typed     {question.text}"
    yield f"read as   {question.reading}"
    yield f"about     {question.subject}"
    yield f"sections  {', '.join(explanation.outcome.sections)}"
    outcome = explanation.outcome
    yield f"decision  {outcome.decision.value} (p = {outcome.probability:.3f})"
    if outcome.elsewhere:
        yield f"elsewhere {outcome.elsewhere.name} ({outcome.elsewhere.who or 'nobody confirmed'})"
    evidence = "  ".join(f"{name} {value:.2f}" for name, value in explanation.evidence.items())
    yield f"evidence  {evidence}"


def result_table(explanation: Explanation) -> Table:
    """A row a result, in order; ``+2`` tells of two variants at other levels or channels."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    for column in ("", "code", "likely", "score", "name"):
        table.add_column(column, justify="right" if column in ("likely", "score") else "left")
    for number, item in enumerate(explanation.results, start=1):
        result = item.result
        more = f" [dim]+{len(result.variants)}[/dim]" if result.variants else ""
        numbers = (f"{result.likelihood:.2f}", f"{result.score:.2f}")
        table.add_row(str(number), result.code, *numbers, escape(result.name) + more)
    return table


def contribution_table(explanation: Explanation) -> Table:
    """A row a signal that tells results apart, a column a result; in log-odds."""
    table = Table(box=box.SIMPLE_HEAD, padding=(0, 1))
    table.add_column("what it adds")
    adds = [{part.signal: part.adds for part in item.contributions} for item in explanation.results]
    for item in explanation.results:
        table.add_column(item.result.code, justify="right", no_wrap=True)
    for signal in _telling(adds):
        table.add_row(signal.replace("_", " "), *(f"{one[signal]:+.2f}" for one in adds))
    return table


def _telling(adds: list[dict[str, float]]) -> list[str]:
    if not adds:
        return []
    spread = {
        signal: max(one[signal] for one in adds) - min(one[signal] for one in adds)
        for signal in adds[0]
    }
    telling = [signal for signal, width in spread.items() if width >= _LEAST]
    return sorted(telling, key=lambda signal: -spread[signal])
