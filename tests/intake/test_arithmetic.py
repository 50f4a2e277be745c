"""Computed columns: what is allowed, what is refused, and what comes out."""

import math

import pandas as pd
import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.intake.arithmetic import columns_in, computed


def numbers(**columns):
    return {name: pd.Series(values, dtype="float64") for name, values in columns.items()}


def test_a_line_value_is_price_times_quantity_less_discount():
    lines = numbers(unit_price=[14, 9.8], quantity=[12, 10], discount=[0.0, 0.25])

    value = computed("unit_price * quantity * (1 - discount)", lines)

    assert value.tolist() == [168.0, 73.5]


def test_a_sign_division_and_a_name_in_backticks_are_arithmetic():
    value = computed("-`Unit price` / 4 + +b", numbers(**{"Unit price": [8], "b": [1]}))

    assert value.tolist() == [-1.0]


@pytest.mark.parametrize("expression", ["a / b", "a / 0"])
def test_division_by_nothing_is_missing(expression):
    [value] = computed(expression, numbers(a=[1], b=[0]))

    assert math.isnan(value)


def test_a_missing_value_makes_its_row_missing_and_no_other():
    value = computed("a + b", numbers(a=[1, 1], b=[float("nan"), 2]))

    assert value.isna().tolist() == [True, False]


@pytest.mark.parametrize(
    "expression",
    [
        "__import__('os').system('true')",
        "a.b",
        "a[0]",
        "a ** 2",
        "a if b else a",
        "lambda: a",
        "a < b",
        "'text' * a",
        "a @ b",
        "True * a",
        "f(a)",
        "[a]",
        "a; b",
        "",
        "((((((",
        "a + " * 400 + "a",
    ],
)
def test_anything_but_arithmetic_is_refused(expression):
    with pytest.raises(RecordProblem):
        columns_in(expression)


def test_a_refusal_says_what_is_not_arithmetic_and_what_is():
    with pytest.raises(RecordProblem) as refused:
        columns_in("price * max(a, b)")

    assert str(refused.value) == (
        "The computed column 'price * max(a, b)' holds 'max(a, b)', which is not arithmetic over "
        "columns. Allowed are + - * /, numbers, column names and parentheses, as in "
        "'unit_price * quantity * (1 - discount)'; a name with blanks stands in `backticks`."
    )


def test_an_unknown_column_is_named_with_the_nearest_one():
    with pytest.raises(RecordProblem) as refused:
        computed("prise * 2", numbers(price=[1]))

    assert str(refused.value) == (
        "The computed column 'prise * 2' names 'prise', which is not a column. Did you mean "
        "'price'? Columns there: price."
    )
