import pytest

from knowledge_base.evaluation.metrics import (
    Judged,
    aggregate,
    aggregate_by,
    first_right,
    interval,
)


def answer(rank=None, decision="answer", section_right=None, search_ms=1.0):
    return Judged(True, decision, rank, section_right, search_ms)


def out_of_scope(decision):
    return Judged(False, decision, None, None, 1.0)


def test_first_right_takes_the_best_of_several_right_codes():
    assert first_right(["a", "b", "c"], ["c", "b"]) == 2


def test_first_right_looks_no_deeper_than_ten():
    found = [str(number) for number in range(11)]
    assert first_right(found, ["9"]) == 10
    assert first_right(found, ["10"]) is None


def test_recall_and_mrr_go_by_rank_whatever_was_decided():
    total = aggregate([answer(1, "decline"), answer(2), answer(4, "clarify"), answer(None)])
    assert total["recall_at_1"] == 0.25
    assert total["recall_at_3"] == 0.5
    assert total["mrr_at_10"] == pytest.approx((1 + 1 / 2 + 1 / 4) / 4, abs=1e-4)


def test_out_of_scope_rows_do_not_touch_recall():
    total = aggregate([answer(1), out_of_scope("answer")])
    assert (total["n"], total["recall_at_1"]) == (2, 1.0)


def test_only_decline_counts_as_declined():
    total = aggregate(
        [
            *(out_of_scope(decision) for decision in ("decline", "clarify", "answer", "decline")),
            *(answer(1, decision) for decision in ("decline", "clarify", "clarify", "answer")),
        ]
    )
    assert total["decline_recall"] == 0.5
    assert total["false_decline_rate"] == 0.25
    assert total["clarify_rate"] == 0.5


def test_section_accuracy_is_over_rows_with_sections():
    total = aggregate([answer(1, section_right=True), answer(1, section_right=False), answer(1)])
    assert total["section_accuracy"] == 0.5


def test_a_share_without_rows_is_none():
    total = aggregate([])
    assert total["n"] == 0
    shares = {key: value for key, value in total.items() if isinstance(value, float | None)}
    assert len(shares) == 7
    assert set(shares.values()) == {None}
    assert total["intervals"] == {"recall_at_1": None, "recall_at_3": None}
    assert total["search_ms"] == {"p50": None, "p95": None}


def test_latency_percentiles():
    total = aggregate([answer(1, search_ms=float(ms)) for ms in range(1, 101)])
    assert total["search_ms"] == {"p50": 50.5, "p95": 95.05}


def test_groups_hold_their_own_rows():
    groups = aggregate_by([answer(1), answer(None), out_of_scope("decline")], ["b", "a", "b"])
    assert list(groups) == ["a", "b"]
    assert (groups["a"]["n"], groups["a"]["recall_at_1"]) == (1, 0.0)
    assert (groups["b"]["n"], groups["b"]["recall_at_1"]) == (2, 1.0)


def test_interval_agrees_with_the_normal_approximation_and_is_repeatable():
    hits = [True] * 60 + [False] * 40
    low, high = interval(hits)
    half = 1.96 * (0.6 * 0.4 / 100) ** 0.5
    assert low == pytest.approx(0.6 - half, abs=0.02)
    assert high == pytest.approx(0.6 + half, abs=0.02)
    assert interval(hits) == (low, high)


def test_interval_of_unanimous_rows_has_no_width():
    assert interval([True] * 7) == (1.0, 1.0)
