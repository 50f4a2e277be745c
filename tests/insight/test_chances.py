"""Opportunities: fix, meet, exceed, differentiate, each only where its condition holds."""

import pandas as pd
import pytest
from tests.insight.cases import METRICS, PLACES, accounts_worth, answer, said

from cxworkbench.insight.chances import typed_opportunities
from cxworkbench.insight.needs import opportunities_within
from cxworkbench.insight.pains import rank_pains
from cxworkbench.voice.gaps import service_gaps

NAMES = [f"a{n}" for n in range(8)]


def chances(rows, **more):
    voices = said(rows)
    placed = pd.DataFrame({"account_id": NAMES, "segment": "All"})
    return typed_opportunities(
        service_gaps(voices, PLACES, metrics=METRICS),
        opportunities_within(voices, PLACES, placed, metrics=METRICS),
        rank_pains(voices, accounts_worth(dict.fromkeys(NAMES, 1.0)), PLACES, kind="need"),
        voices,
        PLACES,
        metrics=METRICS,
        **more,
    )


def asked(scores, *, expectation, importance=5.0):
    return [
        answer(name, score, expectation=expected, importance=importance)
        for name, score, expected in zip(NAMES, scores, expectation, strict=True)
    ]


FALLS_SHORT = asked([2, 3, 2, 3, 2, 3, 2, 3], expectation=[5] * 8)
A_LITTLE_LESS = asked([3, 4, 4, 4, 4, 4, 4, 4], expectation=[4] * 8)
MORE_IN_REACH = asked([3, 3, 4, 4, 4, 5, 5, 5], expectation=[4, 4, 4, 4, 4, 4, 4, 3])


def test_what_falls_short_is_to_be_fixed():
    [row] = chances(FALLS_SHORT).to_dict("records")

    assert (row["type"], row["accounts"]) == ("fix", 8)
    assert row["why"] == (
        "Fix: what was got falls short of what was expected by more than chance (−2.50, −2.95 to "
        "−2.05)."
    )


def test_a_shortfall_that_may_be_chance_is_to_be_met_where_it_matters():
    assert chances(A_LITTLE_LESS)["type"].tolist() == ["meet"]


def test_what_matters_and_can_be_more_than_expected_is_to_be_exceeded():
    [row] = chances(MORE_IN_REACH).to_dict("records")

    assert row["type"] == "exceed"
    assert row["reachable"] == 5.0
    assert row["why"].endswith(
        "Whether it would make a difference is not known: no figure of a competitor is."
    )


@pytest.mark.parametrize(("theirs", "kind"), [(3.0, "differentiate"), (4.5, "exceed")])
def test_only_a_known_and_worse_competitor_makes_a_difference(theirs, kind):
    assert chances(MORE_IN_REACH, competitors={"tp-till": theirs})["type"].tolist() == [kind]


def test_what_does_not_matter_is_no_opportunity_to_exceed():
    low = [row | {"importance": 2.0} for row in MORE_IN_REACH]

    assert chances(low).empty


def test_what_nobody_gets_more_of_than_expected_is_not_in_reach():
    level = asked([4] * 8, expectation=[4] * 8)

    assert chances(level).empty


def test_fewer_than_five_accounts_make_no_opportunity():
    assert chances(FALLS_SHORT[:4]).empty


def test_a_need_of_five_accounts_is_to_be_met():
    need = [
        {"account_id": name, "code_kind": "need", "code": "One invoice", "touchpoint_id": "tp-till"}
        for name in NAMES[:5]
    ]

    [row] = chances(need).to_dict("records")

    assert (row["type"], row["need"], row["metric"]) == ("meet", "One invoice", "")
    assert chances(need[:4]).empty
