"""The data of the comparison and its two measures; runs in both environments."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from sklearn.metrics import f1_score

ROOT = Path(__file__).resolve().parents[3]
_MARK = "- "


def golden() -> list[dict[str, str]]:
    """The held-out messages."""
    lines = (ROOT / "tests/golden/intents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def training() -> list[tuple[str, str]]:
    """The examples of data/nlu: text and intent."""
    found = []
    for file in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].strip().splitlines()
            found += [(line.removeprefix(_MARK).strip(), block["intent"]) for line in lines]
    return found


def accuracy(rows: Sequence[Mapping[str, str]], heard: Mapping[str, str]) -> float:
    """Share of rows whose intent was heard; ``heard`` is by the row's id."""
    return sum(row["intent"] == heard[row["id"]] for row in rows) / len(rows)


def macro_f1(rows: Sequence[Mapping[str, str]], heard: Mapping[str, str]) -> float:
    """F1 of each intent that has a row, averaged."""
    right = [row["intent"] for row in rows]
    told = [heard[row["id"]] for row in rows]
    return float(f1_score(right, told, labels=sorted(set(right)), average="macro", zero_division=0))
