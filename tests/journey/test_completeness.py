"""How complete a map is, and what to do next with it."""

import math

import pandas as pd

from cxworkbench.journey.completeness import (
    complete_share,
    completeness,
    describe_completeness,
    next_question,
    next_step,
)
from cxworkbench.journey.said import unknown_statement
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint


def said(at, lane, **fields):
    return Statement(id=f"{at}-{lane}", at=at, lane=lane, **fields)


def known(at, **fields):
    return (
        said(at, "actions", text="We pay", **fields),
        said(at, "emotion", value=1.0, **fields),
    )


def asked(at):
    return unknown_statement(at, "actions"), unknown_statement(at, "emotion")


def map_of(*statements, touchpoints=("till", "call"), stages=("Use",)):
    return JourneyMap(
        id="m",
        title="Shop",
        stages=tuple(Stage(id=f"st-{name.lower()}", name=name) for name in stages),
        touchpoints=tuple(
            Touchpoint(id=key, name=key.capitalize(), stage_id="st-use") for key in touchpoints
        ),
        statements=statements,
    )


def test_a_touchpoint_is_complete_with_an_action_and_an_emotion():
    table = completeness(map_of(*known("till"), *asked("call")))

    assert table[["complete", "says_unknown"]].values.tolist() == [
        [True, ""],
        [False, "actions, emotion"],
    ]
    assert complete_share(table) == 0.5


def test_an_emotion_of_zero_is_known():
    assert completeness(map_of(said("till", "emotion", value=0.0)))["has_emotion"].tolist() == [
        True,
        False,
    ]


def test_an_emotion_without_a_value_is_not_known():
    word_only = said("till", "emotion", word="glad")

    assert not completeness(map_of(word_only))["has_emotion"].any()


def test_a_blank_action_is_not_known():
    assert not completeness(map_of(said("till", "actions", text="  ")))["has_action"].any()


def test_only_evidence_makes_a_touchpoint_evidenced():
    table = completeness(map_of(*known("till", evidence=("v1",)), *known("call")))

    assert table["evidenced"].tolist() == [True, False]


def test_a_map_without_touchpoints_has_no_share():
    table = completeness(map_of(touchpoints=()))

    assert math.isnan(complete_share(table))
    assert describe_completeness(table) == "The map has no touchpoints yet."


def test_the_sentence_counts_what_is_known_unknown_and_silent():
    table = completeness(
        map_of(*known("till"), *asked("call"), touchpoints=("till", "call", "visit"))
    )

    assert describe_completeness(table) == (
        "Action and emotion are known at 1 of 3 touchpoints (33 %); "
        '1 says "unknown", 1 says nothing. 0 have evidence.'
    )


def test_the_next_step_of_an_assumed_map_is_to_find_evidence():
    assert next_step(map_of(*known("till"))).startswith("Nothing on this map rests on evidence.")


def test_the_next_step_names_a_stage_without_touchpoints():
    built = map_of(*known("till", evidence=("v",)), touchpoints=("till",), stages=("Use", "Renew"))

    assert next_step(built) == (
        "Ask customers what they do in the stage Renew: it has no touchpoint yet."
    )


def test_the_next_step_asks_for_feelings_before_actions():
    evidenced = said("till", "pains", text="slow", evidence=("v",))

    assert next_step(map_of(evidenced)) == (
        "Ask how customers feel at Till and 1 more: nothing is known there."
    )


def test_the_next_step_asks_for_the_missing_action():
    feelings = (said("till", "emotion", value=1, evidence=("v",)), *known("call"))

    assert next_step(map_of(*feelings)) == "Ask what customers do at Till: nothing is known there."


def test_a_complete_map_goes_on_to_the_next_part():
    complete = map_of(*known("till", evidence=("v",)), *known("call"))

    assert next_step(complete) == (
        "Confirm the touchpoints with a customer, then look at what to change in part 3."
    )


def seen_and_heard(*rows):
    """Touchpoints as triples of name, events and voices."""
    return pd.DataFrame(rows, columns=["name", "events", "voices"])


def test_an_account_is_asked_where_it_was_seen_and_did_not_speak():
    inventory = seen_and_heard(("Till", 2, 1), ("Call", 1, 0), ("Visit", 4, 0), ("Fair", 0, 0))

    assert next_question(inventory, "Ada") == (
        "Ask Ada how it felt at Call and 1 more: it was seen there and has not said."
    )


def test_an_account_that_spoke_wherever_it_was_seen_is_asked_about_the_rest():
    assert next_question(seen_and_heard(("Till", 2, 1), ("Fair", 0, 0)), "Ada") == (
        "Ask Ada whether it knows Fair: nothing shows that it does."
    )


def test_an_account_that_spoke_everywhere_is_asked_to_confirm():
    assert next_question(seen_and_heard(("Till", 0, 1)), "Ada") == (
        "Confirm this map with Ada: it has spoken of every touchpoint."
    )
