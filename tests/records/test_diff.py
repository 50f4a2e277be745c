"""Differences between two versions of a map or register."""

from hypothesis import given, settings
from tests.records.maps import map_with, register_with, versions

from cxworkbench.records import edits
from cxworkbench.records.diff import diff_maps, diff_registers


def told(differences):
    return [" ".join(row).strip() for row in differences.itertuples(index=False, name=None)]


def test_every_kind_of_change_is_named():
    old = map_with("Order", "Invoice", "Support")
    new = edits.rename(old, "tp-order", "Ordering")
    new = edits.move_touchpoint(new, "tp-support", stage_id="st-renew")
    new = edits.remove_touchpoint(new, "tp-invoice")
    new = edits.add_touchpoint(new, "Delivery", stage_id="st-use")
    new = new.model_copy(update={"title": "Our journey"})

    assert told(diff_maps(old, new)) == [
        "changed  title Journey Our journey",
        "changed tp-order name Order Ordering",
        "moved tp-support stage_id st-use st-renew",
        "added tp-delivery   Delivery",
        "removed tp-invoice  Invoice",
    ]


def test_one_touchpoint_moved_to_the_front_is_one_difference():
    old = map_with("A", "B", "C", "D")
    new = edits.move_touchpoint(old, "tp-d", before="tp-a")

    assert told(diff_maps(old, new)) == ["reordered tp-d  after tp-c first"]


def test_a_move_to_the_front_is_told_beside_other_changes():
    old = map_with("A", "B", "C", "D")
    new = edits.move_touchpoint(edits.rename(old, "tp-a", "Start"), "tp-d", before="tp-a")

    assert diff_maps(old, new)["change"].tolist() == ["changed", "reordered"]


@settings(max_examples=50, deadline=None)
@given(versions(fixing=True))
def test_no_difference_means_equal_but_for_retired_ids(three):
    base, ours, _ = three
    same = ours.model_copy(update={"retired_ids": base.retired_ids}) == base

    assert diff_maps(base, ours).empty == same
    assert diff_maps(ours, ours).empty


def test_values_that_are_no_text_are_shown_as_they_are_filed():
    old = register_with("Late")
    entry = old.entries[0].model_copy(update={"n": 3, "touchpoint_ids": ("tp-a",), "value": 1.5})

    assert told(diff_registers(old, old.model_copy(update={"entries": (entry,)}))) == [
        'changed pain-late touchpoint_ids [] [ "tp-a" ]',
        "changed pain-late n 0 3",
        "changed pain-late value  1.5",
    ]
