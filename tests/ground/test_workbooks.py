"""A workbook reads as a person sees it: saved values of formulas, merged cells, sheets by name."""

import datetime as dt
import zipfile

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart
from tests.ground.received import rules, with_saved_formulas, workbook_file

from cxworkbench.ground import workbooks
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.tables import read_table
from cxworkbench.ground.workbooks import cell_text, read_sheet


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (7.0, "", "7"),
        (1e20, "", "100000000000000000000"),
        (1.5e-7, "", "0.00000015"),
        (274.65999999999997, "", "274.66"),
        (42, "00000", "00042"),
        (4.2, "00000", "4.2"),
        (True, "", "TRUE"),
        (dt.datetime(2026, 2, 28), "", "2026-02-28"),
        (dt.datetime(2026, 2, 28, 14, 5), "", "2026-02-28 14:05:00"),
        (dt.date(2026, 2, 28), "", "2026-02-28"),
        (dt.time(14, 5), "", "14:05:00"),
        ("007", "", "007"),
        ("nan", "", "nan"),
    ],
)
def test_a_cell_reads_as_it_is_shown(value, number_format, text):
    assert cell_text(value, number_format) == text


def test_ids_stay_ids_whether_typed_as_text_or_number(tmp_path):
    path = workbook_file(tmp_path, ["id", "name"], [7.0, "a"], ["007", "b"], [None, "c"])

    assert read_table(path).frame["id"].tolist() == ["7", "007", ""]


def test_a_formula_gives_the_value_that_was_saved_with_it(tmp_path):
    path = workbook_file(tmp_path, ["a", "twice"], [2, "=A2*2"], [3, "=A3*2"])
    received = read_table(with_saved_formulas(path, {"A2*2": "4", "A3*2": "6"}))

    assert received.frame["twice"].tolist() == ["4", "6"]
    assert received.problems == ()


def test_a_formula_without_a_saved_value_is_a_problem_at_its_cell(tmp_path):
    received = read_table(workbook_file(tmp_path, ["a", "twice"], [2, "=A2*2"]))

    assert received.frame["twice"].tolist() == [""]
    assert rules(received.problems) == [(2, "has a saved value for each formula", "=A2*2")]
    assert [(p.column, p.severity) for p in received.problems] == [("B", "refused")]


def test_a_formula_whose_saved_value_is_an_empty_text_is_a_blank_cell(tmp_path):
    path = workbook_file(tmp_path, ["a", "b"], ["x", "=LOWER(C9)"])
    saved = with_saved_formulas(path, {"LOWER(C9)": ""}, kind="str")

    received = read_table(saved)

    assert received.frame.loc[2].tolist() == ["x", ""]
    assert [problem.severity for problem in received.problems] == []


def test_an_error_of_the_spreadsheet_is_a_problem_at_its_cell(tmp_path):
    received = read_table(workbook_file(tmp_path, ["a", "b"], ["x", "#DIV/0!"]))

    assert rules(received.problems) == [
        (2, "has a value, not an error of the spreadsheet", "#DIV/0!")
    ]


def test_merged_headers_become_one_name_each(tmp_path):
    path = workbook_file(
        tmp_path, ["who", "score", None], [None, "first", "second"], ["Ada", 3, 4], merge="B1:C1"
    )

    assert list(read_table(path).frame.columns) == ["who", "score first", "score second"]


def test_the_first_visible_sheet_with_cells_is_read_and_the_others_are_named(tmp_path):
    book = Workbook()
    book.active.title = "empty"
    hidden = book.create_sheet("список")
    hidden.append(["id"])
    hidden.append(["h"])
    hidden.sheet_state = "hidden"
    shown = book.create_sheet("Данные")
    shown.append(["id"])
    shown.append(["s"])
    book.save(tmp_path / "t.xlsx")

    received = read_table(tmp_path / "t.xlsx")

    assert received.sheet == "Данные"
    assert received.sheets == ("empty", "список", "Данные")
    assert rules(received.problems) == [
        (0, "holds one table", "read 'Данные'; not read: 'список' (hidden)")
    ]
    assert read_table(tmp_path / "t.xlsx", sheet="список").frame["id"].tolist() == ["h"]


def test_a_sheet_that_is_not_there_is_refused_with_the_nearest_name(tmp_path):
    path = workbook_file(tmp_path, ["id"], ["a"])

    with pytest.raises(DataProblem) as refused:
        read_sheet(path, sheet="Sheets")

    assert str(refused.value) == (
        "t.xlsx has no sheet 'Sheets'. Did you mean 'Sheet'? Its sheets: Sheet."
    )


def test_a_workbook_that_is_cut_short_is_refused(tmp_path):
    path = workbook_file(tmp_path, ["id"], ["a"])
    path.write_bytes(path.read_bytes()[:1000])

    with pytest.raises(DataProblem) as refused:
        read_table(path)

    assert str(refused.value) == (
        "t.xlsx is cut short or damaged: its end is missing. Copy or export it again."
    )


def test_an_archive_that_is_no_workbook_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "t.xlsx", "w") as archive:
        archive.writestr("readme.txt", "hello")

    with pytest.raises(DataProblem) as refused:
        read_table(tmp_path / "t.xlsx")

    assert str(refused.value).startswith("t.xlsx is no workbook that can be read (")
    assert str(refused.value).endswith("save it as .xlsx again.")


def test_a_workbook_that_unpacks_beyond_reason_is_refused(tmp_path, monkeypatch):
    path = workbook_file(tmp_path, ["id"], ["a"])
    monkeypatch.setattr(workbooks, "_LARGEST", 10)

    with pytest.raises(DataProblem) as refused:
        read_table(path)

    assert str(refused.value).endswith("Export the table as CSV or Parquet.")


def test_a_workbook_of_charts_only_is_refused(tmp_path):
    book = Workbook()
    book.create_chartsheet("chart").add_chart(BarChart())
    book.remove(book.active)
    book.save(tmp_path / "t.xlsx")

    with pytest.raises(DataProblem) as refused:
        read_table(tmp_path / "t.xlsx")

    assert str(refused.value) == ("t.xlsx has no sheet with cells. Save the table as a worksheet.")
