"""Workbooks of a map that lost headers, ids or cells: refused or matched, never an emptied map."""

import pytest
from openpyxl import load_workbook
from tests.records.maps import full_map, map_with

from cxworkbench.exchange.map_formats import write_map
from cxworkbench.exchange.map_from_workbook import read_map_workbook
from cxworkbench.exchange.map_to_workbook import write_map_workbook
from cxworkbench.ground.errors import DataProblem
from cxworkbench.records import edits
from cxworkbench.records.map_items import LISTS

PUT_BACK = (
    "Without it every row would count as removed or new. Put it back as `cxworkbench map export "
    "--format workbook` writes it. Nothing was read."
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "map.xlsx"


def damaged(path, journey_map, change):
    """The workbook of a map read back after `change(book)`."""
    write_map_workbook(journey_map, path)
    book = load_workbook(path)
    change(book)
    book.save(path)
    return read_map_workbook(path)


def cells(*changes):
    def change(book):
        for sheet, row, column, value in changes:
            headers = [cell.value for cell in book[sheet][1]]
            book[sheet].cell(row=row, column=headers.index(column) + 1).value = value

    return change


def without_ids(*sheets):
    def change(book):
        for name in sheets:
            for row in range(2, book[name].max_row + 1):
                book[name].cell(row=row, column=1).value = None

    return change


def refusal(path, journey_map, change):
    with pytest.raises(DataProblem) as caught:
        damaged(path, journey_map, change)
    return str(caught.value)


def told(back):
    return [(p.row, p.column, p.rule, p.value, p.remedy, p.severity) for p in back.problems]


@pytest.mark.parametrize("sheet", LISTS)
def test_a_title_above_the_header_and_its_capitals_change_nothing(path, sheet):
    def change(book):
        book[sheet].cell(row=1, column=1, value=" Id ")
        book[sheet].insert_rows(1)
        book[sheet].cell(row=1, column=1, value="Our journey")

    m = full_map()
    back = damaged(path, m, change)

    assert back.map == m
    assert back.problems == ()


def test_a_problem_under_a_title_has_the_row_that_the_spreadsheet_shows(path):
    def change(book):
        cells(("touchpoints", 2, "medium_class", "digitl"))(book)
        book["touchpoints"].insert_rows(1, amount=2)

    assert [p.row for p in damaged(path, map_with("Order"), change).problems] == [4]


def test_a_sheet_without_the_column_id_is_refused(path):
    message = refusal(path, full_map(), lambda book: book["touchpoints"].delete_cols(1))

    assert message == f"map.xlsx, sheet touchpoints has no column id. {PUT_BACK}"


def test_a_sheet_without_its_header_is_refused(path):
    message = refusal(path, full_map(), lambda book: book["touchpoints"].delete_rows(1))

    assert message == (
        "map.xlsx, sheet touchpoints: none of the first 10 rows is the header with the names of "
        f"the columns (id, name, where, agree ...). {PUT_BACK}"
    )


def test_a_sheet_that_was_emptied_with_its_header_is_refused(path):
    message = refusal(path, full_map(), lambda book: book["stages"].delete_rows(1, 100))

    assert message.startswith("map.xlsx, sheet stages: none of the first 10 rows is the header")


def test_rows_that_were_sorted_above_the_header_are_not_removed(path):
    def change(book):
        book["stages"].move_range("A3:Z3", rows=20)
        book["stages"].move_range("A1:Z1", rows=2)

    message = refusal(path, map_with("Order"), change)

    assert message == (
        "map.xlsx, sheet stages: rows of the map stand above the header, which is in row 3: "
        "st-use. Put the header above them, for they would count as removed. Nothing was read."
    )


def test_rows_of_all_sheets_that_lost_their_ids_are_found_by_name_and_place(path):
    m = full_map()
    back = damaged(path, m, without_ids(*LISTS))

    assert back.map == m
    assert {p.severity for p in back.problems} == {"note"}


def test_statements_without_ids_keep_them(path):
    m = map_with("Order")
    for number in range(8):
        m = edits.add_statement(m, at="tp-order", lane="pains", text=f"slow {number}")
    back = damaged(path, m, without_ids("statements"))

    assert back.map == m
    assert told(back) == [
        (0, "id", "stands in every row that was exported", "8 rows without",
         "Each counts as the exported row of its name and place.", "note"),
    ]  # fmt: skip


def test_a_sheet_without_ids_whose_rows_are_others_is_refused(path):
    m = map_with("Order", "Pay", "Call")

    def change(book):
        without_ids("touchpoints")(book)
        cells(("touchpoints", 3, "name", "Else"))(book)

    assert refusal(path, m, change) == (
        "map.xlsx, sheet touchpoints has lost all ids, and rows in it are not as they were "
        "exported: 3. Put the ids back. If all the exported rows are to go, take the workbook in "
        "without them first. Nothing was read."
    )


def test_a_row_whose_id_was_emptied_keeps_what_hangs_on_it(path):
    m = edits.add_statement(map_with("Order", "Pay"), at="tp-order", lane="pains", text="slow")
    back = damaged(
        path, m, cells(("touchpoints", 2, "id", None), ("touchpoints", 2, "channel", "mail"))
    )

    assert back.map == edits.edit_touchpoint(m, "tp-order", channel="mail")
    assert told(back) == [
        (2, "id", "stands in every row that was exported", "",
         "It counts as tp-order, by its name and place. For a new one, write another name.",
         "note"),
    ]  # fmt: skip


def test_two_new_rows_of_the_name_of_a_removed_one_are_both_new(path):
    back = damaged(
        path, map_with("Order"),
        cells(("touchpoints", 2, "id", None), ("touchpoints", 3, "name", "Order"),
              ("touchpoints", 3, "stage_id", "st-use"), ("touchpoints", 2, "channel", "mail"),
              ("touchpoints", 3, "channel", "portal")),
    )  # fmt: skip

    assert [one.id for one in back.map.touchpoints] == ["tp-order-2", "tp-order-3"]


@pytest.mark.parametrize("column", ["value", "low", "high"])
def test_an_emotion_off_the_scale_is_told_and_counts_as_it_was_exported(path, column):
    m = edits.add_statement(map_with("Order"), at="tp-order", lane="emotion", value=1.0)
    back = damaged(path, m, cells(("statements", 2, column, 7)))

    assert back.map == m
    assert told(back) == [
        (2, column, "is between -2 and +2", "7", "Write a number from -2 to +2, or leave it "
         "empty. The cell counts as it was exported.", "refused"),
    ]  # fmt: skip


def test_a_lane_that_becomes_emotion_keeps_no_number_off_the_scale(path):
    m = edits.add_statement(map_with("Order"), at="tp-order", lane="needs", value=9.0)
    back = damaged(path, m, cells(("statements", 2, "lane", "emotion")))

    assert back.map == m
    assert [p.rule for p in back.problems] == ["is between -2 and +2"]


def test_a_new_statement_is_of_all_and_has_the_id_that_a_click_gives(path):
    m = map_with("Order")
    back = damaged(
        path, m,
        cells(("touchpoints", 3, "name", "Kranbestellung 🏗️"), ("touchpoints", 3, "stage_id", "Use"),
              ("statements", 2, "at", "Kranbestellung 🏗️"), ("statements", 2, "lane", "pains"),
              ("statements", 2, "text", "Zu SPÄT"), ("statements", 2, "segment", " ")),
    )  # fmt: skip

    wanted = edits.add_touchpoint(m, "Kranbestellung 🏗️", stage_id="st-use")
    wanted = edits.add_statement(wanted, at="tp-kranbestellung", lane="pains", text="Zu SPÄT")
    assert back.problems == ()
    assert back.map == wanted


def test_two_stages_of_one_name_are_told(path):
    back = damaged(path, map_with(), cells(("stages", 3, "name", "use")))

    assert told(back) == [
        (3, "name", "is the name of one stage", "use", "The stage in row 2 has it too, and both "
         "are kept. Rename one of them, or merge the two.", "note"),
    ]  # fmt: skip


def test_a_workbook_under_another_suffix_is_read_back_whole(tmp_path):
    assert write_map(full_map(), tmp_path / "se.workbook", kind="workbook") == ()


@pytest.mark.parametrize(
    ("start", "what"),
    [
        (b"\x89PNG\r\n", "a picture (PNG)"), (b"%PDF-1.7", "a PDF"),
        (b'{"id": "journey"}', "JSON, such as a map's own file"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_called_what_it_is(tmp_path, start, what):
    (tmp_path / "m.file").write_bytes(start)

    with pytest.raises(DataProblem) as caught:
        read_map_workbook(tmp_path / "m.file")

    assert str(caught.value) == (
        f"m.file is {what}, and no workbook. A map's workbook is what `cxworkbench map export "
        "--format workbook` writes: an .xlsx file. Nothing was read."
    )
