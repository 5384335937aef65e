"""The golden intents are held out: none of them is an example, and every intent has some."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml

from knowledge_base.text.fold import fold

ROOT = Path(__file__).resolve().parents[2]
FEWEST = 300
FEWEST_AN_INTENT = 10
# Nobody types these: what nothing fits, what channels make of pictures, what the outbox says,
# buttons of forms.
NEVER_TYPED = {"nlu_fallback", "receive", "notify", "petition_step", "privacy_choice"}


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    lines = (ROOT / "tests/golden/intents.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def blocks(folder: str) -> list[dict]:
    files = sorted((ROOT / folder).glob("*.yml"))
    return [yaml.safe_load(file.read_text(encoding="utf-8")) for file in files]


def folded(text: str) -> str:
    return " ".join(fold(text).split())


def test_no_row_is_an_example(rows: list[dict[str, str]]):
    examples = {
        folded(line.strip().removeprefix("- "))
        for block in blocks("data/nlu")
        for item in block["nlu"]
        for line in item["examples"].splitlines()
    }
    assert [row["text"] for row in rows if folded(row["text"]) in examples] == []


def test_every_intent_of_the_domain_has_rows(rows: list[dict[str, str]]):
    known = {name for block in blocks("domain") for name in block.get("intents", [])}
    counted = Counter(row["intent"] for row in rows)
    assert set(counted) == known - NEVER_TYPED
    assert min(counted.values()) >= FEWEST_AN_INTENT


def test_rows_are_many_and_differ(rows: list[dict[str, str]]):
    assert len(rows) >= FEWEST
    assert len({row["id"] for row in rows}) == len(rows)
    assert len({folded(row["text"]) for row in rows}) == len(rows)
