"""Each of the public awkward files reads to the right table or gives a clear data problem."""

import csv
import json
from dataclasses import dataclass

import pandas as pd
import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.files import neutral, write_csv
from cxworkbench.ground.tables import read_table, typed

pytestmark = pytest.mark.real_data


@dataclass(frozen=True)
class Expected:
    encoding: str
    delimiter: str
    header_row: int
    shape: tuple[int, int]
    headers: list[str]  # the first ones
    cells: dict[tuple[int, str], str]  # row as a spreadsheet shows it, column -> text
    problems: list[tuple[int, str]]  # row and rule, in order; a longer list is cut at eight
    numbers: dict[tuple[int, str], float]  # after typing


NO_NAME = "names each column"
TWICE = "names each column once"
ABOVE = "begins with its header"
JOINED = "has one header row"
BLANK = "has no blank rows"
EMPTY = "has no empty columns"
NO_ROWS = "has rows under its header"
GUESSED = "is written in UTF-8"

FILES = {
    "adjust-floating-point-error.xlsx": Expected(
        "", "", 1, (5, 4), ["Sample Name", "peak PO4", "actual PO4 (formula)"],
        {(3, "peak PO4"): "68.665", (3, "actual PO4 (formula)"): "274.66"},
        [], {(6, "actual PO4 (formula)"): 1720.0},
    ),
    "begrotingsanalyse-2011.csv": Expected(
        "utf-8", ",", 7, (36, 14), ["NR.", "Cluster", "provincie A Groningen"],
        {(8, "Cluster"): "Inkomstenclusters:", (38, "provincie A Groningen"): "-1 414"},
        [(1, ABOVE), (7, JOINED), (0, EMPTY)],
        {(38, "provincie A Groningen"): -1414.0, (40, "provincie C Drenthe"): -1.0,
         (42, "provincie E Gelderland"): 1993022.0},
    ),
    "blank-rows-multiple.csv": Expected(
        "utf-8", ",", 1, (2, 3), ["id", "name", "age"], {(3, "name"): "Julie"},
        [(4, BLANK)], {(2, "age"): 30.0},
    ),
    "csv-payload.txt": Expected(
        "utf-8", "|", 2, (4, 2), ["@SUM(1+9)*cmd"], {(3, "@SUM(1+9)*cmd"): "=10+20+cmd"},
        [(1, ABOVE)], {},
    ),
    "defective-rows.csv": Expected(
        "utf-8", ",", 1, (2, 4), ["id", "name", "age", "column_4"],
        {(2, "age"): "", (3, "column_4"): "Potatoes"},
        [(3, "has 3 cells"), (2, "has 3 cells")], {},
    ),
    "duplicate-headers.csv": Expected(
        "utf-8", ",", 1, (2, 5), ["id", "name", "id_2", "age", "id_3"],
        {(2, "id"): "1101", (2, "id_2"): "0", (2, "id_3"): "001101"},
        [(0, TWICE), (0, TWICE)], {},
    ),
    "escaping.csv": Expected(
        "utf-8", ",", 1, (3, 2), ["ID", "Test"],
        {(2, "Test"): "Test line 1", (3, "Test"): 'Test " line 2', (4, "Test"): 'Test " line 3'},
        [(0, "doubles a quote inside a quoted cell"), (0, "begins a quoted cell with its quote")],
        {},
    ),
    "excel_pasting.csv": Expected(
        "utf-8", ",", 4, (16, 9), ["Year", "2000", "2001"],
        {(5, "2000"): "2,666", (14, "Year"): "Machinery and \nequipment"},
        [(1, ABOVE), (19, BLANK)], {(5, "2000"): 2666.0, (18, "2007"): 108609.0},
    ),
    "invalid.csv": Expected(
        "utf-8", ",", 1, (3, 5), ["id", "name", "column_3", "name_2", "column_5"],
        {(3, "name"): "english", (5, "column_5"): "3"},
        [(0, NO_NAME), (0, TWICE), (4, BLANK), (5, "has 4 cells"), (2, "has 4 cells"),
         (3, "has 4 cells")], {},
    ),
    "issue-1024.xlsx": Expected(
        "", "", 12, (48, 55),
        ["Country", "Level 1 Name", "Area", "Area ID", "Analysis Name", "Date of Analysis",
         "Current Country Population", "Current Population Analysed #"],
        {(14, "Area ID"): "24380613", (13, "Current Phase 1 #"): "7953993"},
        [(1, ABOVE), (12, JOINED), (59, BLANK)], {(14, "Current Phase 1 %"): 0.1},
    ),
    "issue-811.csv": Expected(
        "cp1252", ";", 1, (7904, 26),
        ["Codice Regione",
         "Codice dell'Unità territoriale sovracomunale (valida a fini statistici)"],
        {(2, "Codice Regione"): "01", (2, "Denominazione in italiano"): "Agliè",
         (7905, "Denominazione in italiano"): "Villaspeciosa"},
        [(0, GUESSED)], {},
    ),
    "large.xlsx": Expected(
        "", "", 6, (28, 11), ["SERIES", "column_2", "'A' ALL BONDS ISSUED"],
        {(7, "SERIES"): "Series 'E'", (7, "'A' ALL BONDS ISSUED"): "4599418678"},
        [(0, "holds one table"), (1, ABOVE), (6, JOINED), (0, NO_NAME), (0, EMPTY), (22, BLANK)],
        {(8, "'A' ALL BONDS ISSUED"): 1979524598.0},
    ),
    "long.csv": Expected(
        "utf-8", "", 1, (3999, 1), ["foo"], {(4000, "foo"): "foo"}, [], {},
    ),
    "merged-cells.xlsx": Expected(
        "", "", 1, (0, 1), ["data"], {}, [(0, EMPTY), (0, NO_ROWS)], {},
    ),
    "multiline-headers.xlsx": Expected(
        "", "", 5, (1, 4),
        ["Region", "Caloric contribution (%)",
         "Cumulative impact of changes on cost of food basket from previous quarter",
         "Cumulative impact of changes on cost of food basket from baseline (%)"],
        {(6, "Region"): "A"}, [(5, JOINED)], {},
    ),
    "skip_initials.csv": Expected(
        "utf-8", ",", 1, (2, 2), ["field1", "field2"],
        {(2, "field2"): "    goodbye", (3, "field2"): "goodbye2"}, [], {},
    ),
    "spanish_chars.csv": Expected(
        "cp1252", ",", 1, (115, 8), ["GF_ID", "FN_ID", "SF_ID", "GF"],
        {(2, "Gasto total 2011"): "229,932.50", (3, "F"): "Legislación"},
        [(0, GUESSED), (116, BLANK)], {(2, "Gasto total 2011"): 229932.50},
    ),
    "sparse_with_column_errors.csv": Expected(
        "cp1252", ",", 1, (2200, 4), ["LP", "Bezeichnung", "Kapitel/Titel", "column_4"],
        {(4, "Kapitel/Titel"): "300368540", (4, "LP"): "A100", (5, "LP"): ""},
        [(0, GUESSED), (0, NO_NAME), (62, BLANK)], {},
    ),
    "structure-errors.csv": Expected(
        "utf-8", ",", 1, (3, 6), ["id", "name", "age", "column_4", "column_5", "column_6"],
        {(5, "id"): "1", (5, "column_6"): "6"}, [(4, BLANK), (5, "has 3 cells")], {},
    ),
    "table-infer-iso-8859-7.csv": Expected(
        "iso8859-7", ",", 1, (4, 3), ["id", "age", "name"], {(2, "name"): "Λεωνιδας"},
        [(0, GUESSED)], {(2, "age"): 39.0},
    ),
    "table-with-accents.csv": Expected(
        "cp1252", ";", 1, (638, 8), ["Classement", "Quartier", "Date", "Année"],
        {(2, "Occupancy rate"): "0,611553068", (2, "Date"): "01-01-13"},
        [(0, GUESSED)], {(2, "Occupancy rate"): 0.611553068, (4, "Average Price"): 154.448997},
    ),
    "table.xlsx": Expected(
        "", "", 1, (2, 2), ["id", "name"], {(2, "id"): "1", (3, "name"): "中国人"},
        [(0, "holds one table")], {},
    ),
    "utf-16le_encoded.csv": Expected(
        "utf-16-le", ",", 1, (327, 19), ["Organisation_code", "Organisation_name"],
        {(2, "Organisation_code"): "5C1", (2, "Reporting_period"): "2010-11"},
        [], {(3, "Total_informal_admissions"): 455.0},
    ),
    "utf8bom.csv": Expected(
        "utf-8", ",", 1, (0, 2), ["kitten", "win"], {}, [(0, NO_ROWS)], {},
    ),
    "weird_head_padding.csv": Expected(
        "utf-8", ";", 12, (76, 10), ["column_1", "1985", "1993", "2000"],
        {(14, "column_1"): "      Gefäßchirurgie", (14, "1985"): ".", (20, "1993"): "1.613"},
        [(1, ABOVE), (0, NO_NAME), (0, EMPTY), (73, BLANK), (74, "has 11 cells"),
         (75, "has 11 cells"), (76, "has 11 cells"), (78, "has 11 cells")],
        {(20, "1993"): 1613.0, (14, "1993"): 379.0},
    ),
    "wide.csv": Expected(
        "utf-8", ",", 1, (3, 9074), ["id", "100022", "100025"],
        {(2, "id"): "id1", (2, "100047"): "FALSE"}, [], {},
    ),
}  # fmt: skip

REFUSED = {
    "badcolspan.html": "badcolspan.html is a web page (HTML), whatever its name says. "
    "Tables are CSV, .xlsx or Parquet. Open it in a spreadsheet program and save it as .xlsx.",
    "blns.json": "blns.json is JSON. Tables are CSV, .xlsx or Parquet. Export it as one of these.",
    "encrypted_no_password.xls": "encrypted_no_password.xls is encrypted, so its cells cannot be "
    "read. Open it with its password, remove the password, and save it as .xlsx.",
    "span_rich.xls": "span_rich.xls is a workbook of the old kind (.xls). Workbooks are read as "
    ".xlsx. Open it in a spreadsheet program and save it as .xlsx.",
}


def test_every_file_of_the_folder_is_in_this_test(awkward):
    known = {*FILES, *REFUSED, "blns.txt", "README.md"}

    assert {path.name for path in awkward.iterdir()} == known


@pytest.mark.parametrize("name", FILES)
def test_an_awkward_file_reads_to_its_table(awkward, name):
    expected = FILES[name]
    received = read_table(awkward / name)

    assert received.encoding == expected.encoding
    assert received.delimiter == expected.delimiter
    assert received.header_row == expected.header_row
    assert received.frame.shape == expected.shape
    assert list(received.frame.columns[: len(expected.headers)]) == expected.headers
    assert {at: received.frame.at[at] for at in expected.cells} == expected.cells
    assert [(p.row, p.rule) for p in received.problems][:8] == expected.problems


@pytest.mark.parametrize("name", [name for name, file in FILES.items() if file.numbers])
def test_its_numbers_are_read_with_the_right_marks(awkward, name):
    frame, _ = typed(read_table(awkward / name))

    assert {at: frame.at[at] for at in FILES[name].numbers} == FILES[name].numbers


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_table_is_refused_with_a_remedy(awkward, name):
    with pytest.raises(DataProblem) as refused:
        read_table(awkward / name)

    assert str(refused.value) == REFUSED[name]


def test_a_month_that_could_be_a_day_is_not_guessed(awkward):
    received = read_table(awkward / "table-with-accents.csv")

    undecided, problems = typed(received)
    decided, no_problems = typed(received, date_order="dmy")

    assert undecided["Date"].tolist() == received.frame["Date"].tolist()
    assert [(p.column, p.rule) for p in problems] == [("Date", "says which is the day")]
    assert decided["Date"].iloc[-1] == pd.Timestamp("2017-10-01")
    assert no_problems == ()


def test_a_sheet_with_a_name_in_another_script_is_read_and_the_others_are_named(awkward):
    received = read_table(awkward / "table.xlsx")

    assert (received.sheet, received.sheets) == ("Лист1", ("Лист1", "Sheet 2"))
    assert received.problems[0].value == "read 'Лист1'; not read: 'Sheet 2'"


def test_a_hidden_sheet_is_read_when_it_is_asked_for(awkward):
    hidden = read_table(awkward / "large.xlsx", sheet="data")

    assert hidden.frame.shape == (8544, 10)
    assert hidden.header_row == 3
    assert list(hidden.frame.columns[:4]) == ["RptDate", "Series", "RecordType", "Total Pieces"]
    assert hidden.frame.loc[4].tolist()[:4] == ["2013-06-30", "A", "PiecesIssued", "1026746"]


@pytest.mark.parametrize("name", ["blns.txt", "csv-payload.txt"])
def test_hostile_texts_are_kept_as_they_are_and_written_without_a_formula(awkward, tmp_path, name):
    lines = (awkward / name).read_text(encoding="utf-8").split("\n")
    texts = [line for line in lines if line.strip()]
    with (tmp_path / "texts.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["id", "text"], *([str(n), t] for n, t in enumerate(texts))])

    received = read_table(tmp_path / "texts.csv").frame
    write_csv(received, tmp_path / "out.csv")
    written = read_table(tmp_path / "out.csv").frame

    assert received["text"].tolist() == texts
    assert written["text"].tolist() == [neutral(text) for text in texts]
    assert not written["text"].str.match(r"[=@\t\r]").any()


def test_the_naughty_strings_stay_themselves_through_a_workbook(awkward, tmp_path):
    texts = json.loads((awkward / "blns.json").read_text(encoding="utf-8"))
    texts = [t for t in texts if t.strip() and not ILLEGAL_CHARACTERS_RE.search(t)]
    texts.remove("\ufffe")  # no XML can hold it
    book = Workbook()
    book.active.append(["text"])
    for row, text in enumerate(texts, 2):
        cell = book.active.cell(row, 1)
        cell.value, cell.data_type = text, "s"
    book.save(tmp_path / "t.xlsx")

    assert read_table(tmp_path / "t.xlsx").frame["text"].tolist() == texts


def test_the_whole_list_of_naughty_strings_is_read_as_one_table_without_loss(awkward):
    frame = read_table(awkward / "blns.txt").frame

    assert frame.shape == (636, 2)
    assert "nan" not in set(frame.iloc[:, 1])
