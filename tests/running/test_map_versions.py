"""Two and three versions of a map on the command line."""

from tests.records.maps import map_with

from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.map_versions import meaning_of, merge_files, tell_meaning


def saved(tmp_path, **maps):
    for name, one in maps.items():
        save_record(one, tmp_path / f"{name}.map.json")
    return [tmp_path / f"{name}.map.json" for name in maps]


def test_the_difference_of_two_files_is_told_in_sentences(tmp_path):
    old = map_with("Order")
    paths = saved(tmp_path, old=old, new=edits.rename(old, "tp-order", "Ordering"))

    assert tell_meaning(meaning_of(*paths)) == (
        "Between the two versions: 1 reworded.\n"
        "Reworded: touchpoint 'Order': 'Order' is now 'Ordering'."
    )


def test_three_files_are_merged_into_one_and_their_conflicts_named(tmp_path):
    base = map_with("Order")
    mine = edits.rename(base, "tp-order", "Ordering")
    hers = edits.edit_touchpoint(edits.rename(base, "tp-order", "Buy"), "tp-order", channel="mail")
    paths = saved(tmp_path, base=base, mine=mine, hers=hers)

    done = merge_files(*paths, tmp_path / "both.map.json")

    [kept] = load_record(tmp_path / "both.map.json", JourneyMap).touchpoints
    assert (kept.name, kept.channel) == ("Ordering", "mail")
    assert done.told == (
        f"Merged: {tmp_path / 'both.map.json'}\n"
        "Between the two versions: 1 changed.\n"
        "Changed: touchpoint 'Ordering': channel was empty, is 'mail'.\n"
        "1 conflict; what people had stays:\n"
        "  tp-order, name, Order, Ordering, Buy, ours, a person changed it"
    )
