import pytest

from knowledge_base.evaluation import summarise
from knowledge_base.evaluation.questions.calibration import (
    area_under_roc,
    expected_calibration_error,
    reliability,
    threshold_sweep,
)
from knowledge_base.evaluation.questions.decline import DECLINE
from knowledge_base.evaluation.questions.searching import SearchedRow


def given(answerable, probability, decision="answer"):
    return SearchedRow.model_validate(
        {
            "id": "q",
            "question": "?",
            "asked": "?",
            "codes": ["1"] if answerable else [],
            "expect": "answer" if answerable else "decline",
            "decision": decision,
            "probability": probability,
            "found": ["1"],
            "found_sections": [],
            "search_ms": 1.0,
        }
    )


def test_rates_go_by_what_was_decided_not_by_the_probability():
    rows = [
        given(True, 0.1),
        given(True, 0.9, "decline"),
        given(False, 0.9, "decline"),
        given(False, 0.1, "clarify"),
    ]
    total = summarise(DECLINE, rows).total
    assert total["decline_recall"] == 0.5
    assert total["false_decline_rate"] == 0.5
    assert total["decline_precision"] == 0.5


def test_brier_is_the_mean_squared_error():
    total = summarise(DECLINE, [given(True, 0.8), given(False, 0.4)]).total
    assert total["brier"] == pytest.approx((0.04 + 0.16) / 2)


def test_bins_of_equal_width_hold_the_outer_ends():
    rows = [given(False, 0.0), given(True, 1.0), given(True, 0.95), given(False, 0.55)]
    bins = reliability(rows)
    assert [(item["low"], item["n"]) for item in bins] == [(0.0, 1), (0.5, 1), (0.9, 2)]
    assert (bins[-1]["mean_probability"], bins[-1]["share"]) == (0.975, 1.0)


def test_a_true_probability_has_no_calibration_error():
    rows = [given(number < 7, 0.7) for number in range(10)]
    assert expected_calibration_error(reliability(rows)) == 0.0
    assert expected_calibration_error([]) is None


def test_the_calibration_error_weighs_bins_by_their_rows():
    rows = [*(given(True, 1.0) for _ in range(3)), given(False, 0.4)]
    assert expected_calibration_error(reliability(rows)) == pytest.approx(0.1)


def test_the_sweep_declines_below_each_cut():
    rows = [given(True, 0.3), given(True, 0.9), given(False, 0.1), given(False, 0.6)]
    cuts = {cut["threshold"]: cut for cut in threshold_sweep(rows)}
    assert (cuts[0.05]["decline_recall"], cuts[0.05]["false_decline_rate"]) == (0.0, 0.0)
    assert (cuts[0.5]["decline_recall"], cuts[0.5]["false_decline_rate"]) == (0.5, 0.5)
    assert (cuts[0.95]["decline_recall"], cuts[0.95]["false_decline_rate"]) == (1.0, 1.0)


def test_the_area_under_the_curve_needs_both_kinds():
    assert area_under_roc([given(True, 0.9), given(False, 0.1)]) == 1.0
    assert area_under_roc([given(True, 0.1), given(False, 0.9)]) == 0.0
    assert area_under_roc([given(True, 0.9)]) is None
