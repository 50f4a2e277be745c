"""A map written in another format, and what is said about it."""

import pytest

from cxworkbench.commands.map_commands import FORMATS
from cxworkbench.exchange.losses import loss_table
from cxworkbench.exchange.map_formats import WRITTEN
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.maps import export_map, list_losses


def map_in(folder):
    made = JourneyMap(id="journey", title="Journey", stages=(Stage(id="st-use", name="Use"),))
    save_record(made, folder / MAP_FILE)
    return made


def test_help_names_the_formats_there_are():
    assert tuple(WRITTEN) == FORMATS


def test_an_exported_map_is_the_map_and_its_schema_lies_beside_it(tmp_path):
    made = map_in(tmp_path)

    told, losses = export_map(tmp_path, "json")

    path = tmp_path / "exports" / "journey.map.json"
    assert told == f"JSON: {path}\nAll of the map fits JSON."
    assert losses == ()
    assert load_record(path, JourneyMap) == made
    assert (path.parent / "journey_map.schema.json").is_file()


def test_a_file_that_is_named_is_written_and_a_folder_gets_the_usual_name(tmp_path):
    map_in(tmp_path)
    (tmp_path / "there").mkdir()

    export_map(tmp_path / MAP_FILE, "json", tmp_path / "there")
    export_map(tmp_path, "json", tmp_path / "mine.json")

    assert (tmp_path / "there" / "journey.map.json").is_file()
    assert (tmp_path / "mine.json").is_file()


def test_a_format_that_nothing_writes_is_refused(tmp_path):
    map_in(tmp_path)

    with pytest.raises(ParameterProblem) as refused:
        export_map(tmp_path, "jsn")

    assert str(refused.value) == (
        f"Maps are not written as 'jsn'. Did you mean 'json'? Formats: {', '.join(WRITTEN)}."
    )


@pytest.mark.parametrize("kind", FORMATS)
def test_every_format_is_written_and_told_with_its_losses_as_a_table(tmp_path, kind):
    map_in(tmp_path)

    told, losses = export_map(tmp_path, kind)

    form = WRITTEN[kind]
    path = tmp_path / "exports" / form.name
    assert path.exists()
    assert told.startswith(f"{form.called}: {path}\n")
    assert len(list_losses(losses)) == len(losses)
    for line, loss in zip(list_losses(losses), losses, strict=True):
        assert line.split()[:2] == [loss.field, str(loss.count)]


def test_what_does_not_fit_is_told_in_a_sentence_and_a_table(tmp_path):
    made = map_in(tmp_path)
    stage = made.stages[0].model_copy(update={"basis": "measured"})
    call = Touchpoint(
        id="tp-call", name="Call", stage_id=stage.id, systems=("CRM", "Phone"), owner="Sales"
    )
    saved = made.model_copy(
        update={"stages": (stage,), "touchpoints": (call,), "stamp": "assumption-based"}
    )
    save_record(saved, tmp_path / MAP_FILE)

    told, losses = export_map(tmp_path, "cjml")

    assert told.endswith(
        "\nThese 3 fields do not fit CJML: stages.basis (1), touchpoints.owner (1), "
        "touchpoints.systems (1)."
    )
    assert list_losses(losses) == [
        "  stages.basis             1  Use: measured",
        "  touchpoints.owner        1  Call: Sales",
        "  touchpoints.systems      1  Call: 'CRM', 'Phone'",
    ]
    assert loss_table(losses)["examples"].tolist() == [
        "Use: measured", "Call: Sales", "Call: 'CRM', 'Phone'",
    ]  # fmt: skip


def test_a_map_is_exported_and_what_was_lost_is_only_lost_in_the_file(tmp_path):
    made = map_in(tmp_path)

    export_map(tmp_path, "mermaid")

    assert load_record(tmp_path / MAP_FILE, JourneyMap) == made


def test_a_file_of_another_kind_is_not_written_over_without_being_told_to(tmp_path):
    map_in(tmp_path)
    notes = tmp_path / "notes.md"
    notes.write_text("Ours\n", "utf-8")

    for path in (notes, tmp_path / MAP_FILE):
        before = path.read_bytes()
        with pytest.raises(ParameterProblem, match="Nothing was written"):
            export_map(tmp_path, "json", path)
        assert path.read_bytes() == before
    export_map(tmp_path, "json", notes, force=True)
    export_map(tmp_path, "json", notes)

    assert load_record(notes, JourneyMap).id == "journey"


def test_the_engagements_own_file_is_not_written_over_even_by_force(tmp_path):
    map_in(tmp_path)
    (tmp_path / "engagement.toml").write_text("ours", "utf-8")

    with pytest.raises(ParameterProblem, match="is a file that this command reads"):
        export_map(tmp_path, "json", tmp_path / "engagement.toml", force=True)

    assert (tmp_path / "engagement.toml").read_text("utf-8") == "ours"
