"""Event logs from files: XES, CSV and workbooks, Parquet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa

from cxworkbench.ground.dates import as_dates
from cxworkbench.ground.errors import DataProblem, did_you_mean
from cxworkbench.ground.tables import damaged_parquet, is_parquet, read_table
from cxworkbench.journey.mining.log import EventLog, event_log

CASE: Final = "case:concept:name"  # the names of XES, which exports to CSV keep
ACTIVITY: Final = "concept:name"
TIME: Final = "time:timestamp"
_OFFSET: Final = r"(?:Z|[+-]\d\d:?\d\d)$"


def read_journeys(
    path: Path, *, case: str = CASE, activity: str | Sequence[str] = ACTIVITY, time: str = TIME
) -> EventLog:
    """The journeys of an event log in a file.

    Parameters
    ----------
    path
        XES (plain or packed), CSV, a workbook or Parquet; known by its content. Of Parquet only
        the columns that are asked for are read.
    case, activity, time
        Columns as in `event_log`; by default those of XES.

    Returns
    -------
    EventLog
        Times that carry an offset are in UTC; others are as written.

    Raises
    ------
    DataProblem
        The file cannot be read, a column is missing, or no event can be placed.
    """
    path = Path(path)
    names = [activity] if isinstance(activity, str) else list(activity)
    if is_parquet(path):
        return event_log(
            parquet_columns(path, case, names, time), case=case, activity=names, time=time
        )
    frame = read_table(path).frame
    wanted = list(dict.fromkeys([case, *names, time]))
    _require(path, wanted, list(frame.columns))
    columns = frame[wanted].assign(**{time: _times(frame[time], path.name)})
    return event_log(columns, case=case, activity=names, time=time)


def parquet_columns(path: Path, case: str, names: Sequence[str], time: str) -> pa.Table:
    """Those columns of a Parquet file, times as such."""
    import pyarrow.parquet as pq

    wanted = list(dict.fromkeys([case, *names, time]))
    with damaged_parquet(path):
        schema = pq.read_schema(path)
        _require(path, wanted, schema.names)
        # Texts that repeat are read as numbers and a list, and never written out one by one.
        texts = [name for name in (case, *names) if pa.types.is_string(schema.field(name).type)]
        table = pq.read_table(path, columns=wanted, read_dictionary=texts, memory_map=True)
    if not pa.types.is_timestamp(table.schema.field(time).type):
        column = table[time].cast(pa.string()).to_pandas()
        dates = pa.array(_times(column.fillna(""), path.name), from_pandas=True)
        table = table.set_column(table.schema.get_field_index(time), time, dates)
    return table


def _require(path: Path, wanted: Sequence[str], present: Sequence[str]) -> None:
    lacking = [name for name in wanted if name not in present]
    if lacking:
        hints = " ".join(did_you_mean(name, present) for name in lacking).strip()
        raise DataProblem(
            f"{path.name} has no column {', '.join(map(repr, lacking))}. {hints}".strip()
            + f" Columns: {', '.join(present)}. Say which hold the case, the activity and the time."
        )


def _times(column: pd.Series, file: str) -> pd.Series:
    """Instants where all times have an offset or none has; else as the workbench reads dates."""
    texts = column.where(column.ne(""))
    with_offset = column.str.contains(_OFFSET, regex=True)
    if with_offset.any() and not with_offset[column.ne("")].all():
        return as_dates(column, file=file)[0]
    try:
        found = pd.to_datetime(texts, format="ISO8601", utc=True)
    except (ValueError, pd.errors.OutOfBoundsDatetime):
        return as_dates(column, file=file)[0]
    return found.dt.tz_localize(None)
