"""The difference of two maps in words: added, moved, reworded, confirmed, contradicted."""

from hypothesis import given, settings
from tests.records.maps import map_with, versions

from cxworkbench.records import edits
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.journey_map import Statement
from cxworkbench.records.meaning import describe_meaning, map_meaning


def sentences(old, new):
    return map_meaning(old, new)["sentence"].tolist()


def feeling(value, low, high, **fields):
    return Statement(
        id="sm-1", at="tp-order", lane="emotion", word="calm", value=value, low=low, high=high,
        **fields,
    )  # fmt: skip


def test_each_kind_of_change_is_a_sentence():
    old = edits.add_statement(map_with("Order", "Invoice", "Support"), at="tp-order",
                              lane="pains", text="Slow")  # fmt: skip
    new = edits.rename(old, "tp-order", "Ordering")
    new = edits.move_touchpoint(new, "tp-support", stage_id="st-renew")
    new = edits.remove_touchpoint(new, "tp-invoice")
    new = edits.add_touchpoint(new, "Delivery", stage_id="st-use")
    new = edits.add_statement(new, at="tp-delivery", lane="gains", text="On time")
    new = edits.confirm(new, old.statements[0].id)
    new = edits.edit_touchpoint(new, "tp-support", channel="phone")

    assert sentences(old, new) == [
        "Confirmed: pains 'Slow' at 'Order': status was 'draft', is 'confirmed'.",
        "Added: touchpoint 'Delivery', with 1 statement.",
        "Removed: touchpoint 'Invoice'.",
        "Moved: touchpoint 'Support': from stage 'Use' to stage 'Renew'.",
        "Reworded: touchpoint 'Order': 'Order' is now 'Ordering'.",
        "Changed: touchpoint 'Support': channel was empty, is 'phone'.",
    ]


def test_a_value_that_turns_with_its_whole_interval_contradicts():
    old = map_with("Order", statements=(feeling(1.0, 0.5, 1.5, n=6),))
    turned = map_with("Order", statements=(feeling(-0.8, -1.2, -0.4, n=9),))
    unsure = map_with("Order", statements=(feeling(-0.1, -0.9, 0.7, n=9),))

    assert sentences(old, turned) == [
        "Contradicted: emotion 'calm' at 'Order': its value was +1 and is -0.8 (-1.2 to -0.4)."
    ]
    assert map_meaning(old, unsure)["meaning"].tolist() == ["changed"]


def test_evidence_that_came_and_went_is_counted():
    old = map_with("Order", statements=(feeling(1, 0, 2, n=2, evidence=("v1", "v2")),))
    new = map_with("Order", statements=(feeling(1, 0, 2, n=3, evidence=("v2", "v3", "v4")),))

    assert sentences(old, new) == [
        "Evidence gained: emotion 'calm' at 'Order': 2 pieces of evidence more, from 2 accounts "
        "to 3 accounts.",
        "Evidence lost: emotion 'calm' at 'Order': 1 piece of evidence gone, from 2 accounts to "
        "3 accounts.",
    ]


def test_only_order_inside_a_parent_means_something():
    old = map_with("Order", "Invoice")
    old = edits.move_touchpoint(old, "tp-invoice", stage_id="st-renew")
    across = edits.reorder(old, ["tp-invoice", "tp-order"])
    inside = edits.reorder(map_with("A", "B", "C"), ["tp-c", "tp-a", "tp-b"])

    assert sentences(old, across) == []
    assert sentences(map_with("A", "B", "C"), inside) == [
        "Reordered: touchpoints in stage 'Use': now 'C', 'A', 'B'."
    ]


@settings(max_examples=60, deadline=None)
@given(versions(fixing=True))
def test_every_difference_but_order_has_a_sentence_and_equal_maps_have_none(three):
    base, ours, _ = three
    meant = map_meaning(base, ours)
    rows = diff_maps(base, ours)
    told = rows[~rows["change"].isin(["reordered"])]

    assert map_meaning(ours, ours).empty
    assert meant.empty <= told.empty
    changed = set(rows.loc[rows["change"].isin(["changed", "moved"]), "id"])
    assert changed <= set(meant["id"])


def test_the_sentence_counts_what_changed():
    old = map_with("Order")

    assert describe_meaning(map_meaning(old, old)) == "The two versions say the same."
    assert describe_meaning(map_meaning(old, map_with("Order", "Invoice"))) == (
        "Between the two versions: 1 added."
    )
