"""Repair the examples and the golden rows as the bot does, for the other environment.

Argument: the file to write, with the milliseconds that each golden row took.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from bot.nlu.text_repair import load_repairer
from tests.bench.intents.rows import ROOT, golden, training


def main() -> None:
    """Repair, write."""
    repairer = load_repairer(ROOT / "data" / "text" / "diacritics.npz")
    start = time.monotonic()
    examples = [(repairer.repair(text), intent) for text, intent in training()]
    train_s = time.monotonic() - start
    rows = {}
    for row in golden():
        start = time.perf_counter()
        text = repairer.repair(row["text"])
        rows[row["id"]] = (text, (time.perf_counter() - start) * 1000)
    result = {"training": examples, "train_s": train_s, "golden": rows}
    Path(sys.argv[1]).write_text(json.dumps(result), encoding="utf-8")


if __name__ == "__main__":
    main()
