"""The columns of one received table as texts, numbers and dates, with what is wrong in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.dates import as_dates
from cxworkbench.ground.numbers import as_numbers
from cxworkbench.intake.columns import ROW_NUMBER, Mapped
from cxworkbench.intake.moments import as_written_days
from cxworkbench.records.engagement import ReceivedTable

# engagement.toml says it in words, ground.dates in letters.
_ORDERS: Final = {"day first": "dmy", "month first": "mdy", "year first": "ymd"}


@dataclass
class Fed:
    """One received table, joined and mapped, ready to become evidence.

    `frame` has the row number as a spreadsheet shows it for its index; `received` is the same table
    without joined and computed columns. Asking for a number or a date adds what is wrong with it to
    `problems`.
    """

    table: ReceivedTable
    frame: pd.DataFrame
    received: pd.DataFrame
    mapped: Mapped
    problems: list[Problem] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Whether a header or a constant fills that column."""
        return column in self.mapped.columns or column in self._constants

    def header(self, column: str) -> str:
        """The header that fills the column; the column's own name where none does."""
        return self.mapped.columns.get(column, column)

    def text(self, column: str) -> pd.Series:
        """The column as text, blanks around it cut off; "" where there is nothing."""
        header = self.mapped.columns.get(column)
        if header == ROW_NUMBER:
            return pd.Series(self.frame.index.astype("str"), index=self.frame.index, dtype="str")
        if header is not None:
            return as_text(self.frame[header])
        constant = self._constants.get(column, "")
        return pd.Series(constant, index=self.frame.index, dtype="str")

    def raw(self, column: str) -> pd.Series:
        """The column as text exactly as it was received: a customer's words keep their blanks."""
        header = self.mapped.columns.get(column)
        if header is None or header == ROW_NUMBER or self.frame[header].dtype != "str":
            return self.text(column)
        return self.frame[header].fillna("")

    def number(self, column: str) -> pd.Series:
        """The column as numbers; what cannot be read is missing and listed."""
        header = self.mapped.columns.get(column)
        if header is None:
            return as_numbers(self.text(column), file=self.table.file, name=column)[0]
        return (
            self.number_under(header)
            if header != ROW_NUMBER
            else (self.text(column).astype("float64"))
        )

    def number_under(self, header: str) -> pd.Series:
        """A received header's values as numbers; what cannot be read is missing and listed."""
        numbers, problems = numbers_of(self.frame[header], self.table, header)
        self.problems += problems
        return numbers

    def date(self, column: str) -> pd.Series:
        """The column as dates; what cannot be read is missing and listed."""
        header = self.header(column)
        values = self.frame[header] if header in self.frame else self.text(column)
        if not pd.api.types.is_datetime64_any_dtype(values.dtype):
            values, notes = as_written_days(as_text(values), file=self.table.file, name=header)
            self.problems += notes
        dates, problems = dates_of(values, self.table, header)
        self.problems += problems
        return dates

    def number_if_any(self, column: str) -> pd.Series:
        """The column as numbers, all missing where nothing fills it."""
        missing = pd.Series(float("nan"), index=self.frame.index)
        return self.number(column) if self.has(column) else missing

    def date_if_any(self, column: str) -> pd.Series:
        """The column as dates, all missing where nothing fills it."""
        missing = pd.Series(pd.NaT, index=self.frame.index, dtype="datetime64[us]")
        return self.date(column) if self.has(column) else missing

    def keep(self, rows: pd.Series) -> "Fed":
        """The same table with only these rows; problems are still listed in one place."""
        return Fed(self.table, self.frame[rows], self.received[rows], self.mapped, self.problems)

    def refuse(
        self, rows: pd.Series, column: str, rule: str, remedy: str, *, severity: str = "refused"
    ) -> None:
        """One problem for each of these rows, with the value as it was received.

        A personal value is masked when all problems are gathered.
        """
        self.problems += self._each(rows[rows].index, column, rule, remedy, severity)

    def _each(
        self, rows: Iterable[int], column: str, rule: str, remedy: str, severity: str
    ) -> Iterable[Problem]:
        header = self.header(column)
        values = as_text(self.frame[header]) if header in self.frame else self.text(column)
        for row in rows:
            yield Problem(self.table.file, int(row), header, rule, values[row], remedy, severity)

    @property
    def _constants(self) -> dict[str, str]:
        same = {"touchpoint_id": "touchpoint"}
        return {same.get(name, name): value for name, value in self.table.constants.items()}


def as_text(values: pd.Series) -> pd.Series:
    """Any column as text without blanks around it, "" for missing; a whole number has no ".0".

    Examples
    --------
    >>> as_text(pd.Series([1.0, 2.5, None])).tolist()
    ['1', '2.5', '']
    """
    if pd.api.types.is_numeric_dtype(values.dtype):
        texts = values.astype("float64").map(_number_text, na_action="ignore")
    elif pd.api.types.is_datetime64_any_dtype(values.dtype):
        texts = values.map(lambda moment: moment.isoformat(), na_action="ignore")
    else:
        texts = values
    return texts.astype("str").fillna("").str.strip()


def looked_up(words: pd.Series, meanings: Mapping[str, str]) -> pd.Series:
    """The meaning of every word, "" where it has none; text also where nothing is found.

    Examples
    --------
    >>> looked_up(pd.Series(["a", "b"]), {"a": "one"}).tolist()
    ['one', '']
    """
    found = [meanings.get(word, "") for word in words.tolist()]
    return pd.Series(found, index=words.index, dtype="str")


def numbers_of(
    values: pd.Series, table: ReceivedTable, header: str
) -> tuple[pd.Series, list[Problem]]:
    """A column as numbers, index kept, and the cells that are none."""
    if pd.api.types.is_numeric_dtype(values.dtype):
        return values.astype("float64"), []
    numbers, problems = as_numbers(
        values.str.strip(), decimal=table.decimal, file=table.file, name=header
    )
    return numbers, list(problems)


def dates_of(
    values: pd.Series, table: ReceivedTable, header: str
) -> tuple[pd.Series, list[Problem]]:
    """A column as dates, index kept, and the cells that are none."""
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return values.astype("datetime64[us]"), []
    order = _ORDERS.get(table.date_order, "")
    dates, problems = as_dates(as_text(values), order=order, file=table.file, name=header)
    return dates, [
        replace(problem, remedy=_as_written_here(problem.remedy)) for problem in problems
    ]


def _as_written_here(remedy: str) -> str:
    for words, order in _ORDERS.items():
        remedy = remedy.replace(f'date_order = "{order}"', f'date_order = "{words}"')
    return remedy


def _number_text(number: float) -> str:
    return str(int(number)) if number == int(number) else repr(number)
