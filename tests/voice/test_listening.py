"""How far listening has come: fields, coverage by dimension, the score, and gaps."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.voice.cases import case_of

from cxworkbench.records.engagement import TouchpointPlace
from cxworkbench.records.evidence import conform, empty
from cxworkbench.voice.listening import (
    WAYS,
    build_listening,
    coverage_by_dimension,
    coverage_score,
    heard_fields,
    listening_gaps,
)
from cxworkbench.voice.research import build_research

PLACES = [
    TouchpointPlace(id="tp-order", name="Order", stage="Buy"),
    TouchpointPlace(id="tp-help", name="Help", stage="Use"),
]


def voices_of(*rows):
    columns = ["account_id", "role", "stage", "touchpoint_id", "method"]
    return conform(pd.DataFrame(rows, columns=columns), "voices")


def events_of(*rows):
    return conform(pd.DataFrame(rows, columns=["account_id", "stage", "touchpoint_id"]), "events")


def fields_of(voices, events=None, accounts="abcd"):
    groups = pd.DataFrame({"account_id": list(accounts), "segment": "large"})
    return heard_fields(voices, empty("events") if events is None else events, groups)


def said(accounts, method="survey", stage="Use", place="tp-help", role="user"):
    return [(account, role, stage, place, method) for account in accounts]


def test_each_field_holds_what_an_account_said_and_did_there():
    voices = voices_of(*said("aab"), ("b", "", "", "", "interview"))
    table = fields_of(voices, events_of(("a", "Use", "tp-help")))

    assert table.drop(columns="segment").values.tolist() == [
        ["a", "user", "Use", "tp-help", "feedback", 2],
        ["b", "role not stated", "not placed", "", "interviews", 1],
        ["b", "user", "Use", "tp-help", "feedback", 1],
        ["a", "role not stated", "Use", "tp-help", "analytics", 1],
    ]


def test_who_is_in_no_segment_is_in_no_field():
    assert fields_of(voices_of(*said("z"))).empty


def test_three_accounts_hear_well_one_hears_half_and_events_are_no_voice():
    fields = fields_of(
        voices_of(*said("abc"), *said("a", stage="Buy", place="tp-order")),
        events_of(("d", "Sign", "tp-sign")),
    )
    wanted = {"stages": {"Buy": "Buy", "Use": "Use", "Sign": "Sign"}}

    [row] = coverage_by_dimension(fields, wanted, {}).to_dict("records")

    assert (row["wanted"], row["well"], row["thin"], row["unheard"]) == (3, 1, 1, 1)
    assert row["share"] == pytest.approx(0.5)
    assert row["missing"] == "Sign, Buy"


def test_a_segment_of_two_accounts_is_well_heard_when_both_are():
    groups = pd.DataFrame({"account_id": list("ab"), "segment": "two"})
    fields = heard_fields(voices_of(*said("ab")), empty("events"), groups)

    table = coverage_by_dimension(fields, {"segments": {"two": "two"}}, {"two": 2})

    assert table["well"].tolist() == [1]


def test_events_count_as_a_way_of_listening():
    fields = fields_of(voices_of(), events_of(*[(one, "Use", "tp-help") for one in "abc"]))
    wanted = {"ways of listening": {way: way for way in WAYS}}

    assert coverage_by_dimension(fields, wanted, {})["well"].tolist() == [1]


def test_nothing_heard_scores_nothing():
    wanted = {"roles": {"user": "user"}, "stages": {"Use": "Use"}}

    assert coverage_score(coverage_by_dimension(fields_of(voices_of()), wanted, {})) == 0.0


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from(["Buy", "Use"])), max_size=12))
def test_one_more_voice_never_lowers_the_score(heard):
    wanted = {"stages": {"Buy": "Buy", "Use": "Use"}, "roles": {"user": "user"}}
    rows = [(account, "user", stage, "", "survey") for account, stage in heard]

    def score(some):
        return coverage_score(coverage_by_dimension(fields_of(voices_of(*some)), wanted, {}))

    scores = [score(rows[:many]) for many in range(len(rows) + 1)]
    assert scores == sorted(scores)
    assert all(0 <= one <= 1 for one in scores)


def test_gaps_are_touchpoints_without_a_voice_and_stages_heard_in_one_way():
    fields = fields_of(voices_of(*said("ab")), events_of(("a", "Buy", "tp-order")))

    gaps = listening_gaps(fields, PLACES, ["Buy", "Use"])

    assert gaps[["kind", "what", "way", "why"]].values.tolist() == [
        ["touchpoint", "Order", "", "1 event, no voice"],
        ["stage by way", "the stage Use", "interviews", "only feedback speaks about it"],
    ]


def test_of_one_account_only_its_own_voices_are_looked_at(tmp_path):
    case = case_of(tmp_path, account="a00")

    listening = build_listening(case, build_research(case))

    assert set(listening.fields["account_id"]) == {"a00"}
    assert listening.contradictions.empty
    stages = listening.coverage.set_index("dimension").loc["stages"]
    assert stages["well"] == 2
