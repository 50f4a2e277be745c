"""Evidence whose large tables stay in their files: each is read when asked for, and only so far."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from cxworkbench.records.evidence import (
    DAY_OF,
    EVIDENCE_FOLDER,
    Evidence,
    conform,
    kinds_of,
    read_evidence_table,
)

# Columns of few different words, which measures compare and count and put no new word into.
_FEW_WORDS: Final = (
    "file", "method", "metric", "emotion_word", "code_kind", "code", "consent", "observer_id",
    "activity",
)  # fmt: skip
LARGE_ROWS: Final = 1_000_000  # from as many on a table stays in its file


class StoredEvidence(Evidence):
    """Evidence of which some tables are files; everything else is as in `Evidence`.

    `evidence.voices` still is the whole table, read anew each time: of a large one ask for what
    is needed, with `lean`, `columns`, `of_account` or `only`.

    Parameters
    ----------
    frames
        The tables in memory, by name.
    files
        The Parquet files of the others, by name; columns and types as `conform` makes them.
    since, until
        The first moment that counts and the first that does not; rows without a day always count.
    keeps
        Whoever keeps the files; held as long as this is.
    """

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        files: Mapping[str, Path],
        *,
        since: pd.Timestamp | None = None,
        until: pd.Timestamp | None = None,
        keeps: object = None,
    ) -> None:
        for name, frame in frames.items():
            object.__setattr__(self, name, frame)
        object.__setattr__(self, "files", dict(files))
        object.__setattr__(self, "window", (since, until))
        object.__setattr__(self, "keeps", keeps)
        object.__setattr__(self, "_lean", {})

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - a table, which is a field of Evidence
        if name in ("files", "window", "keeps", "_lean") or name not in self.files:
            raise AttributeError(name)
        return self.columns(name)

    def with_table(self, name: str, table: pd.DataFrame) -> Evidence:
        """The same evidence with another table in the place of one."""
        files = {one: path for one, path in self.files.items() if one != name}
        in_memory = [field.name for field in fields(Evidence) if field.name not in self.files]
        frames = {one: getattr(self, one) for one in in_memory} | {name: table}
        if not files:
            return Evidence(**frames)
        since, until = self.window
        return StoredEvidence(frames, files, since=since, until=until, keeps=self.keeps)

    def is_large(self, name: str) -> bool:
        """Whether that table stays in its file."""
        return name in self.files

    def file_of(self, name: str) -> Path:
        """The file in which a large table stays."""
        path: Path = self.files[name]
        return path

    def rows(self, name: str) -> int:
        """How many rows a table has, without reading it."""
        if name not in self.files:
            return super().rows(name)
        return int(ds.dataset(self.files[name]).count_rows(filter=self._inside(name)))

    def lean(self, name: str) -> pd.DataFrame:
        """The table as measures need it, read once."""
        if name not in self._lean:
            whole = super().lean(name)
            few = [one for one in _FEW_WORDS if one in whole]
            self._lean[name] = whole.astype(dict.fromkeys(few, "category"))
        table: pd.DataFrame = self._lean[name]
        return table

    def columns(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """These columns of a table, or all."""
        if name not in self.files:
            return super().columns(name, columns)
        return self._read(name, columns)

    def only(
        self, name: str, column: str, values: Collection[str], columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The rows of a table whose column holds one of the values."""
        if name not in self.files:
            return super().only(name, column, values, columns)
        wanted = pc.field(column).isin(pa.array(list(values), pa.string()))
        return self._read(name, columns, wanted)

    def within(self, since: pd.Timestamp, until: pd.Timestamp) -> Evidence:
        """The same evidence with only the rows from one moment on and before another."""
        in_memory = [field.name for field in fields(Evidence) if field.name not in self.files]
        frames = {name: self.inside(name, since, until) for name in in_memory}
        return StoredEvidence(frames, self.files, since=since, until=until, keeps=self.keeps)

    def _inside(self, name: str) -> pc.Expression | None:
        since, until = self.window
        if since is None or name not in DAY_OF:
            return None
        day = pc.field(DAY_OF[name])
        start, end = (pa.scalar(one.to_pydatetime(), pa.timestamp("us")) for one in (since, until))
        return day.is_null() | ((day >= start) & (day < end))

    def _read(
        self, name: str, columns: Sequence[str] | None, wanted: pc.Expression | None = None
    ) -> pd.DataFrame:
        inside = self._inside(name)
        chosen = inside if wanted is None else wanted if inside is None else inside & wanted
        there = list(kinds_of(name) if columns is None else columns)
        table = ds.dataset(self.files[name]).to_table(columns=there, filter=chosen)
        empty = conform(pd.DataFrame(), name)[there]
        # Column by column, so that no two copies of the table are in memory at once.
        read = {}
        for column in there:
            read[column] = table.column(column).to_pandas().astype(empty[column].dtype)
            table = table.drop_columns([column])
        return pd.DataFrame(read)


def open_evidence(folder: Path, *, large: int = LARGE_ROWS) -> Evidence:
    """The evidence of an engagement, as intake wrote it; its large tables are left in their files.

    Parameters
    ----------
    folder
        The engagement's folder.
    large
        From as many rows on a table is large.

    Raises
    ------
    RecordProblem
        As `read_evidence`.
    """
    paths = {name: folder / EVIDENCE_FOLDER / f"{name}.parquet" for name in DAY_OF}
    files = {name: path for name, path in paths.items() if _is_large(path, name, large)}
    names = [field.name for field in fields(Evidence) if field.name not in files]
    frames = {name: read_evidence_table(folder, name) for name in names}
    return StoredEvidence(frames, files) if files else Evidence(**frames)


def _is_large(path: Path, name: str, large: int) -> bool:
    try:
        stored = pq.ParquetFile(path)
    except (OSError, pa.ArrowException):
        return False  # `read_evidence_table` says what is wrong with it
    whole = list(kinds_of(name)) == stored.schema_arrow.names
    return whole and int(stored.metadata.num_rows) >= large
