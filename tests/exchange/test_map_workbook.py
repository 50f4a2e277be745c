"""A map as a workbook and back: lossless, edited in a spreadsheet, with problems row by row."""

import shutil
import subprocess
from zipfile import ZipFile

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from tests.records.any_map import any_map
from tests.records.edit_sequences import edit_sequence
from tests.records.maps import full_map, map_with, naughty_map

from cxworkbench.exchange.map_from_workbook import is_map_workbook, read_map_workbook
from cxworkbench.exchange.map_to_workbook import write_map_workbook
from cxworkbench.exchange.workbook_layout import columns_of_sheet, map_fields
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records import edits
from cxworkbench.records.changes import map_changes
from cxworkbench.records.map_items import LISTS
from cxworkbench.records.validity import check_map

OFFICE = shutil.which("soffice") or ""


@pytest.fixture
def path(tmp_path):
    return tmp_path / "map.xlsx"


def edited(path, journey_map, *changes):
    """The workbook of a map read back after changes: (sheet, row, column, value)."""
    write_map_workbook(journey_map, path)
    book = load_workbook(path)
    for sheet, row, column, value in changes:
        headers = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row=row, column=headers.index(column) + 1, value=value)
    book.save(path)
    return read_map_workbook(path)


def without_row(path, journey_map, sheet, row):
    write_map_workbook(journey_map, path)
    book = load_workbook(path)
    book[sheet].delete_rows(row)
    book.save(path)
    return read_map_workbook(path)


def told(problems):
    return [(p.file, p.row, p.column, p.rule, p.value, p.remedy, p.severity) for p in problems]


@settings(max_examples=12, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(any_map())
def test_any_map_comes_back_from_its_workbook_as_it_was(tmp_path_factory, journey_map):
    path = tmp_path_factory.mktemp("book") / "map.xlsx"
    write_map_workbook(journey_map, path)

    back = read_map_workbook(path)

    assert back.map == journey_map
    assert back.base == journey_map
    assert back.problems == ()


def test_awkward_and_very_long_texts_come_back_as_they_were(path):
    journey_map = naughty_map()
    write_map_workbook(journey_map, path)

    assert read_map_workbook(path).map == journey_map


@pytest.mark.office
@pytest.mark.skipif(not OFFICE, reason="soffice (LibreOffice) is not installed")
def test_workbooks_opened_and_saved_by_libreoffice_read_the_same(tmp_path):
    maps = [naughty_map(), full_map(), *(edit_sequence(seed)[1] for seed in range(4))]
    files = [tmp_path / f"map{number}.xlsx" for number in range(len(maps))]
    for journey_map, file in zip(maps, files, strict=True):
        write_map_workbook(journey_map, file)
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    kind = "xlsx:Calc MS Excel 2007 XML"
    command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", saved, *files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)

    for journey_map, file in zip(maps, files, strict=True):
        back = read_map_workbook(saved / file.name)
        assert back.map == journey_map
        assert back.base == journey_map
        assert back.problems == ()


def test_the_same_map_gives_the_same_bytes(path, tmp_path):
    write_map_workbook(full_map(), path)
    write_map_workbook(full_map(), tmp_path / "again.xlsx")

    assert path.read_bytes() == (tmp_path / "again.xlsx").read_bytes()


def test_no_text_is_written_as_a_formula(path):
    write_map_workbook(naughty_map(), path)
    with ZipFile(path) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/" in name]

    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)
    cell = load_workbook(path)["touchpoints"]["B4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == ("=1+1", "s", True)


def test_a_sheet_for_each_layer_and_a_dictionary_of_every_column(path):
    write_map_workbook(full_map(), path)
    book = load_workbook(path)
    listed = {(row[0], row[1]) for row in book["dictionary"].iter_rows(2, values_only=True)}

    assert book.sheetnames == ["map", *LISTS, "dictionary", "long texts", "as exported"]
    assert [book[name].sheet_state for name in book.sheetnames[-2:]] == ["hidden", "hidden"]
    wanted = {(name, column.name) for name in LISTS for column in columns_of_sheet(name)}
    assert listed == wanted | {("map", name) for name in map_fields()}
    assert all(row[2] for row in book["dictionary"].iter_rows(2, values_only=True))
    assert {book[name].freeze_panes for name in LISTS} <= {"C2", "A2"}
    assert book["touchpoints"].freeze_panes == "C2"
    offered = {rule.formula1 for rule in book["stages"].data_validations.dataValidation}
    assert '"assumed,reported,observed,measured"' in offered
    assert "=phases!$A$2:$A$1000" in offered


def test_every_list_of_values_is_short_enough_for_a_spreadsheet(path):
    write_map_workbook(full_map(), path)
    book = load_workbook(path)
    rules = [rule for sheet in book for rule in sheet.data_validations.dataValidation]

    assert len(rules) > 20
    assert max(len(rule.formula1) for rule in rules) <= 255


def test_statements_stand_by_lane_and_keep_their_order_in_the_map(path):
    m = map_with("Order")
    for lane in ("pains", "actions", "pains"):
        m = edits.add_statement(m, at="tp-order", lane=lane, text=lane)
    write_map_workbook(m, path)
    sheet = load_workbook(path)["statements"]

    assert [row[1] for row in sheet.iter_rows(2, values_only=True)] == ["actions", "pains", "pains"]
    assert read_map_workbook(path).map == m


def test_cells_that_were_changed_are_changes_of_the_map(path):
    m = map_with("Order")
    back = edited(
        path, m,
        ("touchpoints", 2, "name", "Ordering"),
        ("touchpoints", 2, "systems", "CRM\nERP"),
        ("touchpoints", 2, "stage_id", "Renew"),
        ("stages", 2, "confidence", 0.7),
    )  # fmt: skip

    assert back.problems == ()
    new = {(one.id, one.field): one.new for one in map_changes(back.base, back.map)}
    assert new == {
        ("st-use", "confidence"): 0.7,
        ("tp-order", "name"): "Ordering",
        ("tp-order", "stage_id"): "st-renew",
        ("tp-order", "systems"): ("CRM", "ERP"),
    }


def test_a_new_row_gets_an_id_and_another_new_row_may_call_it_by_name(path):
    m = map_with("Order")
    back = edited(
        path, m,
        ("touchpoints", 3, "name", "Invoice"), ("touchpoints", 3, "stage_id", "st-renew"),
        ("statements", 2, "at", "Invoice"), ("statements", 2, "lane", "pains"),
        ("statements", 2, "text", "too late"),
    )  # fmt: skip

    wanted = edits.add_touchpoint(m, "Invoice", stage_id="st-renew")
    assert back.problems == ()
    assert back.map.touchpoints == wanted.touchpoints
    [said] = back.map.statements
    assert (said.at, said.lane, said.text, said.basis) == (
        "tp-invoice", "pains", "too late", "assumed",
    )  # fmt: skip


def test_a_row_that_is_gone_is_a_removal_and_what_hangs_on_it_goes_with_it(path):
    m = edits.add_statement(map_with("Order", "Invoice"), at="tp-invoice", lane="pains", text="x")
    back = without_row(path, m, "touchpoints", 3)

    removed = [one.id for one in map_changes(back.base, back.map) if one.change == "removed"]
    assert removed == ["tp-invoice", "sm-tp-invoice-pains-x"]
    assert set(back.map.retired_ids) == set(removed)
    assert told(back.problems) == [
        (
            "map.xlsx, sheet statements", 2, "at", "is there", "tp-invoice",
            "Its row was removed: removed with it; put the row back if it is to stay.", "note",
        )
    ]  # fmt: skip


def test_a_stage_in_which_something_stands_is_not_removed(path):
    back = without_row(path, map_with("Order"), "stages", 2)

    assert [one.id for one in back.map.stages] == ["st-use", "st-renew"]
    assert told(back.problems) == [
        (
            "map.xlsx, sheet stages", 0, "id", "is empty before it is removed", "st-use",
            "Rows that still stand in it: 1. It stays; move or remove them first.", "refused",
        )
    ]  # fmt: skip


def test_a_cell_that_does_not_fit_is_told_and_counts_as_it_was_exported(path):
    m = edits.edit_touchpoint(map_with("Order"), "tp-order", medium_class="digital")
    back = edited(
        path, m,
        ("touchpoints", 2, "medium_class", "digitl"),
        ("touchpoints", 2, "channel", "mail"),
        ("stages", 3, "confidence", "high"),
    )  # fmt: skip

    assert back.map == edits.edit_touchpoint(m, "tp-order", channel="mail")
    assert told(back.problems) == [
        (
            "map.xlsx, sheet stages", 3, "confidence", "is a number", "high",
            "Write a number, with a point for decimals. The cell counts as it was exported.",
            "refused",
        ),
        (
            "map.xlsx, sheet touchpoints", 2, "medium_class",
            "is one of digital, physical, hybrid, unknown", "digitl",
            "Did you mean 'digital'? Choose one from the list. The cell counts as it was exported.",
            "refused",
        ),
    ]  # fmt: skip


def test_a_row_with_the_id_of_another_row_is_left_out_and_told(path):
    back = edited(
        path, map_with("Order"),
        ("touchpoints", 3, "id", "tp-order"), ("touchpoints", 3, "name", "Copy"),
        ("touchpoints", 3, "stage_id", "st-use"),
    )  # fmt: skip

    assert back.map == map_with("Order")
    assert [(p.row, p.column, p.rule, p.value) for p in back.problems] == [
        (3, "id", "stands once", "tp-order")
    ]


def test_a_place_that_is_not_there_is_told_with_what_it_may_be(path):
    back = edited(
        path, map_with("Order"),
        ("statements", 2, "at", "tp-ordr"), ("statements", 2, "lane", "pains"),
        ("statements", 2, "text", "slow"),
    )  # fmt: skip

    assert back.map.statements == ()
    assert [(p.row, p.column, p.remedy) for p in back.problems] == [
        (2, "at", "Did you mean 'tp-order'? Correct the cell. The row was left out.")
    ]


def test_a_touchpoint_that_leaves_its_stage_leaves_its_step(path):
    m = edits.add_step(map_with(), "Pay", stage_id="st-use")
    m = edits.add_touchpoint(m, "Invoice", stage_id="st-use", step_id="sp-pay")
    back = edited(path, m, ("touchpoints", 2, "stage_id", "st-renew"))

    [moved] = back.map.touchpoints
    assert (moved.stage_id, moved.step_id) == ("st-renew", "")
    assert [p.severity for p in back.problems] == ["note"]


@settings(max_examples=6, deadline=None)
@given(st.data())
def test_whatever_is_put_into_its_cells_the_map_that_is_read_is_whole(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("book") / "map.xlsx"
    write_map_workbook(full_map(), path)
    book = load_workbook(path)
    for _ in range(data.draw(st.integers(1, 6))):
        sheet = book[data.draw(st.sampled_from(LISTS))]
        row, column = data.draw(st.integers(2, 5)), data.draw(st.integers(1, 8))
        value = data.draw(st.sampled_from(["st-use", "Order", "tp-order", "x", "", "no", 3, None]))
        if data.draw(st.booleans()):
            sheet.delete_rows(row)
        else:
            sheet.cell(row=row, column=column, value=value)
    book.save(path)

    assert check_map(read_map_workbook(path).map) == ()


def test_what_reviewers_filled_in_is_read_beside_the_map(path):
    m = edits.add_statement(map_with("Order"), at="tp-order", lane="pains", text="slow")
    back = edited(
        path, m,
        ("statements", 2, "disagree", "x"), ("statements", 2, "review comment", "It is fast now."),
        ("statements", 2, "who", "Ada Example"), ("statements", 2, "said on", "2026-03-01"),
        ("touchpoints", 2, "agree", "x"), ("touchpoints", 2, "disagree", "x"),
    )  # fmt: skip

    assert back.map == m
    [said] = back.reviews
    assert (said.at, said.verdict, said.comment) == (
        m.statements[0].id, "disagree", "It is fast now.",
    )  # fmt: skip
    assert [(p.column, p.rule) for p in back.problems] == [("agree", "is ticked alone")]


def test_a_workbook_without_one_of_the_sheets_is_refused(path):
    write_map_workbook(map_with("Order"), path)
    book = load_workbook(path)
    del book["flows"]
    book.save(path)

    with pytest.raises(DataProblem) as caught:
        read_map_workbook(path)

    assert str(caught.value) == (
        "map.xlsx has no sheet flows. A map's workbook is what `cxworkbench map export --format "
        "workbook` writes: keep its sheets, and remove rows instead of a sheet. Nothing was read."
    )


def test_a_workbook_that_lost_its_hidden_copy_still_gives_the_map(path):
    m = full_map()
    write_map_workbook(m, path)
    book = load_workbook(path)
    del book["as exported"]
    book.save(path)

    assert read_map_workbook(path).map == m
    assert read_map_workbook(path, m).map == m


def test_a_map_s_workbook_is_known_by_its_sheets(path, tmp_path):
    write_map_workbook(map_with("Order"), path)

    assert is_map_workbook(path)
    assert not is_map_workbook(tmp_path / "list.csv")
