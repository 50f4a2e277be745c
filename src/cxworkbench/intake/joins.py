"""Received tables as they are used: columns joined from other tables, and computed ones."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import RecordProblem, did_you_mean
from cxworkbench.intake.arithmetic import columns_in, computed, short
from cxworkbench.intake.cells import as_text, dates_of, numbers_of
from cxworkbench.intake.columns import sums_of
from cxworkbench.intake.large import stays_in_parts
from cxworkbench.intake.received import Files
from cxworkbench.intake.setting_aside import rules_by_columns, without_rows_set_aside
from cxworkbench.records.engagement import Engagement, Join, ReceivedTable

_DAY: Final = pd.Timedelta(days=1)
_ROWS_NAMED: Final = 5
_DAY_ZERO: Final = pd.Timestamp("1970-01-01")


@dataclass
class Prepared:
    """Every readable declared table with its joined and computed columns, by the table's name.

    `mistakes` are wrong descriptions in engagement.toml, `problems` are wrong data.
    """

    frames: dict[str, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    mistakes: list[Problem] = field(default_factory=list)


def prepare_tables(engagement: Engagement, files: Files) -> Prepared:
    """Every readable table with what it joins from others and computes, less what is set aside.

    A joined table is prepared first itself, so that orders may sum what order lines compute. Rows
    keep their number and none is added; only those that `set_aside` names go, from every sum too.
    A column in arithmetic that holds dates counts as days, so that `required - ordered` is a
    number of days.

    Notes
    -----
    A sum over no rows is missing, never 0; a count over no rows is 0. Keys that are not in the
    other table are listed for each row; keys of the other table that no row here has are listed
    once each, because what they carry is in no sum.
    """
    prepared = Prepared()
    tables = {table.name: table for table in engagement.tables}
    for name, table in tables.items():
        if not stays_in_parts(table, engagement, files.parts(table)):
            _prepare(name, tables, files, prepared, ())
    return prepared


def _prepare(
    name: str,
    tables: dict[str, ReceivedTable],
    files: Files,
    prepared: Prepared,
    asked_by: tuple[str, ...],
) -> pd.DataFrame | None:
    if name in prepared.frames:
        return prepared.frames[name]
    table = tables[name]
    frame = files.frame(table)
    if frame is None:
        return None
    # Rules over what was received come first, so that no key of such a row is looked for.
    early, late = rules_by_columns(table, map(str, frame))
    frame = _less_set_aside(frame.copy(), table, prepared, early)
    for join in table.joins:
        if join.with_table in (*asked_by, name):
            remedy = "The two fetch from each other. Take one of the two joins out."
            rule = "joins no table that joins it"
            _mistake(prepared, table, "joins", rule, join.with_table, remedy)
        elif join.with_table not in tables:
            _unknown(prepared, table, "joins.with", join.with_table, tables)
        else:
            other = _prepare(join.with_table, tables, files, prepared, (*asked_by, name))
            if other is not None and _fits(prepared, table, join, frame, other):
                frame = _joined(frame, table, join, other, tables[join.with_table], prepared)
    for column, expression in table.computed.items():
        try:
            frame[column] = _computed(column, expression, frame, table, prepared)
        except RecordProblem as problem:
            remedy = f"{problem} It is computed for table {table.name!r}, from {table.file}."
            _mistake(prepared, table, f"computed.{column}", "is arithmetic", expression, remedy)
    frame = _less_set_aside(frame, table, prepared, late)
    prepared.frames[name] = frame
    return frame


def _less_set_aside(
    frame: pd.DataFrame, table: ReceivedTable, prepared: Prepared, rules: Iterable[str]
) -> pd.DataFrame:
    kept, notes, mistakes = without_rows_set_aside(frame, table, rules)
    prepared.problems += notes
    prepared.mistakes += mistakes
    return kept


def _fits(
    prepared: Prepared, table: ReceivedTable, join: Join, frame: pd.DataFrame, other: pd.DataFrame
) -> bool:
    wanted = [join.other or join.on, *join.take, *(source for _, _, source in sums_of(join))]
    wrong = [column for column in wanted if column and column not in other]
    for column in wrong:
        _unknown(prepared, table, f"joins.{join.with_table}", column, other.columns)
    if join.on not in frame:
        _unknown(prepared, table, "joins.on", join.on, frame.columns)
    return not wrong and join.on in frame


def _joined(
    frame: pd.DataFrame,
    table: ReceivedTable,
    join: Join,
    other: pd.DataFrame,
    other_table: ReceivedTable,
    prepared: Prepared,
) -> pd.DataFrame:
    keys, there = as_text(frame[join.on]), as_text(other[join.other or join.on])
    sums = list(sums_of(join))
    prepared.problems += _without_partner(keys, there, table, join, bool(sums))
    if sums:
        prepared.problems += _in_no_sum(keys, there, table, other_table, join)
    added = {}
    for how, column, source in sums:
        values, problems = _summed_up(how, other, source, there, other_table)
        prepared.problems += problems
        added[column] = keys.map(values.drop("", errors="ignore"))
        if how == "count":
            added[column] = added[column].fillna(0.0)
    first = ~there.duplicated() & there.ne("")
    if join.take:
        prepared.problems += _twice(there, other_table, join)
    for column in join.take:
        values = other[column][first].set_axis(there[first])
        name = column if column not in frame else f"{join.with_table}.{column}"
        added[name] = _blank_where_missing(keys.map(values), other[column])
    return frame.assign(**{name: column.set_axis(frame.index) for name, column in added.items()})


def _summed_up(
    how: str, other: pd.DataFrame, source: str, keys: pd.Series, table: ReceivedTable
) -> tuple[pd.Series, list[Problem]]:
    if how == "count":
        filled = as_text(other[source]).ne("") if source else pd.Series(True, index=other.index)
        return filled.astype("float64").groupby(keys).sum(), []
    if how in ("first", "last"):
        return as_text(other[source]).groupby(keys).agg(how), []
    values, problems = _number_or_date(other[source], table, source)
    if how == "sum":
        return values.groupby(keys).sum(min_count=1), problems
    return values.groupby(keys).agg(how), problems


def _computed(
    column: str, expression: str, frame: pd.DataFrame, table: ReceivedTable, prepared: Prepared
) -> pd.Series:
    columns: dict[str, pd.Series] = {}
    for name in columns_in(expression):
        if name not in frame:
            raise RecordProblem(
                f"It names {name!r}, which is not a header of {table.file}. "
                f"{did_you_mean(name, map(str, frame.columns))}Correct the name."
            )
        values, problems = _number_or_date(frame[name], table, name)
        prepared.problems += problems
        if pd.api.types.is_datetime64_any_dtype(values.dtype):
            values = (values - _DAY_ZERO) / _DAY
        columns[name] = values
    result = computed(expression, columns)
    prepared.problems += _not_finite(column, result, columns, table)
    return result


def _not_finite(
    column: str, result: pd.Series, columns: dict[str, pd.Series], table: ReceivedTable
) -> Iterator[Problem]:
    """One problem for the rows that have all numbers and still no result."""
    complete = pd.concat(columns, axis=1).notna().all(axis=1)
    lost = result.index[complete & result.isna()]
    if len(lost):
        which = ", ".join(str(row) for row in lost[:_ROWS_NAMED])
        more = f" and {len(lost) - _ROWS_NAMED} more" if len(lost) > _ROWS_NAMED else ""
        yield Problem(
            table.file, int(lost[0]), column, "has a finite result",
            f"{_rows(len(lost))}: {which}{more}",
            "These rows divide by 0 or come out too large, and are left empty. Correct the numbers "
            f"in {table.file}, or tables.{table.name}.computed.{column} in engagement.toml.",
        )  # fmt: skip


def _number_or_date(
    values: pd.Series, table: ReceivedTable, header: str
) -> tuple[pd.Series, list[Problem]]:
    if not pd.api.types.is_numeric_dtype(values.dtype):
        dates, date_problems = dates_of(values, table, header)
        filled = int(as_text(values).ne("").sum())
        if int(dates.notna().sum()) * 2 > filled:
            return dates, date_problems
    return numbers_of(values, table, header)


def _without_partner(
    keys: pd.Series, there: pd.Series, table: ReceivedTable, join: Join, summed: bool
) -> Iterator[Problem]:
    alone = keys[~keys.isin(set(there)) | keys.eq("")]
    remedy = (
        f"Nothing was counted or summed for it from {join.with_table}; its sums are left empty."
        if summed
        else f"Add it to {join.with_table}, or correct the key; its joined columns are left empty."
    )
    severity = "note" if summed else "refused"
    for row, key in alone.items():
        rule = f"has a row in {join.with_table}"
        yield Problem(table.file, int(str(row)), join.on, rule, str(key), remedy, severity)


def _in_no_sum(
    keys: pd.Series, there: pd.Series, table: ReceivedTable, other: ReceivedTable, join: Join
) -> Iterator[Problem]:
    orphans = there[~there.isin(set(keys) - {""})]
    for key, rows in orphans.groupby(orphans).groups.items():
        yield Problem(
            other.file, int(rows[0]), join.other or join.on, f"has a row in {table.name}",
            str(key), f"{_rows(len(rows))} with this key are in no sum of {table.name}. "
            f"Add the key to {table.file}, or correct it here.",
        )  # fmt: skip


def _twice(there: pd.Series, other: ReceivedTable, join: Join) -> Iterator[Problem]:
    again = there[there.duplicated() & there.ne("")]
    for row, key in again.items():
        yield Problem(
            other.file, int(str(row)), join.other or join.on, "has each key once", str(key),
            "The first row with this key was taken. Remove the others, or sum them.",
        )  # fmt: skip


def _blank_where_missing(values: pd.Series, source: pd.Series) -> pd.Series:
    numeric = pd.api.types.is_numeric_dtype(source.dtype)
    dated = pd.api.types.is_datetime64_any_dtype(source.dtype)
    return values if numeric or dated else values.astype("str").fillna("").astype("str")


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"


def _unknown(
    prepared: Prepared, table: ReceivedTable, where: str, value: str, known: Iterable[object]
) -> None:
    words = [str(word) for word in known]
    remedy = f"{did_you_mean(value, words)}There are: {', '.join(words)}."
    _mistake(prepared, table, where, "is there", value, remedy)


def _mistake(
    prepared: Prepared, table: ReceivedTable, where: str, rule: str, value: str, remedy: str
) -> None:
    prepared.mistakes.append(
        Problem("engagement.toml", 0, f"tables.{table.name}.{where}", rule, short(value), remedy)
    )
