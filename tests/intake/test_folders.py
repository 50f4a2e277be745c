"""A new engagement: whole or not at all, from nothing, a template, a list, a sample or files."""

import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.ground.received import workbook_file

from cxworkbench.exchange.stage_templates import load_stage_template
from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.ground.resources import shipped
from cxworkbench.intake.folders import MAP_PROBLEMS, describe_map_notes, new_engagement
from cxworkbench.intake.opening import open_engagement
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_engagement, load_record

LIST = (
    "Stage,Touchpoint,Channel,Customer action,Pain point\n"
    "Research,Trade fair,fair,We look around,\n"
    "Decision,Quote,mail,We compare,Hard to compare\n"
    "Decision,Approval,meeting,We explain the cost,\n"
)


def test_the_folder_is_ready_to_fill_and_its_name_is_the_engagements(tmp_path):
    folder = new_engagement(tmp_path / "Größe & Söhne", client="Groesse")

    engagement = load_engagement(folder)
    assert (engagement.id, engagement.name, engagement.client) == (
        "grosse-sohne", "Größe & Söhne", "Groesse",
    )  # fmt: skip
    assert sorted(path.name for path in folder.iterdir()) == [
        ".gitignore", "data", "engagement.toml",
    ]  # fmt: skip
    text = (folder / "engagement.toml").read_text(encoding="utf-8")
    assert "# short and stable: it names the key file of the pseudonyms" in text


def test_the_shipped_file_is_an_engagement_by_itself():
    assert load_engagement(shipped("templates") / "engagement").tables == ()


def test_every_commented_example_of_the_shipped_file_is_valid_once_uncommented(tmp_path):
    text = (shipped("templates") / "engagement" / "engagement.toml").read_text(encoding="utf-8")
    start = text.index("# [[stages]]")
    example = re.compile(r'# (\[|[a-z_.]+ = |"[^"]+" = )')
    examples = [
        line.removeprefix("# ") for line in text[start:].splitlines() if example.match(line)
    ]
    (tmp_path / "engagement.toml").write_text(
        text[: text.index("# The stages of the journey")] + "\n".join(examples), encoding="utf-8"
    )

    engagement = load_engagement(tmp_path)

    assert [table.name for table in engagement.tables] == ["tickets", "survey"]
    assert engagement.values["tickets"]["Category"]["Spam"].ignore
    assert engagement.same_account == {"Acme Industires": "A-001"}


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(ParameterProblem) as refused:
        new_engagement(tmp_path)

    assert str(refused.value) == (
        f"{tmp_path} is not empty: it holds 'notes.txt'. Nothing is overwritten: name a folder "
        "that is not there yet."
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_an_empty_folder_is_taken(tmp_path):
    assert load_engagement(new_engagement(tmp_path)).name == tmp_path.name


def test_a_template_becomes_a_map_stamped_assumption_based_and_its_stages_are_written(tmp_path):
    folder = new_engagement(tmp_path / "acme", template="generic-five-stages")

    journey_map = load_record(folder / MAP_FILE, JourneyMap)
    assert journey_map.stamp == "assumption-based"
    engagement = load_engagement(folder)
    template = load_stage_template("generic-five-stages")
    assert [stage.name for stage in engagement.stages] == [stage.name for stage in template.stages]
    assert [one.id for one in engagement.touchpoints] == [one.id for one in template.touchpoints]


def test_a_touchpoint_list_becomes_a_map_and_its_touchpoints_are_written(tmp_path):
    (tmp_path / "list.csv").write_text(LIST, encoding="utf-8")

    folder = new_engagement(tmp_path / "acme", map_file=tmp_path / "list.csv")

    journey_map = load_record(folder / MAP_FILE, JourneyMap)
    engagement = load_engagement(folder)
    assert journey_map.stamp == "assumption-based"
    assert [one.id for one in engagement.touchpoints] == [one.id for one in journey_map.touchpoints]
    assert [(one.name, one.stage, one.channel, one.action) for one in engagement.touchpoints] == [
        ("Trade fair", "Research", "fair", "We look around"),
        ("Quote", "Decision", "mail", "We compare"),
        ("Approval", "Decision", "meeting", "We explain the cost"),
    ]


def test_what_a_list_could_not_use_is_written_beside_the_map(tmp_path):
    (tmp_path / "list.csv").write_text(LIST + "Decision,,mail,orphan,\n", encoding="utf-8")

    folder = new_engagement(tmp_path / "acme", map_file=tmp_path / "list.csv")

    assert "list.csv" in (folder / MAP_PROBLEMS).read_text(encoding="utf-8-sig")


def test_a_list_that_cannot_be_read_leaves_nothing_behind(tmp_path):
    (tmp_path / "list.csv").write_bytes(b"")

    with pytest.raises(DataProblem):
        new_engagement(tmp_path / "acme", map_file=tmp_path / "list.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


def test_two_starting_points_are_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        new_engagement(tmp_path / "acme", template="generic-five-stages", sample="retail-pos")

    assert str(refused.value) == (
        "An engagement starts from one thing, and 2 were named: template, sample. "
        "Choose one of them."
    )


def test_a_sample_becomes_an_engagement_of_ones_own(tmp_path):
    folder = new_engagement(tmp_path / "mine", sample="retail-pos")

    assert load_engagement(folder).id == "retail-pos"
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_received_files_are_copied_and_what_they_feed_is_written(tmp_path):
    received = tmp_path / "received"
    received.mkdir()
    (received / "crm.csv").write_text("customer_id,company\nA,Acme\n", encoding="utf-8")
    (received / "logo.png").write_bytes(b"\x89PNG")

    folder = new_engagement(tmp_path / "acme", from_data=received)

    assert sorted(path.name for path in (folder / "data").iterdir()) == ["README.md", "crm.csv"]
    case = open_engagement(str(folder), as_of="2026-01-01")
    assert case.evidence.accounts["name"].tolist() == ["Acme"]


def test_a_folder_without_tables_is_refused(tmp_path):
    (tmp_path / "received").mkdir()

    with pytest.raises(ParameterProblem, match="holds no table"):
        new_engagement(tmp_path / "acme", from_data=tmp_path / "received")

    assert not (tmp_path / "acme").exists()


def test_what_reading_a_list_noted_is_told_with_the_first_three_and_the_rest_is_in_a_file(tmp_path):
    rows = "".join(f"Use,Call {number},blue {number}\n" for number in range(4))
    (tmp_path / "list.csv").write_text(f"stage,touchpoint,emotion\n{rows}", encoding="utf-8")

    folder = new_engagement(tmp_path / "acme", map_file=tmp_path / "list.csv")

    first, *lines = describe_map_notes(folder).splitlines()
    assert first == f"4 notes on the list, all in {folder / 'maps' / 'problems.csv'}:"
    assert [line.partition(":")[0] for line in lines] == [
        "  row 2, emotion", "  row 3, emotion", "  row 4, emotion", "  and 1 more",
    ]  # fmt: skip
    assert load_record(folder / MAP_FILE, JourneyMap).title == "acme"


def test_a_note_about_the_whole_file_begins_with_its_name(tmp_path):
    book = workbook_file(tmp_path, ["stage", "touchpoint"], ["Use", "Call"])
    workbook = load_workbook(book)
    workbook.create_sheet("more").append(["a", "b"])
    workbook.save(book)

    told = describe_map_notes(new_engagement(tmp_path / "acme", map_file=book))

    assert told.splitlines()[1].startswith(f"  {book.name}: holds one table: ")


def test_a_list_without_a_note_is_told_without_any(tmp_path):
    (tmp_path / "list.csv").write_text("stage,touchpoint\nUse,Call\n", encoding="utf-8")

    assert describe_map_notes(new_engagement(tmp_path / "a", map_file=tmp_path / "list.csv")) == ""


def test_a_folder_without_a_name_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ParameterProblem) as refused:
        new_engagement(Path())

    assert str(refused.value) == (
        "The folder to make has no name, or is the one you are in. Give it a name: "
        "cxworkbench new acme-pos."
    )
