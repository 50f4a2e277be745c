"""Cells are separated as the one who wrote the file meant."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ground.received import rules

from cxworkbench.ground.dialects import DELIMITERS, find_delimiter, split_rows


@pytest.mark.parametrize("delimiter", DELIMITERS)
def test_each_usual_delimiter_is_found(delimiter):
    rows = [["id", "name", "note"], ["1", "Ada", "a, b; c"], ["2", "Ben", "x"]]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerows(rows)

    assert split_rows(text.getvalue(), "t.csv").rows == rows


def test_decimal_commas_do_not_make_a_comma_file():
    assert find_delimiter("a;b\n1,5;2,5\n3,5;4,5\n") == ";"


def test_lists_inside_cells_do_not_make_a_semicolon_file():
    assert find_delimiter('id,tags\n1,"red; blue"\n2,"green; grey"\n') == ","


def test_a_comma_in_every_name_and_number_does_not_make_a_comma_file():
    assert find_delimiter("price, net;price, gross\n1,5;2,5\n3,5;4,5\n") == ";"


def test_long_lists_without_quotes_do_not_make_a_semicolon_file():
    assert find_delimiter("id,tags\n" + "1,red; blue; green; grey; black\n" * 5) == ","


def test_one_column_of_sentences_is_not_split_at_its_commas():
    split = split_rows('comment\nGood\nSlow, and late\nFine\n"Bad; really"\n', "t.csv")

    assert split.rows == [["comment"], ["Good"], ["Slow, and late"], ["Fine"], ["Bad; really"]]
    assert split.delimiter == ""


def test_line_breaks_inside_quotes_stay_in_their_cell_and_row():
    split = split_rows('id,text\r\n1,"two\r\nlines"\r\n2,"x"\r\n', "t.csv")

    assert split.rows == [["id", "text"], ["1", "two\r\nlines"], ["2", "x"]]


def test_a_backslash_before_a_quote_is_read_as_one_quote():
    split = split_rows('id,text\n1,"a \\"b\\" c"\n2,"d ""e"""\n', "t.csv")

    assert split.rows[1:] == [["1", 'a "b" c'], ["2", 'd "e"']]
    assert rules(split.problems) == [
        (0, "doubles a quote inside a quoted cell", '2 quotes written as \\"')
    ]


def test_blanks_between_delimiter_and_quote_are_left_out_and_said():
    split = split_rows('id, text\n1, "a, b"\n2, "c"\n', "t.csv")

    assert split.rows == [["id", "text"], ["1", "a, b"], ["2", "c"]]
    assert rules(split.problems) == [
        (0, "begins a quoted cell with its quote", "2 cells begin with a blank and a quote")
    ]


def test_blanks_without_quotes_stay_in_their_cell():
    assert split_rows("id,text\n1,   a\n2,b\n", "t.csv").rows[1] == ["1", "   a"]


def test_a_path_that_ends_in_a_backslash_keeps_it():
    split = split_rows('id,path\n1,"C:\\data\\"\n2,"C:\\temp"\n', "t.csv")

    assert split.rows[1:] == [["1", "C:\\data\\"], ["2", "C:\\temp"]]
    assert split.problems == ()


def test_a_first_line_that_names_the_delimiter_is_no_row():
    split = split_rows("sep=|\nid|name\n1|a,b\n", "t.csv")

    assert split.rows == [["id", "name"], ["1", "a,b"]]
    assert split.delimiter == "|"
    assert [problem.severity for problem in split.problems] == ["note"]


def test_a_quote_that_never_closes_costs_one_line_and_not_the_file():
    split = split_rows('id,text\n1,x\n2,"open\n3,y\n4,z\n', "t.csv")

    assert split.rows == [["id", "text"], ["1", "x"], ["2", '"open'], ["3", "y"], ["4", "z"]]
    assert rules(split.problems) == [(3, "closes each quote that it opens", '2,"open')]


def test_rows_swallowed_between_two_stray_quotes_are_pointed_out():
    split = split_rows('id,text\n1,"open\n2,y\n3,"z\n4,w\n5,v\n6,u\n', "t.csv")

    assert rules(split.problems) == [
        (2, "closes each quote that it opens", "1 lines inside one cell look like rows: 2,y")
    ]


def test_a_cell_longer_than_usual_limits_is_read_whole():
    split = split_rows("id,text\n1," + "x" * 200_000 + "\n", "t.csv")

    assert len(split.rows[1][1]) == 200_000


CELLS = st.text(
    alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00", exclude_categories=["Cs"]),
    max_size=12,
)


@settings(max_examples=150)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width), min_size=2, max_size=6
        )
    ),
    st.sampled_from(DELIMITERS),
)
def test_any_cells_that_are_all_quoted_come_back_unchanged(body, delimiter):
    header = [f"column {place}" for place in range(len(body[0]))]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *body])

    assert split_rows(text.getvalue(), "t.csv").rows == [header, *body]
