"""``make bench``: messages per second through the whole chain, beside stock Rasa.

Both Rasas run on this machine at the same time, with the same domain, data, action
server, API and a SQLite tracker store each, and are measured in turn, round by round,
so that a noisy moment hits both. The last line is the worse of the two ratios.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from pathlib import Path

from rich.console import Console
from rich.table import Table

from api.settings import Settings
from tests.bench import stock
from tests.bench.load import Measurement, measure
from tests.stack import running

CLIENTS = (1, 8)
CONVERSATIONS = {1: 12, 8: 24}
STOCK_CONVERSATIONS = {1: 6, 8: 16}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    wanted = parser.parse_args().rounds
    console = Console(highlight=False)
    model = stock.trained_model(Settings(), console)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as stack:
        console.print("• motcua is ready; starting stock Rasa …")
        with stock.running(model, stack) as stock_rasa:
            measure(stack.rasa, 2, 4, "warm-up")
            measure(stock_rasa, 2, 2, "warm-up")
            results = _rounds(stack.rasa, stock_rasa, wanted, console)
    _report(results, console)


def _rounds(
    motcua: str, stock_rasa: str, wanted: int, console: Console
) -> dict[tuple[str, int], list[Measurement]]:
    results: dict[tuple[str, int], list[Measurement]] = {}
    for number in range(wanted):
        for clients in CLIENTS:
            for name, address, count in (
                ("motcua", motcua, CONVERSATIONS[clients]),
                ("stock", stock_rasa, STOCK_CONVERSATIONS[clients]),
            ):
                found = measure(address, clients, count, f"{name}{number}-{clients}")
                results.setdefault((name, clients), []).append(found)
                console.print(
                    f"  round {number + 1}: {name}, {clients} client(s): "
                    f"{found.per_second:.1f} msg/s, p95 {found.p95_ms:.0f} ms"
                )
    return results


def _report(results: dict[tuple[str, int], list[Measurement]], console: Console) -> None:
    table = Table(title="Whole chain: REST → Rasa → actions → API → index; medians of the rounds")
    for column in ("Rasa", "clients", "msg/s", "p50 ms", "p95 ms", "unanswered"):
        table.add_column(column, justify="right")
    for (name, clients), rounds in sorted(results.items()):
        table.add_row(
            name,
            str(clients),
            f"{_median(rounds, 'per_second'):.1f}",
            f"{_median(rounds, 'p50_ms'):.1f}",
            f"{_median(rounds, 'p95_ms'):.1f}",
            str(sum(item.silent for item in rounds)),
        )
    console.print(table)
    worst = min(CLIENTS, key=lambda clients: _ratio(results, clients))
    for clients in CLIENTS:
        console.print(f"ratio with {clients} client(s): {_ratio(results, clients):.2f}")
    ours = _median(results["motcua", worst], "per_second")
    theirs = _median(results["stock", worst], "per_second")
    print(
        f"throughput: motcua {ours:.1f} msg/s, stock {theirs:.1f} msg/s, ratio {ours / theirs:.2f}"
    )


def _ratio(results: dict[tuple[str, int], list[Measurement]], clients: int) -> float:
    ours = _median(results["motcua", clients], "per_second")
    return ours / _median(results["stock", clients], "per_second")


def _median(rounds: list[Measurement], name: str) -> float:
    return statistics.median(getattr(item, name) for item in rounds)


if __name__ == "__main__":
    main()
