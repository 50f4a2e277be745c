"""Received files larger than memory: read in parts, with the same answers as read whole.

A text file is read line by line and put aside in parts, each of some million cells, as Parquet; a
Parquet file is read batch by batch. What must be known of a whole file (its encoding, its
delimiter, its header, its widest row) is found on the way. Smaller files, workbooks, event logs,
and text that only makes sense in one piece (a quote that never closes, lines in two encodings) are
read whole.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.dialects import NotLineByLine, Splitter
from cxworkbench.ground.encodings import encoding_of
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.layout import Layout
from cxworkbench.ground.parts import (
    Parts,
    Tell,
    as_texts,
    one_part,
    parts_in,
    tell_nobody,
    write_part,
)
from cxworkbench.ground.tables import (
    Received,
    about_encoding,
    damaged_parquet,
    is_parquet,
    is_plain_text,
    read_table,
    texts_of,
)

_HEAD: Final = 400_000  # bytes that tell delimiter and header, enough for 1000 rows


@dataclass(frozen=True)
class Sizes:
    """From when on a file is large, and how much of it is held at once."""

    text_bytes: int = 50 * 2**20
    parquet_cells: int = 6_000_000
    part_cells: int = 1_000_000


@dataclass(frozen=True)
class ReceivedParts:
    """A received file in parts, and how it was read; `received` has everything but the frame."""

    parts: Parts
    received: Received

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was odd in the file."""
        return self.received.problems


def read_in_parts(
    path: Path,
    *,
    sheet: str = "",
    aside: Callable[[], Path],
    sizes: Sizes | None = None,
    tell: Tell = tell_nobody,
) -> ReceivedParts:
    """The table that a received file holds, every cell as text, in as many parts as it needs.

    Parameters
    ----------
    path, sheet
        As in `tables.read_table`, whose answer this is when the parts are put together.
    aside
        Gives an empty folder for the parts of a text file; asked only where one is needed.
    sizes
        From when on a file is large.
    tell
        Is told how many rows of a text file are read, part by part.

    Raises
    ------
    DataProblem
        As `tables.read_table`.
    """
    sizes = sizes or Sizes()
    if path.is_file() and is_parquet(path):
        in_parts = _parquet(path, sizes)
        if in_parts is not None:
            return in_parts
    elif path.is_file() and path.stat().st_size >= sizes.text_bytes and is_plain_text(path):
        try:
            return _text(path, aside(), sizes, tell)
        except NotLineByLine:
            pass
    received = read_table(path, sheet=sheet)
    return ReceivedParts(one_part(received.frame), received)


def _text(path: Path, aside: Path, sizes: Sizes, tell: Tell) -> ReceivedParts:
    try:
        found = encoding_of(path)
    except DataProblem as not_text:
        raise DataProblem(f"{path.name}: {not_text}") from not_text
    if found is None:
        raise NotLineByLine
    encoding, guess = found
    with path.open(encoding=encoding, newline="") as file:
        head = _whole_lines(file.read(_HEAD))
        splitter = Splitter(head, path.name)
        file.seek(0)
        rows = splitter.rows(file)
        size = path.stat().st_size

        def read_so_far(count: int) -> None:
            tell(f"reading {path.name}", count, os.lseek(file.fileno(), 0, os.SEEK_CUR) / size)

        layout, files, kept = _put_aside(rows, path.name, aside, sizes, read_so_far)
    named = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
    received = Received(
        pd.DataFrame(),
        (*about_encoding(path.name, encoding, guess, ()), *splitter.problems(), *layout.problems()),
        named.get(encoding, encoding),
        splitter.delimiter,
        layout.header_row,
        file=path.name,
        tool=layout.tool,
        asked=layout.asked,
    )
    return ReceivedParts(parts_in(files, layout.columns, kept), received)


def _put_aside(
    rows: Iterator[list[str]],
    file: str,
    aside: Path,
    sizes: Sizes,
    tell: Callable[[int], None],
) -> tuple[Layout, list[Path], int]:
    first = list(islice(rows, 1000))
    if not any(cell.strip() for row in first for cell in row):
        raise NotLineByLine
    size = max(1000, sizes.part_cells // max(map(len, first)))
    first += islice(rows, size - len(first))
    layout = Layout(first, file)
    files: list[Path] = []
    kept, part = 0, first
    while part:
        frame = layout.frame(part)
        files.append(aside / f"part-{len(files):06}.parquet")
        write_part(frame, files[-1])
        kept += len(frame)
        tell(kept)
        part = list(islice(rows, size))
    return layout, files, kept


def _whole_lines(head: str) -> str:
    end = head.rfind("\n")
    return head[: end + 1] if end > 0 and len(head) >= _HEAD else head


def _parquet(path: Path, sizes: Sizes) -> ReceivedParts | None:
    with damaged_parquet(path):
        file = pq.ParquetFile(path)
        width, rows = len(file.schema_arrow.names), file.metadata.num_rows
    if width * rows < sizes.parquet_cells:
        return None
    size = max(1000, sizes.part_cells // max(width, 1))

    def read(wanted: Sequence[str]) -> Iterator[pd.DataFrame]:
        start = 2  # the row under the header, as a spreadsheet counts
        with damaged_parquet(path):
            for batch in pq.ParquetFile(path).iter_batches(size, columns=list(wanted)):
                index = pd.Index(range(start, start + batch.num_rows), name="row", dtype="int64")
                columns = {name: _texts(batch.column(name)) for name in batch.schema.names}
                yield pd.DataFrame(columns).set_axis(index)
                start += batch.num_rows

    received = Received(pd.DataFrame(), (), file=path.name)
    return ReceivedParts(Parts(tuple(file.schema_arrow.names), rows, True, read), received)


def _texts(column: pa.Array) -> pd.Series:
    kind = column.type
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return as_texts(pa.chunked_array([column]))
    return pd.Series(texts_of(pa.chunked_array([column])), dtype="str")
