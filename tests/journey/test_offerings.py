"""Several offerings on one map: shared touchpoints are one record, and nothing is lost."""

import pytest
from hypothesis import given, settings
from tests.records.maps import map_with
from tests.records.test_restructuring import FULL, linked, restructured

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.offerings import (
    describe_offerings,
    joined_offerings,
    offering_map,
    shared_touchpoints,
)
from cxworkbench.journey.order import touchpoints_in_order
from cxworkbench.records import edits
from cxworkbench.records.validity import check_map


def joined(**maps):
    return joined_offerings(maps, map_id="both", title="Both")


def names(journey_map):
    by_id = {stage.id: stage.name for stage in journey_map.stages}
    return [(by_id[one.stage_id], one.name) for one in touchpoints_in_order(journey_map)]


def test_a_touchpoint_of_both_is_one_record_and_stands_in_all():
    both = joined(basic=map_with("Order", "Invoice"), plus=map_with("Order", "Call")).map

    assert [(one.name, one.offering_ids) for one in both.touchpoints] == [
        ("Order", ()),
        ("Call", ("of-plus",)),
        ("Invoice", ("of-basic",)),
    ]
    table = shared_touchpoints(both)
    assert table[["basic", "plus", "shared"]].values.tolist() == [
        [True, True, True], [False, True, False], [True, False, False],
    ]  # fmt: skip
    assert describe_offerings(table) == (
        "1 of 3 touchpoints is shared by several offerings: Order."
    )


def test_the_same_name_under_other_ids_is_the_same_and_in_another_stage_is_not():
    other = map_with("Order", stages=("Renew", "Use"))
    renamed = edits.rename(map_with("Shop"), "tp-shop", "order")

    assert len(joined(a=map_with("Order"), b=renamed).map.touchpoints) == 1
    assert [one.id for one in joined(a=map_with("Order"), b=other).map.touchpoints] == [
        "tp-order",
        "tp-order-2",
    ]


def test_what_maps_say_differently_of_a_shared_touchpoint_is_listed():
    mail = edits.edit(map_with("Order"), "tp-order", channel="mail")
    phone = edits.edit(map_with("Order"), "tp-order", channel="phone", owner="Sales")
    both = joined(a=mail, b=phone)

    assert both.differences.values.tolist() == [["tp-order", "Order", "b", "channel 'phone'"]]
    assert (both.map.touchpoints[0].channel, both.map.touchpoints[0].owner) == ("mail", "Sales")


@settings(max_examples=40, deadline=None)
@given(restructured(FULL, most=3), restructured(FULL, most=3))
def test_of_two_joined_maps_each_is_found_again_and_nothing_is_lost(one, other):
    both = joined(one=one, other=other).map

    assert check_map(both) == ()
    evidence = {proof for m in (one, other) for said in m.statements for proof in said.evidence}
    assert evidence <= linked(both)
    texts = {remark.text for m in (one, other) for remark in (*m.comments, *m.decisions)}
    assert texts <= linked(both)
    for offering, m in zip(both.offerings, (one, other), strict=True):
        alone = offering_map(both, offering.id)
        assert check_map(alone) == ()
        assert set(names(alone)) == set(names(m))


def test_an_id_that_is_given_anew_is_not_one_that_comes_later():
    other = map_with("Order", stages=("Renew", "Use"))
    other = edits.add_touchpoint(other, "Order", stage_id="st-use")
    other = edits.rename(other, "tp-order-2", "Reorder")
    both = joined(a=map_with("Order"), b=other).map

    assert [one.id for one in other.touchpoints] == ["tp-order", "tp-order-2"]
    assert len({one.id for one in both.touchpoints}) == len(both.touchpoints) == 3


def test_a_map_joined_with_itself_is_itself():
    both = joined(one=FULL, other=FULL).map

    for name in edits.LISTS:
        if name not in ("offerings", "comments", "decisions"):
            assert edits.items_of(both, name) == edits.items_of(FULL, name)


def test_what_cannot_be_joined_is_refused():
    with pytest.raises(ParameterProblem) as one:
        joined(a=FULL)
    with pytest.raises(ParameterProblem) as mixed:
        joined(a=FULL, b=FULL.model_copy(update={"state": "to-be"}))
    with pytest.raises(ParameterProblem) as unknown:
        offering_map(joined(a=FULL, b=FULL).map, "of-c")

    assert str(one.value) == ("1 maps were given. Name at least two offerings, each with its map.")
    assert str(mixed.value) == (
        "The maps are not of one state: a as-is, b to-be. Join maps of the same state."
    )
    assert str(unknown.value) == (
        "The map 'both' has no offering 'of-c'. Did you mean 'of-b'? It has: 'of-a', 'of-b'."
    )


def talks(*names):
    """A map of one touchpoint whose interactions follow each other as named."""
    journey_map = map_with("Order")
    for name in names:
        journey_map = edits.add_interaction(journey_map, name, touchpoint_id="tp-order")
    for one, other in zip(journey_map.interactions, journey_map.interactions[1:], strict=False):
        journey_map = edits.edit(journey_map, one.id, successor_id=other.id)
    return journey_map


def test_interactions_that_follow_each_other_the_other_way_round_keep_the_first_order():
    both = joined(a=talks("Mail", "Part"), b=talks("Part", "Mail", "Bill"))

    follows = {one.name: one.successor_id for one in both.map.interactions}
    assert check_map(both.map) == ()
    assert follows == {"Mail": "ia-part", "Part": "", "Bill": ""}
    assert both.differences.loc[both.differences["differs"] == "comes in another order"][
        ["name", "offering"]
    ].values.tolist() == [["Part", "b"]]
