"""One thing wrong with a received file, and the table that lists all of them."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields

import pandas as pd


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong with one cell, row, column or file that was received.

    `row` is counted as a spreadsheet shows it (first line of the file is 1); 0 means the whole
    column or file. `severity` is "refused" when something could not be used, "note" when all of it
    is used and a person should know. `value` of a personal column is masked by the one who adds it.
    """

    file: str
    row: int
    column: str
    rule: str  # what must hold, as a phrase: "is a date", "has one account"
    value: str
    remedy: str
    severity: str = "refused"  # or "note"


def problems_table(problems: Iterable[Problem]) -> pd.DataFrame:
    """All problems as one table, by file, row and column; equal ones once.

    Returns
    -------
    pandas.DataFrame
        One row per problem, columns as the fields of `Problem`, `row` an integer.

    Examples
    --------
    >>> bad = Problem("a.csv", 3, "said_at", "is a date", "31.02.2026", "write 2026-02-28")
    >>> problems_table([bad, bad])[["file", "row", "value"]]
        file  row       value
    0  a.csv    3  31.02.2026
    """
    columns = [field.name for field in fields(Problem)]
    rows = [asdict(problem) for problem in sorted(set(problems))]
    table = pd.DataFrame(rows, columns=columns)
    return table.astype({name: "int64" if name == "row" else "str" for name in columns})
