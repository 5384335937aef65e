"""``.venv-bot/bin/python -m tests.bench.intents``: the table of docs/decisions/0004.

Every candidate learns data/nlu and hears tests/golden/intents.jsonl in a process of its
own, one after another. What counts is the intent heard first: thresholds belong to the
one that is chosen. ``--epochs`` sets DIET's; ``--only`` measures one candidate.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
from pathlib import Path

from tests.bench.intents.candidates import ENCODER, recipes, write_recipe
from tests.bench.intents.rows import ROOT, accuracy, golden, macro_f1, training

_BOT, _SERVICES = (str(ROOT / name / "bin" / "python") for name in (".venv-bot", ".venv"))
_THREADS = {"OMP_NUM_THREADS": "2", "TF_NUM_INTRAOP_THREADS": "2", "TF_NUM_INTEROP_THREADS": "1"}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--only", default="")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = {
            name: _measure(name, recipe, Path(folder))
            for name, recipe in recipes(wanted.epochs).items()
            if wanted.only in {"", name}
        }
        if wanted.only in {"", ENCODER}:
            found[ENCODER] = _measure_encoder(Path(folder))
    _report(found)


def _measure(name: str, recipe: dict[str, object], folder: Path) -> dict[str, object]:
    print(f"• {name}: training …", flush=True)
    config, result = folder / f"{name}.yml", folder / f"{name}.json"
    write_recipe(recipe, config)
    _run([_BOT, "-m", "tests.bench.intents.rasa_candidate", str(config), str(result)])
    return dict(json.loads(result.read_text(encoding="utf-8")))


def _measure_encoder(folder: Path) -> dict[str, object]:
    print(f"• {ENCODER}: training …", flush=True)
    texts, result = folder / "repaired.json", folder / "encoder.json"
    _run([_BOT, "-m", "tests.bench.intents.repaired_texts", str(texts)])
    _run([_SERVICES, "-m", "tests.bench.intents.encoder_candidate", str(texts), str(result)])
    return dict(json.loads(result.read_text(encoding="utf-8")))


def _run(command: list[str]) -> None:
    quiet = {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore", "TF_CPP_MIN_LOG_LEVEL": "3"}
    subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **_THREADS, **quiet, "RASA_TELEMETRY_ENABLED": "false"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=True,
    )


def _report(found: dict[str, dict[str, object]]) -> None:
    rows = golden()
    groups = {"all": rows}
    for row in rows:
        groups.setdefault(row["variant"], []).append(row)
    groups["set blind"] = [row for row in rows if row["set"] == "blind"]
    print(f"{len(training())} examples, {len(rows)} golden rows")
    print("| | " + " | ".join(found) + " |\n|---|" + "---|" * len(found))
    for name, group in groups.items():
        cells = [f"{accuracy(group, item['heard']):.3f}" for item in found.values()]
        print(f"| accuracy, {name} ({len(group)}) | " + " | ".join(cells) + " |")
        cells = [f"{macro_f1(group, item['heard']):.3f}" for item in found.values()]
        print(f"| macro-F1, {name} | " + " | ".join(cells) + " |")
    for key in ("train_s", "p50_ms", "p95_ms", "rss_mb"):
        cells = [f"{item[key]:.1f}" for item in found.values()]
        print(f"| {key} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
