"""Sentences of the research, made from the same tables as its charts."""

import numpy as np
import pandas as pd
import pytest
from tests.voice.cases import case_of, nothing_but_accounts

from cxworkbench.telling import research as tell
from cxworkbench.telling.account_words import some_of
from cxworkbench.voice.research import build_research


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    return case_of(tmp_path_factory.mktemp("case"))


@pytest.fixture(scope="module")
def research(case):
    return build_research(case)


def scores(**columns):
    table = {"whose": "all accounts", "unit": "scale", "rule": "mean on 1–10", "accounts": 9}
    return pd.DataFrame({**table, **columns})


def test_what_it_rests_on_is_counted(case, research):
    assert tell.describe_evidence(case, research) == (
        "13 accounts, of which 11 were heard; 45 voices (survey 45); 12 events; "
        "365 days to 2026-06-30."
    )
    assert tell.describe_covered(research) == "The accounts that were heard hold 97 % of revenue."


def test_what_one_account_rests_on_is_its_own(tmp_path):
    case = case_of(tmp_path, account="a00")

    assert tell.describe_evidence(case, build_research(case)) == (
        "5 voices (survey 5) from 2 contacts of this account (3 known) and 1 event; "
        "365 days to 2026-06-30."
    )


def test_scores_stand_with_interval_and_accounts(research):
    assert tell.describe_scores(research.scores) == (
        "NPS 64 (8 to 92, n 11); CSAT 64 % (55 % to 72 %, n 11)."
    )


def test_many_scores_are_told_by_their_ends():
    values = [5.0, 6.0, 7.0, 5.5, 6.5, 7.5, 8.25]
    table = scores(
        metric=[f"q{n}" for n in range(7)], value=values,
        low=np.subtract(values, 0.5), high=np.add(values, 0.5),
    )  # fmt: skip

    assert tell.describe_scores(table) == (
        "7 scores: lowest q0 5.00 (4.50 to 5.50, n 9), highest q6 8.25 (7.75 to 8.75, n 9)."
    )


def test_a_score_without_an_interval_says_so():
    table = scores(metric=["q1"], value=[5.0], low=[np.nan], high=[np.nan])

    assert tell.describe_scores(table) == "q1 5.00 (n 9, no interval)."


def test_groups_are_told_apart_only_when_their_intervals_are():
    table = scores(metric="q1", group=["a", "b"], value=[3.0, 6.0], low=[2.0, 5.0], high=[4.0, 7.0])

    apart = tell.describe_score_groups(table, label="group", names={"a": "Ay"})
    near = tell.describe_score_groups(table.assign(high=9.0), label="group", names={})

    assert apart == ("q1: lowest Ay (3.00, n 9), highest b (6.00, n 9), their intervals lie apart.")
    assert near.endswith("too near to tell.")


def test_groups_of_too_few_accounts_are_not_told_apart():
    table = scores(metric="q1", group=["a", "b"], value=[3.0, 6.0], low=np.nan, high=np.nan)

    assert tell.describe_score_groups(table, label="group", names={}) == (
        "q1: too few accounts to set groups side by side."
    )


def test_a_way_of_counting_that_leaves_the_interval_is_named(research):
    assert tell.describe_rollups(research.rollups) == (
        "CSAT leaves its interval when counted so: the worst contact speaks 50 %, by revenue 73 %."
    )


def test_ways_of_counting_within_the_interval_are_told_to_agree():
    table = scores(
        counted=["each account the same", "by revenue"], metric="q1", value=[5.0, 5.4],
        low=[4.5, 5.0], high=[5.5, 5.9],
    )  # fmt: skip

    assert tell.describe_rollups(table) == (
        "However contacts and accounts are counted, every score stays within its interval."
    )
    assert tell.describe_rollups(table.assign(value=[5.0, 5.6])) == (
        "q1 leaves its interval when counted so: by revenue 5.60."
    )


def test_accounts_with_revenue_but_no_event_did_not_never_order(tmp_path):
    case = nothing_but_accounts(tmp_path)
    research = build_research(case)

    assert tell.describe_never(case, research) == ""  # no account has an event: nothing stands out


def test_concentration_counts_accounts(research):
    assert tell.describe_concentration(research.concentration) == (
        "4 accounts of 12 make up half of all revenue, 6 make up four fifths; the largest has 15 %."
    )


def test_value_and_loyalty_name_detractors_and_who_was_not_asked(research):
    assert tell.describe_value_loyalty(research.value_loyalty) == (
        "2 of 6 accounts of high or middle value would not recommend (30 % of revenue); "
        "0 were not asked or did not answer."
    )


def test_believed_stages_without_evidence_are_named(tmp_path):
    research = build_research(nothing_but_accounts(tmp_path))

    assert tell.describe_believed_stages(research.stages) == (
        "0 of 2 believed stages have evidence; none for Buy, Use."
    )


def test_touchpoints_without_evidence_are_named(research):
    assert tell.describe_touchpoint_sources(research.sources) == (
        "2 of 3 touchpoints have evidence; none at Till; 11 voices or events are not placed."
    )


def test_holes_are_named_widest_first(research):
    assert tell.describe_holes(research.holes).startswith(
        "Not heard: the role approver (6 contacts known, none heard)"
    )


def test_the_silent_are_counted_with_their_revenue(research):
    assert tell.describe_silent(research.silent, research.single, 13) == (
        "2 of 13 accounts said nothing (3 % of revenue); 5 were heard through one contact only."
    )


def test_contracts_are_counted_by_when_they_end():
    profile = pd.DataFrame({"days_to_contract_end": [-1.0, 0.0, 180.0, 181.0, np.nan]})

    assert tell.describe_contracts(profile) == (
        "Contracts: 1 are over, 2 end within 180 days, 1 later, 1 not known."
    )


def test_long_lists_say_how_many_more_there_are():
    assert some_of("abcdef", 3) == "a, b, c and 3 more"
    assert some_of("abc", 3) == "a, b, c"
