"""Rows become a table that has every cell in it, and a list of what was odd."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ground.received import rules

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.layout import lay_out

CELL = st.sampled_from(["", " ", "a", "Ada", "7", "007", "nan"])


def test_rows_are_counted_as_a_spreadsheet_shows_them():
    laid_out = lay_out([["id", "n"], ["a", "1"], ["", ""], ["b", "2"]], "t.csv")

    assert laid_out.frame.index.tolist() == [2, 4]
    assert laid_out.header_row == 1
    assert rules(laid_out.problems) == [(3, "has no blank rows", "1 blank rows left out: '3'")]


def test_cells_beyond_the_header_stand_in_columns_of_their_own():
    laid_out = lay_out([["id", "n"], ["a", "1"], ["b", "2", "x", "y"], ["c"]], "t.csv")

    assert laid_out.frame.loc[3].tolist() == ["b", "2", "x", "y"]
    assert list(laid_out.frame.columns) == ["id", "n", "column_3", "column_4"]
    assert rules(laid_out.problems) == [
        (3, "has 2 cells", "4 cells"),
        (4, "has 2 cells", "1 cells"),
    ]


def test_many_uneven_rows_are_one_problem():
    rows = [["id", "n"], *([["a", "1"]] * 5), *([["a"]] * 30)]

    assert rules(lay_out(rows, "t.csv").problems) == [
        (7, "has 2 cells", "30 rows differ, in rows '7', '8', '9' and 27 more")
    ]


def test_a_table_without_a_header_keeps_its_first_row():
    laid_out = lay_out([["1", "20"], ["2", "30"], ["3", "40"]], "t.csv")

    assert laid_out.frame.loc[1].tolist() == ["1", "20"]
    assert laid_out.header_row == 0
    assert rules(laid_out.problems) == [
        (0, "has a header row",
         "first row reads like data; columns are called column_1 to column_2")
    ]  # fmt: skip


def test_every_repair_of_a_name_is_said():
    laid_out = lay_out([["id", "", "id", ""], ["a", "x", "b", ""]], "t.csv")

    assert list(laid_out.frame.columns) == ["id", "column_2", "id_2"]
    assert rules(laid_out.problems) == [
        (0, "names each column", "column 2 has values and no name; called 'column_2'"),
        (0, "names each column once", "'id' again, in column 3; called 'id_2'"),
        (0, "has no empty columns", "1 without name or value left out: '4'"),
    ]


def test_blank_rows_and_titles_above_the_header_are_said():
    titled = lay_out([["Report", ""], ["id", "n"], ["a", "1"], ["b", "2"]], "t.csv")
    blank = lay_out([["", ""], ["id", "n"], ["a", "1"]], "t.csv")

    assert rules(titled.problems) == [
        (1, "begins with its header", "1 row above the header was left out: 'Report'")
    ]
    assert rules(blank.problems) == [
        (1, "begins with its header", "1 blank row above the header was left out")
    ]


def test_a_merged_name_holds_for_each_column_below_it():
    rows = [["who", "score", ""], ["", "first", "second"], ["Ada", "3", "4"]]
    merged = [(0, 1, 0, 0), (0, 0, 1, 2)]
    laid_out = lay_out(rows, "t.xlsx", merged)

    assert list(laid_out.frame.columns) == ["who", "score first", "score second"]
    assert rows[0] == ["who", "score", ""]
    assert rules(laid_out.problems) == [
        (2, "has one header row", "rows 1 to 2 were joined into one")
    ]


def test_rows_that_hold_nothing_are_refused():
    with pytest.raises(DataProblem) as refused:
        lay_out([[""], [" ", ""]], "t.csv")

    assert str(refused.value) == (
        "t.csv holds no cells. A table has a header row and rows under it. "
        "Check that the right file or sheet was saved."
    )


@given(st.lists(st.lists(CELL, max_size=5), max_size=6))
def test_no_cell_below_the_header_is_lost(body):
    rows = [["id", "name", "text"], ["a1", "Ada", "x"], *body]
    laid_out = lay_out(rows, "t.csv")

    kept = [cell for row in laid_out.frame.to_numpy().tolist() for cell in row if cell]
    assert kept == [cell for row in rows[laid_out.header_row :] for cell in row if cell.strip()]
