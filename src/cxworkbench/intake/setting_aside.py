"""Rows of a received table that count as nothing, because engagement.toml says so, with counts."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import RecordProblem
from cxworkbench.ground.rules import columns_in_rule, judge_rule, short_rule
from cxworkbench.intake.cells import as_text, dates_of, numbers_of
from cxworkbench.intake.columns import sums_of
from cxworkbench.records.engagement import Join, ReceivedTable

SET_ASIDE: Final = "counts, as no rule of set_aside fits it"


def rules_by_columns(
    table: ReceivedTable, received: Iterable[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules over columns as received, and those that need joined or computed ones too.

    Examples
    --------
    >>> rules = ("Quantity <= 0", "value > 5 and Quantity > 1")
    >>> table = ReceivedTable(name="s", file="s.csv", feeds="lookup", set_aside=rules,
    ...     computed={"value": "Quantity * 2"})
    >>> rules_by_columns(table, ["Quantity"])
    (('Quantity <= 0',), ('value > 5 and Quantity > 1',))
    """
    there = set(received)
    made = {*table.computed, *(c for join in table.joins for c in _joined(join))} - there
    late = tuple(rule for rule in table.set_aside if columns_in_rule(rule, made))
    return tuple(rule for rule in table.set_aside if rule not in late), late


def without_rows_set_aside(
    frame: pd.DataFrame, table: ReceivedTable, rules: Iterable[str]
) -> tuple[pd.DataFrame, list[Problem], list[Problem]]:
    """The rows that no rule of `set_aside` fits, a note for each rule, and rules that are wrong.

    The first rule that fits a row is the reason; a row with a missing value that leaves a rule open
    stays. The file is not changed.

    Parameters
    ----------
    frame
        The received table with its joined and computed columns, row numbers for its index.
    table
        Its description in engagement.toml.
    rules
        Those of its rules that are asked now.

    Returns
    -------
    tuple
        The rows that stay; notes, `value` the count; mistakes in engagement.toml.

    Examples
    --------
    >>> sales = pd.DataFrame({"Quantity": ["6", "-6", "2"], "Price": ["2.55", "2.55", "0"]},
    ...     index=[2, 3, 4])
    >>> table = ReceivedTable(name="sales", file="sales.csv", feeds="lookup",
    ...     set_aside=("Quantity <= 0", "Price <= 0"))
    >>> kept, notes, wrong = without_rows_set_aside(sales, table, table.set_aside)
    >>> kept.index.tolist(), [(note.column, note.value) for note in notes]
    ([2], [('Quantity <= 0', '1 row'), ('Price <= 0', '1 row')])
    """
    notes: list[Problem] = []
    mistakes: list[Problem] = []
    free = pd.Series(True, frame.index)
    asked = tuple(rules)
    values = _comparable(frame, table, asked)
    for rule in asked:
        try:
            fits = judge_rule(rule, values, name=table.name, of="Table").fits.fillna(False)
        except RecordProblem as problem:
            where = f"tables.{table.name}.set_aside"
            mistakes.append(Problem("engagement.toml", 0, where, "is a rule", short_rule(rule),
                                    str(problem)))  # fmt: skip
            continue
        aside = free & fits.astype("bool")
        free &= ~aside
        notes.append(_note(table, rule, int(aside.sum())))
    return (frame[free] if asked else frame), notes, mistakes


def _joined(join: Join) -> Iterable[str]:
    return (*join.take, *(column for _, column, _ in sums_of(join)))


def _note(table: ReceivedTable, rule: str, rows: int) -> Problem:
    counted = "1 row" if rows == 1 else f"{rows:,} rows"
    remedy = (
        "Nothing to do: set aside as engagement.toml says, and still in the file."
        if rows
        else "No row fits this rule. Take it out, or correct it."
    )
    return Problem(table.file, 0, short_rule(rule), SET_ASIDE, counted, remedy, "note")


def _comparable(frame: pd.DataFrame, table: ReceivedTable, rules: tuple[str, ...]) -> pd.DataFrame:
    """The columns, those that a rule names as numbers or dates where most of their cells are."""
    named = [one for rule in rules for one in columns_in_rule(rule, map(str, frame))]
    typed = {name: _typed(frame[name], table, name) for name in dict.fromkeys(named)}
    return frame.assign(**typed) if typed else frame


def _typed(values: pd.Series, table: ReceivedTable, header: str) -> pd.Series:
    if pd.api.types.is_numeric_dtype(values.dtype):
        return values.astype("float64")
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values
    text = as_text(values)
    filled = int(text.ne("").sum())
    for read in numbers_of, dates_of:
        found, _ = read(text, table, header)
        if int(found.notna().sum()) * 2 > filled:
            return found
    return text
