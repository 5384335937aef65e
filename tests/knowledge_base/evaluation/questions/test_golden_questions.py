"""The golden questions are ours, valid, and not copied from what search already holds."""

import re
from collections import Counter
from pathlib import Path

import pytest

from knowledge_base.evaluation import Expect, read_rows
from knowledge_base.seed import load_seed
from knowledge_base.text.fold import fold

ROOT = Path(__file__).parents[4]
SHARED = ROOT.parent / "shared" / "data" / "questions" / "dev.jsonl"


def flat(text):
    return " ".join(re.findall(r"\w+", fold(text)))


@pytest.fixture(scope="module")
def rows():
    return read_rows(ROOT / "tests" / "golden" / "seed_questions.jsonl")


@pytest.fixture(scope="module")
def seed():
    return load_seed(ROOT / "data" / "procedures")


def test_there_are_enough_of_both_kinds(rows):
    kinds = Counter(row.expect for row in rows)
    assert kinds[Expect.ANSWER] >= 150
    assert kinds[Expect.DECLINE] >= 30


def test_ids_and_questions_are_unique(rows):
    assert len({row.id for row in rows}) == len(rows)
    assert len({flat(row.question) for row in rows}) == len(rows)


def test_every_code_is_a_seed_procedure(rows, seed):
    known = {procedure.code for procedure in seed}
    assert [row.id for row in rows if not known.issuperset(row.codes)] == []


def test_every_row_has_a_set_and_a_variant_and_answers_have_sections(rows):
    assert all(row.set and row.variant for row in rows)
    assert all(row.sections for row in rows if row.expect is Expect.ANSWER)


def test_no_question_is_copied_from_the_searched_records(rows, seed):
    searched = {
        flat(text)
        for procedure in seed
        for text in (procedure.name, *procedure.everyday_names, *procedure.questions)
    }
    assert [row.id for row in rows if flat(row.question) in searched] == []


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.exists(), reason="no shared data beside the repository")
def test_no_question_is_copied_from_the_shared_ones(rows):
    shared = {flat(row.question) for row in read_rows(SHARED)}
    assert [row.id for row in rows if flat(row.question) in shared] == []
