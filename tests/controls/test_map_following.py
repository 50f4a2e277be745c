"""Stages renamed and reordered in the map editor: the engagement, evidence and trail follow."""

import threading

import pytest

# ruff: noqa: F811 - a fixture that is imported is also an argument
from tests.intake.conftest import engagement  # noqa: F401, isort: skip
from tests.intake.test_retagging import folder, in_stage  # noqa: F401, isort: skip

from cxworkbench.controls.map_editor import open_map_editor
from cxworkbench.controls.map_following import ALONE, ONLY_ON_MAP
from cxworkbench.controls.map_session import MapSession
from cxworkbench.controls.map_widget import MapEditor
from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.locking import only_one
from cxworkbench.intake.retagging import TRAIL, rename_stage, stage_changes
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_engagement, load_record, save_record


@pytest.fixture
def session(folder):
    return MapSession(folder / MAP_FILE, by="Kim")


def stages(folder):
    return [(one.name, one.formerly) for one in load_engagement(folder).stages]


def test_a_stage_renamed_in_the_editor_takes_its_evidence_along(session, folder):
    before = in_stage(folder, "Use")
    session.reword("st-use", "Daily work")

    assert (len(before[0]), len(before[1])) == (2, 2)
    assert in_stage(folder, "Daily work") == before
    assert stages(folder) == [("Buy", ()), ("Daily work", ("Use",))]
    assert "# the first ten minutes" in (folder / "engagement.toml").read_text("utf-8")
    assert session.told == (
        "Use is now Daily work, in engagement.toml too. Evidence follows when it is next opened."
    )
    trail = stage_changes(folder)
    assert trail[["what", "before", "after", "on_map", "by", "taken_back"]].values.tolist() == [
        ["rename stage", "Use", "Daily work", True, "Kim", False]
    ]
    assert trail["voices"].isna().all()


def test_undo_gives_the_old_file_back_and_redo_does_it_again(session, folder):
    file = folder / "engagement.toml"
    evidence, was = in_stage(folder, "Use"), file.read_bytes()
    session.reword("st-use", "Daily work")
    changed = load_engagement(folder)
    session.undo()

    assert file.read_bytes() == was
    assert in_stage(folder, "Use") == evidence
    assert session.told.startswith("Taken back: Daily work is now Use, in engagement.toml too.")
    session.redo()
    assert load_engagement(folder) == changed
    assert stage_changes(folder)["taken_back"].tolist() == [False, True, False]
    session.undo()
    session.reword("st-buy", "Daily work")  # the slip is forgotten: the name is free
    assert stages(folder) == [("Daily work", ("Buy",)), ("Use", ())]
    assert "# Ours, and it stays" in file.read_text("utf-8")


def test_the_page_says_on_which_day(session, folder):
    editor = MapEditor(session)
    named = {"item_id": "st-use", "words": "Daily work"}
    renamed = editor.do({"ask": "reword", "given": named, "today": "2026-07-01"})
    taken_back = editor.do({"ask": "undo", "today": "2026-07-02"})
    moved = editor.do({"ask": "place", "given": {"ids": ["st-use"], "before": "st-buy"}})

    assert [one["said"].split(",")[0] for one in (renamed, taken_back, moved)] == [
        "Use is now Daily work",
        "Taken back: Daily work is now Use",
        "The stages are now Use > Buy",
    ]
    assert stage_changes(folder)["on"].tolist() == ["2026-07-01", "2026-07-02", ""]


def test_another_order_follows_with_undo_and_what_is_only_on_the_map_stays_there(
    session,
    folder,
):
    [own] = session.add_stage("Leave", before="st-use")
    assert session.told == ""
    session.reword(own, "Leaving")
    assert session.told == ONLY_ON_MAP
    session.place(["st-use"], before="st-buy")

    assert [name for name, _ in stages(folder)] == ["Use", "Buy"]
    assert [one.id for one in load_record(folder / MAP_FILE, JourneyMap).stages] == [
        "st-use", "st-buy", own,
    ]  # fmt: skip
    session.place([own], before="st-use")
    assert session.told == ONLY_ON_MAP
    session.undo()
    session.undo()
    assert [name for name, _ in stages(folder)] == ["Buy", "Use"]
    assert stage_changes(folder)[["after", "taken_back"]].values.tolist() == [
        ["Use > Buy", False],
        ["Buy > Use", True],
    ]


def test_a_name_that_the_engagement_refuses_leaves_map_file_and_trail(session, folder):
    rename_stage(folder, "Buy", "Choose")
    session.look()
    before = [(folder / name).read_bytes() for name in ("engagement.toml", MAP_FILE, TRAIL)]
    with pytest.raises(ParameterProblem) as refused:
        session.reword("st-use", "Buy")

    assert str(refused.value) == (
        "'Buy' is a former name of 'Choose', and received files that use it are placed there. "
        "Choose another name."
    )
    after = [(folder / name).read_bytes() for name in ("engagement.toml", MAP_FILE, TRAIL)]
    assert after == before
    assert (session.waiting, session.undos) == (False, 0)
    assert [one.name for one in session.map.stages] == ["Choose", "Use"]


def test_a_map_that_cannot_be_written_leaves_the_engagement(session, folder, monkeypatch):
    before = (folder / "engagement.toml").read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cxworkbench.controls.map_following.save_record", full)
    with pytest.raises(RecordProblem, match="could not be written"):
        session.reword("st-use", "Daily work")

    assert (folder / "engagement.toml").read_bytes() == before
    assert not (folder / TRAIL).exists()
    monkeypatch.undo()
    session.add_stage("Leave")
    assert [name for name, _ in stages(folder)] == ["Buy", "Daily work"]


def test_two_people_rename_two_stages_and_both_names_stand(session, folder):
    other = MapSession(folder / MAP_FILE, by="Lee")
    other.reword("st-buy", "Choose")
    session.reword("st-use", "Daily work")
    assert session.waiting
    assert [name for name, _ in stages(folder)] == ["Choose", "Use"]
    session.merge()

    assert [name for name, _ in stages(folder)] == ["Choose", "Daily work"]
    assert stage_changes(folder)["by"].tolist() == ["Lee", "Kim"]


def test_a_map_without_an_engagement_changes_alone_and_says_so(tmp_path, folder):
    kept = load_record(folder / MAP_FILE, JourneyMap)
    for path in (tmp_path / "alone" / "a.map.json", folder / "maps" / "dive.map.json"):
        path.parent.mkdir(exist_ok=True)
        save_record(kept, path)
        answer = open_map_editor(path).do(
            {"ask": "reword", "given": {"item_id": "st-use", "words": "Daily work"}}
        )
        assert (answer["said"], answer["refused"]) == (ALONE, False)
        assert load_record(path, JourneyMap).stages[1].name == "Daily work"
    assert stages(folder) == [("Buy", ()), ("Use", ())]
    assert not (folder / TRAIL).exists()


def test_the_editor_waits_for_a_command_and_then_sees_what_it_saved(session, folder):
    held, go_on = threading.Event(), threading.Event()

    def command():
        with only_one(folder, "cxworkbench map accept"):
            held.set()
            go_on.wait(5)
            people = load_record(folder / MAP_FILE, JourneyMap)
            save_record(people.model_copy(update={"title": "Saved meanwhile"}), folder / MAP_FILE)

    other = threading.Thread(target=command)
    other.start()
    assert held.wait(5)
    threading.Timer(0.2, go_on.set).start()
    session.reword("st-use", "Daily work")
    other.join()

    assert session.waiting
    assert load_record(folder / MAP_FILE, JourneyMap).title == "Saved meanwhile"
    session.merge()
    kept = load_record(folder / MAP_FILE, JourneyMap)
    assert (kept.title, kept.stages[-1].name) == ("Saved meanwhile", "Daily work")
