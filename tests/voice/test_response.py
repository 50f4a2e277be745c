"""Who answered against who did not, and scores weighed to the whole list."""

import datetime

import numpy as np
import pandas as pd
import pytest
from tests.voice.test_scores import METRICS, answers

from cxworkbench.ground.uncertainty import clustered_mean
from cxworkbench.records.evidence import conform
from cxworkbench.voice.response import (
    adjusted_scores,
    answering_against_silent,
    listed_accounts,
)

AS_OF = datetime.date(2026, 6, 30)


def listed(large, small, *, silent_large=0, silent_small=0):
    """A list of large and small accounts, so many of which answered and so many did not."""
    parts = [
        ("large", True, large),
        ("small", True, small),
        ("large", False, silent_large),
        ("small", False, silent_small),
    ]
    rows = [(size, gave) for size, gave, count in parts for _ in range(count)]
    table = pd.DataFrame(rows, columns=["segment", "answered"]).astype({"segment": "str"})
    return table.assign(account_id=[f"a{n}" for n in range(len(table))], revenue=1.0)


def said(scores):
    return answers("Overall", *((f"a{n}", f"p{n}", "", s) for n, s in enumerate(scores)))


def test_weights_give_the_score_of_the_list():
    # Ten large accounts say 8, five small ones 4; on the list are 10 large and 30 small.
    accounts = listed(10, 5, silent_small=25)
    voices = said([8.0, 8.5, 7.5, 8.0, 8.0] * 2 + [4.0, 4.5, 3.5, 4.0, 4.0])

    [row] = adjusted_scores(accounts, voices, METRICS).to_dict("records")

    weights = [1.0] * 10 + [5.0] * 5  # six times is capped at five times the median
    told = clustered_mean(
        [8.0, 8.5, 7.5, 8.0, 8.0] * 2 + [4.0, 4.5, 3.5, 4.0, 4.0], weights, low=1, high=10
    )
    assert row["value"] == pytest.approx((80 + 20) / 15)
    assert row["adjusted"] == pytest.approx((80 + 5 * 20) / 35)
    assert (row["adjusted_low"], row["adjusted_high"]) == pytest.approx((told.low, told.high))
    assert row["design_effect"] == pytest.approx(15 * (10 + 125) / 35**2)
    assert (row["capped"], row["represented"], row["weighed_by"]) == (5, 40, "segment")
    assert (row["answering"], row["accounts"]) == (15, 40)


def test_levels_with_hardly_an_answer_are_set_aside_and_counted():
    accounts = listed(10, 4, silent_small=25)

    [row] = adjusted_scores(accounts, said([8.0] * 9 + [7.0] + [4.0] * 4), METRICS).to_dict(
        "records"
    )

    # Of the small four answered: nothing is left to tell accounts apart by.
    assert np.isnan(row["adjusted"])
    assert (row["represented"], row["weighed_by"]) == (0, "")


def test_the_silent_may_be_like_the_worst_quarter_or_worse():
    accounts = listed(8, 0, silent_large=8)
    scores = [2.0, 4.0, 6.0, 6.0, 6.0, 6.0, 6.0, 6.0]

    [row] = adjusted_scores(accounts, said(scores), METRICS).to_dict("records")

    mean = sum(scores) / 8
    assert row["if_lowest_quarter"] == pytest.approx((mean + 3.0) / 2)
    assert row["if_worst"] == pytest.approx((mean + 1.0) / 2)


def test_where_low_is_good_the_worst_quarter_is_the_highest():
    accounts = listed(8, 0, silent_large=8)
    voices = said([1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 4.0, 5.0]).assign(metric="Effort")

    [row] = adjusted_scores(accounts, voices, METRICS).to_dict("records")

    assert row["if_lowest_quarter"] == pytest.approx((15 / 8 + 4.5) / 2)
    assert row["if_worst"] == pytest.approx((15 / 8 + 5) / 2)


def test_where_all_answered_the_guesses_are_the_score():
    [row] = adjusted_scores(listed(6, 0), said([5.0, 6, 7, 8, 9, 7]), METRICS).to_dict("records")

    assert row["if_lowest_quarter"] == row["if_worst"] == pytest.approx(7)


def test_a_standardised_difference_is_by_hand():
    # Both sides spread alike, two apart.
    heard = np.array([2.0, 4, 3, 3, 2, 4, 3, 3, 2, 4])
    accounts = listed(10, 0, silent_large=10).assign(services=[*heard, *(heard - 2)])

    found = answering_against_silent(accounts).set_index("what").loc["services"]

    spread = heard.std(ddof=1)
    assert found["difference"] == pytest.approx(2 / spread)
    reach = 1.959964 * np.sqrt(20 / 100 + found["difference"] ** 2 / 40)
    assert found["low"] == pytest.approx(found["difference"] - reach)
    assert found["verdict"] == "apart"


def test_shares_of_a_segment_are_compared_too():
    found = answering_against_silent(listed(8, 2, silent_large=5, silent_small=5))

    large = found.loc[found["level"] == "large"].iloc[0]
    assert (large["answering"], large["silent"]) == (0.8, 0.5)
    assert large["difference"] == pytest.approx(0.3 / np.sqrt((0.16 + 0.25) / 2 * 10 / 9))


def test_five_on_each_side_are_the_least_that_can_be_compared():
    found = answering_against_silent(listed(6, 0, silent_large=2, silent_small=2))

    assert set(found["verdict"]) == {"too few"}
    assert found["difference"].isna().all()


def test_when_all_answered_nobody_is_left_to_compare_with():
    assert answering_against_silent(listed(6, 2)).empty


def test_an_account_answered_when_a_score_of_it_counts():
    profile = pd.DataFrame({"account_id": ["a", "b", "c"], "revenue": [1.0, 2.0, 3.0]})
    groups = pd.DataFrame({"account_id": ["a", "b", "c"], "segment": ["x", "x", "y"]})
    ticket = pd.DataFrame(
        {"account_id": ["b", "b"], "method": "ticket", "said_at": pd.Timestamp("2026-06-20")}
    )
    outside = answers("Overall", ("c", "p", "", 11))
    voices = conform(pd.concat([answers("Overall", ("a", "p", "", 5)), outside, ticket]), "voices")

    found = listed_accounts(profile, groups, voices, METRICS, as_of=AS_OF)

    assert found["answered"].tolist() == [True, False, False]
    assert found["tickets"].tolist() == [0, 2, 0]
    assert found["days_since_ticket"].fillna(-1).tolist() == [-1, 10, -1]
    assert found["segment"].tolist() == ["x", "x", "y"]
