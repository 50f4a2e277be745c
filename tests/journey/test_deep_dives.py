"""Deep dives: parent and child, their borders, and what splitting one off keeps."""

import pytest
from hypothesis import given, settings
from tests.records.maps import map_with
from tests.records.test_restructuring import FULL, linked, restructured

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.deep_dives import (
    check_borders,
    describe_drill_down,
    drill_down,
    linked_to,
    parent_stage_of,
    split_off,
)
from cxworkbench.journey.order import touchpoints_in_order
from cxworkbench.records import edits
from cxworkbench.records.validity import check_map


def names(journey_map, stage_id=""):
    return [one.name for one in touchpoints_in_order(journey_map, stage_id)]


def test_steps_become_stages_and_the_stage_the_phase():
    _, child = split_off(FULL, "st-buy")

    assert (child.kind, child.parent_map, child.parent_stage) == ("deep dive", "journey", "st-buy")
    assert [one.name for one in child.phases] == ["Buy"]
    assert [one.name for one in child.stages] == ["Pay", "Buy"]
    assert names(child) == names(FULL, "st-buy")


@settings(max_examples=50, deadline=None)
@given(restructured(FULL))
def test_a_deep_dive_of_any_stage_is_whole_fits_its_borders_and_nothing_is_lost(m):
    for stage in m.stages:
        if not touchpoints_in_order(m, stage.id):
            continue
        for fold in (False, True):
            parent, child = split_off(m, stage.id, fold=fold)

            assert check_map(parent) == ()
            assert check_map(child) == ()
            assert check_borders(parent, child)["agrees"].tolist() == [True, True]
            assert linked(m) <= linked(parent) | linked(child)
            assert len(touchpoints_in_order(parent, stage.id)) <= 2 or not fold


def test_a_border_that_moved_is_named_with_what_to_do():
    parent, child = split_off(FULL, "st-buy")
    parent = edits.add_touchpoint(parent, "Delivery", stage_id="st-buy")
    borders = check_borders(parent, child)

    assert borders["agrees"].tolist() == [True, False]
    assert borders["message"].tolist() == [
        "",
        "The last touchpoint of the stage Buy is Delivery, and the deep dive has Order there: give "
        "both the same one.",
    ]
    table = drill_down(parent, [child, FULL])
    assert table["borders"].tolist() == ["", "differ"]
    assert describe_drill_down(table) == (
        "1 of 2 stages has a deep dive: Buy. Borders differ in Buy."
    )


def test_the_same_name_is_the_same_border():
    parent = map_with("Order", "Invoice")
    child = linked_to(map_with("order", "INVOICE").model_copy(update={"id": "x"}), parent, "st-use")

    assert check_borders(parent, child)["agrees"].all()


def test_a_deep_dive_follows_its_stage_when_that_was_merged():
    parent, child = split_off(FULL, "st-buy")
    parent = edits.merge_elements(parent, "st-use", "st-buy")

    assert parent_stage_of(parent, child).id == "st-use"


def test_a_stage_that_is_not_there_and_one_without_touchpoints_are_refused():
    with pytest.raises(ParameterProblem) as unknown:
        split_off(FULL, "st-bye")
    with pytest.raises(ParameterProblem) as bare:
        split_off(map_with("Order"), "st-renew")
    with pytest.raises(ParameterProblem) as stranger:
        check_borders(map_with("Order"), split_off(FULL, "st-buy")[1])

    assert str(unknown.value) == (
        "The map 'journey' has no stage 'st-bye'. Did you mean 'st-buy'? Stages: st-use, st-buy."
    )
    assert str(bare.value) == (
        "The stage 'Renew' has no touchpoint, so there is nothing to dive into. Add touchpoints, "
        "or start the deep dive from a template."
    )
    assert str(stranger.value) == (
        "The map 'journey-buy' names stage 'st-buy' of 'journey' as its parent, and 'journey' has "
        "no such stage. Stages: Use, Renew."
    )
