"""The columns of one received table as texts, numbers and dates, with what is wrong in them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem, few_of_each
from cxworkbench.ground.dates import as_dates
from cxworkbench.ground.numbers import as_numbers
from cxworkbench.intake.columns import ROW_NUMBER, Mapped
from cxworkbench.intake.moments import as_written_days
from cxworkbench.records.engagement import ReceivedTable

# engagement.toml says it in words, ground.dates in letters.
_ORDERS: Final = {"day first": "dmy", "month first": "mdy", "year first": "ymd"}


@dataclass
class WholeColumns:
    """The columns of a table that is fed part by part, where all its rows decide together.

    A column of dates or numbers is read over all rows at once and kept as numbers; so a part of it
    is read as the whole is, whatever decides. `samples` are the first values of each column,
    `filled` counts its filled cells, and `metrics` are those that its rows are on.
    """

    column: Callable[[str], pd.Series]  # header -> the texts of all rows that are kept
    counted: np.ndarray  # by such a row: whether engagement.toml lets it count
    samples: pd.DataFrame
    filled: Mapping[str, int]
    metrics: tuple[str, ...]
    _read: dict[tuple[object, ...], tuple[np.ndarray, list[Problem]]] = field(default_factory=dict)

    def read(
        self, header: str, how: "Reading", key: tuple[object, ...]
    ) -> tuple[np.ndarray, list[Problem]]:
        """The column's values over all rows, and what is wrong in them when first asked."""
        if (header, *key) in self._read:
            return self._read[header, *key]
        values, problems = how(self.column(header)[self.counted])
        missing = np.datetime64("NaT", "us") if values.dtype.kind == "M" else np.nan
        placed = np.full(len(self.counted), missing)
        placed[self.counted] = values.to_numpy()
        self._read[header, *key] = placed, []
        return placed, problems


Reading = Callable[[pd.Series], tuple[pd.Series, list[Problem]]]


@dataclass
class Fed:
    """One received table, joined and mapped, ready to become evidence.

    `frame` has the row number as a spreadsheet shows it for its index; `received` is the same table
    without joined and computed columns. Asking for a number or a date adds what is wrong with it to
    `problems`.

    Of a table larger than memory this is one part, `places` says which of its rows, and `whole`
    knows the columns of all of them; or it is, without `places`, the different people it names.
    """

    table: ReceivedTable
    frame: pd.DataFrame
    received: pd.DataFrame
    mapped: Mapped
    problems: list[Problem] = field(default_factory=list)
    whole: WholeColumns | None = None
    places: np.ndarray | None = None
    counts: "Counts" = field(default_factory=dict)

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
        return self.read(header, lambda values: numbers_of(values, self.table, header), "number")

    def read(self, header: str, how: Reading, *key: object) -> pd.Series:
        """A received column read in a way, over all rows of the table; problems are listed once.

        Parameters
        ----------
        header
            The column's header.
        how
            Texts to values and what is wrong in them.
        key
            What tells this way of reading from others.
        """
        if self.whole is None or self.places is None:
            values, problems = how(self.frame[header])
        else:
            read, problems = self.whole.read(header, how, key)
            values = pd.Series(read[self.places], index=self.frame.index)
        self.problems += problems
        return values

    def date(self, column: str) -> pd.Series:
        """The column as dates; what cannot be read is missing and listed."""
        header = self.header(column)
        if header in self.frame:
            return self.read(header, lambda values: self._dates(values, header), "date")
        dates, problems = self._dates(self.text(column), header)
        self.problems += problems
        return dates

    def _dates(self, values: pd.Series, header: str) -> tuple[pd.Series, list[Problem]]:
        notes: list[Problem] = []
        if not pd.api.types.is_datetime64_any_dtype(values.dtype):
            values, notes = as_written_days(as_text(values), file=self.table.file, name=header)
        dates, problems = dates_of(values, self.table, header)
        return dates, notes + problems

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
        kept = self.places[rows.to_numpy()] if self.places is not None else None
        return replace(self, frame=self.frame[rows], received=self.received[rows], places=kept)

    @property
    def shown(self) -> pd.DataFrame:
        """Rows from which a preview can be made: all, or the first values of a large table."""
        return self.frame if self.whole is None else self.whole.samples

    def filled(self, header: str) -> int:
        """How many cells under a header hold something."""
        if self.whole is not None:
            return self.whole.filled[header]
        return int(as_text(self.frame[header]).ne("").sum())

    def metrics(self, metrics: pd.Series) -> list[str]:
        """The metrics that rows of the table are on, where these are its metrics row by row."""
        return list(metrics.unique()) if self.whole is None else list(self.whole.metrics)

    def count(self, rows: int, make: "Callable[[int], Problem]") -> None:
        """Count rows for a problem that is told once for the whole table, with their number."""
        name = make(0)
        self.counts[name] = (self.counts.get(name, (0, make))[0] + rows, make)

    def told(self) -> list[Problem]:
        """All problems of the table."""
        counted = [make(rows) for rows, make in self.counts.values()]
        return [*few_of_each(self.problems), *counted] if self.whole else [*self.problems, *counted]

    def refuse(
        self, rows: pd.Series, column: str, rule: str, remedy: str, *, severity: str = "refused"
    ) -> None:
        """One problem for each of these rows, with the value as it was received.

        A personal value is masked when all problems are gathered.
        """
        if not rows.any():
            return
        header = self.header(column)
        values = as_text(self.frame[header]) if header in self.frame else self.text(column)
        wrong = values[rows]
        each = (
            Problem(self.table.file, int(row), header, rule, value, remedy, severity)
            for row, value in zip(wrong.index.tolist(), wrong.tolist(), strict=True)
        )
        self.problems += each

    @property
    def _constants(self) -> dict[str, str]:
        same = {"touchpoint_id": "touchpoint"}
        return {same.get(name, name): value for name, value in self.table.constants.items()}


Counts = dict[Problem, tuple[int, Callable[[int], Problem]]]


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
    # Each different word is looked up once; a missing one, at place -1, has no meaning.
    places, different = pd.factorize(words)
    found = pd.array([*(meanings.get(word, "") for word in different.tolist()), ""], dtype="str")
    return pd.Series(found[places], index=words.index, dtype="str")


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
