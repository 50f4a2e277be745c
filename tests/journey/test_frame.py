"""The frame of a map: what stands on it before anything is said."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.journey.frame import map_frame
from cxworkbench.records.engagement import StageBelief, TouchpointPlace
from cxworkbench.records.evidence import conform, empty

STAGES = (
    StageBelief(name="Buy", definition="We choose.", basis="reported", confidence=0.7),
    StageBelief(name="Use"),
)
NOBODY = empty("voices")
NOTHING = empty("events")


def events_at(touchpoint, *media, stage="Use"):
    """Events as pairs of medium class and channel."""
    table = pd.DataFrame(media, columns=["medium_class", "channel"])
    table["touchpoint_id"] = touchpoint
    table["stage"] = stage
    return conform(table, "events")


def place(key="till", stage="Use", **fields):
    return TouchpointPlace(id=key, name=key.capitalize(), stage=stage, **fields)


def test_stages_keep_order_definition_basis_and_confidence():
    stages = map_frame(STAGES, (), NOBODY, NOTHING).stages

    assert [stage.id for stage in stages] == ["st-buy", "st-use"]
    assert stages[0].model_dump(include={"definition", "basis", "confidence"}) == {
        "definition": "We choose.",
        "basis": "reported",
        "confidence": 0.7,
    }


def test_a_touchpoint_without_evidence_keeps_its_place():
    frame = map_frame(STAGES, (place("till"), place("call")), NOBODY, NOTHING)

    assert [one.id for one in frame.touchpoints] == ["till", "call"]


def test_what_the_engagement_leaves_open_is_taken_from_events():
    events = events_at("till", ("digital", "portal"), ("digital", "portal"), ("digital", "mail"))

    [till] = map_frame(STAGES, (place("till"),), NOBODY, events).touchpoints

    assert (till.medium_class, till.channel) == ("digital", "portal")


def test_what_the_engagement_says_stands_against_events():
    events = events_at("till", ("digital", "portal"))

    [till] = map_frame(
        STAGES, (place("till", medium_class="physical", channel="visit"),), NOBODY, events
    ).touchpoints

    assert (till.medium_class, till.channel) == ("physical", "visit")


def test_digital_and_physical_events_at_one_touchpoint_make_it_hybrid():
    events = events_at("till", ("digital", ""), ("physical", ""), ("unknown", ""))

    [till] = map_frame(STAGES, (place("till"),), NOBODY, events).touchpoints

    assert till.medium_class == "hybrid"


def test_events_of_unknown_medium_leave_it_unknown():
    [till] = map_frame(
        STAGES, (place("till"),), NOBODY, events_at("till", ("unknown", ""))
    ).touchpoints

    assert till.medium_class == "unknown"


def test_a_touchpoint_that_only_evidence_names_is_added_in_its_commonest_stage():
    events = pd.concat([events_at("tp-goods-in", ("physical", "dock"), ("physical", "dock")),
                        events_at("tp-goods-in", ("physical", "dock"), stage="Buy")])  # fmt: skip

    frame = map_frame(STAGES, (place("till"),), NOBODY, events)

    added = frame.touchpoints[-1]
    assert (added.id, added.name, added.stage_id, added.medium_class, added.channel) == (
        "tp-goods-in", "Goods in", "st-use", "physical", "dock",
    )  # fmt: skip


def test_evidence_at_an_unknown_touchpoint_without_a_stage_is_not_guessed():
    frame = map_frame(STAGES, (), NOBODY, events_at("tp-x", ("digital", ""), stage=""))

    assert frame.touchpoints == ()


def test_steps_are_made_once_for_each_stage():
    places = (place("a", step="Pay"), place("b", step="Pay"), place("c", "Buy", step="Pay"))

    frame = map_frame(STAGES, places, NOBODY, NOTHING)

    assert [(step.id, step.stage_id) for step in frame.steps] == [
        ("step-pay", "st-use"),
        ("step-pay-2", "st-buy"),
    ]
    assert [one.step_id for one in frame.touchpoints] == ["step-pay", "step-pay", "step-pay-2"]


def test_a_touchpoint_in_a_stage_that_is_not_there_is_refused():
    with pytest.raises(RecordProblem) as refused:
        map_frame(STAGES, (place("till"), place("call", "Usage")), NOBODY, NOTHING)

    assert str(refused.value) == (
        "engagement.toml: 1 of 2 touchpoints lie in a stage that is not among its stages: 'call'. "
        "Stages: Buy, Use. Correct their stage, or add it to stages."
    )
