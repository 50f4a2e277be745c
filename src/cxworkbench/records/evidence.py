"""The evidence tables: what accounts said and did, with exactly the columns of `ground.terms`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import DataProblem, RecordProblem, did_you_mean, sample_of
from cxworkbench.ground.terms import EVIDENCE_TABLES

EVIDENCE_FOLDER = "evidence"
DAY_OF: Final = {
    "voices": "said_at", "events": "occurred_at", "company_interactions": "occurred_at"
}  # fmt: skip
# What people read one by one, or trace back, and no measure of part 1 counts.
READ_ONLY: Final = {
    "voices": ("text", "source", "question"),
    "events": ("event_id", "contact_id", "file", "row", "source", "channel", "medium_class",
               "partner_id", "outcome", "times"),
    "company_interactions": (),
}  # fmt: skip
KEEPS_EXTRA = ("accounts",)  # the table whose received columns of its own are kept, after ours
DTYPES: Final[dict[str, Any]] = {
    "id": "str",
    "text": "str",
    "number": "float64",
    "count": "int64",
    "date": "datetime64[us]",
    "flag": "boolean",
}


@dataclass(frozen=True)
class Evidence:
    """All evidence of one engagement, a table each, columns and types as `conform` makes them."""

    accounts: pd.DataFrame
    contacts: pd.DataFrame
    voices: pd.DataFrame
    events: pd.DataFrame
    company_interactions: pd.DataFrame

    def with_table(self, name: str, table: pd.DataFrame) -> "Evidence":
        """The same evidence with another table in the place of one."""
        return Evidence(
            **{one.name: getattr(self, one.name) for one in fields(self)} | {name: table}
        )

    def is_large(self, name: str) -> bool:  # noqa: ARG002 - of stored evidence it depends
        """Whether that table stays in its file, so that it is better not read whole."""
        return False

    def file_of(self, name: str) -> Path:
        """The file in which a large table stays."""
        raise KeyError(name)

    def rows(self, name: str) -> int:
        """How many rows a table has."""
        return len(getattr(self, name))

    def columns(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """These columns of a table, or all."""
        table: pd.DataFrame = getattr(self, name)
        return table if columns is None else table[list(columns)]

    def lean(self, name: str) -> pd.DataFrame:
        """The table as measures need it: of a large one without the columns that are only read.

        Those are its texts and where it came from, `READ_ONLY`; ask for them with `only`.
        """
        if not self.is_large(name):
            return self.columns(name)
        return self.columns(name, [one for one in kinds_of(name) if one not in READ_ONLY[name]])

    def of_account(self, name: str, account_id: str) -> pd.DataFrame:
        """The rows of a table that belong to an account."""
        return self.only(name, "account_id", [account_id])

    def only(
        self, name: str, column: str, values: Collection[str], columns: Sequence[str] | None = None
    ) -> pd.DataFrame:
        """The rows of a table whose column holds one of the values."""
        table: pd.DataFrame = getattr(self, name)
        rows = table.loc[table[column].isin(list(values))]
        return rows if columns is None else rows[list(columns)]

    def within(self, since: pd.Timestamp, until: pd.Timestamp) -> "Evidence":
        """The same evidence with only the rows from one moment on and before another.

        Rows without a day, which no window can judge, stay; so do all accounts and contacts.
        """
        return Evidence(**{one.name: self.inside(one.name, since, until) for one in fields(self)})

    def inside(self, name: str, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
        """The rows of one table from a moment on and before another, or without a day."""
        table: pd.DataFrame = getattr(self, name)
        if name not in DAY_OF:
            return table
        day = table[DAY_OF[name]]
        inside = day.isna() | ((day >= since) & (day < until))
        return table[inside].reset_index(drop=True)


def empty(name: str) -> pd.DataFrame:
    """An evidence table without rows.

    Examples
    --------
    >>> empty("contacts").columns.tolist()
    ['contact_id', 'account_id', 'role', 'influence', 'department']
    """
    kinds = kinds_of(name)
    return pd.DataFrame({column: pd.Series(dtype=DTYPES[kind]) for column, kind in kinds.items()})


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The same rows with exactly the columns of that evidence table, in order, and their types.

    A column that is not there is made and left missing: text "", numbers NaN, counts 0, dates NaT,
    flags missing. Only `accounts` keeps columns of its own, after the known ones. Rows are counted
    anew from 0.

    Parameters
    ----------
    frame
        Any rows of that table; ids and texts as text, dates as dates.
    name
        "accounts", "contacts", "voices", "events" or "company_interactions".

    Raises
    ------
    DataProblem
        A column holds what its kind does not take, or is not one of the table's.

    Examples
    --------
    >>> table = conform(pd.DataFrame({"contact_id": ["p1"], "influence": [2]}), "contacts")
    >>> table.iloc[0].to_dict()
    {'contact_id': 'p1', 'account_id': '', 'role': '', 'influence': 2.0, 'department': ''}
    """
    kinds = kinds_of(name)
    extra = [column for column in frame.columns if column not in kinds]
    if extra and name not in KEEPS_EXTRA:
        raise DataProblem(
            f"{len(extra)} columns of {name} are not columns of that table: {sample_of(extra)}. "
            f"{did_you_mean(str(extra[0]), kinds)}Known columns: {', '.join(kinds)}."
        )
    rows = frame.reset_index(drop=True)
    columns = {
        column: _column(rows[column], kind, f"{name}.{column}")
        if column in rows
        else _missing(kind, len(rows))
        for column, kind in kinds.items()
    }
    columns |= {str(column): _extra(rows[column]) for column in extra}
    return pd.DataFrame(columns, index=rows.index)


def read_evidence(folder: Path) -> Evidence:
    """The evidence of an engagement, as intake wrote it.

    Parameters
    ----------
    folder
        The engagement's folder; its `evidence/` holds one Parquet file a table.

    Raises
    ------
    RecordProblem
        A table is not there, cannot be read, or does not have the columns it must have.
    """
    tables = {field.name: read_evidence_table(folder, field.name) for field in fields(Evidence)}
    return Evidence(**tables)


def read_evidence_table(folder: Path, name: str) -> pd.DataFrame:
    """One table of the evidence of an engagement; raises as `read_evidence`."""
    path = folder / EVIDENCE_FOLDER / f"{name}.parquet"
    remedy = "It is made from data/: remove the folder evidence and open the engagement again."
    if not path.is_file():
        raise RecordProblem(f"{path} is not there. {remedy}")
    try:
        return conform(pd.read_parquet(path), name)
    except DataProblem as problem:
        raise RecordProblem(f"{path}: {problem} {remedy}") from problem
    except (OSError, ValueError) as problem:
        raise RecordProblem(f"{path} cannot be read as a Parquet table. {remedy}") from problem


def kinds_of(name: str) -> dict[str, str]:
    """The columns of an evidence table, each with its kind."""
    if name not in EVIDENCE_TABLES:
        raise DataProblem(
            f"{name!r} is not an evidence table. {did_you_mean(name, EVIDENCE_TABLES)}"
            f"Evidence tables: {', '.join(EVIDENCE_TABLES)}."
        )
    return EVIDENCE_TABLES[name]


def _missing(kind: str, rows: int) -> pd.Series:
    blank = {"id": "", "text": "", "number": float("nan"), "count": 0, "date": pd.NaT, "flag": None}
    return pd.Series([blank[kind]] * rows, dtype=DTYPES[kind])


def _column(values: pd.Series, kind: str, where: str) -> pd.Series:
    if kind in ("id", "text"):
        return _as_text(values, where)
    try:
        if pd.api.types.infer_dtype(values, skipna=True) == "string":
            raise TypeError("a text would be guessed; ground.numbers and ground.dates decide")
        return (values.fillna(0) if kind == "count" else values).astype(DTYPES[kind])
    except (TypeError, ValueError) as problem:
        raise DataProblem(
            f"{where} holds values that are not of kind {kind}: {sample_of(values.dropna())}. "
            "Convert the column before it becomes evidence."
        ) from problem


def _as_text(values: pd.Series, where: str) -> pd.Series:
    # A float column of ids has already lost leading zeros and long digits: nothing can repair it.
    if pd.api.types.is_float_dtype(values.dtype) and values.notna().any():
        raise DataProblem(
            f"{where} holds numbers with decimals: {sample_of(values.dropna())}. Ids and texts "
            "stay text from the file on. Read the column as text."
        )
    return values.astype("str").fillna("").astype("str")


def _extra(values: pd.Series) -> pd.Series:
    return _as_text(values, str(values.name)) if values.dtype == object else values
