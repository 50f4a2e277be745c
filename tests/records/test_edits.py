"""Edits of a map: what a person does, and what is refused."""

import pytest
from hypothesis import given, settings
from tests.records.maps import edited, map_with

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.records import edits
from cxworkbench.records.validity import check_map, map_ids


@settings(max_examples=100, deadline=None)
@given(edited(map_with("Order"), most=15, fixing=True))
def test_any_row_of_edits_leaves_a_whole_map_and_reuses_no_id(journey_map):
    assert check_map(journey_map) == ()
    assert not set(map_ids(journey_map)) & set(journey_map.retired_ids)


def test_an_id_survives_rename_and_move():
    renamed = edits.rename(map_with("Order"), "tp-order", "Place an order")
    moved = edits.move_touchpoint(renamed, "tp-order", stage_id="st-renew")

    assert [(one.id, one.stage_id) for one in moved.touchpoints] == [("tp-order", "st-renew")]


def test_a_removed_touchpoint_takes_its_statements_along_and_its_id_is_never_given_again():
    journey_map = edits.add_statement(map_with("Order"), at="tp-order", lane="pains", text="Slow")
    removed = edits.remove_touchpoint(journey_map, "tp-order")
    again = edits.add_touchpoint(removed, "Order", stage_id="st-use")

    assert removed.statements == ()
    assert removed.retired_ids == ("tp-order", "sm-tp-order-pains-slow")
    assert [one.id for one in again.touchpoints] == ["tp-order-2"]


def test_a_new_touchpoint_comes_before_the_one_named():
    journey_map = edits.add_touchpoint(
        map_with("Order", "Invoice"), "Delivery", stage_id="st-use", before="tp-invoice"
    )

    assert [one.name for one in journey_map.touchpoints] == ["Order", "Delivery", "Invoice"]


def test_a_touchpoint_moved_to_another_stage_leaves_its_step():
    journey_map = edits.add_step(map_with(), "Pay", stage_id="st-use")
    journey_map = edits.add_touchpoint(
        journey_map, "Invoice", stage_id="st-use", step_id="sp-pay", channel="mail"
    )
    moved = edits.move_touchpoint(journey_map, "tp-invoice", stage_id="st-renew")
    stayed = edits.move_touchpoint(journey_map, "tp-invoice")

    assert (moved.touchpoints[0].stage_id, moved.touchpoints[0].step_id) == ("st-renew", "")
    assert (stayed.touchpoints[0].step_id, stayed.touchpoints[0].channel) == ("sp-pay", "mail")


def test_interactions_and_links_to_them_go_with_their_touchpoint():
    journey_map = map_with("Order", "Invoice")
    journey_map = edits.add_interaction(journey_map, "call", touchpoint_id="tp-order")
    journey_map = edits.add_interaction(
        journey_map, "mail", touchpoint_id="tp-invoice", predecessor_id="ia-call"
    )

    [left] = edits.remove_touchpoint(journey_map, "tp-order").interactions

    assert (left.id, left.predecessor_id) == ("ia-mail", "")


def test_a_stage_with_touchpoints_is_not_removed():
    with pytest.raises(RecordProblem) as caught:
        edits.remove_stage(map_with("Order", "Invoice"), "st-use")

    assert str(caught.value) == (
        "2 elements are in stage 'st-use', the first is 'Order'. Move or remove them first."
    )
    assert [one.id for one in edits.remove_stage(map_with("Order"), "st-renew").stages] == [
        "st-use"
    ]


def test_statements_are_added_edited_confirmed_and_removed():
    journey_map = edits.add_statement(
        map_with("Order"), at="tp-order", lane="emotion", value=-1.0, word="annoyed"
    )
    [said] = journey_map.statements
    edited_map = edits.edit_statement(journey_map, said.id, value=0.5)

    assert (said.basis, said.status, said.evidence) == ("assumed", "draft", ())
    assert edited_map.statements[0].value == 0.5
    assert edits.confirm(edited_map, said.id).statements[0].status == "confirmed"
    assert edits.unlock(edits.lock(edited_map, said.id), said.id) == edited_map
    assert edits.remove_statement(edited_map, said.id).statements == ()


def test_phases_and_stages_are_added_and_renamed():
    journey_map = edits.add_phase(map_with(), "Before")
    journey_map = edits.add_stage(journey_map, "Aware", before="st-use", phase_id="ph-before")
    journey_map = edits.rename_stage(journey_map, "st-aware", "Awareness")

    assert [one.name for one in journey_map.stages] == ["Awareness", "Use", "Renew"]
    assert journey_map.stages[0].phase_id == "ph-before"


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            lambda m: edits.edit_touchpoint(m, "tp-ordr", name="x"),
            "The map 'journey' has no 'tp-ordr'. Did you mean 'tp-order'?",
        ),
        (
            lambda m: edits.remove_touchpoint(m, "st-use"),
            "'st-use' is one of the stages, and one of the touchpoints is needed.",
        ),
        (
            lambda m: edits.edit(m, "st-use", basiss="measured"),
            "'st-use' has no field 'basiss'. Did you mean 'basis'? It has: id, name, status, "
            "locked, phase_id, definition, basis, confidence, believed_on.",
        ),
        (
            lambda m: edits.edit(m, "tp-order", stage_id="st-renew"),
            "stage_id of 'tp-order' is not changed by an edit. Ids stay as they are; an element "
            "is moved, and a statement is added anew.",
        ),
        (
            lambda m: edits.add_touchpoint(m, "New", stage_id="st-use", before="tp-odrer"),
            "There is no 'tp-odrer' to come before. Did you mean 'tp-order'?",
        ),
    ],
)
def test_what_an_edit_does_not_take_is_said_in_words(act, message):
    with pytest.raises(ParameterProblem) as caught:
        act(map_with("Order"))

    assert str(caught.value) == message


def test_a_value_that_does_not_fit_and_a_place_that_is_not_there_are_refused():
    with pytest.raises(RecordProblem) as caught:
        edits.edit_touchpoint(map_with("Order"), "tp-order", medium_class="online")
    with pytest.raises(RecordProblem) as lost:
        edits.add_statement(map_with("Order"), at="tp-odrer", lane="pains", text="Slow")

    assert str(caught.value) == (
        "'tp-order', medium_class is 'online', which is not one of digital, physical, hybrid, "
        "unknown. Correct it and save the file."
    )
    assert str(lost.value) == (
        "The map 'journey': statement 'sm-tp-odrer-pains-slow' names at 'tp-odrer', which is not "
        "there. Did you mean 'tp-order'? Correct it, or remove the statement."
    )
