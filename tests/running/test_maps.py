"""The engagement's map on the command line."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.building import PROPOSED_FILE
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE, is_accepted
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.manifest import Line, append_line
from cxworkbench.running.map_review import review_map
from cxworkbench.running.maps import (
    accept_proposal,
    compare_maps,
    describe_changes,
    has_no_map,
    import_map,
    newest_proposal,
)


def map_with(*names):
    return JourneyMap(
        id="m",
        title="Journey",
        stages=(Stage(id="s", name="Decision"),),
        touchpoints=tuple(Touchpoint(id=f"tp-{n}", name=n, stage_id="s") for n in names),
    )


def proposed(folder, run, ended_at, *names):
    place = folder / "runs" / run
    save_record(map_with(*names), place / "all" / MAP_FILE)
    append_line(place / "manifest.jsonl", Line("all", "k", "ok", 1.0, ended_at))
    return place / "all"


def test_the_newest_proposal_is_that_of_the_run_that_ended_last(mini):
    assert newest_proposal(mini) is None
    proposed(mini, "bbb", "2026-01-01T10:00:00+00:00", "quote")
    newest = proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")

    assert newest_proposal(mini) == newest / MAP_FILE


def test_the_first_accepted_proposal_becomes_the_map_and_its_register_the_register(mini):
    run = proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")
    save_record(Register(entries=(Entry(id="p", kind="pain", title="Slow"),)), run / PROPOSED_FILE)

    text = accept_proposal(mini)

    assert text == (
        f"Map: 2 touchpoints, 0 statements, from {run / MAP_FILE}\n"
        f"Register: 1 entry, from {run / PROPOSED_FILE}"
    )
    assert len(load_record(mini / MAP_FILE, JourneyMap).touchpoints) == 2
    assert len(load_record(mini / REGISTER_FILE, Register).entries) == 1


def test_what_a_person_locked_stays_when_a_proposal_is_accepted(mini):
    proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")
    accept_proposal(mini)
    mine = load_record(mini / MAP_FILE, JourneyMap)
    touchpoint = mine.touchpoints[0].model_copy(update={"name": "Our quote", "locked": True})
    edited = mine.model_copy(update={"touchpoints": (touchpoint, mine.touchpoints[1])})
    save_record(edited, mini / MAP_FILE)
    proposed(mini, "bbb", "2026-01-02T11:00:00+00:00", "quote", "till", "visit")

    accept_proposal(mini)

    names = [one.name for one in load_record(mini / MAP_FILE, JourneyMap).touchpoints]
    assert names == ["Our quote", "till", "visit"]


def test_the_difference_to_the_newest_proposal_is_told_line_by_line(mini):
    save_record(map_with("quote"), mini / MAP_FILE)
    proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")

    assert describe_changes(compare_maps(mini)) == "added     tp-till 'till'\n1 difference."


def test_without_a_map_there_is_nothing_to_review(mini):
    with pytest.raises(ParameterProblem) as refused:
        review_map(mini)

    assert str(refused.value) == (
        f"There is no map at {mini / MAP_FILE}. Run cxworkbench run and then cxworkbench map "
        "accept, or import a list of touchpoints with cxworkbench map import."
    )


def test_a_proposal_is_reviewed_where_nothing_is_accepted_yet(mini):
    proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote")

    assert {"m", "s"} <= {
        note.at for note in review_map(mini).notes
    }  # the whole map, and its stage


def test_without_a_map_all_of_the_proposal_is_new(mini):
    run = proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")

    told = describe_changes(compare_maps(mini), first=has_no_map(mini))

    assert told.startswith("There is no map yet: all of the proposal is new.\nadded ")
    assert told.endswith("\n3 differences.")  # the stage and its two touchpoints
    assert not has_no_map(run / MAP_FILE)


def test_a_list_becomes_a_map_of_the_engagements_name_which_nobody_accepted(mini):
    (mini / "our list.csv").write_text("stage,touchpoint\nDecision,Quote\n", encoding="utf-8")

    import_map(mini / "our list.csv", mini)

    assert load_record(mini / MAP_FILE, JourneyMap).title == "Mini"
    assert not is_accepted(mini)


def test_a_preview_shows_what_would_be_read_and_writes_nothing(mini):
    (mini / "day.mmd").write_text(
        "journey\n title Day\n section Use\n  Ring up: 5: Cashier\n  Pay: x\n", encoding="utf-8"
    )
    before = sorted(mini.rglob("*"))

    told = import_map(mini / "day.mmd", mini, preview=True)

    assert told == (
        "Read as mermaid: 'Day', 1 stage, 2 touchpoints, 1 statement. Nothing was written.\n"
        "  Use: Ring up, Pay\n"
        "Lanes: emotion (1)\n"
        "day.mmd, row 5: has a score from 1 to 5: 'x'. write 1 to 5; the score was left out"
    )
    assert sorted(mini.rglob("*")) == before


def test_a_map_of_another_tool_is_a_proposal_of_the_engagements_map(mini):
    (mini / "our list.csv").write_text("stage,touchpoint\nDecision,Quote\n", encoding="utf-8")
    import_map(mini / "our list.csv", mini)
    own = load_record(mini / MAP_FILE, JourneyMap)
    (mini / "day.mmd").write_text("journey\n section Use\n  Ring up: 5\n", encoding="utf-8")

    told = import_map(mini / "day.mmd", mini)

    proposal = load_record(next((mini / "runs" / "imported").glob("*.json")), JourneyMap)
    assert proposal.id == own.id
    assert "so they are a proposal" in told
    assert load_record(mini / MAP_FILE, JourneyMap) == own


def test_what_people_left_as_their_list_had_it_is_filled_in_without_a_conflict(mini):
    (mini / "our list.csv").write_text("stage,touchpoint\nDecision,Quote\n", encoding="utf-8")
    import_map(mini / "our list.csv", mini)
    begun = load_record(mini / MAP_FILE, JourneyMap)
    run = mini / "runs" / "aaa"
    save_record(begun.model_copy(update={"as_of": "2026-06-30"}), run / "all" / MAP_FILE)
    append_line(run / "manifest.jsonl", Line("all", "k", "ok", 1.0, "2026-01-01T10:00:00+00:00"))

    told = accept_proposal(mini)

    assert "conflict" not in told
    assert load_record(mini / MAP_FILE, JourneyMap).as_of == "2026-06-30"
    assert is_accepted(mini)
