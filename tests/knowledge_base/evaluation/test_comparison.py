import pytest

from knowledge_base.errors import InvalidInput
from knowledge_base.evaluation import KINDS
from knowledge_base.evaluation.comparison import compare
from knowledge_base.evaluation.intents.rows import HeardRow
from knowledge_base.evaluation.questions.searching import search_rows
from knowledge_base.evaluation.saved import SavedRun


@pytest.fixture
def run(scripted, outcome, row):
    def make(name, kind="retrieval", /, **found):
        """``found``: question → codes found; code 1 is right for all, none declines."""
        outcomes = {
            question: outcome("answer" if codes else "decline", *codes)
            for question, codes in found.items()
        }
        rows = [row(question, "1") for question in found]
        return SavedRun(name, KINDS[kind], tuple(search_rows(scripted(outcomes), rows)))

    return make


def test_differences_are_paired_and_second_minus_first(run):
    first = run("A", a="12", b="21", c="23", d="1")
    second = run("B", a="12", b="12", c="23", d="31")
    found = compare(first, second)
    at_1, at_3 = found.differences[0], found.differences[1]
    assert (at_1.measure, at_1.n, at_1.before, at_1.after) == ("recall_at_1", 4, 0.5, 0.5)
    assert at_1.difference == 0.0
    assert at_1.interval[0] < 0 < at_1.interval[1]
    assert (at_3.difference, at_3.interval) == (0.0, (0.0, 0.0))
    assert [item.id for item in found.won] == ["b"]
    assert [item.id for item in found.lost] == ["d"]
    assert "rank 2" in found.won[0].before
    assert "rank 1" in found.won[0].after


def test_a_verdict_needs_an_interval_without_0(run):
    questions = [f"q{number}" for number in range(20)]
    right, declined = dict.fromkeys(questions, "1"), dict.fromkeys(questions, "")
    verdicts = {
        item.measure: item.verdict
        for item in compare(run("A", **right), run("B", **declined)).differences
    }
    assert verdicts["recall_at_1"] == "worse"
    assert verdicts["false_decline_rate"] == "worse"
    assert verdicts["clarify_rate"] == "unclear"
    back = compare(run("A", **declined), run("B", **right)).differences
    assert {item.measure: item.verdict for item in back}["false_decline_rate"] == "better"


def test_what_neither_run_measured_has_no_difference(run):
    found = {item.measure: item for item in compare(run("A", a="1"), run("B", a="1")).differences}
    assert (found["decline_recall"].n, found["decline_recall"].difference) == (0, None)


def test_rows_are_paired_by_id_whatever_their_order(run):
    first, second = run("A", a="1", b="2"), run("B", b="2", a="1")
    assert compare(first, second).won == ()


def test_other_rows_are_bad_input(run):
    with pytest.raises(InvalidInput, match=r"2 are in one only, e\.g\. b, c"):
        compare(run("A", a="1", b="1"), run("B", a="1", c="1"))


def test_another_kind_is_bad_input(run):
    with pytest.raises(InvalidInput, match="A is a run of retrieval, B of sections"):
        compare(run("A", a="1"), run("B", "sections", a="1"))


def test_another_expectation_for_the_same_id_is_bad_input():
    def heard(name, intent):
        row = HeardRow(id="1", text="chào", intent=intent, asked="chào", heard="x", confidence=1)
        return SavedRun(name, KINDS["intents"], (row,))

    with pytest.raises(InvalidInput, match="row 1 asks for something else in B"):
        compare(heard("A", "greet"), heard("B", "thanks"))


def test_rows_of_one_id_are_paired_in_their_order(run):
    def twice(name, **found):
        one = run(name, **found)
        return SavedRun(name, one.kind, one.rows * 2)

    assert compare(twice("A", a="1"), twice("B", a="1")).n == 2
    with pytest.raises(InvalidInput, match="1 are in one only"):
        compare(twice("A", a="1"), run("B", a="1"))
