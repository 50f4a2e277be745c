"""Differences of an outcome between two groups of accounts, and correlations."""

import numpy as np
import pytest
from scipy import stats

from cxworkbench.ground.differences import correlation, outcome_difference

BAD, REST = [2.0, 3, 4, 3, 1, 5], [8.0, 9, 7, 8, 10, 6, 9]


def test_the_interval_is_that_of_welchs_test():
    told = outcome_difference(BAD, REST)
    ends = stats.ttest_ind(BAD, REST, equal_var=False).confidence_interval(0.95)

    assert told.value == pytest.approx(np.mean(BAD) - np.mean(REST))
    assert (told.low, told.high) == pytest.approx((ends.low, ends.high))
    assert told.method == "Welch over 6 and 7 accounts"


def test_many_comparisons_widen_the_interval_as_bonferroni_says():
    told = outcome_difference(BAD, REST, comparisons=10)
    ends = stats.ttest_ind(BAD, REST, equal_var=False).confidence_interval(0.995)

    assert (told.low, told.high) == pytest.approx((ends.low, ends.high))
    assert told.method == "Welch over 6 and 7 accounts, widened for 10 comparisons"


def test_missing_outcomes_are_left_out_and_few_give_no_interval():
    told = outcome_difference([2.0, np.nan, 3, 4, 5], REST)

    assert told.group == 4
    assert np.isnan(told.low)
    assert told.method == "too few to tell: 4 and 7 accounts"
    assert np.isnan(outcome_difference([], REST).value)


def test_no_spread_on_both_sides_gives_no_interval():
    told = outcome_difference([2.0] * 5, [8.0] * 5)

    assert told.value == -6.0
    assert told.method == "no interval: no spread among 5 and 5 accounts"


def test_correlation_has_the_interval_of_fishers_z():
    one, other = [1.0, 2, 3, 4, 5, 6, 7], [2.0, 1, 4, 3, 7, 5, 6]
    r, low, high = correlation(one, other)
    known = stats.pearsonr(one, other)
    ends = known.confidence_interval(0.95)

    assert (r, low, high) == pytest.approx((known.statistic, ends.low, ends.high), abs=1e-6)


def test_correlation_of_what_does_not_vary_is_missing():
    assert np.isnan(correlation([1.0, 1, 1, 1, 1], [1.0, 2, 3, 4, 5])[0])
    assert np.isnan(correlation([1.0], [2.0])[0])
    assert np.isnan(correlation([1.0, 2, 3, np.nan], [1.0, 3, 2, 5])[1])
