"""Numbers are read with marks that the column decides, and what is no number is listed."""

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ground.received import rules

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.numbers import as_numbers, currencies, decimal_mark, is_number


def column(*texts):
    return pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str", name="revenue")


def numbers_in(*texts, decimal=""):
    return as_numbers(column(*texts), decimal=decimal)[0].tolist()


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["7", "-3", "+4", " 5 "], [7, -3, 4, 5]),
        (["0,5", "12,25"], [0.5, 12.25]),
        (["0.5", "1,000"], [0.5, 1000]),
        (["0,5", "1.000"], [0.5, 1000]),
        (["1.234,50", "2.000"], [1234.5, 2000]),
        (["1,234.50", "2,000"], [1234.5, 2000]),
        (["1,234,567"], [1234567]),
        (["1.234.567", "5,5"], [1234567, 5.5]),
        (["1 234,5", "1\u00a0000", "2\u202f000"], [1234.5, 1000, 2000]),
        (["1'234.50", "1’000"], [1234.5, 1000]),
        (["(7)", "8-", "\u22129", "- 1"], [-7, -8, -9, -1]),
        (["1E+02", "2.5e-1"], [100, 0.25]),
        (["€ 1.234,50", "7,20 EUR", "-€3,00"], [1234.5, 7.2, -3]),
        ([".5", "1."], [0.5, 1]),
    ],
)
def test_a_column_is_read_as_its_own_marks_say(texts, expected):
    numbers, problems = as_numbers(column(*texts))

    assert numbers.tolist() == expected
    assert problems == []


def test_a_thousands_mark_beside_small_whole_numbers_is_seen_and_said():
    numbers, problems = as_numbers(column("2,666", "498", "22,927"), file="t.csv", name="a")

    assert numbers.tolist() == [2666, 498, 22927]
    assert rules(problems) == [
        (0, "has one decimal mark", "',' is read as thousands mark in '2,666', '22,927'")
    ]
    assert problems[0].severity == "note"


@pytest.mark.parametrize("texts", [["2,666", "3,108"], ["2,666", "4000"], ["1.500", "2,500"]])
def test_marks_that_could_be_either_leave_the_cells_missing(texts):
    numbers, problems = as_numbers(column(*texts))

    assert numbers.isna().sum() == sum("," in text or "." in text for text in texts)
    assert [(p.row, p.rule, p.severity) for p in problems] == [
        (0, "has one decimal mark", "refused")
    ]


def test_a_decimal_mark_that_is_named_decides():
    assert numbers_in("2,666", decimal=",") == [2.666]
    assert numbers_in("2,666", decimal=".") == [2666]


def test_a_cell_against_the_columns_mark_is_listed_with_its_row():
    numbers, problems = as_numbers(column("1,5", "2.25"), decimal=",", file="t.csv", name="a")

    assert numbers.tolist()[0] == 1.5
    assert math.isnan(numbers.tolist()[1])
    assert rules(problems) == [(3, "has ',' as its decimal mark", "2.25")]


def test_both_decimal_marks_in_one_column_are_read_cell_by_cell_and_said():
    numbers, problems = as_numbers(column("1,5", "2.25", "1.000"))

    assert numbers.tolist()[:2] == [1.5, 2.25]
    assert math.isnan(numbers.tolist()[2])
    assert [(p.rule, p.severity) for p in problems] == [
        ("has one decimal mark", "refused"),
        ("has one decimal mark", "note"),
    ]


@pytest.mark.parametrize(
    "text",
    ["nan", "NaN", "inf", "null", "NA", "n/a", "1.2.3", "1,2,3", "12 34", "0x1F", "1_000", "１２",
     "--5", "(5", "5 apples", "€5$", "ABC 5", "1,23,456.7"],
)  # fmt: skip
def test_a_word_is_no_number(text):
    numbers, problems = as_numbers(column(text), file="t.csv", name="a")

    assert numbers.isna().all()
    assert rules(problems) == [(2, "is a number", text)]
    assert not is_number(text)


def test_percent_are_divided_by_a_hundred_and_said():
    numbers, problems = as_numbers(column("45 %", "5%"))

    assert numbers.tolist() == [0.45, 0.05]
    assert rules(problems) == [
        (0, "is a number", "2 values with % were divided by 100: '45 %', '5%'")
    ]


def test_amounts_in_another_currency_are_refused_with_their_row():
    numbers, problems = as_numbers(column("€5", "€6", "$7", "8"))

    assert numbers.dropna().tolist() == [5, 6, 8]
    assert rules(problems) == [(4, "is in one currency", "$7")]
    assert currencies(column("€5", "$7", "8")) == ["EUR", "USD"]


def test_blank_cells_are_missing_and_no_problem():
    numbers, problems = as_numbers(column("", "  ", "1"))

    assert numbers.isna().tolist() == [True, True, False]
    assert problems == []


def test_rows_and_the_received_column_stay_as_they_were():
    received = column("1", "x")
    before = received.copy()
    numbers, _ = as_numbers(received)

    pd.testing.assert_series_equal(received, before)
    assert numbers.index.tolist() == [2, 3]
    assert numbers.name == "revenue"
    assert numbers.dtype == np.float64


def test_an_empty_column_gives_an_empty_one():
    numbers, problems = as_numbers(column())

    assert numbers.tolist() == []
    assert problems == []


def test_a_decimal_mark_that_is_none_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        as_numbers(column("1"), decimal=";")

    assert str(refused.value) == "decimal is ';'. It is ',' or '.', or empty to have it decided."


@given(
    st.lists(st.floats(-1e9, 1e9).map(lambda x: round(x, 2)), min_size=1),
    st.sampled_from([(",", "."), (".", ","), (",", " "), (".", "'")]),
)
def test_amounts_written_in_any_country_come_back(values, marks):
    decimal, thousands = marks
    swap = str.maketrans({",": thousands, ".": decimal})
    texts = [f"{value:,.2f}".translate(swap) for value in values]

    assert numbers_in(*texts) == values


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_whole_numbers_come_back(values):
    assert numbers_in(*map(str, values)) == values
    assert decimal_mark(map(str, values)) == ""


@pytest.mark.parametrize("text", ["1e400", "-1e400", "9" * 400, "2e18"])
def test_a_number_that_nobody_can_mean_stays_missing_and_is_listed(text):
    numbers, problems = as_numbers(column("5", text), file="crm.csv")

    assert numbers.isna().tolist() == [False, True]
    [problem] = problems
    assert (problem.row, problem.rule) == (3, "is a number that can be meant")
    assert problem.remedy.startswith("correct it")
