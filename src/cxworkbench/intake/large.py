"""Received tables larger than memory: who they name is known first, then they are read in parts.

A large table of voices or events goes through the same functions as a small one, some hundred
thousand rows at a time. What needs all rows at once is found on a first way through: the different
people it names, the first values of each column, rows and keys that stand there twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cxworkbench.ground.aside import room_on_disk
from cxworkbench.ground.parts import Parts, Tell, tell_nobody
from cxworkbench.intake.cells import Fed, WholeColumns, as_text
from cxworkbench.intake.columns import ROW_NUMBER
from cxworkbench.intake.personal import (
    CODE,
    MAIL,
    NAME,
    PHONE,
    STAFF_NAME,
    STREET,
    TOWN,
    kind_of_personal,
    personal_kind,
)
from cxworkbench.intake.received import copies_of
from cxworkbench.intake.rows import KnownRows, part_of_rows, row_keys, rows_without_account
from cxworkbench.intake.statements import Clean, statements_of
from cxworkbench.intake.values import place_rows
from cxworkbench.records.engagement import Engagement, ReceivedTable

_WHO: Final = (
    "account_id", "account_name", "domain", "contact_id", "contact_name", "contact_first_name",
    "contact_last_name", "contact_mail", "contact_phone", "role", "department", "influence",
    "observer",
)  # fmt: skip
_NAMES_SOMEBODY: Final = (NAME, MAIL, PHONE, STAFF_NAME, STREET, CODE, TOWN)
_SAMPLES: Final = 3


def stays_in_parts(table: ReceivedTable, engagement: Engagement, parts: Parts | None) -> bool:
    """Whether a table is read in parts: it is large, and no other table has to do with it.

    A table that joins others or is joined, that computes columns, sets rows aside, repeats events
    or counts its rows as people is read whole, whatever its size.
    """
    joined = {join.with_table for other in engagement.tables for join in other.joins}
    joined |= {other.index for other in engagement.tables}
    alone = not (table.joins or table.computed or table.set_aside or table.repeated)
    return (
        parts is not None
        and parts.large
        and table.feeds in ("voices", "events")
        and alone
        and table.name not in joined
        and all(table.columns.get(column) != ROW_NUMBER for column in _WHO)
    )


@dataclass
class LargeTable:
    """A large table after the first way through; `fed` holds the different people it names.

    By row that is kept: `who` says which of them it names, `repeated` whether its key stands there
    more than once.
    """

    fed: Fed
    parts: Parts
    who: np.ndarray
    repeated: np.ndarray

    def each(self, known: KnownRows) -> Iterator[tuple[KnownRows, np.ndarray]]:
        """The table part by part, with the rows of each whose key stands there more than once."""
        start = 0
        for part in _kept(self.parts, self.fed):
            places = np.arange(start, start + len(part.frame))
            start += len(places)
            fed = replace(part, whole=self.fed.whole, places=places, counts=self.fed.counts)
            yield part_of_rows(known, fed, self.who[places]), self.repeated[places]


def large_table(
    fed: Fed, parts: Parts, engagement: Engagement, *, tell: Tell = tell_nobody
) -> LargeTable:
    """A large table, once through.

    Parameters
    ----------
    fed
        The table and how its headers are used; its frame has the headers and no rows.
    parts
        Its rows.
    engagement
        Says which words count as nothing.
    tell
        Is told how far it is.
    """
    seen = _FirstWay(fed, engagement)
    rows = 0
    for part in parts.each():
        seen.look_at(part)
        rows += len(part)
        tell(f"looking through {fed.table.file}", rows, rows / parts.rows)
    header_rows = seen.people()
    whole = WholeColumns(
        lambda header: _column(parts, fed, header),
        np.concatenate(seen.counted) if seen.counted else np.zeros(0, dtype="bool"),
        seen.samples(),
        seen.filled,
        tuple(seen.metrics),
    )
    fed.problems += copies_of(fed.table.file, seen.copies)
    people = replace(fed, frame=header_rows, received=header_rows, whole=whole)
    keys = np.concatenate(seen.keys) if seen.keys else np.zeros(0, dtype="uint64")
    who = np.concatenate(seen.who) if seen.who else np.zeros(0, dtype="int64")
    return LargeTable(people, parts, who, _twice(keys))


def write_statements(
    name: str,
    tables: Sequence[tuple[KnownRows, LargeTable | None]],
    engagement: Engagement,
    contacts: pd.DataFrame,
    clean: Clean,
    path: Path,
    tell: Tell = tell_nobody,
) -> tuple[list[pd.DataFrame], list[pd.DataFrame]]:
    """The statements of all tables that feed one evidence table, written to a Parquet file.

    Returns
    -------
    tuple of lists of pandas.DataFrame
        The words without a place, and the rows without an account, of each part.
    """
    unplaced: list[pd.DataFrame] = []
    nobodys: list[pd.DataFrame] = []
    writer: pq.ParquetWriter | None = None
    with room_on_disk(path):
        for known, large in tables:
            counted: Counter[str] = Counter()
            done = 0
            parts = large.each(known) if large is not None else iter([(known, None)])
            for part, repeated in parts:
                rows, open_words = statements_of(
                    part, engagement, contacts, seen=counted, repeated=repeated
                )
                table = pa.Table.from_pandas(clean.table(rows, name), preserve_index=False)
                writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
                writer.write_table(table)
                unplaced.append(open_words)
                nobodys.append(rows_without_account([part]))
                done += len(part.fed.frame)
                if large is not None:
                    tell(f"keeping {known.fed.table.file}", done, done / max(len(large.who), 1))
        if writer is not None:
            writer.close()
    return unplaced, nobodys


class _FirstWay:
    """What is found on the first way through a large table."""

    def __init__(self, fed: Fed, engagement: Engagement) -> None:
        self.fed, self._engagement = fed, engagement
        self.counted: list[np.ndarray] = []
        self.keys: list[np.ndarray] = []
        self.who: list[np.ndarray] = []
        self.filled: Counter[str] = Counter()
        self.metrics: dict[str, None] = {}
        self.copies: list[tuple[np.ndarray, np.ndarray]] = []  # row numbers, hashes of the rows
        self._headers = _naming(fed)
        self._people: dict[tuple[str, ...], int] = {}
        self._first_rows: list[int] = []
        self._samples: dict[str, list[str]] = {str(name): [] for name in fed.frame.columns}

    def look_at(self, frame: pd.DataFrame) -> None:
        """Take a further part into account."""
        hashes = pd.util.hash_pandas_object(frame, index=False).to_numpy()
        self.copies.append((frame.index.to_numpy(), hashes))
        part = _without_skipped(replace(self.fed, frame=frame, received=frame))
        for header in self._samples:
            self._sample(header, part.frame[header])
        for header in self.fed.mapped.personal:
            self.filled[header] += int(as_text(part.frame[header]).ne("").sum())
        self._meet(part.frame)
        self.keys.append(pd.util.hash_pandas_object(row_keys(part), index=False).to_numpy())
        if self.fed.table.feeds == "voices":
            placed = place_rows(part, self._engagement)
            counts = ~placed["ignored"]
            self.metrics |= dict.fromkeys(placed.loc[counts, "metric"].unique())
            self.counted.append(counts.to_numpy())
        else:
            self.counted.append(np.ones(len(part.frame), dtype="bool"))

    def people(self) -> pd.DataFrame:
        """The different people, one row each, with the headers that name them."""
        index = pd.Index(self._first_rows, name="row", dtype="int64")
        rows = [list(one) for one in self._people]
        return pd.DataFrame(rows, columns=self._headers, index=index, dtype="str")

    def samples(self) -> pd.DataFrame:
        """The first different values of each column."""
        longest = max(map(len, self._samples.values()), default=0)
        filled = {name: [*found, *[""] * (longest - len(found))]
                  for name, found in self._samples.items()}  # fmt: skip
        return pd.DataFrame(filled, dtype="str")

    def _sample(self, header: str, values: pd.Series) -> None:
        found = self._samples[header]
        if len(found) < _SAMPLES:
            for value in values[values.ne("")].unique()[: 2 * _SAMPLES]:
                if value not in found and len(found) < _SAMPLES:
                    found.append(value)

    def _meet(self, frame: pd.DataFrame) -> None:
        cells = [frame[header].tolist() for header in self._headers]
        rows = zip(*cells, strict=True) if cells else iter([()] * len(frame))
        people, first_rows, who = self._people, self._first_rows, []
        for number, person in zip(frame.index.tolist(), rows, strict=True):
            place = people.setdefault(person, len(people))
            if place == len(first_rows):
                first_rows.append(number)
            who.append(place)
        self.who.append(np.array(who, dtype="int64"))


def _naming(fed: Fed) -> list[str]:
    """The headers of a table that say who a row is of, or name anybody."""
    there = [str(header) for header in fed.frame.columns]
    used = {fed.mapped.columns.get(column) for column in _WHO}
    feeds = fed.table.feeds
    named = {
        header
        for header in fed.mapped.personal
        if kind_of_personal(header, feeds) in _NAMES_SOMEBODY
    }
    placed = {header for header in there if personal_kind(header, "contacts") in (CODE, TOWN)}
    return [header for header in there if header in used | named | placed]


def _without_skipped(part: Fed) -> Fed:
    for column in part.table.skip_when_empty:
        part = part.keep(part.text(column).ne(""))
    return part


def _kept(parts: Parts, fed: Fed, headers: Iterable[str] | None = None) -> Iterator[Fed]:
    wanted = None
    if headers is not None:
        skipped = [fed.mapped.columns.get(one, "") for one in fed.table.skip_when_empty]
        wanted = list(dict.fromkeys([*headers, *(one for one in skipped if one in parts.columns)]))
    for frame in parts.each(wanted):
        yield _without_skipped(replace(fed, frame=frame, received=frame, whole=None))


def _column(parts: Parts, fed: Fed, header: str) -> pd.Series:
    texts: pd.Series = pd.concat([part.frame[header] for part in _kept(parts, fed, [header])])
    return texts


def _twice(keys: np.ndarray) -> np.ndarray:
    ordered = np.sort(keys)
    again = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    return np.isin(keys, again)
