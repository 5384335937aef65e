"""What each measure of retrieval counts, on rows whose outcome the test writes."""

import pytest

from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.questions.retrieval import RETRIEVAL
from knowledge_base.evaluation.questions.searching import SearchedRow, first_right


def judged(expect="answer", rank=None, decision="answer", **more):
    found = [f"wrong-{place}" for place in range(1, rank or 1)] + (["right"] if rank else [])
    fields = {
        "id": "q", "question": "?", "asked": "?", "expect": expect, "decision": decision,
        "codes": ["right"] if expect == "answer" else [], "probability": 0.5,
        "found": found, "found_sections": [], "search_ms": 1.0,
    }  # fmt: skip
    return SearchedRow.model_validate(fields | more)


def total(*rows):
    return summarise(RETRIEVAL, rows).total


def test_first_right_takes_the_best_of_several_right_codes():
    assert first_right(["a", "b", "c"], ["c", "b"]) == 2


def test_first_right_looks_no_deeper_than_ten():
    found = [str(number) for number in range(11)]
    assert first_right(found, ["9"]) == 10
    assert first_right(found, ["10"]) is None


def test_recall_and_mrr_go_by_rank_whatever_was_decided():
    found = total(
        judged(rank=1, decision="decline"),
        judged(rank=2),
        judged(rank=4, decision="clarify"),
        judged(rank=None),
    )
    assert found["recall_at_1"] == 0.25
    assert found["recall_at_3"] == 0.5
    assert found["mrr_at_10"] == pytest.approx((1 + 1 / 2 + 1 / 4) / 4, abs=1e-4)


def test_out_of_scope_rows_do_not_touch_recall():
    found = total(judged(rank=1), judged("decline", decision="answer"))
    assert (found.n, found["recall_at_1"]) == (2, 1.0)


def test_only_decline_counts_as_declined():
    found = total(
        *(judged("decline", decision=name) for name in ("decline", "clarify", "answer", "decline")),
        *(judged(rank=1, decision=name) for name in ("decline", "clarify", "clarify", "answer")),
    )
    assert found["decline_recall"] == 0.5
    assert found["false_decline_rate"] == 0.25
    assert found["clarify_rate"] == 0.5


def test_section_accuracy_is_over_rows_with_sections():
    found = total(
        judged(sections=["fee"], found_sections=["time", "fee"]),
        judged(sections=["fee"], found_sections=["whole"]),
        judged(),
        judged("decline", sections=["fee"], found_sections=["whole"]),
    )
    assert found["section_accuracy"] == 0.5


def test_a_share_without_rows_is_none():
    found = total()
    assert found.n == 0
    assert len(found.values) == 7
    assert set(found.values.values()) == {None}
    assert set(found.intervals.values()) == {None}
    assert found.statistics == {"search_ms": {"p50": None, "p95": None}}


def test_latency_percentiles():
    found = total(*(judged(rank=1, search_ms=float(ms)) for ms in range(1, 101)))
    assert found.statistics["search_ms"] == {"p50": 50.5, "p95": 95.05}


def test_groups_hold_their_own_rows():
    rows = [judged(rank=1, set="b"), judged(set="a"), judged("decline", set="b", variant="x")]
    found = summarise(RETRIEVAL, rows)
    assert list(found.by_set) == ["a", "b"]
    assert (found.by_set["a"].n, found.by_set["a"]["recall_at_1"]) == (1, 0.0)
    assert (found.by_set["b"].n, found.by_set["b"]["recall_at_1"]) == (2, 1.0)
    assert list(found.by_variant) == ["none", "x"]


@pytest.mark.parametrize(
    ("row", "right"),
    [
        (judged(rank=1), True),
        (judged(rank=1, decision="clarify"), True),
        (judged(rank=1, decision="decline"), False),
        (judged(rank=2), False),
        (judged("decline", decision="decline"), True),
        (judged("decline", decision="clarify"), False),
    ],
)
def test_a_row_is_right_when_first_and_not_declined(row, right):
    assert RETRIEVAL.right(row) is right


def test_expected_and_decided_are_counted_against_each_other():
    rows = [judged(rank=1), judged(decision="decline"), judged("decline", decision="clarify")]
    assert summarise(RETRIEVAL, rows).details["decisions"] == {
        "answer": {"answer": 1, "decline": 1},
        "decline": {"clarify": 1},
    }
