"""From rows of cells to a table: header named, blank rows left out, odd rows listed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.headers import (
    HeaderRows,
    Span,
    find_header,
    is_blank,
    joined_names,
    unique_names,
)
from cxworkbench.ground.survey_rows import survey_rows

_SHOWN: Final = 3  # row numbers that one problem names
_LISTED: Final = 20  # rows of one kind that are listed one by one; more of them as one problem


@dataclass(frozen=True)
class LaidOut:
    """The table, the spreadsheet row of its (last) header row, and what was odd.

    `tool` is the survey tool that wrote the header rows, `asked` column -> question text.
    """

    frame: pd.DataFrame
    header_row: int
    problems: tuple[Problem, ...]
    tool: str = ""
    asked: dict[str, str] = field(default_factory=dict)


def lay_out(rows: Sequence[Sequence[str]], file: str, merged: Sequence[Span] = ()) -> LaidOut:
    """The table that the rows hold.

    Parameters
    ----------
    rows
        Cells as text, from the first row of the file or sheet on; rows may differ in length.
    file
        Name for the problems.
    merged
        Areas of merged cells; their value stands in the first cell, and is spread in the header.

    Returns
    -------
    LaidOut
        `frame`: every cell as text, blank ones "", index `row` as a spreadsheet counts from 1.
        Cells beyond the header stand in columns of their own.

    Raises
    ------
    DataProblem
        No row holds anything.
    """
    layout = Layout(rows, file, merged)
    frame = layout.frame(rows)
    return LaidOut(
        frame[layout.columns],
        layout.header_row,
        layout.problems(),
        layout.tool,
        layout.asked,
    )


class Layout:
    """How the rows of a file become a table: its header is found in the first rows.

    Of a file that is read in parts: `frame` for each part in order, and when all are read
    `columns`, `problems` and `asked`.

    Parameters
    ----------
    head
        The first rows of the file, a thousand or more where it has them.
    file
        Name for the problems.
    merged
        Areas of merged cells, all of them among the first rows.

    Raises
    ------
    DataProblem
        No row holds anything.
    """

    def __init__(
        self, head: Sequence[Sequence[str]], file: str, merged: Sequence[Span] = ()
    ) -> None:
        if all(is_blank(row) for row in head):
            raise DataProblem(
                f"{file} holds no cells. A table has a header row and rows under it. "
                "Check that the right file or sheet was saved."
            )
        spread = _spread(head, merged)
        survey = survey_rows(spread)
        header = HeaderRows(survey.first, survey.last) if survey else find_header(spread, merged)
        self.file, self.tool = file, survey.tool if survey else ""
        self.header_row = header.last + 1
        self._data_from = header.data_from
        self._named = [list(survey.names)] if survey else spread[header.first : header.last + 1]
        self._unspread = self._named if survey else head[header.first : header.last + 1]
        self._texts = (
            dict(zip(unique_names(survey.names), survey.asked, strict=True)) if survey else {}
        )
        self._above = _above(head, header, file, self.tool)
        self._rows = 0  # read so far, header and blank rows among them
        self._kept = 0
        self._wide = max((len(row) for row in self._named), default=0)
        self._filled: list[bool] = []  # by column: whether a cell under the header holds anything
        self._blank, self._longer, self._shorter = _Few(), _Few(), _Few()

    def frame(self, rows: Sequence[Sequence[str]]) -> pd.DataFrame:
        """The next rows of the file as a table, with every column known so far."""
        numbered = enumerate(rows, self._rows + 1)
        data = [(number, row) for number, row in numbered if number > self._data_from]
        kept = [(number, row) for number, row in data if not is_blank(row)]
        if len(kept) < len(data):
            for number, row in data:
                if is_blank(row):
                    self._blank.add(number, "")
        self._rows += len(rows)
        self._kept += len(kept)
        self._wide = max(self._wide, max((len(row) for _, row in kept), default=0))
        self._count_uneven(kept)
        cells = [[cell if cell.strip() else "" for cell in row] for _, row in kept]
        wide = self._wide
        cells = [row + [""] * (wide - len(row)) if len(row) < wide else row for row in cells]
        self._filled += [False] * (wide - len(self._filled))
        for place, filled in enumerate(self._filled):
            self._filled[place] = filled or any(row[place] for row in cells)
        return pd.DataFrame(
            cells,
            columns=unique_names(self._names()),
            index=pd.Index([number for number, _ in kept], name="row", dtype="int64"),
            dtype="str",
        )

    @property
    def columns(self) -> list[str]:
        """The columns that have a name or hold anything, in the file's order."""
        final = unique_names(self._names())
        return [name for name, used in zip(final, self._used(), strict=True) if used]

    @property
    def asked(self) -> dict[str, str]:
        """Column -> the question's text, where a survey tool wrote it."""
        return {name: self._texts[name] for name in self.columns if self._texts.get(name)}

    def problems(self) -> tuple[Problem, ...]:
        """What was odd in the rows."""
        names, used = self._names(), self._used()
        problems = (
            *self._above,
            *_about_names(self._named, names, used, unique_names(names), self.file),
            *_blank_rows(self._blank, self.file),
            *self._uneven(),
        )
        if self._kept and any(used):
            return problems
        remedy = "check that the export was not filtered to nothing"
        note = _note(self.file, 0, "has rows under its header", "none", remedy)
        return (*problems, note)

    def _names(self) -> list[str]:
        return joined_names(self._named, self._wide) if self._named else [""] * self._wide

    def _used(self) -> list[bool]:
        own = joined_names(self._unspread, self._wide)
        return [bool(name) or filled for name, filled in zip(own, self._filled, strict=True)]

    def _count_uneven(self, kept: Sequence[tuple[int, Sequence[str]]]) -> None:
        width = len(self._named[-1]) if self._named else 0
        if not width:
            return
        for number, row in kept:
            if len(row) < width:
                self._shorter.add(number, f"{len(row)} cells")
            elif len(row) > width and any(cell.strip() for cell in row[width:]):
                self._longer.add(number, f"{len(row)} cells")

    def _uneven(self) -> list[Problem]:
        rule = f"has {len(self._named[-1]) if self._named else 0} cells"
        over = (
            "the cells beyond the header are kept in columns of their own; "
            "look for a stray delimiter"
        )
        under = "the missing cells were left empty; look for a missing delimiter"
        return [
            *_listed(self.file, rule, self._longer, over),
            *_listed(self.file, rule, self._shorter, under),
        ]


@dataclass
class _Few:
    """How many rows there are of a kind, and the first of them."""

    count: int = 0
    first: list[tuple[int, str]] = field(default_factory=list)

    def add(self, number: int, what: str) -> None:
        self.count += 1
        if self.count <= _LISTED:
            self.first.append((number, what))

    def numbers(self) -> str:
        """The first row numbers and how many more there are, as `sample_of` writes them."""
        shown = ", ".join(repr(str(number)) for number, _ in self.first[:_SHOWN])
        return f"{shown} and {self.count - _SHOWN} more" if self.count > _SHOWN else shown


def _spread(rows: Sequence[Sequence[str]], merged: Sequence[Span]) -> list[list[str]]:
    """The rows with each merged area's value in all of its cells."""
    spread = [list(row) for row in rows]
    for top, bottom, left, right in merged:
        for row in spread[top : bottom + 1]:
            row[left : right + 1] = [spread[top][left]] * len(row[left : right + 1])
    return spread


def _about_names(
    named: Sequence[Sequence[str]], names: list[str], used: list[bool], final: list[str], file: str
) -> list[Problem]:
    if not named:
        what = f"first row reads like data; columns are called {final[0]} to {final[-1]}"
        remedy = "write the names of the columns above the data"
        return [_note(file, 0, "has a header row", what, remedy)]
    problems = []
    reach = max(len(row) for row in named)
    for place, (name, new) in enumerate(zip(names, final, strict=True)):
        if name and used[place] and new != name:
            what = f"{name!r} again, in column {place + 1}; called {new!r}"
            problems.append(_note(file, 0, "names each column once", what, "rename one", new))
        elif not name and used[place] and place < reach:
            what = f"column {place + 1} has values and no name; called {new!r}"
            problems.append(_note(file, 0, "names each column", what, "write its name", new))
    unused = [
        place + 1 for place, (name, use) in enumerate(zip(names, used, strict=True)) if not use
    ]
    if unused:
        what = f"{len(unused)} without name or value left out: {sample_of(unused)}"
        problems.append(_note(file, 0, "has no empty columns", what, "nothing to do"))
    return problems


def _above(
    rows: Sequence[Sequence[str]], header: HeaderRows, file: str, tool: str
) -> list[Problem]:
    problems = []
    titles = [row for row in rows[: header.first] if not is_blank(row)]
    if titles:
        texts = [" ".join(" ".join(row).split())[:60] for row in titles]
        what = f"{_rows_were(len(titles))} left out: {sample_of(texts)}"
        remedy = "nothing to do if these are titles"
        problems.append(_note(file, 1, "begins with its header", what, remedy))
    elif header.first:
        what = f"{_rows_were(header.first, 'blank ')} left out"
        problems.append(_note(file, 1, "begins with its header", what, "nothing to do"))
    if header.last > header.first and tool:
        what = f"rows {header.first + 1} to {header.last + 1} are the header of a {tool} export"
        problems.append(_note(file, header.last + 1, "has one header row", what, "nothing to do"))
    elif header.last > header.first:
        what = f"rows {header.first + 1} to {header.last + 1} were joined into one"
        remedy = "look at the names; one header row is safest"
        problems.append(_note(file, header.last + 1, "has one header row", what, remedy))
    return problems


def _blank_rows(blank: _Few, file: str) -> list[Problem]:
    if not blank.count:
        return []
    what = f"{blank.count} blank rows left out: {blank.numbers()}"
    return [_note(file, blank.first[0][0], "has no blank rows", what, "nothing to do")]


def _listed(file: str, rule: str, found: _Few, remedy: str) -> list[Problem]:
    if found.count <= _LISTED:
        return [_note(file, number, rule, what, remedy) for number, what in found.first]
    what = f"{found.count} rows differ, in rows {found.numbers()}"
    return [_note(file, found.first[0][0], rule, what, remedy)]


def _note(file: str, row: int, rule: str, value: str, remedy: str, column: str = "") -> Problem:
    return Problem(file, row, column, rule, value, remedy, severity="note")


def _rows_were(count: int, kind: str = "") -> str:
    words = "row above the header was" if count == 1 else "rows above the header were"
    return f"{count} {kind}{words}"
