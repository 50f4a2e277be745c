"""Where passages of interviews stand: each in its own file, at the row that a reader finds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.intake.interviews import OF_THE_HEAD, Interviews
from cxworkbench.intake.redaction import Redactor
from cxworkbench.intake.rows import KnownRows

_NAMED: Final = "has a file name without a person's"


class InterviewPlaces:
    """The place of every row of interviews: rows of one table are passages of many files.

    Parameters
    ----------
    read
        What each table of interviews names -> what was read there.
    voices
        Rows of voices with their accounts, interviews among them.
    redactor
        Takes persons out of the names of files, which evidence shows.
    """

    def __init__(
        self, read: Mapping[str, Interviews], voices: Iterable[KnownRows], redactor: Redactor
    ) -> None:
        self._read = read
        self._called: dict[str, str] = {}
        for rows in voices:
            interviews = read.get(rows.fed.table.file)
            if interviews is not None:
                files = interviews.where.loc[rows.account_ids.index, "file"].tolist()
                for file, account in dict(
                    zip(files, rows.account_ids.tolist(), strict=True)
                ).items():
                    self._called[file] = redactor.text(file, account)

    def rows(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The same rows, `file` and `row` those of the transcript."""
        rows = rows.copy()
        for name, interviews in self._read.items():
            here = rows["file"].eq(name).to_numpy()
            if here.any():
                where = interviews.where.loc[rows.loc[here, "row"]]
                rows.loc[here, "file"] = where["file"].map(self._name).to_numpy()
                rows.loc[here, "row"] = where["row"].to_numpy()
        return rows

    def problems(self, of_rows: Iterable[Problem]) -> Iterator[Problem]:
        """Problems found in rows, at file and row of the transcript.

        What is wrong with the head of a file is a problem of the file, once.
        """
        for problem in of_rows:
            interviews = self._read.get(problem.file)
            if interviews is None or problem.row not in interviews.where.index:
                yield problem
                continue
            file = self._name(str(interviews.where["file"][problem.row]))
            of_head = problem.column in OF_THE_HEAD
            row = 0 if of_head else int(interviews.where["row"][problem.row])
            yield replace(problem, file=file, row=row)

    def of_files(self, problems: Iterable[Problem]) -> Iterator[Problem]:
        """Problems of whole files under the names that evidence shows, and a note on such names."""
        for problem in problems:
            yield replace(problem, file=self._name(problem.file))
        for file, called in self._called.items():
            if file != called:
                remedy = (
                    "Evidence shows a pseudonym in its place; run records name every file as it "
                    "is. Call it after company and day."
                )
                yield Problem(called, 0, "", _NAMED, "", remedy, "note")

    def _name(self, file: str) -> str:
        return self._called.get(file, file)
