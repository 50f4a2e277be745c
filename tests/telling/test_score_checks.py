"""What stands behind the scores, told: charts as data, whole sentences, and for inside only."""

import pandas as pd
import pytest
from tests.voice.cases import case_of, nothing_but_accounts
from tests.voice.test_response import listed, said
from tests.voice.test_scale_use import METRICS, questionnaires
from tests.voice.test_score_kinds import score_kinds
from tests.voice.test_scores import METRICS as SCORED
from tests.voice.test_scores import one_answer_each

from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.score_check_charts import (
    adjusted_rows,
    chart_adjusted,
    chart_pooled,
    chart_response,
    chart_score_kinds,
)
from cxworkbench.telling.score_check_sections import score_checks_section
from cxworkbench.telling.score_check_words import (
    describe_adjusted,
    describe_pooled,
    describe_response,
    describe_scale_use,
    describe_score_kinds,
)
from cxworkbench.voice.pooled_scores import pooled_scores
from cxworkbench.voice.research import build_research
from cxworkbench.voice.response import adjusted_scores, answering_against_silent
from cxworkbench.voice.scale_use import (
    in_questionnaires,
    scale_use,
    scale_use_counts,
    scores_without,
)
from cxworkbench.voice.score_checks import ScoreChecks, no_score_checks


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return case_of(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def research(case):
    return build_research(case)


def rows_of(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


def eight_places():
    """Places of one metric, the first truly low and the last lowest by five accounts alone."""
    table = pd.DataFrame(
        {
            "touchpoint_id": ["tp-a", *(f"tp-{n}" for n in range(6)), "tp-d"],
            "metric": "CSAT",
            "rule": "share answering 4–5 on 1–5",
            "unit": "share",
            "value": [0.58, 0.7, 0.72, 0.74, 0.71, 0.73, 0.7, 0.54],
            "low": [0.53, 0.65, 0.67, 0.69, 0.66, 0.68, 0.65, 0.2],
            "high": [0.63, 0.75, 0.77, 0.79, 0.76, 0.78, 0.75, 0.9],
            "accounts": [40] * 7 + [5],
        }
    )
    return pooled_scores(table, SCORED)


NAMES = {"tp-d": "Demo", "tp-a": "Arrival", "tp-0": "Bill"}


def checks_of(voices):
    answers = in_questionnaires(voices, METRICS)
    use = scale_use(answers)
    nothing = no_score_checks()
    return ScoreChecks(
        **{
            **vars(nothing),
            "made": True,
            "use": use,
            "use_counts": scale_use_counts(use, answers),
            "without": scores_without(use, answers, voices, METRICS),
        }
    )


def test_csat_is_told_as_share_and_as_mean():
    kinds = score_kinds(one_answer_each("CSAT", 1, 4, 4, 5, 5, 3), {"CSAT": SCORED["CSAT"]})

    assert describe_score_kinds(kinds) == (
        "CSAT: top-2-box 67 % (30 % to 94 %, n 6), mean 3.67 (2.12 to 4.83, n 6)."
    )
    chart = chart_score_kinds(kinds)
    assert [row["text"] if "text" in row else row["label"] for row in rows_of(chart)] == [
        "CSAT, top-2-box\u200b",
        "CSAT, mean\u200b",
    ]
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for panel in chart.to_dict()["vconcat"]
        for layer in panel["layer"][:1]
    ]
    assert domains == [[-0.06, 1.06], [0.8, 5.2]]  # a mean is seen on its whole scale too


def test_the_worst_is_named_with_its_chance_and_the_unsure_one_is_not_called_the_worst():
    words = describe_pooled(eight_places(), label="touchpoint_id", names=NAMES)

    assert words.startswith("Most likely truly the worst: CSAT: Arrival (chance ")
    assert "then Demo (chance " in words


def test_places_drawn_together_stand_in_the_order_given_with_ring_and_chance():
    rows = rows_of(chart_pooled(eight_places(), label="touchpoint_id", names=NAMES, title="Places"))

    labels = [row["label"].rstrip("\u200b") for row in rows]
    assert labels[:4] == ["Demo", "Arrival", "Bill", "tp-1"]
    assert rows[0]["raw"] == 0.54
    assert rows[0]["value"] > 0.62  # hardly known: drawn far to the others
    assert rows[1]["worst"].startswith("n 40 · worst ")


def test_where_no_score_has_two_sure_groups_none_is_called_the_worst():
    alone = eight_places().head(1)

    assert describe_pooled(alone, label="touchpoint_id", names=NAMES) == (
        "No score has two groups with an interval, so none can be called the worst."
    )
    assert "No score has two groups" in str(
        rows_of(chart_pooled(alone, label="touchpoint_id", names=NAMES, title="Places"))
    )


def test_straight_lines_are_told_with_the_score_without_them():
    voices = questionnaires(
        ("a", "p", {"Ease": [5, 5, 5, 5]}),
        *((name, name, {"Ease": [1, 2, 3, 2]}) for name in "bcdef"),
    )

    assert describe_scale_use(checks_of(voices)) == (
        "1 of 6 questionnaires with at least 4 answers on one scale give the same answer "
        "throughout (17 %; 1 account). Without the straight lines Ease is 2.000 instead of 2.500. "
        "None was taken out."
    )


def test_short_questionnaires_cannot_show_habits():
    assert describe_scale_use(checks_of(questionnaires(("a", "p", {"CSAT": [4, 4]})))) == (
        "No questionnaire has 4 answers on one scale: habits of answering cannot be seen."
    )


def test_of_one_account_the_checks_say_that_they_are_made_over_all():
    nothing = no_score_checks()

    assert describe_scale_use(nothing) == "Made over all accounts only."
    assert describe_adjusted(nothing.adjusted) == "Made over all accounts only."
    assert describe_score_kinds(nothing.kinds) == "Made over all accounts only."
    for chart in (
        chart_score_kinds(nothing.kinds),
        chart_adjusted(nothing.adjusted),
        chart_response(nothing.response),
        chart_pooled(nothing.by_segment, label="segment", names={}, title="Segments"),
    ):
        assert chart_svg(chart.to_dict()).startswith("<svg")


def test_what_answering_and_silent_accounts_differ_in_is_named_largest_first():
    accounts = listed(10, 0, silent_large=10).assign(
        services=[3.0, 4, 5, 3, 4, 5, 3, 4, 5, 4, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2],
        usage=[50.0, 60.0] * 10,
    )

    response = answering_against_silent(accounts)

    assert describe_response(response) == (
        "Accounts that answered are apart from the silent ones in services (4.0 against 1.5); "
        "alike in revenue, usage. Their scores do not speak for the silent without more."
    )
    rows = [row for row in rows_of(chart_response(response)) if "label" in row]
    assert [(row["label"].rstrip("\u200b"), row["apart"]) for row in rows] == [
        ("revenue", False),
        ("services", True),
        ("usage", False),
    ]


def test_where_nobody_is_silent_there_is_nobody_to_compare():
    assert describe_response(answering_against_silent(listed(6, 2))) == (
        "There is nobody to compare: all accounts answered, or none did, or one was chosen."
    )


def test_the_score_is_told_as_answered_as_weighed_and_if_the_silent_were_worse():
    scores = [8.0, 8.5, 7.5, 8.0, 8.0] * 2 + [4.0, 4.5, 3.5, 4.0, 4.0]
    adjusted = adjusted_scores(listed(10, 5, silent_small=25), said(scores), SCORED)

    assert describe_adjusted(adjusted) == (
        "Overall 6.67 as answered by 15 of 40 accounts; weighed by segment to 40 of them 5.14 "
        "(3.94 to 6.39, design effect 1.65); 4.92 if the silent were like the worst quarter."
    )
    assert adjusted_rows(adjusted)["counted"].tolist() == [
        "as answered",
        "weighed to the whole list",
        "if the silent were like the worst quarter",
        "if the silent all gave the worst answer",
    ]


def test_what_cannot_be_weighed_is_left_out_of_the_picture():
    adjusted = adjusted_scores(listed(10, 4, silent_small=25), said([8.0] * 9 + [7.0] * 5), SCORED)

    assert "weighed to the whole list" not in adjusted_rows(adjusted)["counted"].tolist()
    assert "too few answers in its levels to weigh it to the list" in describe_adjusted(adjusted)


def test_every_block_is_for_inside_only_and_every_chart_draws(case, research):
    section = score_checks_section(case, research)

    assert {block.audience for block in section.blocks} == {"internal"}
    charts = [block for block in section.blocks if block.kind == "chart"]
    assert [block.title for block in charts] == [
        "The same answers as a share and as a mean",
        "Touchpoints drawn together, in journey order",
        "Accounts that answered against the silent ones",
        "If the silent accounts were counted in",
    ]
    for block in charts:
        assert chart_svg(block.chart).startswith("<svg")


def test_where_nothing_was_said_the_section_still_stands(tmp_path):
    bare = nothing_but_accounts(tmp_path)

    section = score_checks_section(bare, build_research(bare))

    assert [block.kind for block in section.blocks] == ["sentence", "sentence"]
