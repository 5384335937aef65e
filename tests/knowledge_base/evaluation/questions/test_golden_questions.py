"""The golden sets are ours, valid, and none of it is what search or Rasa was taught from."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.evaluation import Expect, read_rows
from knowledge_base.evaluation.conversations.rows import Conversation
from knowledge_base.evaluation.jsonl import Row, read_jsonl
from knowledge_base.seed import load_seed
from knowledge_base.text.fold import fold

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT / "tests" / "golden"
QUESTIONS = ("seed_questions.jsonl", "people.jsonl")
SHARED = ROOT.parent / "shared" / "data" / "questions" / "dev.jsonl"
TAUGHT = (
    "everyday/*.yml",
    "search/out_of_scope.yml",
    "search/section_examples/*.yml",
    "nlu/*.yml",
)
# Rasa's marks on an example: "[Sở Tư pháp](department)", "[so tu phap]{...}".
MARKED = re.compile(r"\[([^]]*)](?:\([^)]*\)|\{[^}]*})")


def flat(text):
    return " ".join(re.findall(r"\w+", fold(text)))


def texts(value: Any) -> Iterator[str]:
    """Every line of every text in a YAML file."""
    if isinstance(value, str):
        yield from (MARKED.sub(r"\1", line).removeprefix("- ") for line in value.splitlines())
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from texts(item)


@pytest.fixture(scope="module")
def files():
    return {name: read_rows(GOLDEN / name) for name in QUESTIONS}


@pytest.fixture(scope="module")
def rows(files):
    return [row for found in files.values() for row in found]


@pytest.fixture(scope="module")
def conversations():
    return read_jsonl(GOLDEN / "conversations.jsonl", Conversation)


@pytest.fixture(scope="module")
def seed():
    return load_seed(ROOT / "data" / "procedures")


@pytest.fixture(scope="module")
def seed_codes(seed):
    return {procedure.code for procedure in seed}


@pytest.fixture(scope="module")
def taught(seed):
    """Everything that search finds by, or that it and Rasa learn from."""
    paths = [path for pattern in TAUGHT for path in sorted((ROOT / "data").glob(pattern))]
    lists = [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in paths]
    known = {flat(text) for text in texts(lists)}
    for procedure in seed:
        names = (procedure.name, *procedure.everyday_names, *procedure.questions)
        known.update(flat(text) for text in names)
    return known - {""}


def test_there_are_enough_of_both_kinds(files, rows):
    kinds = Counter(row.expect for row in files["seed_questions.jsonl"])
    assert kinds[Expect.ANSWER] >= 150
    assert kinds[Expect.DECLINE] >= 30
    assert len(rows) >= 800


def test_no_id_stands_twice_in_the_folder():
    paths = sorted(GOLDEN.glob("*.jsonl"))
    ids = Counter(row.id for path in paths for row in read_jsonl(path, Row))
    assert len(paths) >= 3
    assert [name for name, count in ids.items() if count > 1] == []


def test_no_question_stands_twice(rows):
    questions = Counter(flat(row.question) for row in rows)
    assert [question for question, count in questions.items() if count > 1] == []


def test_every_code_of_the_seed_questions_is_a_seed_procedure(files, seed_codes):
    rows = files["seed_questions.jsonl"]
    assert [row.id for row in rows if not seed_codes.issuperset(row.codes)] == []


def test_every_code_looks_like_one(rows):
    code = re.compile(r"[1-3]\.\d{6}")
    assert [row.id for row in rows if not all(map(code.fullmatch, row.codes))] == []


def test_every_row_has_a_set_and_a_variant_and_answers_have_sections(rows):
    assert [row.id for row in rows if not (row.set and row.variant)] == []
    assert [row.id for row in rows if row.expects_answer != bool(row.sections)] == []


def test_what_is_to_be_declined_names_no_procedure(rows):
    assert [row.id for row in rows if row.expects_answer != bool(row.codes)] == []


def test_no_question_is_one_that_search_or_rasa_was_taught(rows, taught):
    assert len(taught) > 10_000
    assert [row.id for row in rows if flat(row.question) in taught] == []


def test_conversations_are_of_two_to_four_turns_over_the_seed(conversations, seed_codes):
    assert len(conversations) >= 25
    assert {len(row.turns) for row in conversations} <= {2, 3, 4}
    asked = {
        code for row in conversations for turn in row.turns for code in turn.expect.codes or ()
    }
    assert asked <= seed_codes


def test_every_turn_can_go_wrong(conversations):
    turns = [turn for row in conversations for turn in row.turns]
    assert [turn.user for turn in turns if not turn.expect.model_fields_set] == []


def test_no_turn_is_one_that_search_or_rasa_was_taught(conversations, taught):
    turns = [turn.user for row in conversations for turn in row.turns]
    assert [turn for turn in turns if flat(turn) in taught] == []


def test_the_readme_counts_what_there_is(files, conversations):
    text = (GOLDEN / "README.md").read_text(encoding="utf-8")
    for name, rows in files.items():
        kinds = Counter(row.expect for row in rows)
        counts = (
            f"{len(rows)}: {kinds[Expect.ANSWER]} to answer, {kinds[Expect.DECLINE]} to decline"
        )
        assert re.search(rf"\| `{name}` \|.*\| {counts} \|", text), name
        for group, count in Counter(row.set for row in rows).items():
            assert re.search(rf"^\| `{group}` \|.*\| {count} \|$", text, re.MULTILINE), group
    turns = sum(len(row.turns) for row in conversations)
    assert f"| {len(conversations)} with {turns} turns |" in text


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no shared data beside the repository")
def test_no_question_is_copied_from_the_shared_ones(rows):
    shared = {flat(row.question) for row in read_rows(SHARED)}
    assert [row.id for row in rows if flat(row.question) in shared] == []
