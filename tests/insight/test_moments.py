"""Moments of truth and candidates for them."""

import numpy as np
import pandas as pd
import pytest
from tests.insight.cases import METRICS, PLACES, accounts_worth, answer, busy_engagement, said

from cxworkbench.insight.moments import moment_candidates
from cxworkbench.records.evidence import empty


def recommends(**values):
    table = accounts_worth(dict.fromkeys(values, 1.0))
    return table.assign(recommendation=[float(v) for v in values.values()])


def candidates(rows, profile, **more):
    return moment_candidates(
        said(rows), empty("events"), profile, PLACES, metrics=METRICS, **more
    ).set_index("touchpoint_id")


def split(low, high, scores):
    names = [f"a{n}" for n in range(len(scores))]
    rows = [answer(name, score) for name, score in zip(names, scores, strict=True)]
    values = [low + n % 2 if s < 3 else high + n % 2 for n, s in enumerate(scores)]
    return rows, recommends(**dict(zip(names, values, strict=True)))


def test_a_bad_experience_that_goes_with_recommending_less_is_a_moment_of_truth():
    rows, profile = split(2, 8, [1] * 6 + [5] * 8)

    row = candidates(rows, profile).loc["tp-till"]

    assert row["label"] == "moment of truth"
    assert (row["bad"], row["accounts"]) == (6, 14)
    assert row["outcome_difference"] == pytest.approx(-6.0)
    assert row["high"] < 0
    assert row["reach"] == 1.0
    assert row["why"] == (
        "6 of 14 accounts with a rating here and a recommendation had a bad experience and "
        "recommend 6.0 points less (difference −6.6 to −5.4); 100 % of accounts pass it. "
        "The interval leaves out 0."
    )


def test_the_score_is_importance_times_spread_times_reach():
    rows, profile = split(2, 8, [1] * 6 + [5] * 8)
    rows.append(answer("b", 3.0, at="tp-order"))

    row = candidates(rows, profile).loc["tp-till"]

    felt = [-2.0] * 6 + [2.0] * 8
    outcome = profile["recommendation"].to_numpy()
    assert row["importance"] == pytest.approx(np.corrcoef(felt, outcome)[0, 1])
    assert row["spread"] == pytest.approx(np.std(felt, ddof=1) / 2)
    assert row["reach"] == pytest.approx(14 / 15)
    product = 100 * row["importance"] * row["spread"] * row["reach"]
    assert row["score"] == pytest.approx(product)


def test_it_stays_a_candidate_while_the_interval_of_the_difference_includes_0():
    rows, profile = split(8, 8, [1] * 5 + [3] * 3 + [5] * 8)
    values = [7, 5, 8, 6, 7, 5, 6, 5, 7, 8, 9, 8, 7, 9, 8, 8]
    profile["recommendation"] = [float(v) for v in values]

    row = candidates(rows, profile).loc["tp-till"]

    assert row["importance_low"] > 0
    assert row["high"] > 0
    assert row["label"] == "candidate"
    assert row["why"].endswith("The interval includes 0, so it stays a candidate.")


def test_what_does_not_go_with_recommending_is_no_sign():
    rows, profile = split(8, 8, [1] * 6 + [5] * 8)

    row = candidates(rows, profile).loc["tp-till"]

    assert row["label"] == "no sign"


def test_few_accounts_are_too_few_to_tell():
    rows, profile = split(2, 8, [1] * 4 + [5] * 8)

    row = candidates(rows, profile).loc["tp-till"]

    assert row["label"] == "too few to tell"
    assert row["why"] == (
        "4 of 12 accounts with a rating here and a recommendation had a bad experience; too few to "
        "tell: 4 and 8 accounts."
    )


def test_answers_to_the_recommendation_question_are_no_experience():
    rows = [answer(f"a{n}", n, metric="NPS") for n in range(10)]
    profile = recommends(**{f"a{n}": n for n in range(10)})

    assert candidates(rows, profile).loc["tp-till", "accounts"] == 0


def test_intervals_are_widened_by_the_number_of_touchpoints_tested():
    rows, profile = split(2, 8, [1] * 6 + [5] * 8)
    alone = candidates(rows, profile).loc["tp-till"]
    both = [*rows, *({**row, "touchpoint_id": "tp-help"} for row in rows)]

    together = candidates(both, profile).loc["tp-till"]

    assert together["low"] < alone["low"]
    assert together["method"] == "Welch over 6 and 8 accounts, widened for 2 comparisons"


def test_every_touchpoint_stands_in_the_table_the_strongest_first():
    rows, revenue, _ = busy_engagement()
    profile = accounts_worth(revenue)
    profile["recommendation"] = [2.0] * 6 + [9.0] * 7 + [10.0] * 7

    table = candidates(rows, profile)

    assert table.index.tolist() == ["tp-till", "tp-order", "tp-help", "tp-talk"]
    assert table["bad_accounts"].iloc[0] == [f"a{n:02}" for n in range(6)]


def test_row_order_does_not_matter_and_inputs_stay():
    rows, profile = split(2, 8, [1] * 6 + [5] * 8)
    voices = said(rows)
    before = voices.copy()
    given = {"metrics": METRICS}

    once = moment_candidates(voices, empty("events"), profile, PLACES, **given)
    again = moment_candidates(voices[::-1], empty("events"), profile, PLACES, **given)

    pd.testing.assert_frame_equal(once, again)
    pd.testing.assert_frame_equal(voices, before)
