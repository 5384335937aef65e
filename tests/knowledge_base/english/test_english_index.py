"""English names of procedures: every seed procedure has some; foreigners' questions find them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from knowledge_base.english import EnglishIndex, load_english_index, load_names
from knowledge_base.errors import SeedError

ROOT = Path(__file__).resolve().parents[3]
# Measured on tests/golden/english.jsonl: first 40 of 45, offered 42 of 45, declined 14 of 15.
LEAST_FIRST, LEAST_OFFERED, LEAST_DECLINED = 0.85, 0.9, 0.9


@pytest.fixture(scope="module")
def index() -> EnglishIndex:
    return load_english_index()


def rows() -> list[dict]:
    lines = (ROOT / "tests/golden/english.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_every_seed_procedure_has_names_of_its_own():
    seed = (ROOT / "data" / "procedures").rglob("*.yml")
    codes = {yaml.safe_load(path.read_text("utf-8"))["code"] for path in seed}
    names = load_names()
    assert codes - set(names) == set()
    every = [name.lower() for each in names.values() for name in each]
    assert len(every) == len(set(every))


def test_no_golden_question_is_a_name():
    every = {name.lower() for each in load_names().values() for name in each}
    assert [row["question"] for row in rows() if row["question"].lower() in every] == []


def test_the_golden_questions(index: EnglishIndex):
    asked = [row for row in rows() if row["expect"] == "answer"]
    others = [row for row in rows() if row["expect"] == "decline"]
    assert (len(asked), len(others)) == (45, 15)
    found = [(row["codes"], [hit.code for hit in index.find(row["question"])]) for row in asked]
    first = sum(bool(codes) and codes[0] in right for right, codes in found)
    offered = sum(not set(codes).isdisjoint(right) for right, codes in found)
    declined = sum(not index.find(row["question"]) for row in others)
    assert first / len(asked) >= LEAST_FIRST
    assert offered / len(asked) >= LEAST_OFFERED
    assert declined / len(others) >= LEAST_DECLINED


@pytest.mark.parametrize("text", ["", "???", "how are you", "please help me", "asdf qwer"])
def test_declines_when_there_is_nothing_to_go_by(index: EnglishIndex, text: str):
    assert index.find(text) == []


@pytest.mark.parametrize(
    "content", ['"1.001193": [one]', '"birth": [one, two]', "- a", '"1.001193": [one, ""]']
)
def test_a_broken_file_is_refused(tmp_path: Path, content: str):
    path = tmp_path / "procedures.yml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(SeedError):
        load_names(path)
