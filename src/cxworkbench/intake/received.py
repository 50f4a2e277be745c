"""Received files, read once each: every declared file, or one message for all that fail."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.aside import Aside
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, WorkbenchError, nearest
from cxworkbench.ground.files import sha256_of
from cxworkbench.ground.large_tables import Sizes, read_in_parts
from cxworkbench.ground.parts import Parts, Tell, one_part, tell_nobody
from cxworkbench.intake.interviews import Interviews, read_interviews
from cxworkbench.intake.transcript_files import named_twice, transcripts_of, unread_beside
from cxworkbench.records.engagement import Engagement, ReceivedTable

DATA_FOLDER: Final = "data"
_REPLACE: Final = "Put a whole file there, or take its table out of engagement.toml."
READABLE: Final = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".xes", ".xes.gz")


@dataclass(frozen=True)
class Files:
    """What was read, (file, sheet) -> table; what is wrong in it; what could not be read.

    A table larger than memory stays on disk, in `aside`, and is read in parts.
    """

    tables: dict[tuple[str, str], Parts]
    problems: tuple[Problem, ...]
    unreadable: tuple[Problem, ...]
    interviews: Mapping[str, Interviews] = field(default_factory=dict)  # by what their table names
    aside: Aside = field(default_factory=Aside, repr=False, compare=False)

    def frame(self, table: ReceivedTable) -> pd.DataFrame | None:
        """The rows of a declared table as they were received; None where its file is unreadable."""
        parts = self.parts(table)
        return parts.whole() if parts is not None else None

    def parts(self, table: ReceivedTable) -> Parts | None:
        """The same rows part by part: one part of a table that fits in memory."""
        return self.tables.get((table.file, table.sheet))


def read_files(
    folder: Path, engagement: Engagement, *, sizes: Sizes | None = None, tell: Tell = tell_nobody
) -> Files:
    """Every file that the engagement declares, read once.

    Parameters
    ----------
    folder
        The engagement's folder; files are looked up in its `data/`.
    engagement
        Its tables name the files.
    sizes
        From when on a file is read in parts.
    tell
        Is told how far a large file is read.
    """
    tables: dict[tuple[str, str], Parts] = {}
    aside = Aside()
    problems: list[Problem] = []
    unreadable: list[Problem] = []
    transcripts = _transcripts(folder / DATA_FOLDER, engagement, unreadable)
    for file, sheet in dict.fromkeys((table.file, table.sheet) for table in engagement.tables):
        try:
            if file in transcripts:
                continue
            path = _path_of(folder, file)
            received = read_in_parts(path, sheet=sheet, aside=aside.folder, sizes=sizes, tell=tell)
        except (WorkbenchError, OSError) as problem:
            unreadable.append(unreadable_file(file, problem))
            continue
        tables[file, sheet] = received.parts
        problems += [replace(problem, file=file) for problem in received.problems]
    interviews = {
        table.file: _interviews(folder / DATA_FOLDER, table, transcripts[table.file], engagement,
                                tables)
        for table in engagement.tables
        if transcripts.get(table.file)
    }  # fmt: skip
    problems += named_twice(transcripts)
    for file, read in interviews.items():
        unread = [unreadable_file(name, problem) for name, problem in read.unreadable]
        if read.frame.empty:
            unreadable += unread
            continue
        tables[file, ""] = one_part(read.frame)
        problems += [*read.problems, *unread, *unread_beside(folder / DATA_FOLDER, file)]
    return Files(tables, tuple(problems), tuple(unreadable), interviews, aside)


def _transcripts(
    data: Path, engagement: Engagement, unreadable: list[Problem]
) -> dict[str, list[str]]:
    """What each table of interviews names -> its files; an empty list where that cannot be told."""
    found: dict[str, list[str]] = {}
    for table in engagement.tables:
        try:
            files = transcripts_of(data, table, engagement)
        except (WorkbenchError, OSError) as problem:
            unreadable.append(unreadable_file(table.file, problem))
            files = []
        if files is not None:
            found[table.file] = files
    return found


def _interviews(
    data: Path,
    table: ReceivedTable,
    files: list[str],
    engagement: Engagement,
    tables: Mapping[tuple[str, str], Parts],
) -> Interviews:
    index = next((one for one in engagement.tables if one.name == table.index), None)
    parts = tables.get((index.file, index.sheet)) if index is not None else None
    listed = parts.whole() if parts is not None else None
    return read_interviews(data, files, table=table.file, team=engagement.team, index=listed)


def copied_rows(file: str, frame: pd.DataFrame) -> list[Problem]:
    """A note where rows are exact copies of earlier ones; all of them count, none is removed.

    Examples
    --------
    >>> rows = pd.DataFrame({"item": ["pen", "ink", "pen"]}, index=[2, 3, 4])
    >>> copies = copied_rows("a.csv", rows)
    >>> copies[0].row, copies[0].value
    (4, '1 row')
    """
    again = frame.index[frame.duplicated()]
    return _copies(file, again.to_numpy())


def copies_of(file: str, parts: Iterable[tuple[np.ndarray, np.ndarray]]) -> list[Problem]:
    """The same note of a table that is read in parts: their row numbers, and hashes of the rows."""
    listed = list(parts)
    if not listed:
        return []
    rows, hashes = (np.concatenate(one) for one in zip(*listed, strict=True))
    first = np.unique(hashes, return_index=True)[1]
    again = np.ones(len(rows), dtype="bool")
    again[first] = False
    return _copies(file, rows[again])


def _copies(file: str, again: np.ndarray) -> list[Problem]:
    if not len(again):
        return []
    counted = "1 row" if len(again) == 1 else f"{len(again):,} rows"
    remedy = (
        "They are counted like all others. Where the same thing was exported twice, take the "
        "copies out; where two things are alike in every column, there is nothing to do."
    )
    rule = "is no exact copy of an earlier row"
    return [Problem(file, int(again[0]), "", rule, counted, remedy, "note")]


def require_readable(files: Files) -> None:
    """Nothing, where every declared file was read.

    Raises
    ------
    DataProblem
        Files are missing or cannot be read as a whole; each is named with its cause.
    """
    if not files.unreadable:
        return
    causes = " ".join(_named(bad) for bad in files.unreadable)
    count = len(files.unreadable)
    declared = (
        "1 file that engagement.toml declares"
        if count == 1
        else (f"{count} files that engagement.toml declares")
    )
    raise DataProblem(f"{declared} cannot be read. {causes}")


def hashes_of(folder: Path, engagement: Engagement) -> dict[str, str]:
    """The sha256 of every declared file that is there, by its name inside `data/`."""
    names = declared_files(folder / DATA_FOLDER, engagement)
    paths = {name: folder / DATA_FOLDER / name for name in names}
    return {name: sha256_of(path) for name, path in paths.items() if path.is_file()}


def declared_files(data: Path, engagement: Engagement) -> list[str]:
    """The files that the tables of an engagement name, a folder of interviews file by file."""
    transcripts = _transcripts(data, engagement, [])
    return sorted(
        {name for table in engagement.tables for name in transcripts.get(table.file, [table.file])}
    )


def declared_transcripts(data: Path, engagement: Engagement) -> dict[str, list[str]]:
    """The transcripts that each table of interviews names, by the table's name."""
    found = _transcripts(data, engagement, [])
    return {table.name: found[table.file] for table in engagement.tables if table.file in found}


def received_files(folder: Path) -> list[str]:
    """The files in `data/` that could be tables, by name; notes and hidden files are left out."""
    data = folder / DATA_FOLDER
    found = (path for path in data.rglob("*") if path.is_file()) if data.is_dir() else iter(())
    return sorted(
        path.relative_to(data).as_posix()
        for path in found
        if path.name.lower().endswith((*READABLE, ".xls")) and not path.name.startswith((".", "~"))
    )


def _path_of(folder: Path, file: str) -> Path:
    data = folder / DATA_FOLDER
    path = data / file
    if not path.resolve().is_relative_to(data.resolve()):
        raise DataProblem("the name leads out of the folder data/. Put the file into data/.")
    if not path.is_file():
        raise DataProblem(_missing(file, received_files(folder)))
    return path


def _missing(file: str, there: Iterable[str]) -> str:
    near = nearest(file, there)
    hint = f"Did you mean {near!r}? " if near else ""
    return f"there is no such file in data/. {hint}Put it there, or take its table out."


def unreadable_file(file: str, problem: Exception) -> Problem:
    """The problem of a file that cannot be read as a whole: its `value` is the cause."""
    # The reader's messages say first what is wrong, then what to do.
    if isinstance(problem, OSError):
        said = f"{problem.strerror or problem}. Check the file's permissions."
    else:
        said = str(problem)
    for start in (f"{file}: ", f"{Path(file).name}: "):
        said = said.removeprefix(start)
    cause, _, remedy = said.partition(". ")
    return Problem(file, 0, "", "can be read", cause.rstrip("."), remedy or _REPLACE, "refused")


def _named(bad: Problem) -> str:
    # Most of the reader's own messages begin with the file's name.
    begins_with_name = bad.value.startswith((bad.file, Path(bad.file).name))
    told = f"{bad.value}. {bad.remedy}"
    return told if begins_with_name else f"{bad.file}: {told}"
