"""The three-way merge: people's work stays, what is new comes in, disagreement is listed."""

import pytest
from hypothesis import given, settings
from tests.records.maps import map_with, register_with, versions

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records import edits
from cxworkbench.records.journey_map import Statement
from cxworkbench.records.merge import merge_maps, merge_registers
from cxworkbench.records.register import Approval, Register
from cxworkbench.records.threeway import is_fixed
from cxworkbench.records.validity import check_map, map_ids

MANY = settings(max_examples=250, deadline=None)


def everything(journey_map):
    lists = [edits.items_of(journey_map, name) for name in edits.LISTS]
    return {one.id: one for items in lists for one in items}


@MANY
@given(versions(fixing=True))
def test_a_proposal_without_news_leaves_peoples_map_as_it_is(three):
    base, ours, _ = three

    merged = merge_maps(base, ours, base)

    assert merged.map == ours


@MANY
@given(versions())
def test_where_people_did_nothing_the_proposal_is_taken_whole(three):
    base, _, theirs = three

    merged = merge_maps(base, base, theirs)

    assert merged.map == theirs
    assert merged.conflicts.empty


@MANY
@given(versions(fixing=True))
def test_nothing_locked_or_confirmed_changes(three):
    base, ours, theirs = three

    merged = everything(merge_maps(base, ours, theirs).map)

    for one, item in everything(ours).items():
        if is_fixed(item):
            assert merged[one] == item


@MANY
@given(versions(fixing=True))
def test_a_merged_map_is_whole_and_its_ids_are_single(three):
    merged = merge_maps(*three).map

    assert check_map(merged) == ()
    assert len(set(map_ids(merged))) == len(map_ids(merged))
    assert not set(map_ids(merged)) & set(merged.retired_ids)


@MANY
@given(versions())
def test_what_a_person_removed_stays_away(three):
    base, ours, theirs = three
    removed = set(map_ids(base)) - set(map_ids(ours))

    merged = merge_maps(base, ours, theirs).map

    assert not removed & set(map_ids(merged))
    assert removed <= set(merged.retired_ids)


@MANY
@given(versions())
def test_what_a_person_added_stays(three):
    base, ours, theirs = three

    merged = merge_maps(base, ours, theirs).map

    assert set(map_ids(ours)) - set(map_ids(base)) <= set(map_ids(merged))


@MANY
@given(versions(fixing=True))
def test_merging_the_same_proposal_again_changes_nothing(three):
    base, ours, theirs = three
    once = merge_maps(base, ours, theirs).map

    assert merge_maps(theirs, once, theirs).map == once


def test_of_two_touchpoints_each_merged_into_the_other_by_one_side_ours_stays():
    base = map_with("Order", "Delivery")
    ours = edits.merge_elements(base, "tp-delivery", "tp-order")
    theirs = edits.merge_elements(base, "tp-order", "tp-delivery")

    merged = merge_maps(base, ours, theirs)

    assert [one.id for one in merged.map.touchpoints] == ["tp-delivery"]
    assert merged.map.merged_ids == {"tp-order": "tp-delivery"}
    assert "tp-delivery" in merged.conflicts["id"].tolist()


def test_a_field_that_only_one_side_changed_takes_that_sides_value():
    base = map_with("Order")
    ours = edits.edit_touchpoint(base, "tp-order", owner="Sales")
    theirs = edits.edit_touchpoint(base, "tp-order", channel="portal")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints[0].owner == "Sales"
    assert merged.map.touchpoints[0].channel == "portal"
    assert merged.conflicts.empty


def test_a_field_that_both_changed_stays_ours_and_is_listed():
    base = map_with("Order")
    ours = edits.rename(base, "tp-order", "Ordering")
    theirs = edits.rename(base, "tp-order", "Place an order")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints[0].name == "Ordering"
    assert merged.conflicts.to_dict("records") == [
        {
            "id": "tp-order",
            "field": "name",
            "base": "Order",
            "ours": "Ordering",
            "theirs": "Place an order",
            "kept": "ours",
            "why": "a person changed it",
        }
    ]


def test_a_locked_touchpoint_stays_and_the_wish_to_change_it_is_listed():
    base = map_with("Order")
    ours = edits.lock(base, "tp-order")
    theirs = edits.rename(base, "tp-order", "Place an order")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints == ours.touchpoints
    assert merged.conflicts["why"].tolist() == ["a person locked it"]


def test_a_measurement_is_taken_from_one_side_whole():
    said = Statement(id="sm-1", at="tp-order", lane="emotion", value=0.5, low=0, high=1, n=4)
    base = map_with("Order", statements=(said,))
    ours = edits.edit_statement(base, "sm-1", value=1.0)
    theirs = edits.edit_statement(base, "sm-1", low=-1.0, high=0.2, n=9)

    merged = merge_maps(base, ours, theirs)

    [kept] = merged.map.statements
    assert (kept.value, kept.low, kept.high, kept.n) == (1.0, 0, 1, 4)
    assert merged.conflicts["field"].tolist() == ["n", "value", "low", "high"]


def test_the_same_element_added_on_both_sides_is_one():
    base = map_with("Order")
    ours = edits.add_touchpoint(base, "Invoice", stage_id="st-use")

    merged = merge_maps(base, ours, ours)

    assert [one.id for one in merged.map.touchpoints] == ["tp-order", "tp-invoice"]
    assert merged.conflicts.empty


def test_what_is_proposed_for_a_removed_touchpoint_is_left_out_and_reported():
    base = map_with("Order", "Invoice")
    ours = edits.remove_touchpoint(base, "tp-invoice")
    theirs = edits.add_statement(base, at="tp-invoice", lane="pains", text="late")

    merged = merge_maps(base, ours, theirs)

    assert merged.map == ours.model_copy(update={"retired_ids": merged.map.retired_ids})
    assert merged.conflicts["why"].tolist() == [
        "tp-invoice, where it would stand, was removed by a person"
    ]


def test_a_touchpoint_the_proposal_drops_stays_when_a_person_said_something_there():
    base = map_with("Order", "Invoice", "Support")
    ours = edits.add_statement(base, at="tp-invoice", lane="pains", text="late")
    theirs = edits.remove_touchpoint(base, "tp-invoice")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints == base.touchpoints
    assert merged.map.statements == ours.statements
    assert merged.conflicts["why"].tolist() == [
        "the proposal leaves it out; something that stays needs it"
    ]


def test_links_of_both_sides_that_make_a_circle_stay_ours():
    base = map_with("Order")
    for name in ("a", "b"):
        base = edits.add_interaction(base, name, touchpoint_id="tp-order")
    ours = edits.edit(base, "ia-a", successor_id="ia-b")
    theirs = edits.edit(base, "ia-b", successor_id="ia-a")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.interactions == ours.interactions
    assert merged.conflicts["why"].tolist() == ["both sides' links make a circle"]


def test_without_a_base_what_differs_stays_ours_and_is_listed():
    ours = edits.rename(map_with("Order"), "tp-order", "Ordering")

    merged = merge_maps(None, ours, map_with("Order", "Invoice"))

    assert [one.name for one in merged.map.touchpoints] == ["Ordering", "Invoice"]
    assert merged.conflicts["why"].tolist() == ["both sides added it"]


def test_a_proposal_of_another_map_is_refused():
    ours = map_with("Order")
    other = ours.model_copy(update={"id": "renewals"})

    with pytest.raises(RecordProblem) as caught:
        merge_maps(ours, ours, other)

    assert str(caught.value) == (
        "The proposal is of map 'renewals', and the map here is 'journey'. A proposal is merged "
        "into the map it was made from."
    )


def test_the_inputs_of_a_merge_are_left_as_they_were():
    base, ours = map_with("Order"), map_with("Order", "Invoice")
    before = base.to_text(), ours.to_text()
    merge_maps(base, ours, base)

    assert (base.to_text(), ours.to_text()) == before


def test_a_confirmed_insight_is_not_replaced_by_a_new_draft():
    base = register_with("Late", "Costly")
    late, costly = base.entries
    confirmed = late.model_copy(update={"status": "confirmed", "recommendation": "Ship earlier."})
    ours = base.model_copy(update={"entries": (confirmed, costly)})
    new = late.model_copy(update={"recommendation": "Hire.", "n": 7})
    theirs = base.model_copy(update={"entries": (new, costly.model_copy(update={"n": 3}))})

    merged = merge_registers(base, ours, theirs)

    assert merged.register.entries == (confirmed, costly.model_copy(update={"n": 3}))
    assert merged.conflicts["field"].tolist() == ["n", "recommendation"]


def test_an_entry_that_a_persons_entry_rests_on_stays():
    base = register_with("Late")
    mine = base.entries[0].model_copy(
        update={"id": "action-1", "kind": "action", "because_of": ("pain-late",)}
    )
    ours = base.model_copy(update={"entries": (*base.entries, mine)})

    merged = merge_registers(base, ours, register_with("Costly"))

    assert {one.id for one in merged.register.entries} == {"pain-late", "pain-costly", "action-1"}
    assert merged.register.retired_ids == ()


def test_an_entry_that_the_proposal_drops_is_retired():
    base = register_with("Late", "Costly")

    merged = merge_registers(base, base, register_with("Costly"))

    assert [one.id for one in merged.register.entries] == ["pain-costly"]
    assert merged.register.retired_ids == ("pain-late",)


def test_a_locked_touchpoint_that_the_proposal_leaves_out_stays():
    base = edits.lock(map_with("Order", "Invoice"), "tp-invoice")
    theirs = edits.remove_touchpoint(base, "tp-invoice")

    merged = merge_maps(base, base, theirs)

    assert merged.map == base
    assert merged.conflicts["why"].tolist() == ["the proposal leaves it out; a person locked it"]


def test_a_new_touchpoint_follows_its_step_into_the_stage_where_people_moved_it():
    base = edits.add_step(map_with("Order"), "Pay", stage_id="st-use")
    ours = edits.move_step(base, "sp-pay", stage_id="st-renew")
    theirs = edits.add_touchpoint(base, "Invoice", stage_id="st-use", step_id="sp-pay")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints[1].stage_id == "st-renew"
    assert merged.conflicts["why"].tolist() == ["it follows its step sp-pay"]


def test_a_locked_touchpoint_keeps_its_stage_and_its_step_when_the_proposal_moves_the_step():
    base = edits.add_step(map_with(), "Pay", stage_id="st-use")
    base = edits.add_touchpoint(base, "Invoice", stage_id="st-use", step_id="sp-pay")
    ours = edits.lock(base, "tp-invoice")
    theirs = edits.move_step(base, "sp-pay", stage_id="st-renew")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints == ours.touchpoints
    assert merged.map.steps == ours.steps


def test_what_the_proposal_calls_by_an_id_that_is_something_else_here_is_left_out():
    base = map_with("Order")
    ours = edits.add_statement(base, at="tp-order", lane="pains", text="Slow")
    taken = ours.statements[0].id
    twin = base.touchpoints[0].model_copy(update={"id": taken, "name": "Twin"})
    theirs = base.model_copy(update={"touchpoints": (*base.touchpoints, twin)})

    merged = merge_maps(base, ours, theirs)

    assert merged.map == ours
    assert merged.conflicts["why"].tolist() == ["this id is one of the statements here"]


def test_causes_of_both_sides_that_make_a_circle_stay_ours():
    base = register_with("Late", "Slow")
    late, slow = base.entries
    ours = base.model_copy(
        update={"entries": (late.model_copy(update={"because_of": (slow.id,)}), slow)}
    )
    theirs = base.model_copy(
        update={"entries": (late, slow.model_copy(update={"because_of": (late.id,)}))}
    )

    merged = merge_registers(base, ours, theirs)

    assert merged.register == ours
    assert merged.conflicts["why"].tolist() == ["both sides' links make a circle"]


def test_a_proposed_link_to_an_entry_that_people_removed_is_taken_out():
    base = register_with("Late")
    new = base.entries[0].model_copy(update={"id": "action-1", "because_of": ("pain-late",)})
    theirs = base.model_copy(update={"entries": (*base.entries, new)})
    ours = base.model_copy(update={"entries": (), "retired_ids": ("pain-late",)})

    merged = merge_registers(base, ours, theirs)

    assert [(one.id, one.because_of) for one in merged.register.entries] == [("action-1", ())]
    assert merged.conflicts["field"].tolist() == ["because_of"]


def test_a_touchpoint_that_the_proposal_moves_into_a_removed_stage_stays_where_it_was():
    base = map_with("Order")
    ours = edits.rename(edits.remove_stage(base, "st-renew"), "tp-order", "Ordering")
    theirs = edits.move_touchpoint(base, "tp-order", stage_id="st-renew")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints == ours.touchpoints
    assert merged.conflicts["why"].tolist() == ["its new place st-renew was removed by a person"]


def test_two_new_orders_are_a_conflict_and_peoples_order_stays():
    base = map_with("A", "B", "C")
    ours = edits.move_touchpoint(base, "tp-c", before="tp-a")
    theirs = edits.move_touchpoint(base, "tp-b", before="tp-a")

    merged = merge_maps(base, ours, theirs)

    assert merged.map == ours
    assert merged.conflicts["field"].tolist() == ["order"]


def test_a_link_to_an_interaction_that_is_gone_is_taken_out():
    base = edits.add_interaction(map_with("Order", "Invoice"), "call", touchpoint_id="tp-order")
    base = edits.add_interaction(base, "mail", touchpoint_id="tp-invoice")
    ours = edits.remove_touchpoint(base, "tp-order")
    theirs = edits.edit(base, "ia-mail", predecessor_id="ia-call")

    merged = merge_maps(base, ours, theirs)

    assert [one.predecessor_id for one in merged.map.interactions] == [""]


def test_an_offering_that_the_proposal_drops_stays_when_a_persons_touchpoint_names_it():
    base = edits.add_offering(edits.add_offering(map_with("Order"), "Basic"), "Full")
    ours = edits.edit_touchpoint(base, "tp-order", offering_ids=("of-basic",))
    theirs = edits.remove_item(base, "of-basic")

    merged = merge_maps(base, ours, theirs)

    assert merged.map == ours
    assert merged.conflicts["why"].tolist() == [
        "the proposal leaves it out; something that stays needs it"
    ]


def test_a_proposed_touchpoint_in_a_removed_offering_comes_without_it_and_says_so():
    base = edits.add_offering(map_with("Order"), "Basic")
    ours = edits.remove_item(base, "of-basic")
    theirs = edits.add_touchpoint(base, "Invoice", stage_id="st-use", offering_ids=("of-basic",))

    merged = merge_maps(base, ours, theirs)

    assert merged.map.touchpoints[1].offering_ids == ()
    assert merged.conflicts["why"].tolist() == [
        "offering of-basic was removed by a person, and it stands in all offerings now"
    ]


def test_a_way_on_to_a_removed_touchpoint_is_left_out_and_reported():
    base = map_with("Order", "Invoice")
    ours = edits.remove_touchpoint(base, "tp-invoice")
    theirs = edits.add_flow(base, "tp-order", "tp-invoice")

    merged = merge_maps(base, ours, theirs)

    assert merged.map.flows == ()
    assert merged.conflicts["why"].tolist() == [
        "tp-invoice, where it would stand, was removed by a person"
    ]


def test_of_two_involvements_of_a_role_in_a_stage_peoples_own_stays():
    base = edits.add_role(map_with("Order"), "User")
    ours = edits.set_involvement(base, "ro-user", "st-use", involvement="leads")
    twin = ours.involvements[0].model_copy(update={"id": "in-2", "involvement": "none"})
    theirs = base.model_copy(update={"involvements": (twin,)})

    merged = merge_maps(base, ours, theirs)

    assert merged.map.involvements == ours.involvements
    assert merged.conflicts["why"].tolist() == [
        f"{ours.involvements[0].id} says it for this role and stage here"
    ]


def test_a_remark_on_what_was_retired_long_ago_comes_in():
    old = edits.remove_touchpoint(map_with("Order", "Invoice"), "tp-invoice")
    ours = old.model_copy(update={"retired_ids": ()})
    theirs = edits.add_comment(old, "Why gone?", at="tp-invoice")

    merged = merge_maps(old, ours, theirs)

    assert merged.map.comments == theirs.comments
    assert merged.map.retired_ids == ("tp-invoice",)


def test_two_stages_that_only_the_merge_gives_one_name_are_listed():
    base = map_with()
    ours = edits.rename(base, "st-use", "Operate")
    theirs = edits.rename(base, "st-renew", "operate")

    merged = merge_maps(base, ours, theirs)

    assert [one.name for one in merged.map.stages] == ["Operate", "operate"]
    columns = ["id", "field", "ours", "theirs", "kept", "why"]
    assert merged.conflicts[columns].to_numpy().tolist() == [
        ["st-renew", "name", "Renew", "operate", "theirs",
         "st-use has this name too: rename one of them, or merge the two"],
    ]  # fmt: skip
    assert merge_maps(merged.map, merged.map, merged.map).conflicts.empty


def test_a_proposals_link_to_a_cause_that_people_removed_stays_away():
    base = register_with("Late")
    (late,) = base.entries
    cause = late.model_copy(update={"id": "cause-1", "kind": "root cause"})
    theirs = base.model_copy(
        update={"entries": (late.model_copy(update={"caused_by": ("cause-1",)}), cause)}
    )
    ours = base.model_copy(update={"retired_ids": ("cause-1",)})

    merged = merge_registers(base, ours, theirs)

    assert merged.register.entries == (late,)
    assert merged.conflicts["field"].to_list() == ["", "caused_by"]


def test_what_a_person_approved_stays_through_a_merge():
    word = Approval(rule="pain and gap", by="Ada", on="2026-03-01")
    ours = Register(approvals=(word,))

    assert merge_registers(None, ours, Register()).register.approvals == (word,)
