"""The header is found under titles, over several rows, and where it is missing."""

from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.headers import (
    HeaderRows,
    find_header,
    joined_names,
    unique_names,
)

DATA = [["a1", "Ada", "3"], ["a2", "Ben", "4"], ["a3", "Cem", "5"]]


def test_a_header_in_the_first_row_is_taken():
    assert find_header([["id", "name", "score"], *DATA]) == HeaderRows(0, 0)


def test_titles_and_settings_above_are_passed_over():
    above = [["Report of March", "", ""], ["Region:", "North", ""], ["", "", ""]]

    assert find_header([*above, ["id", "name", "score"], *DATA]) == HeaderRows(3, 3)


def test_years_and_counted_columns_are_names_though_they_are_numbers():
    rows = [["region", "2023", "2024"], ["north", "5", "6"], ["south", "7", "8"]]
    counted = [["who", "1", "2", "3"], ["a", "5", "5", "4"], ["b", "2", "3", "1"]]

    assert find_header(rows) == HeaderRows(0, 0)
    assert find_header(counted) == HeaderRows(0, 0)


def test_a_table_that_begins_with_data_has_no_header():
    assert find_header([["1", "20"], ["2", "30"], ["3", "10"]]) == HeaderRows(0, -1)


def test_a_header_with_one_name_only_is_still_the_header():
    rows = [["", "count"], ["foo", "3"], ["bar", "4"], ["baz", "5"]]

    assert find_header(rows) == HeaderRows(0, 0)


def test_a_header_over_a_first_block_of_words_is_found_though_numbers_follow_below():
    rows = [["id", "name", "text"], ["a1", "Ada", "x"], [], *[["7", "a", "a", "a"]] * 2]

    assert find_header(rows) == HeaderRows(0, 0)


def test_a_second_row_that_completes_the_names_belongs_to_the_header():
    rows = [["", "Price", "Price"], ["item", "net", "gross"], ["pen", "1", "2"], ["cup", "3", "4"]]

    assert find_header(rows) == HeaderRows(0, 1)


def test_double_names_over_words_do_not_swallow_a_row_of_data():
    rows = [["name", "name"], ["Ada", "Ben"], ["Cem", "Dora"]]

    assert find_header(rows) == HeaderRows(0, 0)


def test_a_row_of_data_with_a_word_among_words_is_not_swallowed():
    rows = [["name", "name", "n"], ["Ada", "x", "-"], ["Ben", "y", "5"], *[["Cem", "z", "-"]] * 2]

    assert find_header(rows) == HeaderRows(0, 0)


def test_a_group_merged_over_its_parts_takes_the_row_below():
    rows = [["who", "rating", "rating"], ["who", "first", "second"], ["Ada", "x", "y"]]
    merged = [(0, 1, 0, 0), (0, 0, 1, 2)]

    assert find_header(rows, merged) == HeaderRows(0, 1)


def test_a_title_merged_over_the_table_is_no_header():
    rows = [["Report"] * 3, ["id", "name", "score"], *DATA]

    assert find_header(rows, [(0, 0, 0, 2)]) == HeaderRows(1, 1)


def test_names_of_several_rows_are_joined_without_repeating_a_word():
    header = [["Q1", "Q1", "who"], ["net", "gross\nEUR", "who"]]

    assert joined_names(header, 4) == ["Q1 net", "Q1 gross EUR", "who", ""]


@given(st.lists(st.sampled_from(["", "id", "id_2", "column_1", "column_2", "name"]), max_size=8))
def test_names_are_unique_and_none_is_blank(names):
    unique = unique_names(names)

    assert len(set(unique)) == len(names)
    assert "" not in unique
    assert all(
        new == name for new, name, place in zip(unique, names, range(9), strict=False)
        if name and name not in names[:place]
    )  # fmt: skip
