"""Proposals accepted into people's own files."""

import pytest
from tests.records.maps import map_with, register_with

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records import edits
from cxworkbench.records.accepting import accept_map, accept_register
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register
from cxworkbench.records.store import load_record, save_record


def proposed(journey_map, folder):
    save_record(journey_map, folder / "out" / "journey.map.json")
    return folder / "out" / "journey.map.json"


def test_the_first_proposal_becomes_the_map(tmp_path):
    accept_map(tmp_path, proposed(map_with("Order"), tmp_path))

    own = load_record(tmp_path / "maps" / "journey.map.json", JourneyMap)
    assert own == map_with("Order")


def test_a_removal_by_a_person_survives_the_next_proposal(tmp_path):
    own_path = tmp_path / "maps" / "journey.map.json"
    accept_map(tmp_path, proposed(map_with("Order", "Invoice"), tmp_path))
    own = load_record(own_path, JourneyMap)
    save_record(edits.remove_touchpoint(own, "tp-invoice"), own_path)

    merged = accept_map(tmp_path, proposed(map_with("Order", "Invoice", "Support"), tmp_path))

    assert [one.name for one in merged.map.touchpoints] == ["Order", "Support"]
    assert load_record(own_path, JourneyMap) == merged.map


def test_accepting_twice_changes_nothing_the_second_time(tmp_path):
    own_path = tmp_path / "maps" / "journey.map.json"
    save_record(edits.rename(map_with("Order"), "tp-order", "Ordering"), own_path)
    path = proposed(map_with("Order", "Invoice"), tmp_path)
    accept_map(tmp_path, path)
    once = own_path.read_bytes()
    accept_map(tmp_path, path)

    assert own_path.read_bytes() == once


def test_a_register_is_accepted_the_same_way(tmp_path):
    path = tmp_path / "register.json"
    save_record(register_with("Late"), path)
    accept_register(tmp_path, path)
    save_record(register_with("Late", "Costly"), path)
    merged = accept_register(tmp_path, path)

    own = load_record(tmp_path / "maps" / "register.json", Register)
    assert [one.title for one in own.entries] == ["Late", "Costly"]
    assert merged.conflicts.empty


def test_a_proposal_that_is_not_there_says_how_it_is_made(tmp_path):
    with pytest.raises(RecordProblem) as caught:
        accept_map(tmp_path, tmp_path / "x.json")

    assert str(caught.value) == (
        f"{tmp_path / 'x.json'} is not there. Run the notebook that proposes it first; it writes "
        "into its out folder."
    )


def test_a_map_that_cannot_be_merged_leaves_peoples_file_as_it_was(tmp_path):
    own_path = tmp_path / "maps" / "journey.map.json"
    save_record(map_with("Order"), own_path)
    before = own_path.read_bytes()
    other = map_with("Order").model_copy(update={"id": "other"})

    with pytest.raises(RecordProblem):
        accept_map(tmp_path, proposed(other, tmp_path))

    assert own_path.read_bytes() == before
    assert not (tmp_path / "maps" / ".base").exists()
