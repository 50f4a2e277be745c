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
    if all(is_blank(row) for row in rows):
        raise DataProblem(
            f"{file} holds no cells. A table has a header row and rows under it. "
            "Check that the right file or sheet was saved."
        )
    spread = _spread(rows, merged)
    survey = survey_rows(spread)
    header = HeaderRows(survey.first, survey.last) if survey else find_header(spread, merged)
    named = [list(survey.names)] if survey else list(spread[header.first : header.last + 1])
    unspread = named if survey else rows[header.first : header.last + 1]
    own = joined_names(unspread, max(map(len, rows)))
    data = [(number, row) for number, row in enumerate(rows, 1) if number > header.data_from]
    kept = [(number, row) for number, row in data if not is_blank(row)]
    frame, name_problems = _frame(named, own, kept, file)
    problems = (
        *_above(rows, header, file, survey.tool if survey else ""),
        *name_problems,
        *_blank_rows([number for number, row in data if is_blank(row)], file),
        *_uneven_rows(named[-1] if named else [], kept, file),
    )
    if frame.empty:
        remedy = "check that the export was not filtered to nothing"
        problems = (*problems, _note(file, 0, "has rows under its header", "none", remedy))
    if survey is None:
        return LaidOut(frame, header.last + 1, problems)
    texts = dict(zip(unique_names(survey.names), survey.asked, strict=True))
    asked = {str(name): texts[name] for name in frame.columns if texts.get(name)}
    return LaidOut(frame, header.last + 1, problems, survey.tool, asked)


def _spread(rows: Sequence[Sequence[str]], merged: Sequence[Span]) -> list[list[str]]:
    """The rows with each merged area's value in all of its cells."""
    spread = [list(row) for row in rows]
    for top, bottom, left, right in merged:
        for row in spread[top : bottom + 1]:
            row[left : right + 1] = [spread[top][left]] * len(row[left : right + 1])
    return spread


def _frame(
    named: Sequence[Sequence[str]],
    own: list[str],
    kept: list[tuple[int, Sequence[str]]],
    file: str,
) -> tuple[pd.DataFrame, list[Problem]]:
    wide = max(len(row) for row in [*named, *(row for _, row in kept)])
    names = joined_names(named, wide)
    if not named:
        names = [""] * wide
    cells = [[cell if cell.strip() else "" for cell in row] for _, row in kept]
    cells = [row + [""] * (wide - len(row)) if len(row) < wide else row for row in cells]
    frame = pd.DataFrame(
        cells,
        columns=unique_names(names),
        index=pd.Index([number for number, _ in kept], name="row", dtype="int64"),
        dtype="str",
    )
    used = [bool(own[place]) or any(row[place] for row in cells) for place in range(wide)]
    return frame.loc[:, used], _about_names(named, names, used, list(frame.columns), file)


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
        what = f"{len(titles)} rows above the header were left out: {sample_of(texts)}"
        remedy = "nothing to do if these are titles"
        problems.append(_note(file, 1, "begins with its header", what, remedy))
    elif header.first:
        what = f"{header.first} blank rows above the header were left out"
        problems.append(_note(file, 1, "begins with its header", what, "nothing to do"))
    if header.last > header.first and tool:
        what = f"rows {header.first + 1} to {header.last + 1} are the header of a {tool} export"
        problems.append(_note(file, header.last + 1, "has one header row", what, "nothing to do"))
    elif header.last > header.first:
        what = f"rows {header.first + 1} to {header.last + 1} were joined into one"
        remedy = "look at the names; one header row is safest"
        problems.append(_note(file, header.last + 1, "has one header row", what, remedy))
    return problems


def _blank_rows(numbers: list[int], file: str) -> list[Problem]:
    if not numbers:
        return []
    what = f"{len(numbers)} blank rows left out: {sample_of(numbers)}"
    return [_note(file, numbers[0], "has no blank rows", what, "nothing to do")]


def _uneven_rows(
    header: Sequence[str], kept: list[tuple[int, Sequence[str]]], file: str
) -> list[Problem]:
    width = len(header)
    if not width:
        return []
    longer = [(number, row) for number, row in kept if any(cell.strip() for cell in row[width:])]
    shorter = [(number, row) for number, row in kept if len(row) < width]
    rule = f"has {width} cells"
    over = (
        "the cells beyond the header are kept in columns of their own; look for a stray delimiter"
    )
    under = "the missing cells were left empty; look for a missing delimiter"
    return [
        *_listed(file, rule, [(number, f"{len(row)} cells") for number, row in longer], over),
        *_listed(file, rule, [(number, f"{len(row)} cells") for number, row in shorter], under),
    ]


def _listed(file: str, rule: str, found: list[tuple[int, str]], remedy: str) -> list[Problem]:
    if len(found) <= _LISTED:
        return [_note(file, number, rule, what, remedy) for number, what in found]
    what = f"{len(found)} rows differ, in rows {sample_of(number for number, _ in found)}"
    return [_note(file, found[0][0], rule, what, remedy)]


def _note(file: str, row: int, rule: str, value: str, remedy: str, column: str = "") -> Problem:
    return Problem(file, row, column, rule, value, remedy, severity="note")
