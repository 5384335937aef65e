import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.evaluation.measuring.bootstrap import (
    difference_interval,
    ratio,
    ratio_interval,
)
from knowledge_base.evaluation.measuring.tally import Tally


def hits(*values):
    return [Tally(float(value)) for value in values]


def test_ratio_is_of_sums_not_a_mean_of_ratios():
    assert ratio([Tally(1, 1), Tally(0, 3)]) == 0.25


def test_nothing_to_count_has_neither_ratio_nor_interval():
    assert ratio([]) is None
    assert ratio([Tally(0, 0)]) is None
    assert ratio_interval([Tally(0, 0)]) is None
    assert difference_interval(hits(1), [Tally(0, 0)]) is None


def test_interval_agrees_with_the_normal_approximation_and_is_repeatable():
    tallies = hits(*[1] * 60, *[0] * 40)
    low, high = ratio_interval(tallies)
    half = 1.96 * (0.6 * 0.4 / 100) ** 0.5
    assert low == pytest.approx(0.6 - half, abs=0.02)
    assert high == pytest.approx(0.6 + half, abs=0.02)
    assert ratio_interval(tallies) == (low, high)


def test_interval_of_unanimous_rows_has_no_width():
    assert ratio_interval(hits(*[1] * 7)) == (1.0, 1.0)


def test_rows_that_say_nothing_leave_the_interval_of_the_others():
    low, high = ratio_interval([*hits(1, 0, 1, 1), Tally(0, 0)])
    assert 0 <= low < 0.75 < high <= 1


def test_a_long_file_is_drawn_in_blocks():
    tallies = hits(*[1, 0] * 5_000)
    low, high = ratio_interval(tallies)
    assert 0.48 < low < 0.5 < high < 0.52


def test_the_same_rows_right_in_both_runs_differ_by_nothing():
    run = hits(1, 0, 1, 1, 0)
    assert difference_interval(run, run) == (0.0, 0.0)


def test_a_paired_difference_is_narrower_than_two_runs_apart():
    # 40 of 100 right in both, one row more in the second: only that row varies.
    before, after = hits(*[1] * 40, *[0] * 60), hits(*[1] * 41, *[0] * 59)
    low, high = difference_interval(before, after)
    assert 0 <= low <= 0.01 <= high <= 0.04


def test_the_sign_is_second_minus_first():
    low, high = difference_interval(hits(*[1] * 30), hits(*[0] * 30))
    assert (low, high) == (-1.0, -1.0)


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_an_interval_of_a_share_lies_within_0_and_1_around_it(values):
    tallies = hits(*values)
    low, high = ratio_interval(tallies)
    assert 0 <= low <= ratio(tallies) + 0.0001
    assert ratio(tallies) - 0.0001 <= high <= 1
