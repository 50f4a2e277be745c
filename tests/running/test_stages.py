"""Stages and templates on the command line."""

import os
import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cxworkbench.cli import app
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.intake.folders import new_engagement
from cxworkbench.intake.retagging import stage_changes
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_engagement, load_record
from cxworkbench.running.stages import merge_stages, save_template


def answer(*words):
    return CliRunner().invoke(app, [str(word) for word in words])


def test_a_map_is_saved_as_a_template_and_an_engagement_starts_from_it(tmp_path):
    first = new_engagement(tmp_path / "first", template="service-contract")
    own = tmp_path / "own.map.json"

    told = answer("map", "template", "save", first, own, "--title", "Lifts")
    second = answer("new", tmp_path / "second", "--template", own)

    assert (told.exit_code, second.exit_code) == (0, 0)
    assert told.output.splitlines()[0] == (
        f"Template: {own}, 6 stages, 16 touchpoints, without evidence and what was found out."
    )
    made = load_record(tmp_path / "second" / MAP_FILE, JourneyMap)
    assert (made.title, len(made.touchpoints)) == ("Lifts", 16)


def test_the_templates_are_listed_with_what_is_in_them():
    listed = answer("map", "template", "list").output.splitlines()

    assert listed[1] == "full-life-cycle: Full life cycle, 7 stages, 29 touchpoints"
    assert listed[-1] == "Start from one: cxworkbench new NAME --template TEMPLATE"


def test_a_stage_is_renamed_and_the_trail_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    folder = new_engagement(tmp_path / "acme", template="tender")

    told = answer("map", "stage", "rename", folder, "Need", "Want", "--by", "Anna", "--on",
                  "2026-07-01")  # fmt: skip
    moved = answer("map", "stage", "reorder", folder, "Specified", "Want", "Invited", "Compared",
                   "Awarded", "Carried out")  # fmt: skip
    trail = answer("map", "stage", "changes", folder)
    wrong = answer("map", "stage", "rename", folder, "Want", "Need it", "--on", "1.7.2026")

    assert told.output == (
        "Need is now Want: 0 voices and 0 events stand there, the map with it.\n"
    )
    assert moved.exit_code == 0
    assert trail.output.splitlines()[0] == "2026-07-01, Anna: Need is now Want"
    stages = load_record(folder / MAP_FILE, JourneyMap).stages
    assert [one.name for one in stages][:2] == ["Specified", "Want"]
    assert wrong.exit_code == 2


def test_stages_become_one_on_the_map_and_the_engagement_stays(tmp_path):
    folder = new_engagement(tmp_path / "acme", template="tender")
    before = (folder / "engagement.toml").read_bytes()
    was = load_record(folder / MAP_FILE, JourneyMap)
    ids = {one.name: one.id for one in was.stages}

    told = answer("map", "stage", "merge", folder, "Need", "Specified", ids["Invited"])
    now = load_record(folder / MAP_FILE, JourneyMap)

    assert told.output.splitlines() == [
        f"On the map Need has taken in Specified, {ids['Invited']}: "
        f"{sum(one.stage_id == ids['Need'] for one in now.touchpoints)} touchpoints. "
        "engagement.toml stays as it is; evidence follows when the map is built again.",
        f"Build it again: cxworkbench run {folder} --part map",
    ]
    assert [one.name for one in now.stages] == ["Need", "Compared", "Awarded", "Carried out"]
    assert [one.id for one in now.touchpoints] == [one.id for one in was.touchpoints]
    assert now.merged_ids == {ids["Specified"]: ids["Need"], ids["Invited"]: ids["Need"]}
    assert (folder / "engagement.toml").read_bytes() == before


@pytest.mark.parametrize(
    ("others", "message"),
    [
        (["Nead"], "'Nead' is no stage of the map."),
        (["Specified", "Need"], "'Need' is named twice."),
    ],
)
def test_a_stage_that_is_not_there_or_named_twice_is_not_merged(tmp_path, others, message):
    folder = new_engagement(tmp_path / "acme", template="tender")
    before = (folder / MAP_FILE).read_bytes()
    with pytest.raises(ParameterProblem) as refused:
        merge_stages(folder, "Need", others)

    assert str(refused.value) == (
        f"{message} Stages: Need, Specified, Invited, Compared, Awarded, Carried out."
    )
    assert (folder / MAP_FILE).read_bytes() == before


def test_a_folder_without_a_map_gives_no_template(tmp_path):
    folder = new_engagement(tmp_path / "acme")

    with pytest.raises(ParameterProblem, match=r"is not there\. Name a map"):
        save_template(folder, tmp_path / "own.map.json")


def test_a_stage_becomes_a_deep_dive_beside_the_map_and_the_list_shows_it(tmp_path):
    folder = new_engagement(tmp_path / "acme", template="service-contract")

    told = answer("map", "stage", "dive", folder, "Broken down", "--fold")
    again = answer("map", "stage", "dive", folder, "Broken down")
    lines = answer("map", "stage", "list", folder).output.splitlines()

    path = folder / "maps" / "map-service-contract-broken-down.map.json"
    assert told.output.splitlines()[0] == f"Deep dive: {path}, 1 stage, 5 touchpoints."
    assert again.exit_code == 2
    assert lines[3] == ("Broken down: Service contract: Broken down, 5 touchpoints, borders agree")
    assert lines[-1] == "1 of 6 stages has a deep dive: Broken down. All borders agree."
    assert len(load_record(folder / MAP_FILE, JourneyMap).touchpoints) == 13


def test_a_map_of_persons_becomes_one_of_accounts_and_keeps_all_it_had(tmp_path):
    folder = new_engagement(tmp_path / "acme", template="subscription")
    before = load_record(folder / MAP_FILE, JourneyMap)
    answer("map", "mode", folder, "B2C")
    person = load_record(folder / MAP_FILE, JourneyMap)
    told = answer("map", "mode", folder, "B2B")
    account = load_record(folder / MAP_FILE, JourneyMap)
    wrong = answer("map", "mode", folder, "B2D")

    assert person.mode == "B2C"
    assert account.model_copy(update={"roles": ()}) == before
    assert told.output.splitlines()[0].endswith(" 7 buying roles came in.")
    assert wrong.exit_code == 2


def test_a_stage_is_renamed_and_moved_with_a_key_of_ones_own(tmp_path, monkeypatch):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    monkeypatch.setenv("CXWORKBENCH_KEY", "")  # put back after the command has named one
    folder = new_engagement(tmp_path / "acme", template="tender")
    key = tmp_path / "mine.json"

    told = answer("map", "stage", "rename", folder, "Need", "Want", "--key", key)

    assert told.exit_code == 0
    assert key.is_file()
    assert not (tmp_path / "keys").exists()


def test_of_two_renames_at_once_both_are_done(tmp_path):
    folder = new_engagement(tmp_path / "acme", template="tender")
    environment = dict(os.environ) | {"CXWORKBENCH_KEYS": str(tmp_path / "keys")}
    pairs = {"Need": "Want", "Specified": "Written down", "Invited": "Asked"}

    running = [
        subprocess.Popen(
            [sys.executable, "-m", "cxworkbench", "map", "stage", "rename", folder, *pair],
            env=environment,
        )
        for pair in pairs.items()
    ]

    assert [one.wait() for one in running] == [0, 0, 0]
    named = {one.name for one in load_record(folder / MAP_FILE, JourneyMap).stages}
    assert set(pairs.values()) <= named
    assert set(pairs.values()) <= {one.name for one in load_engagement(folder).stages}
    assert len(stage_changes(folder)) == 3
    assert not list(folder.glob(".cxworkbench*"))
