"""Revenue at stake: known of those heard, estimated for the rest."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.insight.stakes import describe_stake, value_at_stake


def profile(*revenue):
    return pd.DataFrame({"account_id": [f"a{n}" for n in range(len(revenue))],
                         "revenue": np.array(revenue, float)})  # fmt: skip


def ids(*numbers):
    return [f"a{n}" for n in numbers]


def test_who_heard_everybody_knows_what_is_at_stake():
    stake = value_at_stake(profile(10, 20, 30, 40, 50), ids(*range(5)), ids(1, 3))

    assert (stake.value, stake.low, stake.high) == (60.0, 60.0, 60.0)
    assert describe_stake(stake, "EUR") == (
        "At stake, which is not lost: 60 EUR, the revenue of the accounts that have it; all were "
        "heard."
    )


def test_accounts_not_heard_are_taken_to_be_like_those_heard_and_only_they_are_unsure():
    stake = value_at_stake(profile(*[10] * 20), ids(*range(10)), ids(0, 1, 2, 3))

    assert (stake.value, stake.known, stake.unheard) == (80.0, 40.0, 100.0)
    assert 40.0 < stake.low < 80.0 < stake.high < 140.0


def test_the_interval_is_widened_because_the_accounts_not_heard_are_a_draw_too():
    few = value_at_stake(profile(*[10] * 11), ids(*range(10)), ids(0, 1, 2, 3, 4))
    many = value_at_stake(profile(*[10] * 110), ids(*range(10)), ids(0, 1, 2, 3, 4))

    # Wilson of 5 in 10 is 0.2366 to 0.7634: times root 11 it is everything, times root 1.1 not.
    assert (few.low, few.high) == (50.0, 60.0)
    assert many.low == pytest.approx(50 + 1000 * (0.5 - 0.2634 * 1.1**0.5), abs=0.5)
    assert many.high == pytest.approx(50 + 1000 * (0.5 + 0.2634 * 1.1**0.5), abs=0.5)


def test_a_revenue_that_nobody_stated_is_missing_and_never_nothing():
    stake = value_at_stake(profile(np.nan, np.nan, 10, 10, 10, 10, 10), ids(*range(7)), ids(0, 1))

    assert (stake.value, stake.low, stake.unknown) == (None, None, 2)
    assert describe_stake(stake) == ""
    some = value_at_stake(profile(np.nan, 10, 10, 10, 10, 10), ids(*range(6)), ids(0, 1))
    assert describe_stake(some).endswith("all were heard. Of 1 account more nobody knows the "
                                         "revenue.")  # fmt: skip


def test_from_few_accounts_there_is_no_interval():
    stake = value_at_stake(profile(*[10] * 9), ids(0, 1, 2), ids(0))

    assert (stake.value, stake.low, stake.high) == (10.0, None, None)
    assert describe_stake(stake, "EUR") == (
        "At stake, which is not lost: 10 EUR or more; how much of the rest cannot be told from so "
        "few accounts."
    )


def test_a_negative_revenue_counts_as_none():
    assert value_at_stake(profile(-5, 10, 10, 10, 10), ids(*range(5)), ids(0, 1)).value == 10.0


def test_the_interval_holds_the_truth_in_nearly_all_samples():
    random = np.random.default_rng(11)
    everybody = profile(*random.uniform(5, 15, size=150))
    truly = set(everybody["account_id"][random.uniform(size=150) < 0.3])
    worth = everybody.loc[everybody["account_id"].isin(truly), "revenue"].sum()
    held = 0
    for _ in range(200):
        heard = list(random.choice(everybody["account_id"], 50, replace=False))
        stake = value_at_stake(everybody, heard, truly & set(heard))
        held += stake.low <= worth <= stake.high

    assert held / 200 == pytest.approx(0.95, abs=0.03)
