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
        self._number: dict[str, int] = {}  # of the row of each file
        column = _files_column(frame) if frame is not None else ""
        if frame is None or not column:
            return
        fields = {str(header): field_of(str(header)) for header in frame.columns}
        for number, row in zip(frame.index.tolist(), frame.to_dict("records"), strict=True):
            said = {fields[str(h)]: str(cell).strip() for h, cell in row.items() if fields[str(h)]}
            key = _file_key(str(row[column]))
            if key and key not in self._rows:
                self._rows[key], self._number[key] = said, int(number)

    def row_of(self, file: str) -> dict[str, str]:
        """What the sheet says of a file, known by its path, its name, or its name's stem."""
        return next((self._rows[key] for key in _keys_of(file) if key in self._rows), {})

    def rows_without(self, files: Iterable[str]) -> list[int]:
        """The numbers of rows that speak of none of these files."""
        named = {key for file in files for key in _keys_of(file)}
        return [number for key, number in self._number.items() if key not in named]


def _files_column(frame: pd.DataFrame) -> str:
    """The header of an index sheet under which the files stand; "" where it has none."""
    headers = map(str, frame.columns)
    return next((header for header in headers if plain(header) in _FILE_HEADERS), "")


def lists_any(frame: pd.DataFrame, files: Iterable[str]) -> bool:
    """Whether a table is an index sheet of any of these files: each once, with a word about it."""
    column = _files_column(frame)
    if not column or len(used_headers(frame.columns)) < 2:
        return False
    named = frame[column].str.strip()
    if named[named.ne("")].duplicated().any():
        return False
    index = InterviewIndex(frame)
    return any(index.row_of(file) for file in files)


def used_headers(headers: Iterable[object]) -> list[str]:
    """The headers of an index sheet that say something: the file, and fields of a head.

    Examples
    --------
    >>> used_headers(["Datei", "Kundennummer", "Farbe"])
    ['Datei', 'Kundennummer']
    """
    named = [str(header) for header in headers]
    return [one for one in named if plain(one) in _FILE_HEADERS or field_of(one)]


def _keys_of(file: str) -> list[str]:
    name = Path(file)
    return [_file_key(key) for key in (file, name.name, name.stem)]


def _file_key(name: str) -> str:
    return name.strip().replace("\\", "/").casefold()
