"""A map's workbook taken into an engagement: preview, three-way merge, reviewers' voices."""

import subprocess
import sys

import pytest
from openpyxl import load_workbook
from tests.records.maps import full_map, map_with

from cxworkbench.exchange.map_to_workbook import write_map_workbook
from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.intake.building import current_evidence
from cxworkbench.records import edits
from cxworkbench.records.accepting import MAP_FILE
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.store import load_engagement, load_record, save_record
from cxworkbench.running.map_workbooks import preview_workbook
from cxworkbench.running.maps import export_map, import_map


@pytest.fixture
def mini(mini, monkeypatch, tmp_path):
    monkeypatch.setenv("CXWORKBENCH_KEYS", str(tmp_path / "keys"))
    return mini


def workbook_of(journey_map, path, *changes):
    write_map_workbook(journey_map, path)
    book = load_workbook(path)
    for sheet, row, column, value in changes:
        headers = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row=row, column=headers.index(column) + 1, value=value)
    book.save(path)
    return path


def reviewed(mini, tmp_path, **more):
    m = map_with("Order", stages=("Decision", "Post-Purchase"))
    m = edits.add_statement(m, at="tp-order", lane="pains", text="Slow")
    save_record(m, mini / MAP_FILE)
    filled = {"disagree": "x", "review comment": "Ada Lovelace says it is fast.",
              "who": "Ada Lovelace", "said on": "2026-03-01", **more}  # fmt: skip
    changes = [("statements", 2, column, value) for column, value in filled.items()]
    changes += [("touchpoints", 2, "agree", "x"), ("touchpoints", 2, "who", "Ada Lovelace")]
    return m, workbook_of(m, tmp_path / "round.xlsx", *changes)


def test_a_preview_tells_what_would_change_and_writes_nothing(mini, tmp_path):
    m = map_with("Order")
    save_record(m, mini / MAP_FILE)
    file = workbook_of(m, tmp_path / "m.xlsx", ("touchpoints", 2, "name", "Ordering"))

    preview = preview_workbook(file, mini)

    assert preview.told == (
        "m.xlsx: Between the two versions: 1 reworded.\n"
        "Reworded: touchpoint 'Order': 'Order' is now 'Ordering'.\n"
        f"Nothing was written. Take it in: cxworkbench map workbook {file} {mini} --write"
    )
    assert preview.whole
    assert load_record(mini / MAP_FILE, JourneyMap) == m


def test_written_it_keeps_what_changed_on_the_map_meanwhile(mini, tmp_path):
    m = map_with("Order")
    file = workbook_of(m, tmp_path / "m.xlsx", ("touchpoints", 2, "channel", "mail"))
    later = edits.add_touchpoint(edits.rename(m, "tp-order", "Ordering"), "Pay", stage_id="st-use")
    save_record(later, mini / MAP_FILE)

    preview_workbook(file, mini, write=True)

    kept = load_record(mini / MAP_FILE, JourneyMap)
    assert [(one.name, one.channel) for one in kept.touchpoints] == [
        ("Ordering", "mail"), ("Pay", ""),
    ]  # fmt: skip


def test_what_is_locked_stays_and_the_conflict_is_told(mini, tmp_path):
    m = edits.lock(map_with("Order"), "tp-order")
    save_record(m, mini / MAP_FILE)
    file = workbook_of(m, tmp_path / "m.xlsx", ("touchpoints", 2, "name", "Ordering"))

    preview = preview_workbook(file, mini, write=True)

    assert load_record(mini / MAP_FILE, JourneyMap) == m
    assert preview.conflicts["why"].tolist() == ["a person locked it"]


def test_a_cell_that_does_not_fit_is_told_with_sheet_row_and_column(mini, tmp_path):
    m = map_with("Order")
    save_record(m, mini / MAP_FILE)
    file = workbook_of(m, tmp_path / "m.xlsx", ("touchpoints", 2, "medium_class", "digitl"))

    preview = preview_workbook(file, mini)

    assert not preview.whole
    assert (
        "  m.xlsx, sheet touchpoints, row 2, column medium_class: 'digitl'; what is right: it is "
        "one of digital, physical, hybrid, unknown. Did you mean 'digital'? Choose one from the "
        "list. The cell counts as it was exported."
    ) in preview.told.splitlines()


def test_reviews_are_comments_on_the_map_without_names(mini, tmp_path):
    m, file = reviewed(mini, tmp_path)

    preview_workbook(file, mini, write=True)

    kept = load_record(mini / MAP_FILE, JourneyMap)
    [comment] = kept.comments
    assert (comment.at, comment.text, comment.by, comment.on) == (
        m.statements[0].id, "Disagrees. reviewer 1 says it is fast.", "reviewer 1", "2026-03-01",
    )  # fmt: skip
    assert "Lovelace" not in (mini / MAP_FILE).read_text()


def test_taking_the_same_reviews_in_again_adds_no_second_comment(mini, tmp_path):
    _, file = reviewed(mini, tmp_path)
    preview_workbook(file, mini, write=True)
    once = (mini / MAP_FILE).read_text(), (mini / "engagement.toml").read_text()
    preview_workbook(file, mini, write=True)

    assert ((mini / MAP_FILE).read_text(), (mini / "engagement.toml").read_text()) == once


def test_reviews_are_voices_of_a_survey_under_pseudonyms(mini, tmp_path):
    accounts = current_evidence(mini).evidence.accounts["account_id"]
    _, file = reviewed(mini, tmp_path, **{"who account": accounts.iloc[0], "who role": "user"})

    preview_workbook(file, mini, write=True)

    voices = current_evidence(mini).evidence.voices
    ours = voices[voices["source"] == "map-review-round"]
    assert ours[["metric", "score", "stage", "method"]].to_numpy().tolist() == [
        ["agreement", 1.0, "Decision", "survey"],
        ["agreement", 0.0, "Decision", "survey"],
    ]
    assert ours["question"].tolist() == ["Is this so? Order", "Is this so? pains: Slow"]
    assert ours["account_id"].tolist() == ["", "A-1"]
    assert "Lovelace" not in ours.to_csv()
    assert load_engagement(mini).metrics["agreement"].felt is False


def test_a_workbook_of_another_map_is_refused(mini, tmp_path):
    save_record(map_with("Order"), mini / MAP_FILE)
    other = map_with("Order").model_copy(update={"id": "renewals"})

    with pytest.raises(DataProblem) as caught:
        preview_workbook(workbook_of(other, tmp_path / "m.xlsx"), mini)

    assert str(caught.value) == (
        "m.xlsx is of the map 'renewals', and the map here is 'journey'. Take the workbook into "
        "the engagement that it was exported from."
    )


def test_a_workbook_is_imported_as_the_first_map_and_then_has_its_own_command(mini, tmp_path):
    m = map_with("Order")
    file = workbook_of(m, tmp_path / "m.xlsx")
    import_map(file, mini)

    assert load_record(mini / MAP_FILE, JourneyMap) == m
    with pytest.raises(ParameterProblem) as caught:
        import_map(file, mini)
    assert str(caught.value) == (
        "m.xlsx is a workbook of a map, and the engagement has a map already. See what it changes "
        f"there with: cxworkbench map workbook {file} {mini}"
    )


def test_a_map_is_exported_as_a_workbook_that_holds_all_of_it(mini, tmp_path):
    save_record(full_map(), mini / MAP_FILE)

    told, losses = export_map(mini, "workbook", tmp_path / "m.xlsx")

    assert losses == ()
    assert told.startswith(f"a workbook: {tmp_path / 'm.xlsx'}\n")
    assert preview_workbook(tmp_path / "m.xlsx", mini).changes.empty


def test_a_stage_renamed_in_a_workbook_is_renamed_in_the_engagement(mini, tmp_path):
    m = map_with("Order", stages=("Decision", "Post-Purchase"))
    save_record(m, mini / MAP_FILE)
    book = workbook_of(m, tmp_path / "m.xlsx", ("stages", 2, "name", "Choice"))
    before = (mini / "engagement.toml").read_bytes()
    preview_workbook(book, mini)
    assert (mini / "engagement.toml").read_bytes() == before
    told = preview_workbook(book, mini, write=True).told

    assert "Decision is now Choice, in engagement.toml too." in told
    [choice] = [one for one in load_engagement(mini).stages if one.name == "Choice"]
    assert choice.formerly == ("Decision",)


def test_a_cell_that_is_needed_and_empty_is_told_so(mini, tmp_path):
    m = map_with("Order")
    save_record(m, mini / MAP_FILE)
    file = workbook_of(m, tmp_path / "m.xlsx", ("touchpoints", 2, "name", " "))

    assert (
        "  m.xlsx, sheet touchpoints, row 2, column name: it is empty. Write something, or remove "
        "the whole row. The cell counts as it was exported."
    ) in [line.replace("' '", "") for line in preview_workbook(file, mini).told.splitlines()]


def test_of_two_workbooks_taken_in_at_once_both_come_in(mini, tmp_path):
    m = map_with("Order", "Pay")
    save_record(m, mini / MAP_FILE)
    files = [
        workbook_of(m, tmp_path / "a.xlsx", ("touchpoints", 2, "name", "Ordering")),
        workbook_of(m, tmp_path / "b.xlsx", ("touchpoints", 3, "name", "Paying")),
    ]

    running = [
        subprocess.Popen([sys.executable, "-m", "cxworkbench", "map", "workbook", file, mini,
                          "--write"])
        for file in files
    ]  # fmt: skip

    assert [one.wait() for one in running] == [0, 0]
    names = [one.name for one in load_record(mini / MAP_FILE, JourneyMap).touchpoints]
    assert names == ["Ordering", "Paying"]
