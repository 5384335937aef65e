"""``make soak``: hours of conversations against one motcua; memory, speed and silence over time.

``python -m tests.bench.soak --minutes 60``. Exit status 1 when a message stayed without an
answer, or Rasa's memory grew by more than a tenth after the first fifth of the time.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

from tests.bench.load import measure
from tests.stack import Stack, running

_GROWTH = 1.1
_CONVERSATIONS = 40
_CLIENTS = 4


@dataclass(frozen=True)
class Sample:
    """One stretch of the soak."""

    minute: float
    per_second: float
    silent: int
    rasa_mb: float


def main() -> int:
    """Soak and report; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    minutes = parser.parse_args().minutes
    console = Console(highlight=False)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder)) as stack:
        samples = _soak(stack, minutes, console)
    settled = samples[len(samples) // 5].rasa_mb
    grew = samples[-1].rasa_mb / settled
    silent = sum(sample.silent for sample in samples)
    console.print(f"memory of Rasa grew by {100 * (grew - 1):.1f} %, unanswered messages: {silent}")
    return 1 if silent or grew > _GROWTH else 0


def _soak(stack: Stack, minutes: float, console: Console) -> list[Sample]:
    started = time.monotonic()
    samples: list[Sample] = []
    while not samples or time.monotonic() - started < 60 * minutes:
        found = measure(stack.rasa, _CLIENTS, _CONVERSATIONS, f"soak{len(samples)}")
        sample = Sample(
            minute=(time.monotonic() - started) / 60,
            per_second=found.per_second,
            silent=found.silent,
            rasa_mb=_memory_mb("rasa run", stack),
        )
        samples.append(sample)
        console.print(
            f"  minute {sample.minute:5.1f}: {sample.per_second:5.1f} msg/s, "
            f"Rasa {sample.rasa_mb:.0f} MB, unanswered {sample.silent}"
        )
    return samples


def _memory_mb(words: str, stack: Stack) -> float:
    """Resident memory of the process of ``stack`` whose command line holds ``words``."""
    port = stack.environment["MOTCUA_RASA_PORT"]
    for path in Path("/proc").glob("[0-9]*"):
        try:
            command = (path / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            if words in command and port in command and "python" in command.split()[0]:
                pages = int((path / "statm").read_text().split()[1])
                return pages * 4096 / 2**20
        except (OSError, IndexError):
            continue
    raise RuntimeError("Rasa's process is not there")


if __name__ == "__main__":
    raise SystemExit(main())
