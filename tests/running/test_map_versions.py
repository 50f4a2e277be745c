"""Two and three versions of a map on the command line."""

import pytest
from tests.records.maps import map_with

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records import edits, gestures
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
        "1 conflict; ours stays:\n"
        "  tp-order, name: was 'Order', ours 'Ordering', theirs 'Buy'; ours stays "
        "(a person changed it)"
    )


def test_a_merge_writes_over_none_of_its_maps_and_no_other_file(tmp_path):
    paths = saved(tmp_path, base=map_with("Order"), mine=map_with("Order"), hers=map_with("Order"))
    notes = tmp_path / "notes.txt"
    notes.write_text("ours", "utf-8")

    for path in (*paths, notes):
        before = path.read_bytes()
        with pytest.raises(ParameterProblem, match="Nothing was written"):
            merge_files(*paths, path)
        assert path.read_bytes() == before
    assert merge_files(*paths, notes, force=True).merged.conflicts.empty


def test_an_element_in_conflict_is_named_and_not_shown_as_it_is_kept(tmp_path):
    base = map_with("Order", "Pay")
    mine = edits.rename(base, "tp-pay", "Paying")
    hers = gestures.take_out(base, ["tp-pay"])
    paths = saved(tmp_path, base=base, mine=mine, hers=hers)

    told = merge_files(*paths, tmp_path / "both.map.json").told

    assert told.endswith(
        "  tp-pay: was 'Pay', ours 'Paying', theirs nothing; ours stays "
        "(theirs leaves it out; a person changed it)"
    )
