"""One thing wrong with a received file, and the table that lists all of them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace
from typing import Final

import pandas as pd

MOST_LISTED: Final = 10_000  # cells with one and the same problem; the others are only counted
_MORE: Final = re.compile(r"([\d,]+) more cells")


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


def listed(cells: Iterable[tuple[int, str]], make: Callable[[int, str], Problem]) -> list[Problem]:
    """A problem for each of the first 10,000 cells, and one that counts all the others.

    Examples
    --------
    >>> bad = ((row, "x") for row in range(2, 12_002))
    >>> problems = listed(bad, lambda row, text: Problem("a.csv", row, "n", "is one", text, ""))
    >>> len(problems), problems[-1].row, problems[-1].value
    (10001, 0, '2,000 more cells')
    """
    rest = iter(cells)
    problems = [make(row, text) for _, (row, text) in zip(range(MOST_LISTED), rest, strict=False)]
    following = next(rest, None)
    if following is not None:
        problems.append(_more(make(*following), 1 + sum(1 for _ in rest)))
    return problems


def few_of_each(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of each kind the first 10,000 and one that counts all its others."""
    seen: dict[Problem, int] = {}
    more: dict[Problem, int] = {}
    for problem in problems:
        kind = replace(problem, row=0, value="")
        seen[kind] = seen.get(kind, 0) + 1
        if is_count(problem):
            more[kind] = more.get(kind, 0) + _counted(problem.value)
        elif problem.row and seen[kind] > MOST_LISTED:
            more[kind] = more.get(kind, 0) + 1
        else:
            yield problem
    for kind, count in more.items():
        yield _more(kind, count)


def is_count(problem: Problem) -> bool:
    """Whether a problem stands for further cells, as `listed` and `few_of_each` count them."""
    return not problem.row and _MORE.fullmatch(problem.value) is not None


def cells_of(problems: pd.DataFrame) -> pd.Series:
    """How many cells each row of a table of problems stands for: 1, or as many as it counts.

    Examples
    --------
    >>> cells_of(pd.DataFrame({"row": [3, 0], "value": ["x", "2,000 more cells"]})).tolist()
    [1, 2000]
    """
    texts = zip(problems["row"].tolist(), problems["value"].tolist(), strict=True)
    counts = [1 if row else _counted(str(text)) for row, text in texts]
    return pd.Series(counts, index=problems.index, dtype="int64")


def _more(problem: Problem, count: int) -> Problem:
    return replace(problem, row=0, value=f"{count:,} more cells")


def _counted(text: str) -> int:
    found = _MORE.fullmatch(text)
    return int(found[1].replace(",", "")) if found else 1


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
