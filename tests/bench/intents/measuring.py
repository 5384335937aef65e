"""Time and memory of one candidate, in its own process."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.intents.rows import golden

_PAGES = Path("/proc/self/statm")
_PAGE_MB = 4096 / 2**20
_WARM_UP = 20


def hear_golden(hear: Callable[[str, str], str]) -> tuple[dict[str, str], list[float]]:
    """Hear every golden row once: intents by id, milliseconds in order.

    Args:
        hear: gives the intent of (id, text).
    """
    rows = golden()
    for row in rows[:_WARM_UP]:
        hear(row["id"], row["text"])
    heard, times = {}, []
    for row in rows:
        start = time.perf_counter()
        heard[row["id"]] = hear(row["id"], row["text"])
        times.append((time.perf_counter() - start) * 1000)
    return heard, times


def write_result(file: Path, heard: dict[str, str], times_ms: list[float], train_s: float) -> None:
    """Write what the table needs; memory is that of this process now, in MB."""
    cuts = statistics.quantiles(times_ms, n=100)
    result = {
        "heard": heard,
        "train_s": train_s,
        "p50_ms": cuts[49],
        "p95_ms": cuts[94],
        "rss_mb": int(_PAGES.read_text().split()[1]) * _PAGE_MB,
    }
    file.write_text(json.dumps(result), encoding="utf-8")
