"""Splitting, merging, moving and reordering the levels of a map: nothing linked is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.maps import map_with

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, WorkbenchError
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.merge import merge_maps
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.relinking import relinked_register
from cxworkbench.records.validity import check_map, map_ids, place_ids

NUMBERS = st.integers(0, 40)


def full_map():
    """A map with every level, and something of every kind at each of them."""
    m = edits.add_phase(map_with("Order", "Invoice", "Support", stages=("Buy", "Use")), "Before")
    m = edits.add_phase(m, "After")
    m = edits.move_stage(m, "st-buy", phase_id="ph-before")
    m = edits.add_step(m, "Pay", stage_id="st-buy")
    m = edits.add_step(m, "Ask", stage_id="st-use")
    m = edits.move_element(m, "tp-invoice", into="sp-pay")
    m = edits.move_element(m, "tp-support", into="sp-ask")
    for touchpoint in ("tp-order", "tp-support"):
        m = edits.add_interaction(m, "Call", touchpoint_id=touchpoint)
        m = edits.add_interaction(m, "Mail", touchpoint_id=touchpoint)
    m = edits.edit(m, "ia-call", successor_id="ia-mail")
    m = edits.add_role(m, "user")
    m = edits.set_involvement(m, "ro-user", "st-buy", involvement="leads", evidence=("i1",), n=2)
    m = edits.set_involvement(m, "ro-user", "st-use", can_stop=True, evidence=("i2",))
    m = edits.add_flow(m, "tp-order", "tp-invoice")
    m = edits.add_flow(m, "tp-support", "tp-order", kind="loop")
    for number, at in enumerate(place_ids(m)):
        m = edits.add_statement(
            m, at=at, lane="pains", text=f"Pain {number}", evidence=(f"v{number}",), n=number
        )
        m = edits.add_comment(m, f"Remark {number}", at=at)
        m = edits.add_decision(m, f"Decided {number}", at=at)
    return m


FULL = full_map()


def linked(m):
    """What must never be lost: evidence, statements, remarks, decisions, roles' parts, elements."""
    return {
        *(one.id for one in m.statements),
        *(proof for one in m.statements for proof in one.evidence),
        *(proof for one in m.involvements for proof in one.evidence),
        *(one.text for one in (*m.comments, *m.decisions)),
    }


@st.composite
def restructured(draw, start, most=6):
    journey_map = start
    for _ in range(draw(st.integers(1, most))):
        try:
            journey_map = _restructure(draw, journey_map)
        except WorkbenchError:
            continue  # such as a stage into a touchpoint: nothing is done then
    return journey_map


def _restructure(draw, m):
    def pick(items):
        return items[draw(NUMBERS) % len(items)]

    act = draw(st.sampled_from(["split", "merge", "move", "reorder"]))
    level = pick(edits.PLACES)
    ids = [one.id for one in edits.items_of(m, level)]
    if act == "split":
        hanging = [one for one in map_ids(m) if draw(st.booleans())]
        first = pick(ids)
        return edits.split_element(m, first, "Part", takes=takeable(m, first, hanging))
    if act == "merge":
        return edits.merge_elements(m, pick(ids), pick(ids))
    if act == "move":
        return edits.move_element(m, pick(ids), into=pick(["", *place_ids(m)]), before=pick(ids))
    return edits.reorder(m, draw(st.permutations(ids)))


def takeable(m, first, ids):
    """Those of the ids that may go along when the first is split."""
    may = []
    for one in ids:
        try:
            edits.split_element(m, first, "Part", takes=[one])
        except WorkbenchError:
            continue
        may.append(one)
    return may


@settings(max_examples=60, deadline=None)
@given(restructured(FULL))
def test_no_evidence_statement_remark_or_decision_is_lost_in_any_row_of_restructuring(m):
    assert check_map(m) == ()
    assert linked(FULL) <= linked(m)
    assert {one.id for one in FULL.statements} == {one.id for one in m.statements}
    assert not set(map_ids(m)) & set(m.retired_ids)
    assert set(place_ids(FULL)) <= {*place_ids(m), *m.merged_ids}
    assert set(m.merged_ids.values()) <= set(place_ids(m))


@settings(max_examples=40, deadline=None)
@given(restructured(FULL, most=4))
def test_a_restructured_map_merges_as_people_s_own_and_keeps_what_it_did(m):
    merged = merge_maps(FULL, m, FULL).map

    assert merged == m.model_copy(update={"retired_ids": merged.retired_ids})


@pytest.mark.parametrize("level", edits.PLACES)
def test_every_level_is_split_and_merged_back_to_what_it_was(level):
    first = edits.items_of(FULL, level)[0]
    hanging = takeable(FULL, first.id, map_ids(FULL))
    two = edits.split_element(FULL, first.id, "Second half", takes=hanging)
    [new] = set(place_ids(two)) - set(place_ids(FULL))
    again = edits.merge_elements(two, first.id, new)

    assert len(hanging) >= 3  # at the least its statement, comment and decision
    assert not {one.at for one in two.statements} & {first.id}
    assert edits.current_id(again, new) == first.id
    assert again.statements == FULL.statements
    for name in edits.PLACES:
        assert edits.items_of(again, name) == edits.items_of(FULL, name)
    assert [one.text for one in again.comments[len(FULL.comments) :]] == [
        f"'Second half' ({new}) was merged into this."
    ]


def test_a_touchpoint_that_goes_without_its_step_leaves_it_and_one_with_it_stays_in_it():
    alone = edits.split_element(FULL, "st-buy", "Pay up", takes=["tp-invoice"])
    along = edits.split_element(FULL, "st-buy", "Pay up", takes=["sp-pay"])

    assert placed(alone)["tp-invoice"] == ("st-pay-up", "")
    assert placed(along)["tp-invoice"] == ("st-pay-up", "sp-pay")
    assert placed(along)["tp-order"] == ("st-buy", "")


def placed(m):
    return {one.id: (one.stage_id, one.step_id) for one in m.touchpoints}


def test_the_second_half_of_an_interaction_comes_between_it_and_the_next():
    m = edits.split_element(FULL, "ia-call", "Call back")
    links = {one.id: (one.predecessor_id, one.successor_id) for one in m.interactions}

    assert links["ia-call"] == ("", "ia-call-back")
    assert links["ia-call-back"] == ("ia-call", "ia-mail")


def test_what_two_touchpoints_say_differently_is_remarked_and_what_is_open_is_filled():
    m = map_with()
    for name, fields in {
        "Till": {"medium_class": "physical", "channel": "shop", "systems": ("POS",)},
        "App": {"medium_class": "digital", "channel": "app", "owner": "Sales", "contact": False},
    }.items():
        m = edits.add_touchpoint(m, name, stage_id="st-use", **fields)
    merged = edits.merge_elements(m, "tp-till", "tp-app")
    [till] = merged.touchpoints

    assert (till.medium_class, till.channel, till.owner) == ("hybrid", "shop", "Sales")
    assert (till.systems, till.contact) == (("POS",), True)
    assert [one.text for one in merged.comments] == [
        "'App' (tp-app) was merged into this. It had channel 'app', an action of the customer "
        "without us among it."
    ]


def test_in_two_offerings_and_in_all_are_in_all():
    m = edits.add_offering(edits.add_offering(map_with("A", "B", "C"), "Basic"), "Plus")
    m = edits.edit(m, "tp-a", offering_ids=("of-basic",))
    m = edits.edit(m, "tp-b", offering_ids=("of-plus",))

    assert edits.merge_elements(m, "tp-a", "tp-b").touchpoints[0].offering_ids == (
        "of-basic",
        "of-plus",
    )
    assert edits.merge_elements(m, "tp-a", "tp-c").touchpoints[0].offering_ids == ()


def test_the_stronger_part_of_a_role_stays_with_the_evidence_of_both():
    [part] = edits.merge_elements(FULL, "st-use", "st-buy").involvements

    assert (part.stage_id, part.involvement, part.can_stop) == ("st-use", "leads", True)
    assert set(part.evidence) == {"i1", "i2"}


def test_a_way_between_two_merged_touchpoints_goes_and_a_loop_stays():
    m = edits.merge_elements(FULL, "tp-order", "tp-invoice", "tp-support")

    assert [(one.kind, one.from_id, one.to_id) for one in m.flows] == [
        ("loop", "tp-order", "tp-order")
    ]


def test_a_register_follows_the_merged():
    m = edits.merge_elements(edits.merge_elements(FULL, "tp-order", "tp-invoice"), "tp-support",
                             "tp-order")  # fmt: skip
    late = Entry(id="e", kind="pain", title="Late", touchpoint_ids=("tp-invoice", "tp-support"))

    [entry] = relinked_register(Register(entries=(late,)), m).entries

    assert entry.touchpoint_ids == ("tp-support",)


def test_elements_not_named_in_a_new_order_stay_where_they_are():
    m = edits.reorder(FULL, ["tp-support", "tp-order"])

    assert [one.id for one in m.touchpoints] == ["tp-support", "tp-invoice", "tp-order"]


REFUSED = [
    (
        lambda: edits.split_element(FULL, "ro-user", "Two"),
        "'ro-user' is one of the roles, and only levels are split: phases, stages, steps, "
        "touchpoints, interactions.",
    ),
    (
        lambda: edits.split_element(FULL, "tp-order", "Two", takes=["tp-invoice", "ia-call"]),
        "1 of 2 in takes do not belong to 'tp-order': 'tp-invoice'. Did you mean "
        "'fl-tp-order-tp-invoice'? It has: 'ia-call', 'ia-mail', 'sm-tp-order-pains-pain-6' and "
        "4 more.",
    ),
    (
        lambda: edits.merge_elements(FULL, "tp-order", "st-buy"),
        "'st-buy' is one of the stages, and 'tp-order' takes in others of the touchpoints.",
    ),
    (
        lambda: edits.merge_elements(FULL, "tp-order", "tp-order"),
        "'tp-order' is the one it is merged into, and 'tp-order' takes in others of the "
        "touchpoints.",
    ),
    (
        lambda: edits.move_element(FULL, "st-buy", into="tp-order"),
        "'st-buy' is one of the stages, and does not go into 'tp-order', which is one of the "
        "touchpoints. Stages go into phases, steps into stages, touchpoints into stages or steps, "
        "interactions into touchpoints.",
    ),
    (
        lambda: edits.reorder(FULL, ["tp-order", "tp-order"]),
        "'tp-order' stands in the new order twice. Name each id once.",
    ),
]


@pytest.mark.parametrize(("act", "message"), REFUSED)
def test_what_does_not_go_together_is_refused_in_words(act, message):
    with pytest.raises(ParameterProblem) as refused:
        act()

    assert str(refused.value) == message


def test_interactions_are_not_merged_into_a_circle():
    m = map_with("Order")
    for name in ("Call", "Mail", "Visit"):
        m = edits.add_interaction(m, name, touchpoint_id="tp-order")
    m = edits.edit(edits.edit(m, "ia-call", successor_id="ia-mail"), "ia-mail",
                   successor_id="ia-visit")  # fmt: skip

    with pytest.raises(RecordProblem) as refused:
        edits.merge_elements(m, "ia-call", "ia-visit")

    assert "interactions go in a circle: ia-call -> ia-mail -> ia-call." in str(refused.value)


def test_merged_ids_are_retired_ones():
    touchpoint = Touchpoint(id="tp", name="T", stage_id="st")
    m = JourneyMap(id="m", title="", stages=(Stage(id="st", name="S"),), touchpoints=(touchpoint,),
                   merged_ids={"tp": "st"})  # fmt: skip

    assert check_map(m) == (
        "merged_ids says that 'tp' was merged into 'st', and 'tp' is not retired. Put it among "
        "retired_ids, or take it out of merged_ids.",
    )
