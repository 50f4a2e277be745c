"""How respondents use scales: seen, counted, told with and without, never taken out."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.records.engagement import Metric
from cxworkbench.records.evidence import conform
from cxworkbench.voice.scale_use import (
    in_questionnaires,
    scale_use,
    scale_use_counts,
    scores_without,
)
from cxworkbench.voice.scores import score_table

METRICS = {
    "CSAT": Metric(kind="top-2-box", low=1, high=5),
    "Ease": Metric(kind="mean", low=1, high=5),
    "Effort": Metric(kind="mean", low=1, high=5, higher_is_better=False),
    "NPS": Metric(kind="nps", low=0, high=10),
}


def questionnaires(*said, day="2026-05-01"):
    """One questionnaire for each (account, contact, answers); answers by metric."""
    rows = [
        (account, contact, metric, float(score), place + 2)
        for place, (account, contact, answers) in enumerate(said)
        for metric, scores in answers.items()
        for score in scores
    ]
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "metric", "score", "row"])
    table["voice_id"] = [f"v{place}" for place in range(len(table))]
    table["said_at"] = pd.Timestamp(day)
    return conform(table.assign(file="survey.csv"), "voices")


def used(voices):
    return scale_use(in_questionnaires(voices, METRICS))


def uses(voices):
    return list(used(voices)[["use", "row", "items"]].itertuples(index=False))


def counted(voices):
    answers = in_questionnaires(voices, METRICS)
    return scale_use_counts(scale_use(answers), answers).set_index("use")


def without(voices):
    answers = in_questionnaires(voices, METRICS)
    return scores_without(scale_use(answers), answers, voices, METRICS)


def test_the_same_answer_to_every_item_is_a_straight_line():
    voices = questionnaires(
        ("a", "p", {"CSAT": [4, 4, 4], "Ease": [4]}), ("b", "q", {"CSAT": [4, 4, 4, 5]})
    )

    assert uses(voices) == [("straight line", 2, 4)]
    assert used(voices)["answer"].tolist() == [4]


def test_fewer_than_four_items_of_a_scale_show_nothing():
    voices = questionnaires(("a", "p", {"CSAT": [4, 4, 4], "NPS": [4, 4, 4]}))

    assert uses(voices) == []


def test_scales_are_looked_at_apart():
    voices = questionnaires(("a", "p", {"CSAT": [5, 5, 5, 5], "NPS": [10, 5, 10, 7]}))

    assert [row[0] for row in uses(voices)] == ["straight line"]


def test_only_both_ends_are_ends_only():
    voices = questionnaires(
        ("a", "p", {"CSAT": [1, 5, 5, 1]}),
        ("b", "q", {"CSAT": [1, 5, 5, 2]}),
        ("c", "r", {"CSAT": [5, 5, 5, 5]}),
    )

    assert uses(voices) == [("straight line", 4, 4), ("ends only", 2, 4)]


def test_only_the_middle_is_a_straight_line_and_middle_only():
    voices = questionnaires(("a", "p", {"CSAT": [3, 3, 3, 3, 3]}))

    assert [row[0] for row in uses(voices)] == ["straight line", "middle only"]


def test_high_answers_where_high_is_good_and_where_it_is_bad_agree_throughout():
    voices = questionnaires(
        ("a", "p", {"Ease": [5, 4], "Effort": [4, 5]}),
        ("b", "q", {"Ease": [5, 5], "Effort": [1, 2]}),
    )

    assert uses(voices) == [("agrees throughout", 2, 4)]


def test_one_contact_on_two_days_filled_in_two_questionnaires():
    first = questionnaires(("a", "p", {"CSAT": [4, 4]}))
    later = questionnaires(("a", "p", {"CSAT": [4, 4]}), day="2026-06-01")

    assert uses(pd.concat([first, later])) == []


def test_rows_of_unnamed_contacts_are_one_questionnaire_each():
    voices = questionnaires(
        ("a", "", {"CSAT": [4, 4, 4, 4]}),
        ("a", "", {"CSAT": [4, 5, 4, 4]}),
    )

    assert uses(voices) == [("straight line", 2, 4)]


def test_uses_are_counted_of_the_questionnaires_that_could_show_them():
    voices = questionnaires(
        ("a", "p", {"CSAT": [4, 4, 4, 4]}),
        ("a", "q", {"CSAT": [4, 3, 4, 4]}),
        ("b", "r", {"CSAT": [5, 5]}),
    )

    table = counted(voices)

    straight = table.loc["straight line", ["questionnaires", "respondents", "accounts", "of"]]
    assert straight.tolist() == [1, 1, 1, 2]
    assert table.loc["straight line", "share"] == 0.5
    assert table.loc["ends only", "questionnaires"] == 0


def test_scores_stand_with_and_without_straight_lines_and_nothing_is_taken_out():
    voices = questionnaires(
        ("a", "p", {"Ease": [5, 5, 5, 5], "NPS": [9]}),
        *((name, name, {"Ease": [1, 2, 3, 2], "NPS": [3]}) for name in "bcdef"),
    )
    before = voices.copy(deep=True)

    [row] = without(voices).to_dict("records")

    assert row["metric"] == "Ease"  # the 9 of the same questionnaire is on another scale
    assert (row["value"], row["value_without"]) == (pytest.approx(2.5), 2.0)
    assert (row["accounts"], row["accounts_without"], row["answers_left_out"]) == (6, 5, 4)
    assert row["low"] == score_table(voices, METRICS).set_index("metric").loc["Ease", "low"]
    pd.testing.assert_frame_equal(voices, before)


def test_where_only_straight_lines_were_given_nothing_is_left():
    voices = questionnaires(("a", "p", {"Ease": [5, 5, 5, 5]}))

    [row] = without(voices).to_dict("records")

    assert np.isnan(row["value_without"])
    assert row["accounts_without"] == 0


def test_no_voice_shows_nothing():
    voices = conform(pd.DataFrame(), "voices")

    assert used(voices).empty
    assert counted(voices)["of"].tolist() == [0] * 4
    assert without(voices).empty


def test_row_order_does_not_matter_and_days_not_known_are_one():
    voices = questionnaires(
        ("b", "q", {"CSAT": [4, 4, 4, 4]}), ("a", "p", {"CSAT": [1, 5, 5, 1]}), day="NaT"
    )

    assert uses(voices) == uses(voices.iloc[::-1]) == [("straight line", 2, 4), ("ends only", 3, 4)]
