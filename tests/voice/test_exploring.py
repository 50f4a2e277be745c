"""Figures one by one: spread, outliers, gaps, cross-tabs, start years, months, groups, personas."""

import datetime

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.records.engagement import Metric, Persona
from cxworkbench.records.evidence import conform, empty
from cxworkbench.voice.crossing import by_start_year, cross_tab, in_words, monthly
from cxworkbench.voice.exploring import (
    distributions,
    examined_categories,
    examined_figures,
    missingness,
    outliers,
)
from cxworkbench.voice.hierarchy import account_hierarchy, hierarchy_problems, parents_of
from cxworkbench.voice.personas import buying_groups, personas

DAY = datetime.date(2026, 6, 30)


def profile_of(**columns):
    many = len(next(iter(columns.values())))
    ids = [f"a{n}" for n in range(many)]
    return pd.DataFrame({"account_id": ids, "name": [f"Firm {n}" for n in range(many)], **columns})


@settings(deadline=None, max_examples=30)
@given(st.lists(st.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=40))
def test_every_known_value_lies_in_one_step(values):
    table = distributions(profile_of(usage=values))

    assert table["accounts"].sum() == len(values)
    assert (table["low"] < table["high"]).all() or len(set(values)) == 1


def test_a_few_giants_are_shown_on_a_log_scale_and_whole_numbers_each_in_their_step():
    table = distributions(profile_of(revenue=[1.0] * 30 + [10.0, 1e6], services=[1.0, 2.0] * 16))

    assert table.groupby("dimension")["log"].first().to_dict() == {
        "revenue": True, "services": False,
    }  # fmt: skip
    services = table[table["dimension"] == "services"]
    assert services[["low", "high", "accounts"]].values.tolist() == [[0.5, 1.5, 16], [1.5, 2.5, 16]]


def test_received_figures_and_categories_are_examined_and_counts_of_ours_are_not():
    table = profile_of(Tills=[1.0, 2.0], Region=["W", "E"], voices=[3, 4], country=["GB", "GB"])

    assert examined_figures(table) == {"Tills": "Tills"}
    assert examined_categories(table) == ["Region"]


def test_the_farthest_account_is_first_and_an_even_spread_has_none():
    far = outliers(profile_of(usage=[11.0, 12, 13, 14, 15] * 4 + [40, 60]))

    assert far["account_id"].tolist() == ["a21", "a20"]
    assert far["why"][0] == "usage (as received) 60.0; half of all accounts have at most 13.0"
    assert outliers(profile_of(usage=[float(n) for n in range(50)])).empty


def test_a_negative_margin_far_below_is_far_out_too():
    far = outliers(profile_of(margin=[10.0, 11, 12, 13, 14, 15, -500]))

    assert far[["account_id", "value"]].values.tolist() == [["a6", -500.0]]


def test_what_is_missing_names_the_segment_where_most_is():
    table = profile_of(usage=[1.0, None, None, 4.0], revenue=[1.0] * 4)
    groups = pd.DataFrame({"account_id": table["account_id"], "segment": list("ssll")})

    [row] = missingness(table, groups).to_dict("records")

    assert row["name"] == "usage (as received)"
    assert (row["missing"], row["share"], row["segment_share"]) == (2, 0.5, 0.5)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=30))
def test_a_cross_tab_counts_each_account_once(values):
    numbers = [float("nan") if one is None else float(one) for one in values]
    table = profile_of(usage=numbers, revenue=[1.0] * len(values), country=["GB"] * len(values))

    crossed = cross_tab(table, "country", "usage")

    assert crossed["accounts"].sum() == len(values)
    assert crossed["expected"].sum() == pytest.approx(len(values))


def test_equal_figures_stand_in_the_same_quarter():
    words = in_words(pd.Series([5.0, 5.0, 5.0, 5.0, np.nan]))

    assert words.astype("str").tolist() == ["third quarter"] * 4 + ["not known"]


def test_start_years_and_months_leave_none_out():
    events = conform(
        pd.DataFrame(
            {
                "account_id": ["a", "b", "a", "a"],
                "occurred_at": pd.to_datetime(
                    ["2026-03-31", "2026-03-01", "2026-06-30", None], format="ISO8601"
                ),
            }
        ),
        "events",
    )

    table = monthly(events, empty("voices"), as_of=DAY)

    assert table["month"].dt.strftime("%Y-%m").tolist() == [
        "2026-03", "2026-04", "2026-05", "2026-06",
    ]  # fmt: skip
    assert table[["events", "accounts"]].values.tolist() == [[2, 2], [0, 0], [0, 0], [1, 1]]
    assert table["whole"].tolist() == [True] * 4
    assert monthly(empty("events"), empty("voices"), as_of=DAY).empty


def test_a_figure_by_start_year_has_the_accounts_that_have_both():
    since = pd.to_datetime(["2024-01-01", None, "2024-03-01"])
    table = by_start_year(profile_of(usage=[1.0, 5.0, np.nan], customer_since=since), "usage")

    assert table[["year", "accounts", "median"]].values.tolist() == [[2024, 1, 1.0]]


def linked(*pairs):
    table = profile_of(parent_id=[parent for _, parent in pairs])
    table["account_id"] = [account for account, _ in pairs]
    return table.assign(revenue=10.0, voices=[1] + [0] * (len(pairs) - 1), contacts_known=2,
                        recommendation=8.0)  # fmt: skip


def test_three_levels_add_up_along_the_line():
    table = account_hierarchy(linked(("site", "firm"), ("firm", "world"), ("other", "world")))

    assert table[["node_id", "depth", "kind", "accounts", "revenue"]].values.tolist() == [
        ["world", 0, "group", 3, 30.0],
        ["firm", 1, "account", 2, 20.0],
        ["site", 2, "account", 1, 10.0],
        ["other", 1, "account", 1, 10.0],
    ]


def test_a_circle_of_parents_is_a_problem_and_its_accounts_stand_alone():
    table = linked(("a", "b"), ("b", "c"), ("c", "b"), ("d", "top"))

    assert parents_of(table) == {"d": "top"}
    assert [problem.value for problem in hierarchy_problems(table)] == [
        "a → b → c → b", "b → c → b", "c → b → c",
    ]  # fmt: skip


def test_accounts_without_parents_make_no_hierarchy():
    assert account_hierarchy(linked(("a", ""), ("b", ""))).empty


def said(**more):
    rows = [
        ("a", "p", "user", -1.0, "pain", "Slow"),
        ("b", "q", "user", -2.0, "pain", "Slow"),
        ("c", "r", "user", -1.0, "gain", "Kind"),
        ("a", "s", "decider", 2.0, "", ""),
    ]
    columns = ["account_id", "contact_id", "role", "emotion", "code_kind", "code"]
    table = pd.DataFrame(rows, columns=columns)
    table["voice_id"] = [f"v{n}" for n in range(len(rows))]
    return conform(table.assign(stage="Use", **more), "voices")


GROUPS = pd.DataFrame({"account_id": list("abc"), "segment": "large"})


def test_a_persona_needs_enough_accounts_and_says_what_most_of_them_say():
    table = personas(said(), GROUPS, {}, smallest_cell=3)

    user, decider = table.to_dict("records")
    assert (user["name"], user["accounts"], user["enough"]) == ("user in large", 3, True)
    assert user["feeling"] == pytest.approx(-4 / 3)
    assert (user["pain"], user["pain_accounts"], user["gain"]) == ("Slow", 2, "Kind")
    assert (decider["enough"], decider["pain"], decider["stages"]) == (False, "", "")
    assert np.isnan(decider["feeling"])


def test_people_name_a_persona():
    named = [Persona(name="Till Tina", segment="large", role="user", description="At the till.")]

    table = personas(said(), GROUPS, {}, named, smallest_cell=3)

    assert table.loc[0, ["name", "description"]].tolist() == ["Till Tina", "At the till."]


def test_a_score_stands_in_for_a_feeling_nobody_stated():
    voices = said(metric="CSAT", score=1.0)
    voices["emotion"] = np.nan

    table = personas(voices, GROUPS, {"CSAT": Metric(kind="mean", low=1, high=5)}, smallest_cell=1)

    assert table["feeling"].tolist() == [-2.0, -2.0]


def test_a_buying_group_counts_people_known_and_heard():
    contacts = conform(
        pd.DataFrame(
            [("p", "a", "user"), ("t", "a", "user"), ("u", "b", "approver"), ("x", "z", "user")],
            columns=["contact_id", "account_id", "role"],
        ),
        "contacts",
    )

    table = buying_groups(contacts, said(), GROUPS)

    assert table[["role", "contacts", "accounts", "heard"]].values.tolist() == [
        ["approver", 1, 1, 0], ["user", 2, 1, 1],
    ]  # fmt: skip
    assert table["size"].tolist() == [1.5, 1.5]
