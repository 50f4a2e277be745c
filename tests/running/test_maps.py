"""The engagement's map on the command line."""

import pytest

from cxworkbench.exchange.map_formats import WRITTEN
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.building import PROPOSED_FILE
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE, base_of, is_accepted
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.manifest import Line, append_line
from cxworkbench.running.map_review import review_map
from cxworkbench.running.maps import (
    accept_proposal,
    compare_maps,
    describe_changes,
    export_map,
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


def rich_map(mini):
    touchpoints = (
        Touchpoint(id="tp-quote", name="Quote", stage_id="st-use", owner="Sales", channel="mail"),
        Touchpoint(id="tp-till", name="Till", stage_id="st-use", owner="Service"),
    )
    said = tuple(
        Statement(id=f"s-{n}", at="tp-quote", lane="pains", text=f"Slow {n}") for n in range(3)
    )
    made = JourneyMap(
        id="m", title="Journey", stages=(Stage(id="st-use", name="Use"),),
        touchpoints=touchpoints, statements=said,
    )  # fmt: skip
    save_record(made, mini / MAP_FILE)
    save_record(made, base_of(mini / MAP_FILE))
    return made


@pytest.mark.parametrize("kind", ["mermaid", "cjml", "markdown"])
def test_what_a_format_cannot_hold_stays_when_its_file_comes_back(mini, tmp_path, kind):
    made = rich_map(mini)
    export_map(mini, kind, tmp_path / WRITTEN[kind].name)
    import_map(tmp_path / WRITTEN[kind].name, mini, kind=kind)

    accept_proposal(mini)

    assert load_record(mini / MAP_FILE, JourneyMap).model_copy(
        update={"retired_ids": ()}
    ) == made.model_copy(update={"retired_ids": ()})


def test_a_table_leaves_what_it_does_not_name(mini, tmp_path):
    made = rich_map(mini)
    list_file = tmp_path / "list.csv"
    list_file.write_text("stage,touchpoint\nUse,Quote\nUse,Visit\n", encoding="utf-8")

    told = import_map(list_file, mini)
    accept_proposal(mini)

    kept = load_record(mini / MAP_FILE, JourneyMap)
    assert [one.name for one in kept.touchpoints] == ["Quote", "Till", "Visit"]
    assert (kept.touchpoints[:2], kept.statements) == (made.touchpoints, made.statements)
    assert "Not in list.csv, and kept in the proposal: 1 touchpoint, 3 statements." in told


def test_an_import_that_takes_something_off_asks_first(mini, tmp_path):
    made = rich_map(mini)
    fewer = made.model_copy(update={
        "touchpoints": (made.touchpoints[0].model_copy(update={"owner": ""}),),
        "statements": made.statements[:1],
    })  # fmt: skip
    save_record(fewer, tmp_path / "fewer.map.json")
    import_map(tmp_path / "fewer.map.json", mini)
    place = mini / "runs" / "imported" / next((mini / "runs" / "imported").iterdir()).name

    with pytest.raises(ParameterProblem) as refused:
        accept_proposal(mini)

    assert str(refused.value) == (
        f"{place} would take off people's map: 1 touchpoint ('Till'); 2 statements ('Slow 1', "
        f"'Slow 2'); owner of 1. Nothing was changed. Look at it with cxworkbench map diff {mini} "
        f"{place}, and accept it with --yes-remove."
    )
    assert load_record(mini / MAP_FILE, JourneyMap) == made
    accept_proposal(mini, may_remove=True)
    assert len(load_record(mini / MAP_FILE, JourneyMap).statements) == 1


def test_a_newer_import_is_the_newest_proposal(mini, tmp_path):
    proposed(mini, "aaa", "2026-01-01T11:00:00+00:00", "quote", "till")
    accept_proposal(mini)
    (tmp_path / "list.csv").write_text("stage,touchpoint\nDecision,Visit\n", encoding="utf-8")
    import_map(tmp_path / "list.csv", mini)

    found = newest_proposal(mini)

    assert found.parent == mini / "runs" / "imported"
    assert "Visit" in describe_changes(compare_maps(mini))
    assert "from " + str(found) in accept_proposal(mini)


def test_ids_that_a_format_does_not_keep_are_found_again_and_new_tasks_come_in(mini, tmp_path):
    made = rich_map(mini)
    stage = made.stages[0].model_copy(update={"id": "x-1"})
    touchpoints = tuple(
        one.model_copy(update={"id": f"t-{n}", "stage_id": "x-1"})
        for n, one in enumerate(made.touchpoints)
    )
    said = tuple(one.model_copy(update={"at": "t-0"}) for one in made.statements)
    made = made.model_copy(
        update={"stages": (stage,), "touchpoints": touchpoints, "statements": said}
    )
    save_record(made, mini / MAP_FILE)
    save_record(made, base_of(mini / MAP_FILE))
    export_map(mini, "mermaid", tmp_path / "day.mmd")
    with (tmp_path / "day.mmd").open("a", encoding="utf-8") as file:
        file.write("    Visit: 3: Customer\n")

    told = import_map(tmp_path / "day.mmd", mini)
    accept_proposal(mini)

    assert "Not in day.mmd, and kept in the proposal: 3 statements." in told
    kept = load_record(mini / MAP_FILE, JourneyMap)
    assert [(one.name, one.stage_id) for one in kept.touchpoints] == [
        ("Quote", "x-1"), ("Till", "x-1"), ("Visit", "x-1"),
    ]  # fmt: skip
    assert kept.touchpoints[:2] == made.touchpoints
    assert kept.statements[:3] == made.statements
