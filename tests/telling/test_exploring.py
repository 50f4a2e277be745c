"""Telling the figures one by one, groups of accounts, and personas."""

from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
from tests.voice.cases import AS_OF, case_of, nothing_but_accounts

from cxworkbench.telling.exploring import (
    chart_cross,
    chart_distributions,
    chart_monthly,
    describe_hierarchy,
    describe_missing,
    describe_months,
    describe_outliers,
    describe_personas,
    exploring_sections,
    personas_of,
    segmented,
)
from cxworkbench.voice.crossing import cross_tab, monthly
from cxworkbench.voice.exploring import distributions, missingness, outliers
from cxworkbench.voice.hierarchy import account_hierarchy
from cxworkbench.voice.research import build_research


@pytest.fixture
def told(tmp_path):
    case = case_of(tmp_path)
    return case, build_research(case)


def test_each_figure_has_a_small_chart_with_its_steps(told):
    chart = chart_distributions(distributions(told[1].profile))

    assert isinstance(chart, alt.ConcatChart)
    names = [one["title"]["text"] for one in chart.to_dict()["concat"]]
    assert names[:2] == ["revenue", "profit"]


def test_months_cut_off_are_told_apart_and_few_months_tell_no_change(told):
    table = monthly(told[0].evidence.events, told[0].evidence.voices, as_of=AS_OF)

    assert "datum.whole" in str(chart_monthly(table).to_dict())
    assert describe_months(table) == "Too few whole months to tell a change."
    longer = pd.DataFrame({"events": [1, 1, 1, 2, 2, 3, 9], "whole": [True] * 6 + [False]})
    assert describe_months(longer) == (
        "In the last three whole months 7 events, 3 in the three before. Seasons are not taken out."
    )


def test_a_cross_tab_is_drawn_in_the_order_of_quarters(told):
    table = cross_tab(segmented(told[1]), "segment", "revenue")

    chart = chart_cross(table, down="segment", across="revenue")

    assert chart.to_dict()["title"]["text"] == "Accounts: segment by revenue"


def test_nothing_far_out_and_nothing_missing_is_said(told):
    profile, groups = told[1].profile, told[1].segments

    assert describe_outliers(outliers(profile.iloc[:0])) == (
        "No account has a figure far outside what others have."
    )
    known = profile.assign(revenue=1.0, recommendation=5.0, relationship_years=2.0)
    assert describe_missing(missingness(known, groups)) == (
        "Every figure is known for every account."
    )
    assert describe_hierarchy(account_hierarchy(profile)) == (
        "No account names another, or a group, above it."
    )


def test_the_largest_group_is_named_with_how_much_of_it_was_heard(told):
    profile = told[1].profile.copy()
    profile.loc[:2, "parent_id"] = "North"

    assert describe_hierarchy(account_hierarchy(profile)) == (
        "3 accounts in 1 group; the largest, North, has 3 accounts, of which 3 were heard."
    )


def test_segments_stand_in_the_engagements_order_and_not_by_the_alphabet(told):
    turned = replace(told[1], segment_order=("small", "large", "other"))

    for research, order in (
        (told[1], ["large", "small", "other"]),
        (turned, ["small", "large", "other"]),
    ):
        down = cross_tab(segmented(research), "segment", "revenue")["down"]
        assert list(dict.fromkeys(down)) == order


def test_a_column_without_any_word_is_left_out_of_the_persona_table(told):
    _, drawn = exploring_sections(*told)

    [table] = [block for block in drawn.blocks if block.title.startswith("Personas")]
    assert "what pleases" not in table.columns
    assert "persona" in table.columns


def felt(*rows):
    names = ["name", "feeling", "low", "high", "accounts", "pain", "enough"]
    return pd.DataFrame([(*row, 9, "", True) for row in rows], columns=names)


def test_the_lowest_persona_is_named_among_those_whose_feeling_is_sure():
    words = describe_personas(
        felt(("M in low", 1.3, 1.1, 1.5), ("N in low", 1.5, 1.2, 1.7), ("Z", -1.0, None, None))
    )

    assert words == (
        "3 personas with enough accounts behind them. Of the 2 whose feeling has an interval, "
        "lowest is M in low: 1.3 on −2 to +2 (1.1 to 1.5, 9 accounts)."
    )
    assert "interval, worst is M: −0.5 " in describe_personas(
        felt(("M", -0.5, -1.0, 0.1), ("N", 1.5, 1.2, 1.7))
    )


def test_one_sure_persona_is_compared_with_nobody():
    assert describe_personas(felt(("M", 1.3, 1.1, 1.5), ("Z", -1.0, None, None))) == (
        "2 personas with enough accounts behind them; one has a feeling with an interval, too few "
        "to compare."
    )
    assert describe_personas(felt(("M", 1.3, None, None))).endswith(
        "behind it; none has a feeling with an interval, too few to compare."
    )


def test_no_persona_is_told_of_too_few_accounts(told):
    assert describe_personas(personas_of(*told)).startswith("3 personas with enough accounts ")
    assert describe_personas(personas_of(*told).assign(enough=False)) == (
        "Too few accounts of any segment and role were heard to draw a persona."
    )


def test_sections_are_for_all_accounts_and_internal(told, tmp_path):
    figures, drawn = exploring_sections(*told)

    blocks = [*figures.blocks, *drawn.blocks]
    assert {block.audience for block in blocks} == {"internal"}
    one = case_of(tmp_path, account="a00")
    assert exploring_sections(one, build_research(one)) == ()


def test_accounts_of_whom_nothing_is_known_are_told_too(tmp_path):
    case = nothing_but_accounts(tmp_path)

    assert exploring_sections(case, build_research(case))
