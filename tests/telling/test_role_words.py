"""Sentences about buying roles: each from its table, each able to say that it cannot tell."""

import pandas as pd

from cxworkbench.journey.contradicting import AGAINST_COLUMNS
from cxworkbench.journey.disagreement import CONTRAST_COLUMNS, disagreement, role_contrasts
from cxworkbench.journey.role_feelings import role_feelings
from cxworkbench.journey.role_involvement import role_involvement
from cxworkbench.journey.role_weights import role_weight_sensitivity
from cxworkbench.journey.roles import buying_roles
from cxworkbench.journey.stopping import STOP_COLUMNS, consensus_risk, likely_blockers, who_can_stop
from cxworkbench.telling.role_tables import risk_table, roles_table, stops_table
from cxworkbench.telling.role_words import (
    describe_contradicted,
    describe_contrasts,
    describe_disagreement,
    describe_involvement,
    describe_risk,
    describe_roles,
    describe_sensitivity,
    describe_stops,
)
from cxworkbench.worlds.buying_group import buying_groups

WORLD = buying_groups(1)
EVIDENCE, MAP = WORLD.evidence, WORLD.journey_map
TABLES = EVIDENCE.contacts, EVIDENCE.voices, EVIDENCE.events
FEELINGS = role_feelings(EVIDENCE.voices, EVIDENCE.contacts, MAP)
CONTRASTS = role_contrasts(FEELINGS, MAP, by="stage")
INVOLVEMENT = role_involvement(*TABLES, MAP)
STOPS = who_can_stop(INVOLVEMENT, CONTRASTS, EVIDENCE.events, EVIDENCE.contacts, MAP)


def empty(columns):
    return pd.DataFrame(columns=list(columns)).astype(columns)


def test_hidden_roles_are_named_with_why():
    assert describe_roles(buying_roles(*TABLES, MAP)) == (
        "6 of 7 roles were heard. Hidden: the approver takes part in 36 of 40 accounts and was "
        "never heard."
    )


def test_the_blocker_is_named_as_a_place_to_ask():
    text = describe_stops(STOPS, likely_blockers(STOPS))

    assert (
        "Look first at the buyer in Decision: refused in 15 of 37 accounts that it acted in; "
        in text
    )
    assert text.endswith("That is a place to ask, not a verdict on people.")


def test_without_any_sign_nobody_is_named():
    nobody = empty(STOP_COLUMNS)

    assert describe_stops(nobody, nobody) == (
        "Who can stop the journey is not known: nobody has said so, and no log shows it."
    )


def test_contrasts_say_who_where_and_how_much():
    assert describe_contrasts(CONTRASTS).startswith(
        "Otherwise than the other roles of their accounts feel: the buyer 1.5 worse in Decision "
        "(30 accounts)"
    )
    assert describe_contrasts(empty(CONTRAST_COLUMNS)) == (
        "No role can be compared with another: no account has two at the same place."
    )
    few = CONTRASTS.assign(verdict="too few to tell")
    assert describe_contrasts(few) == (
        "Whether a role feels otherwise than the others: too few to tell."
    )


def test_the_meeting_stage_is_named_only_where_one_stands_out():
    told = describe_involvement(INVOLVEMENT, "Decision")

    assert told == (
        "The user takes part in 4 stages, the most of all. Most roles meet in Decision (7 of 7); "
        "whether they have to agree there is for people to say."
    )
    assert describe_involvement(INVOLVEMENT, "").endswith(
        "No one stage stands out as the one where most roles meet."
    )


def test_disagreement_says_when_it_cannot_tell():
    few = disagreement(FEELINGS[FEELINGS["account_id"] < "a003"], MAP, by="journey")

    assert describe_disagreement(few).endswith("accounts; too few to tell).")
    assert describe_disagreement(disagreement(FEELINGS.iloc[:0], MAP)) == (
        "Disagreement: no account has two roles that spoke of the same place."
    )


def test_risk_of_all_and_of_one_account():
    assert describe_risk(consensus_risk(FEELINGS, MAP)).startswith(
        "In Decision 25 of 39 accounts (64 %"
    )
    own = FEELINGS[FEELINGS["account_id"] == "a000"].assign(
        felt=lambda rows: [-1.0 if role == "buyer" else 1.0 for role in rows["role"]]
    )
    assert describe_risk(consensus_risk(own, MAP)).startswith(
        "At this account one role feels bad beside others that do not in "
    )
    assert describe_risk(consensus_risk(FEELINGS.iloc[:0], MAP)) == (
        "Consensus: in no account heard from two roles does one feel bad and another not."
    )


def test_weights_of_one_account_are_told_of_that_account():
    own = FEELINGS[FEELINGS["account_id"] == "a000"]

    told = describe_sensitivity(role_weight_sensitivity(own), 2)

    assert told.startswith(
        "With role weights from 1/2 to 2 times as stated, this account's score is "
    )
    alone = role_weight_sensitivity(own[own["role"] == own["role"].iloc[0]])
    assert describe_sensitivity(alone, 2) == (
        "Role weights cannot matter at this account: one role was heard."
    )
    assert describe_sensitivity(role_weight_sensitivity(own.iloc[:0]), 2) == (
        "Role weights: no account has a feeling of a known role."
    )


def test_nothing_against_is_said_so():
    assert describe_contradicted(empty(AGAINST_COLUMNS)) == (
        "No voice was found that speaks against what the map says."
    )


def test_tables_name_their_columns_in_words():
    roles = roles_table(buying_roles(*TABLES, MAP))
    assert roles["accounts it takes part in"].iloc[0] == "32 of 40"
    assert roles["attitude"].eq("").all()

    stops = stops_table(STOPS)
    assert stops.loc[stops["role"] == "buyer", "refused"].tolist() == ["15 of 37"]

    risk = risk_table(consensus_risk(FEELINGS, MAP))
    assert risk["one feels bad, another not (95 %)"].iloc[2] == "25 (48 % to 77 %)"
