"""A table in parts: one part where it fits in memory, many on disk where it does not.

Whoever walks over the parts sees each row once, in the file's order, whichever it is.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cxworkbench.ground.aside import room_on_disk

# Is told of a long job: what is done ("reading log.csv"), rows so far, share of all from 0 to 1.
Tell = Callable[[str, int, float], None]


def tell_nobody(what: str, rows: int, share: float) -> None:
    """What is told how far a job is and does nothing with it."""


_ROW = "\x00row"  # column of a part's file that holds the row numbers; no header is called so


@dataclass(frozen=True)
class Parts:
    """A table of texts that is read part by part, as often as it is needed.

    `columns` are its columns in order and `rows` their number; `large` says that it stays on disk.
    """

    columns: tuple[str, ...]
    rows: int
    large: bool
    _read: Callable[[Sequence[str]], Iterator[pd.DataFrame]] = field(repr=False)

    def each(self, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Every part in order, with these columns or all, the row numbers as its index."""
        wanted = list(self.columns if columns is None else columns)
        for part in self._read(wanted):
            yield part[wanted]

    def whole(self) -> pd.DataFrame:
        """The table in one piece."""
        parts = list(self.each())
        return parts[0] if len(parts) == 1 else pd.concat(parts)


def one_part(frame: pd.DataFrame) -> Parts:
    """A table that is in memory, as its only part.

    Examples
    --------
    >>> [len(part) for part in one_part(pd.DataFrame({"id": ["1", "2"]})).each()]
    [2]
    """
    columns = tuple(str(name) for name in frame.columns)
    return Parts(columns, len(frame), False, lambda _: iter((frame,)))


def parts_in(files: Sequence[Path], columns: Sequence[str], rows: int) -> Parts:
    """The table whose parts `write_part` wrote, one file each; a column a part lacks is empty."""

    def read(wanted: Sequence[str]) -> Iterator[pd.DataFrame]:
        for path in files:
            stored = set(pq.read_schema(path).names)
            there = [name for name in wanted if name in stored]
            table = pq.read_table(path, columns=[_ROW, *there])
            index = pd.Index(table.column(_ROW).to_numpy(), name="row", dtype="int64")
            texts = {name: as_texts(table.column(name)).array for name in there}
            blank = pd.Series("", index=index, dtype="str").array
            columns = {name: texts.get(name, blank) for name in wanted}
            yield pd.DataFrame(columns, index=index)

    return Parts(tuple(columns), rows, True, read)


def write_part(frame: pd.DataFrame, path: Path) -> None:
    """One part of a table of texts as a file, its row numbers with it."""
    columns = {_ROW: pa.array(frame.index.to_numpy(), pa.int64())}
    columns |= {str(name): pa.array(frame[name], pa.large_string()) for name in frame.columns}
    with room_on_disk(path):
        pq.write_table(pa.table(columns), path, compression="zstd", compression_level=1)


def as_texts(column: pa.ChunkedArray) -> pd.Series:
    """A column of Arrow texts as a pandas one of its kind, missing ones empty."""
    return pd.Series(column.fill_null("").cast(pa.large_string()), dtype="str")
