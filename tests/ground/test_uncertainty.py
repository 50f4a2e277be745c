"""How sure a number is, against published examples."""

import subprocess
import sys

import numpy as np
import pytest
from scipy import stats

from cxworkbench.ground.uncertainty import (
    clustered_mean,
    clustered_nps,
    clustered_share,
    effective_size,
    newcombe_difference,
    nps_interval,
    t_interval,
    wilson_interval,
)


def test_wilson_gives_newcombes_published_intervals():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I.
    low, high = wilson_interval([81, 15, 0, 1], [263, 148, 20, 29])

    assert low.round(4).tolist() == [0.2553, 0.0624, 0.0, 0.0061]
    assert high.round(4).tolist() == [0.3662, 0.1605, 0.1611, 0.1718]


def test_wilson_of_no_trial_is_missing_and_all_successes_reach_one():
    low, high = wilson_interval([0, 7], [0, 7])

    assert np.isnan(low[0])
    assert np.isnan(high[0])
    assert high[1] == 1.0


def test_the_difference_of_shares_is_newcombes_example_a():
    # Newcombe (1998), Statistics in Medicine 17, 873-890, example (a), method 10.
    value, low, high = newcombe_difference((56, 70), (48, 80))

    assert value == pytest.approx(0.20)
    assert (round(low, 4), round(high, 4)) == (0.0524, 0.3339)


def test_the_spread_of_a_recommendation_score_is_the_published_one():
    # Half promoters, a third passives, a sixth detractors: variance of one answer 5/9, so 324
    # answers have a standard error of 4.1 points (W. Huber, "margin of error in an NPS result").
    answers = np.repeat([100.0, 0.0, -100.0], [162, 108, 54])

    estimate = clustered_mean(answers)

    error = (estimate.high - estimate.value) / 1.9673  # t point, 323 df
    assert estimate.value == pytest.approx(100 / 3)
    assert error == pytest.approx(4.1, abs=0.05)


def test_a_third_each_gives_a_width_of_320_over_root_n():
    # Engelhardt (2016), cybaea.net: full width of the 95 % interval about 320 / sqrt(n) points.
    low, high = nps_interval(3000, 3000, 3000)

    assert high - low == pytest.approx(320 / np.sqrt(9000), rel=0.01)


def test_the_recommendation_score_of_the_r_package_nps_is_met():
    # R package NPS 1.1, its data of 1000: 462 promoters, 176 passives, 362 detractors; score .10,
    # standard error .0285307, Wald .0441 to .1559.
    answers = np.repeat([100.0, 0.0, -100.0], [462, 176, 362])

    plain = clustered_mean(answers)
    adjusted = clustered_nps(answers)

    assert plain.value == pytest.approx(10)
    assert (plain.high - plain.low) / 2 / 1.96234 == pytest.approx(2.85307, abs=0.002)
    assert (adjusted.low, adjusted.high) == pytest.approx((4.41, 15.59), abs=0.06)


def test_a_recommendation_score_is_not_one_proportion():
    # 60/30/10 of 100 is 50 plus or minus 13.1 by plain Wald; plus or minus 10 is wrong.
    answers = np.repeat([100.0, 0.0, -100.0], [60, 30, 10])
    variance = 0.6 * 0.5**2 + 0.3 * 0.5**2 + 0.1 * 1.5**2

    low, high = nps_interval(60, 30, 10)

    assert 196 * np.sqrt(variance / 100) == pytest.approx(13.1, abs=0.05)
    assert (high - low) / 2 == pytest.approx(13.1, abs=0.6)
    assert clustered_nps(answers).low == pytest.approx(low)


def test_adjusted_wald_adds_three_quarters_of_a_promoter_and_of_a_detractor():
    # Worked by hand: 3 promoters, 1 passive, 1 detractor become 3.75, 2.5, 1.75 of 8.
    variance = 5.5 / 8 - 0.25**2
    reach = 1.959964 * np.sqrt(variance / 8)

    low, high = nps_interval(3, 1, 1)

    assert (low, high) == pytest.approx((100 * (0.25 - reach), 100 * (0.25 + reach)))


def test_no_answer_has_no_recommendation_interval():
    assert np.isnan(nps_interval(0, 0, 0)).all()


def test_a_score_where_all_are_promoters_still_has_a_width():
    estimate = clustered_nps([100.0] * 6, [1, 1, 1, 1, 1, 5])

    assert estimate.value == 100
    assert estimate.low < 90


def by_hand(share, trials, reach):
    """Wilson's ends, the middle drawn by the normal point, the width reaching as far as given."""
    middle = share + 1.959964**2 / (2 * trials)
    far = reach * np.sqrt(share * (1 - share) / trials + 1.959964**2 / (4 * trials**2))
    return [(middle + side * far) / (1 + 1.959964**2 / trials) for side in (-1, 1)]


def test_accounts_whose_contacts_differ_take_wilsons_on_the_scale_with_t():
    values = [100, 50, 0, -50, 100]
    error = np.std(values, ddof=1) / 200 / np.sqrt(5)

    estimate = clustered_nps(values)

    low, high = by_hand(0.7, 0.7 * 0.3 / error**2, 2.776445)
    assert estimate.method == "Wilson on the scale over 5 accounts with t, df 4"
    assert (estimate.low, estimate.high) == pytest.approx((200 * low - 100, 200 * high - 100))


def test_a_mean_near_the_end_of_its_scale_leans_to_the_middle():
    plain, scaled = clustered_mean([5, 5, 4, 5, 5]), clustered_mean([5, 5, 4, 5, 5], low=1, high=5)

    assert (plain.low, plain.high) == pytest.approx((4.245, 5.355), abs=0.001)  # above the scale
    assert scaled.low < 3.9
    assert scaled.high == 5


def test_without_ties_of_weight_and_scale_the_interval_of_a_mean_is_students():
    assert clustered_mean([4, 5, 6, 7, 9], low=-1e9, high=1e9).low == pytest.approx(
        t_interval([4, 5, 6, 7, 9])[0], abs=1e-6
    )


def test_a_share_that_only_light_accounts_deny_is_no_surer_than_its_accounts():
    # The two who deny weigh next to nothing; the residuals alone would call that 950 trials.
    estimate = clustered_share([1, 1, 1, 1, 1, 1, 0, 0], [9, 9, 9, 9, 9, 9, 0.1, 0.1])

    assert estimate.n_eff == pytest.approx(6, abs=0.1)
    assert estimate.low < 0.75


def test_where_all_but_one_say_the_same_the_outer_end_is_brown_cai_and_dasguptas():
    # (2001), Statistical Science 16, section 4.1.1: 1 - chi-squared(.05; 2 df) / 2 / n.
    estimate = clustered_share([1] * 28 + [0])

    assert estimate.high == pytest.approx(1 - 0.102587 / 2 / 29, abs=1e-6)
    assert estimate.low == pytest.approx(wilson_interval(28, 29)[0])


@pytest.mark.parametrize("number", [5, 10, 20, 50, 100])
def test_the_interval_of_plain_shares_holds_in_nine_of_ten_whatever_the_share(number):
    counts = np.arange(number + 1)
    ends = [clustered_share(np.arange(number) < seen) for seen in counts]
    low, high = (np.array([getattr(one, end) for one in ends]) for end in ("low", "high"))
    near = np.geomspace(1e-4, 0.05, 200)
    shares = np.concatenate([near, np.linspace(0.05, 0.95, 400), 1 - near])[:, None]
    chance = stats.binom.pmf(counts, number, shares)

    held = (chance * ((low <= shares) & (high >= shares))).sum(axis=1)

    assert held.min() > 0.90
    plain_low, plain_high = wilson_interval(counts, np.full(number + 1, number))
    plain = (chance * ((plain_low <= shares) & (plain_high >= shares))).sum(axis=1)
    assert plain.min() < 0.86  # why it is widened


def test_the_clustered_mean_over_respondents_is_as_sure_as_the_sandwich_says():
    # Second method: sum of squared account totals of residuals, times G / (G - 1), over N squared.
    answers = {"a": [1, 2], "b": [4, 5, 6], "c": [3], "d": [5, 5], "e": [2, 4]}
    flat = np.concatenate([np.array(given, float) for given in answers.values()])
    residuals = [float(np.sum(np.array(given) - flat.mean())) for given in answers.values()]
    sandwich = np.sqrt(5 / 4 * np.sum(np.square(residuals))) / len(flat)
    means = [float(np.mean(given)) for given in answers.values()]
    counts = [len(given) for given in answers.values()]

    estimate = clustered_mean(means, counts)

    assert estimate.value == pytest.approx(flat.mean())
    assert estimate.n_eff == pytest.approx(100 / 22)
    reach = (estimate.high - estimate.value) / 2.776445  # t with df 4
    assert sandwich * 0.9 < reach < sandwich * 1.5


def test_fewer_accounts_than_stated_are_too_few_to_tell():
    estimate = clustered_mean([4, 6, 8])

    assert estimate.value == 6
    assert np.isnan(estimate.low)
    assert estimate.method == "too few to tell: 3 accounts"


def test_one_account_that_outweighs_all_is_too_few_to_tell():
    estimate = clustered_mean([4, 6, 8, 2, 2], [1000, 1, 1, 1, 1])

    assert np.isnan(estimate.high)
    assert estimate.method == "too few to tell: one of 5 accounts outweighs all others"


def test_no_account_has_no_value():
    estimate = clustered_mean([])

    assert np.isnan(estimate.value)
    assert estimate.n == 0


def test_equal_values_have_no_interval_rather_than_one_of_no_width():
    estimate = clustered_mean([0.1 + 0.2, 0.3, 0.3, 0.3, 0.3])

    assert estimate.value == pytest.approx(0.3)
    assert np.isnan(estimate.low)
    assert estimate.method == "no interval: all 5 accounts have the same value"


def test_an_account_of_weight_nothing_does_not_count():
    assert clustered_mean([1, 2, 3, 4, 5, 99], [1, 1, 1, 1, 1, 0]).n == 5


def test_plain_shares_of_accounts_are_wilsons():
    low, high = wilson_interval([15], [148])

    estimate = clustered_share(np.repeat([1.0, 0.0], [15, 133]))

    assert (estimate.low, estimate.high) == pytest.approx((low[0], high[0]))


def test_a_share_of_all_accounts_is_not_certain():
    estimate = clustered_share([1, 1, 1, 1, 1], [1, 2, 1, 1, 1])

    assert estimate.value == 1
    assert estimate.high == 1
    assert estimate.low < 0.6


def test_shares_within_accounts_stay_inside_nought_and_one():
    estimate = clustered_share([0.9, 1.0, 0.5, 1.0, 1.0, 1.0])

    assert 0 < estimate.low < estimate.value < estimate.high <= 1
    assert estimate.method == "Wilson over 6 accounts with t, df 5"


@pytest.mark.parametrize("number", [5, 7, 10])
def test_the_interval_of_plain_recommendations_holds_in_nine_of_ten_whatever_the_shares(number):
    kinds = [(a, number - a - b, b) for a in range(number + 1) for b in range(number + 1 - a)]
    told = [clustered_nps(np.repeat([100.0, 0.0, -100.0], kind)) for kind in kinds]
    own = [nps_interval(*kind) for kind in kinds]
    ends = np.array([[(one.low, one.high) for one in told], own])
    steps = np.arange(0.01, 0.99, 0.05)

    least = [1.0, 1.0]
    for good, bad in ((good, bad) for good in steps for bad in steps if good + bad < 0.99):
        chance = stats.multinomial.pmf(kinds, number, [good, 1 - good - bad, bad])
        truth = 100 * (good - bad)
        holds = (ends[..., 0] <= truth + 1e-9) & (ends[..., 1] >= truth - 1e-9)
        least = np.minimum(least, (chance * holds).sum(axis=1))

    assert least[0] > 0.90
    assert least[1] < 0.90  # why one of three kinds that is missing takes Student's t


def test_students_interval_leaves_missing_out():
    assert t_interval([4, np.nan, 5, 6]) == pytest.approx(t_interval([4, 5, 6]))
    assert t_interval([4, 5, 6]) == pytest.approx((5 - 4.302653 / 3**0.5, 5 + 4.302653 / 3**0.5))


def test_kishs_number_is_the_published_one_and_never_above_the_count():
    assert effective_size([1, 1, 2]) == pytest.approx(2.667, abs=0.001)
    assert effective_size([3, 3, 3, 3]) == 4
    assert effective_size([]) == 0


def test_scipy_stats_is_not_loaded():
    code = "import sys, cxworkbench.ground.uncertainty; sys.exit('scipy.stats' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
