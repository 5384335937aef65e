"""Train one Rasa recipe and let it hear the golden rows: arguments RECIPE RESULT.

The training is a process of its own, so that its memory is not counted. Its time holds
Rasa's start and the reading of the examples, which are alike for all recipes.
"""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import structlog
from rasa.core.agent import Agent

from tests.bench.intents.measuring import hear_golden, write_result
from tests.bench.intents.rows import ROOT


def main() -> None:
    """Train, hear, write."""
    config, result = (Path(argument) for argument in sys.argv[1:])
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder:
        train_s = _train(config, Path(folder))
        agent = Agent.load(model_path=str(Path(folder) / "candidate.tar.gz"))
    loop = asyncio.new_event_loop()

    def hear(_: str, text: str) -> str:
        return str(loop.run_until_complete(agent.parse_message(text))["intent"]["name"])

    heard, times = hear_golden(hear)
    write_result(result, heard, times, train_s)
    loop.close()


def _train(config: Path, folder: Path) -> float:
    command = [
        sys.executable, "-m", "rasa", "train", "nlu", "--config", config,
        "--domain", ROOT / "domain", "--nlu", ROOT / "data" / "nlu", "--out", folder,
        "--fixed-model-name", "candidate",
    ]  # fmt: skip
    start = time.monotonic()
    # Away from the repository's cache, or nothing would be trained the second time.
    subprocess.run(command, cwd=folder, check=True)
    return time.monotonic() - start


if __name__ == "__main__":
    main()
