"""Moments that are no written day: months, and seconds since 1970, as analytics tools export."""

import re
from typing import Final

import pandas as pd

from cxworkbench.ground.checks import Problem

_LOOKED_AT: Final = 1000  # filled cells that decide
_MOSTLY: Final = 0.9
_YEAR_MONTH: Final = re.compile(
    r"(?P<y>(?:19|20)\d\d)(?:[-/.]M?(?P<m>0?[1-9]|1[0-2])|(?P<n>0[1-9]|1[0-2]))"
)
_MONTH_YEAR: Final = re.compile(r"(?P<m>0?[1-9]|1[0-2])(?P<n>)[-/.](?P<y>(?:19|20)\d\d)")
_NAMED: Final = re.compile(r"(?P<word>[^\W\d_]{3,})\.?[ -]+(?P<y>(?:19|20)\d\d)")
_SECONDS: Final = re.compile(r"(?P<s>1[0-9]{9})(?P<f>\.\d+|\d{3}|\d{6})?")
_PER_SECOND: Final = {0: 1, 3: 1_000, 6: 1_000_000}


def as_written_days(values: pd.Series, *, file: str, name: str) -> tuple[pd.Series, list[Problem]]:
    """The column with months as their first day and seconds since 1970 as moments in UTC.

    Only where nine tenths of its cells are such: a column of days stays as it is. Other cells stay
    as they are, to be read or listed as dates.

    Parameters
    ----------
    values
        Texts, "" where missing.
    file, name
        File and column for the note.

    Returns
    -------
    pandas.Series
        Texts, same index.
    list of Problem
        A note that says what the cells were taken for.

    Examples
    --------
    >>> months = pd.Series(["2026-01", "Feb 2026"])
    >>> days, [note] = as_written_days(months, file="a.csv", name="Month")
    >>> days.tolist(), note.value
    (['2026-01-01', '1 Feb 2026'], '2 months')
    >>> as_written_days(pd.Series(["1767225600"]), file="a.csv", name="ts")[0].tolist()
    ['2026-01-01T00:00:00']
    """
    filled = values[values.ne("")].head(_LOOKED_AT)
    if filled.empty:
        return values, []
    for what, written in (("month", _first_day), ("moment", _moment)):
        if sum(written(text) != "" for text in filled) >= _MOSTLY * len(filled):
            days = {text: written(text) for text in values.unique()}
            changed = values.map(lambda text, days=days: days[text] or text)
            count = int(changed.ne(values).sum())
            return changed.astype("str"), [_note(file, name, what, count)]
    return values, []


def _first_day(text: str) -> str:
    for pattern in (_YEAR_MONTH, _MONTH_YEAR):
        found = pattern.fullmatch(text)
        if found:
            month = found["m"] or found["n"]
            return f"{found['y']}-{int(month):02d}-01"
    named = _NAMED.fullmatch(text)
    return f"1 {named['word']} {named['y']}" if named else ""


def _moment(text: str) -> str:
    found = _SECONDS.fullmatch(text)
    if not found:
        return ""
    fraction = found["f"] or ""
    whole = not fraction.startswith(".")
    seconds = int(text) / _PER_SECOND[len(fraction)] if whole else float(text)
    return pd.Timestamp(round(seconds * 1_000_000), unit="us").isoformat()


def _note(file: str, name: str, what: str, count: int) -> Problem:
    value = f"{count} {what}{'' if count == 1 else 's'}"
    if what == "month":
        remedy = "Each counts at its first day. Nothing to do."
    else:
        value += " in seconds since 1970"
        remedy = "They were read as days and times in UTC. Nothing to do."
    return Problem(file, 0, name, "is a written day", value, remedy, "note")
