"""Figures of accounts against each other and over time: cross-tabs, start years, months."""

import datetime
import math
from typing import Final

import pandas as pd

QUARTERS: Final = ("lowest quarter", "second quarter", "third quarter", "highest quarter")
UNKNOWN: Final = "not known"


def cross_tab(profile: pd.DataFrame, down: str, across: str) -> pd.DataFrame:
    """Accounts and revenue in each field of two columns; figures stand in quarters of accounts.

    Parameters
    ----------
    profile
        As `account_profile` makes it, with a column more where wanted (a segment).
    down, across
        Two of its columns.

    Returns
    -------
    pandas.DataFrame
        One row per field, also the empty ones: `down`, `across`, in words and in order; `accounts`;
        `revenue`, their sum; `expected` accounts if the two had nothing to do with each other.

    Examples
    --------
    >>> profile = pd.DataFrame({"country": ["GB", "GB", "DE", "DE"], "services": [1.0, 2, 3, 4],
    ...     "revenue": 1.0})
    >>> cross_tab(profile, "country", "services")["accounts"].tolist()
    [0, 0, 1, 1, 1, 1, 0, 0]
    """
    rows, columns = in_words(profile[down]), in_words(profile[across])
    keys = pd.DataFrame({"down": rows, "across": columns, "revenue": profile["revenue"]})
    counted = keys.groupby(["down", "across"], observed=False).agg(
        accounts=("down", "size"), revenue=("revenue", "sum")
    )
    table = counted.reset_index()
    first, second = rows.value_counts(), columns.value_counts()
    table["expected"] = [
        first[one] * second[other] / len(profile)
        for one, other in zip(table["down"], table["across"], strict=True)
    ]
    return table.astype({"down": "str", "across": "str"})


def in_words(values: pd.Series) -> pd.Series:
    """A column as ordered words: quarters of a figure, the words of a category, "not known" last.

    The words of a category stand by the alphabet, those of an ordered one in its own order.

    Examples
    --------
    >>> in_words(pd.Series([1.0, 2.0, 3.0, 4.0, None])).tolist()[-2:]
    ['highest quarter', 'not known']
    """
    if pd.api.types.is_numeric_dtype(values.dtype):
        ranks = values.rank(method="average") / max(int(values.notna().sum()), 1)
        order = [*QUARTERS, UNKNOWN]
        words = pd.Series([_quarter(rank) for rank in ranks], index=values.index)
    else:
        words = values.astype("str").fillna("").replace("", UNKNOWN)
        kind, known = values.dtype, sorted(set(words) - {UNKNOWN})
        if isinstance(kind, pd.CategoricalDtype) and kind.ordered:
            known = kind.categories.tolist()
        order = [*(name for name in known if name != UNKNOWN), UNKNOWN]
    there = set(words)
    return words.astype(pd.CategoricalDtype([one for one in order if one in there], ordered=True))


def by_start_year(profile: pd.DataFrame, column: str) -> pd.DataFrame:
    """A figure by the year in which accounts became customers.

    Returns
    -------
    pandas.DataFrame
        One row per year, first to last: `year`, `accounts` with the figure, `lower_quarter`,
        `median`, `upper_quarter`.

    Notes
    -----
    Accounts that left are not in it: what looks like growth with age may be who stayed.

    Examples
    --------
    >>> since = pd.to_datetime(["2024-02-01", "2024-05-01", "2025-01-01"])
    >>> by_start_year(pd.DataFrame({"customer_since": since, "usage": [1.0, 3, 9]}), "usage")
       year  accounts  lower_quarter  median  upper_quarter
    0  2024         2            1.5     2.0            2.5
    1  2025         1            9.0     9.0            9.0
    """
    known = profile.loc[profile["customer_since"].notna() & profile[column].notna()]
    grouped = known.groupby(known["customer_since"].dt.year)[column]
    names = {"accounts": grouped.size()}
    for name, share in (("lower_quarter", 0.25), ("median", 0.5), ("upper_quarter", 0.75)):
        names[name] = grouped.quantile(share)
    return pd.DataFrame(names).rename_axis("year").reset_index()


def monthly(events: pd.DataFrame, voices: pd.DataFrame, *, as_of: datetime.date) -> pd.DataFrame:
    """What happened and what was said in each month, up to the last day that counts.

    Returns
    -------
    pandas.DataFrame
        One row per month from the first dated row to that of `as_of`, none left out: `month`, its
        first day; `events`, `accounts` with an event, `voices`, counts; `whole`, false for a month
        that `as_of` cuts.

    Examples
    --------
    >>> events = pd.DataFrame({"account_id": ["a", "a"],
    ...     "occurred_at": pd.to_datetime(["2026-01-05", "2026-03-02"])})
    >>> voices = pd.DataFrame({"said_at": pd.to_datetime(["2026-03-01"])})
    >>> monthly(events, voices, as_of=datetime.date(2026, 3, 15))[["events", "voices", "whole"]]
       events  voices  whole
    0       1       0   True
    1       0       0   True
    2       1       1  False
    """
    happened = events.loc[events["occurred_at"].notna(), ["account_id", "occurred_at"]]
    months = happened["occurred_at"].dt.to_period("M")
    said = voices["said_at"].dropna().dt.to_period("M")
    both = pd.concat([months, said])
    last = pd.Period(as_of, "M")
    every = (
        pd.period_range(both.min(), last, freq="M") if len(both) else pd.PeriodIndex([], freq="M")
    )
    table = pd.DataFrame(index=every)
    table["events"] = months.value_counts()
    table["accounts"] = happened.groupby(months)["account_id"].nunique()
    table["voices"] = said.value_counts()
    table = table.fillna(0).astype("int64").rename_axis("month").reset_index()
    ends = table["month"].dt.end_time.dt.date
    table["whole"] = [end <= as_of for end in ends]
    table["month"] = table["month"].dt.start_time
    return table


def _quarter(rank: float) -> str:
    return UNKNOWN if math.isnan(rank) else QUARTERS[max(math.ceil(rank * len(QUARTERS)), 1) - 1]
