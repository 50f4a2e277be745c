"""The analysis workbook: edited by hand, read back, and nothing else changed."""

import shutil
import subprocess
from functools import cache

import pytest
from openpyxl import load_workbook
from tests.telling.examples import journey_map, told_records

from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.engagement import Brand
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Criterion, Entry, Register
from cxworkbench.records.store import load_record, save_record
from cxworkbench.running.register_workbooks import import_register
from cxworkbench.telling.workbook import make_workbook

OFFICE = shutil.which("soffice") or ""
REGISTER = Register(
    entries=(
        Entry(id="pain-1", kind="pain", title="=Late delivery", n=12, value=19.57351, low=0.1,
              high=0.30000000000000004, evidence=("voice-1", "voice-2"), status="confirmed",
              stage_id="st-1", touchpoint_ids=("tp-1",), why="12 accounts\nsay so"),
        Entry(id="mot-1", kind="moment of truth", title="First day", grade=3, effect="break"),
        Entry(id="cause-1", kind="root cause", title="Typed twice", cause_kind="process",
              cause_status="supported"),
        Entry(id="ins-1", kind="insight", title="Tell before", observation="x" * 40_000,
              because_of=("pain-1",), caused_by=("cause-1",), money=1234.5, confidence="high"),
        Entry(id="act-1", kind="action", title="Call the day before", because_of=("ins-1",),
              effort=3.5, criteria={"reach": 7.0}, due="2026-09-30", progress="open"),
        Entry(id="act-2", kind="action", title="Tracking link", depends_on=("act-1",)),
    ),
    criteria=(Criterion(name="reach", weight=2.0),),
    budget=5000.0,
    retired_ids=("old",),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "acme"
    (place / "maps").mkdir(parents=True)
    (place / "engagement.toml").write_text(
        'schema_version = 1\nid = "acme"\nname = "Acme"\nclient = "Acme"\n', "utf-8"
    )
    save_record(REGISTER, place / "maps" / "register.json")
    save_record(journey_map(), place / "maps" / "journey.map.json")
    return place


@pytest.fixture
def file(folder):
    path = folder.parent / "workbook.xlsx"
    path.write_bytes(exported())
    return path


@cache
def exported():
    brand = Brand(colour="#8a1538")
    return make_workbook(
        told_records(), "internal", brand, register=REGISTER, journey_map=journey_map()
    )


def cell_of(book, sheet, key, column):
    table = book[sheet]
    heads = {cell.value: cell.column for cell in table[1]}
    [row] = [cell.row for cell in table["A"] if cell.value == key]
    return table.cell(row=row, column=heads[column])


def edited(file, *changes):
    book = load_workbook(file)
    for sheet, key, column, value in changes:
        cell_of(book, sheet, key, column).value = value
    book.save(file)
    return file


def register_of(folder):
    return load_record(folder / "maps" / "register.json", Register)


def map_of(folder):
    return load_record(folder / "maps" / "journey.map.json", JourneyMap)


def rows(table):
    return table[["id", "field", "old", "new"]].to_numpy().tolist()


def test_nothing_edited_changes_nothing(folder, file):
    seen = import_register(file, folder, yes=True)

    assert seen.changes.empty
    assert seen.map_changes.empty
    assert seen.problems.empty
    assert register_of(folder) == REGISTER
    assert map_of(folder) == journey_map()


def test_three_edits_change_exactly_those_three_things(folder, file):
    statement = next(one for one in journey_map().statements if one.lane == "pains")
    edited(
        file,
        ("findings", "pain-1", "title", "Deliveries come late"),
        ("actions", "act-1", "owner", "Head of service"),
        ("statements", statement.id, "text", "Nobody says when it comes"),
    )

    seen = import_register(file, folder)
    assert rows(seen.changes) == [
        ["pain-1", "title", "=Late delivery", "Deliveries come late"],
        ["act-1", "owner", "", "Head of service"],
    ]
    assert rows(seen.map_changes) == [
        [statement.id, "text", statement.text, "Nobody says when it comes"]
    ]
    assert register_of(folder) == REGISTER  # a look changes nothing
    assert '"Call the day before" (act-1), owner: nothing -> "Head of service"' in seen.told

    done = import_register(file, folder, yes=True)
    assert done.written
    after = {one.id: one for one in register_of(folder).entries}
    before = {one.id: one for one in REGISTER.entries}
    assert after == before | {
        "pain-1": before["pain-1"].model_copy(update={"title": "Deliveries come late"}),
        "act-1": before["act-1"].model_copy(update={"owner": "Head of service"}),
    }
    assert map_of(folder) == journey_map().model_copy(
        update={
            "statements": tuple(
                one.model_copy(update={"text": "Nobody says when it comes"})
                if one.id == statement.id
                else one
                for one in journey_map().statements
            )
        }
    )
    assert import_register(file, folder).changes.empty  # twice is once


def test_a_newer_change_stays_and_is_told(folder, file):
    edited(file, ("actions", "act-1", "owner", "Service"))
    newer = [one.model_copy(update={"owner": "Logistics"}) if one.id == "act-1" else one
             for one in REGISTER.entries]  # fmt: skip
    save_record(REGISTER.model_copy(update={"entries": tuple(newer)}),
                folder / "maps" / "register.json")  # fmt: skip

    seen = import_register(file, folder, yes=True)

    assert seen.changes.empty
    assert seen.conflicts[["id", "field", "ours", "theirs"]].to_numpy().tolist() == [
        ["act-1", "owner", "Logistics", "Service"]
    ]


def test_a_removed_row_needs_a_word_more(folder, file):
    book = load_workbook(file)
    book["actions"].delete_rows(cell_of(book, "actions", "act-2", "title").row)
    book.save(file)

    seen = import_register(file, folder, yes=True)
    assert not seen.written
    assert register_of(folder) == REGISTER
    assert seen.told.endswith(
        "Nothing was written. 1 row would be removed. To remove them: cxworkbench register import "
        f"{file} {folder} --yes --yes-remove"
    )

    assert import_register(file, folder, yes=True, yes_remove=True).written
    assert "act-2" not in [one.id for one in register_of(folder).entries]
    assert "act-2" in register_of(folder).retired_ids


def test_a_new_row_gets_an_id_and_the_kind_of_its_sheet(folder, file):
    book = load_workbook(file)
    sheet = book["actions"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(row=sheet.max_row + 1, column=heads["title"]).value = "Train the drivers"
    book.save(file)

    import_register(file, folder, yes=True)

    new = register_of(folder).entries[-1]
    assert (new.id, new.kind, new.title) == (
        "action-train-the-drivers", "action", "Train the drivers",
    )  # fmt: skip


def test_a_wrong_cell_is_told_with_its_row_and_the_others_come_in(folder, file):
    edited(file, ("actions", "act-1", "effort", "three"), ("actions", "act-1", "owner", "Service"))

    seen = import_register(file, folder, yes=True)

    assert rows(seen.changes) == [["act-1", "owner", "", "Service"]]
    assert not seen.whole
    assert (
        "workbook.xlsx, sheet actions, row 2, column effort: 'three'; what is right: it is a "
        "number. Write a number, with a point for decimals. The cell counts as it was exported."
    ) in seen.told


def test_another_workbook_is_refused(folder, tmp_path):
    path = tmp_path / "other.xlsx"
    path.write_bytes(make_workbook(told_records(), "internal", Brand()))

    with pytest.raises(DataProblem) as refused:
        import_register(path, folder)

    assert str(refused.value) == (
        "other.xlsx has no sheets findings, causes, insights, actions. A register is taken back "
        "from a workbook.xlsx that `cxworkbench run --formats workbook` wrote over all accounts. "
        "Nothing was read."
    )


@pytest.mark.office
@pytest.mark.skipif(not OFFICE, reason="soffice (LibreOffice) is not installed")
def test_three_edits_after_libreoffice_saved_it_are_still_those_three(folder, file, tmp_path):
    edited(file, ("findings", "mot-1", "effect", "make"), ("insights", "ins-1", "metric", "CSAT"),
           ("actions", "act-2", "wave", 2))  # fmt: skip
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", saved, file]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

    seen = import_register(saved / file.name, folder)

    assert rows(seen.changes) == [
        ["mot-1", "effect", "break", "make"],
        ["ins-1", "metric", "", "CSAT"],
        ["act-2", "wave", "0", "2"],
    ]
    assert seen.map_changes.empty
    assert seen.problems.empty
