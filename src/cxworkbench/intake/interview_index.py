"""The sheet that lists transcripts: a row for each file, with its account, role, date, consent."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.intake.head_blocks import field_of
from cxworkbench.intake.words import plain

_FILE_HEADERS: Final = frozenset(
    ("file", "file name", "filename", "datei", "dateiname", "transcript", "transkript", "document",
     "dokument")
)  # fmt: skip


class InterviewIndex:
    """The rows of an index sheet by the file they speak of."""

    def __init__(self, frame: pd.DataFrame | None) -> None:
        self._rows: dict[str, dict[str, str]] = {}
        column = _files_column(frame) if frame is not None else ""
        if frame is None or not column:
            return
        fields = {str(header): field_of(str(header)) for header in frame.columns}
        for row in frame.to_dict("records"):
            said = {fields[str(h)]: str(cell).strip() for h, cell in row.items() if fields[str(h)]}
            self._rows.setdefault(_file_key(str(row[column])), said | {"file": str(row[column])})

    def row_of(self, file: str) -> dict[str, str]:
        """What the sheet says of a file, known by its path, its name, or its name's stem."""
        name = Path(file)
        for key in (file, name.name, name.stem):
            if _file_key(key) in self._rows:
                return self._rows[_file_key(key)]
        return {}


def _files_column(frame: pd.DataFrame) -> str:
    """The header of an index sheet under which the files stand; "" where it has none."""
    headers = map(str, frame.columns)
    return next((header for header in headers if plain(header) in _FILE_HEADERS), "")


def lists_any(frame: pd.DataFrame, files: Iterable[str]) -> bool:
    """Whether a table is an index sheet of any of these files."""
    index = InterviewIndex(frame)
    return any(index.row_of(file) for file in files)


def _file_key(name: str) -> str:
    return name.strip().replace("\\", "/").casefold()
