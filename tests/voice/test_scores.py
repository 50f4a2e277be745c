"""Scores over accounts, with their intervals."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.ground.uncertainty import (
    clustered_mean,
    nps_interval,
    t_interval,
    wilson_interval,
)
from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.voice.answers import check_scores, rule_in_words
from cxworkbench.voice.rollups import score_rollups
from cxworkbench.voice.scores import account_scores, score_table

METRICS = {
    "NPS": Metric(kind="nps", low=0, high=10),
    "CSAT": Metric(kind="top-2-box", low=1, high=5),
    "CES": Metric(kind="ces", low=1, high=7),
    "Overall": Metric(kind="mean", low=1, high=10),
    "Effort": Metric(kind="mean", low=1, high=5, higher_is_better=False),
}


def answers(metric, *rows):
    """One voice for each (account, contact, role, score)."""
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "role", "score"])
    table["score"] = table["score"].astype("float64")
    voices = table.assign(metric=metric, voice_id=[f"v{n}" for n in range(len(table))], row=7)
    return conform(voices.assign(file="survey.csv"), "voices")


def one_answer_each(metric, *scores):
    return answers(metric, *((f"a{n}", f"p{n}", "user", s) for n, s in enumerate(scores)))


def only(table):
    [row] = table.to_dict("records")
    return row


def test_an_account_with_many_contacts_counts_once():
    many = answers(
        "Overall",
        *(("a", f"p{n}", "user", 10) for n in range(20)),
        *((name, name, "user", 5) for name in "bcde"),
    )

    row = only(score_table(many, METRICS))

    assert row["value"] == pytest.approx((10 + 5 + 5 + 5 + 5) / 5)
    assert (row["accounts"], row["voices"], row["respondents"]) == (5, 24, 24)
    assert row["single_threaded"] == pytest.approx(0.8)


def test_answers_of_one_contact_become_their_mean_first():
    voices = answers("Overall", ("a", "p", "", 10), ("a", "p", "", 10), ("a", "q", "", 1))

    assert account_scores(voices, METRICS)["value"].tolist() == [5.5]


def test_unnamed_contacts_are_one_each():
    voices = answers("Overall", ("a", "", "", 10), ("a", "", "", 10), ("a", "", "", 1))

    assert account_scores(voices, METRICS)["value"].tolist() == [7.0]


def test_one_answer_an_account_takes_the_adjusted_wald_interval():
    row = only(score_table(one_answer_each("NPS", 10, 9, 9, 8, 7, 6, 0), METRICS))

    assert row["value"] == pytest.approx(100 * (3 - 2) / 7)
    assert (row["low"], row["high"]) == pytest.approx(nps_interval(3, 2, 2))
    assert row["rule"] == "share answering 9–10 less share answering 0–6, in points"
    assert row["method"] == (
        "adjusted Wald over 7 accounts; contacts by mean; accounts weigh the same"
    )


def test_top_two_boxes_of_one_answer_an_account_are_wilsons():
    row = only(score_table(one_answer_each("CSAT", 5, 4, 3, 2, 1, 5), METRICS))

    low, high = wilson_interval([3], [6])
    assert row["value"] == 0.5
    assert (row["low"], row["high"]) == pytest.approx((low[0], high[0]))


def test_ease_counts_answers_above_the_middle_of_the_scale():
    assert only(score_table(one_answer_each("CES", 7, 5, 4, 4, 1), METRICS))["value"] == 0.4


def test_a_mean_takes_the_interval_of_account_means_on_its_scale():
    row = only(score_table(one_answer_each("Overall", 4, 5, 6, 7, 9), METRICS))

    told = clustered_mean([4, 5, 6, 7, 9], low=1, high=10)
    assert (row["low"], row["high"]) == (told.low, told.high)
    assert row["low"] > t_interval([4, 5, 6, 7, 9])[0]  # drawn to the middle of 1 to 10, 5.5
    assert row["method"].startswith("Wilson on the scale over 5 accounts with t, df 4; ")


def test_an_interval_does_not_leave_the_scale():
    row = only(score_table(one_answer_each("Overall", 1, 10, 1, 10, 10), METRICS))

    assert 1 < row["low"] < 2
    assert row["high"] == 10


def test_missing_is_never_nought():
    voices = one_answer_each("Overall", 4, 5, 6, 7, 8, np.nan)

    row = only(score_table(voices, METRICS))

    assert row["value"] == 6
    assert (row["accounts"], row["voices"]) == (5, 5)


def test_an_answer_outside_its_scale_does_not_count_and_is_listed_with_its_row():
    voices = one_answer_each("CSAT", 5, 6, 4)

    [problem] = check_scores(voices, METRICS)

    assert only(score_table(voices, METRICS))["voices"] == 2
    assert (problem.file, problem.row, problem.value) == ("survey.csv", 7, "6")
    assert problem.rule == "is between 1 and 5"


def test_an_unknown_metric_is_listed_once_with_the_nearest_word():
    [problem] = check_scores(one_answer_each("CSTA", 5, 4), METRICS)

    assert problem.remedy == (
        "2 scores are not counted. Did you mean 'CSAT'? "
        "Add the metric with its scale to engagement.toml."
    )


def test_the_worst_contact_speaks_for_the_account():
    voices = answers("NPS", ("a", "p", "user", 10), ("a", "q", "decider", 0))

    assert account_scores(voices, METRICS, contacts="worst")["value"].tolist() == [-100]


def test_the_worst_of_a_scale_where_low_is_good_is_its_highest():
    voices = answers("Effort", ("a", "p", "user", 1), ("a", "q", "decider", 4))

    assert account_scores(voices, METRICS, contacts="worst")["value"].tolist() == [4]


def test_roles_weigh_as_stated_and_one_where_not_named():
    voices = answers("Overall", ("a", "p", "user", 4), ("a", "q", "decider", 10))

    scored = account_scores(
        voices, METRICS, contacts="role-weighted", role_weights={"decider": 2.0}
    )

    assert scored["value"].tolist() == [8.0]


def test_an_account_of_roles_that_weigh_nothing_has_no_score():
    voices = answers("Overall", ("a", "p", "user", 4))

    scored = account_scores(voices, METRICS, contacts="role-weighted", role_weights={"user": 0})

    assert scored.empty


def test_revenue_weighs_accounts_and_those_without_are_counted_as_left_out():
    voices = one_answer_each("Overall", 2, 4, 6, 8, 10, 10)
    accounts = pd.DataFrame(
        {
            "account_id": [f"a{n}" for n in range(6)],
            "revenue": [1.0, 1.0, 1.0, 1.0, 4.0, None],
        }
    )

    row = only(score_table(voices, METRICS, accounts=accounts, weights="revenue"))

    assert row["value"] == pytest.approx((2 + 4 + 6 + 8 + 40) / 8)
    assert row["n_eff"] == pytest.approx(64 / 20)
    assert row["accounts"] == 5
    assert row["method"] == (
        "Wilson on the scale over 5 accounts with t, df 4; contacts by mean; "
        "accounts weigh by revenue; 1 without revenue left out"
    )
    assert row["revenue_share"] == 1


def test_a_credit_weighs_nothing_and_takes_nothing_from_the_revenue_covered():
    voices = one_answer_each("Overall", 2, 4, 6, 8, 10, 1)
    ids = [f"a{n}" for n in range(6)]
    accounts = pd.DataFrame({"account_id": ids, "revenue": [1.0, 1.0, 1.0, 1.0, 1.0, -5.0]})

    row = only(score_table(voices, METRICS, accounts=accounts, weights="revenue"))

    assert (row["value"], row["accounts"], row["revenue_share"]) == (6, 5, 1)


def test_by_role_with_all_weights_one_each_respondent_weighs_the_same():
    voices = answers(
        "Overall",
        ("a", "p", "", 10),
        ("a", "q", "", 8),
        *((name, name, "", 3) for name in "bcde"),
    )

    row = only(score_table(voices, METRICS, weights="role"))

    assert row["value"] == pytest.approx((10 + 8 + 3 * 4) / 6)


def test_few_accounts_have_a_value_and_are_too_few_to_tell():
    row = only(score_table(one_answer_each("Overall", 4, 6), METRICS))

    assert row["value"] == 5
    assert np.isnan(row["low"])
    assert row["method"].startswith("too few to tell: 2 accounts; ")


def test_tables_split_by_the_columns_asked_for():
    voices = one_answer_each("Overall", 1, 2, 3, 4).assign(stage=["b", "a", "b", "a"])

    table = score_table(voices, METRICS, by=("stage",))

    assert table[["stage", "value", "accounts"]].values.tolist() == [["a", 3.0, 2], ["b", 2.0, 2]]


def test_metrics_stand_in_the_order_given():
    both = pd.concat([one_answer_each("CSAT", 5), one_answer_each("NPS", 5)])

    assert score_table(both, METRICS)["metric"].tolist() == ["NPS", "CSAT"]


def test_no_voice_gives_an_empty_table_with_all_columns():
    table = score_table(conform(pd.DataFrame(), "voices"), METRICS, by=("stage",))

    assert table.empty
    assert table.columns[:4].tolist() == ["stage", "metric", "rule", "value"]


def test_row_order_does_not_matter():
    voices = one_answer_each("Overall", 1, 5, 3, 9, 7, 2)

    pd.testing.assert_frame_equal(
        score_table(voices, METRICS), score_table(voices.iloc[::-1], METRICS)
    )


def test_the_input_is_left_as_it_was():
    voices = one_answer_each("Overall", 1, 5)
    before = voices.copy(deep=True)

    score_table(voices, METRICS)

    pd.testing.assert_frame_equal(voices, before)


def test_an_unknown_column_is_refused_with_the_nearest_word():
    voices = one_answer_each("NPS", 1)

    with pytest.raises(DataProblem) as refused:
        score_table(voices, METRICS, by=("stge",))

    assert str(refused.value) == (
        "1 of the columns to split scores by are not in the voices: 'stge'. Did you mean 'stage'? "
        f"Columns there are: {', '.join(voices.columns)}."
    )


def test_an_unknown_word_for_weights_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        score_table(one_answer_each("NPS", 1), METRICS, weights="revenu")

    assert str(refused.value) == (
        "weights is 'revenu', which scores do not know. Did you mean 'revenue'? "
        "It is one of: equal, revenue, role."
    )


def test_weights_by_revenue_need_accounts():
    with pytest.raises(ParameterProblem) as refused:
        score_table(one_answer_each("NPS", 1), METRICS, weights="revenue")

    assert str(refused.value) == (
        "Scores weighted by revenue need the accounts, and were given none. Pass accounts=."
    )


def test_ways_of_counting_stand_side_by_side():
    voices = answers("Overall", ("a", "p", "", 10), ("a", "q", "", 4), ("b", "r", "", 1))
    accounts = pd.DataFrame({"account_id": ["a", "b"], "revenue": [3.0, 1.0]})

    table = score_rollups(voices, METRICS, accounts, role_weights={"user": 2.0})

    assert table.set_index("counted")["value"].to_dict() == {
        "each account the same": 4.0,
        "each respondent the same": 5.0,
        "the worst contact speaks": 2.5,
        "roles weighted": 4.0,
        "by revenue": 5.5,
    }


@pytest.mark.parametrize(
    ("metric", "words"),
    [
        (Metric(kind="ces", low=1, high=5), "share answering 4–5 on 1–5"),
        (
            Metric(kind="top-2-box", low=1, high=7, higher_is_better=False),
            "share answering 1–2 on 1–7",
        ),
        (Metric(kind="mean", low=1, high=5, higher_is_better=False), "mean on 1–5, low is good"),
        (
            Metric(kind="nps", low=1, high=10),
            "share answering 9–10 less share answering 1–6, in points",
        ),
    ],
)
def test_the_rule_is_always_in_words(metric, words):
    assert rule_in_words(metric) == words
