"""Every business figure of the accounts examined: how it is spread, outliers, what is missing."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.dimensions import DIMENSIONS, twins
from cxworkbench.voice.words import number

BINS: Final = 12
SKEWED: Final = 2.0  # from this skewness on, steps of a distribution are equal on a log scale
FAR_OUT: Final = 3.0  # quartile ranges beyond a quartile
MOST_WORDS: Final = 12  # different words of a category that is still one
_OURS: Final = (
    "account_id", "name", "domain", "parent_id", "account_type", "country", "customer_since",
    "contract_start", "contract_end", "events", "voices", "contacts_known", "contacts_heard",
    "roles_heard", "last_event", "last_said",
)  # fmt: skip


def examined_figures(profile: pd.DataFrame) -> dict[str, str]:
    """The figures of accounts that are examined, column -> name: known ones, then received ones.

    Examples
    --------
    >>> examined_figures(pd.DataFrame({"revenue": [1.0], "Tills": [3.0], "Region": ["West"]}))
    {'revenue': 'revenue', 'Tills': 'Tills'}
    """
    own = [
        str(column)
        for column in profile
        if column not in (*DIMENSIONS, *_OURS) and pd.api.types.is_numeric_dtype(profile[column])
    ]
    said = twins(profile)
    known = {
        column: name
        for column, name in DIMENSIONS.items()
        if column not in said and _has_any(profile, column)
    }
    return known | {column: column for column in own if _has_any(profile, column)}


def examined_categories(profile: pd.DataFrame) -> list[str]:
    """The columns of accounts that hold few different words: type, country, received ones.

    Examples
    --------
    >>> examined_categories(pd.DataFrame({"country": ["GB", "DE", "GB"], "name": list("abc")}))
    ['country']
    """
    texts = ["account_type", "country"]
    texts += [
        str(c) for c in profile if c not in (*DIMENSIONS, *_OURS) and profile[c].dtype == "str"
    ]
    there = [column for column in texts if column in profile]
    return [column for column in there if 1 < profile[column].nunique() <= MOST_WORDS]


def distributions(profile: pd.DataFrame) -> pd.DataFrame:
    """How many accounts lie in each step of each figure.

    Parameters
    ----------
    profile
        As `account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per figure and step: `dimension`, `name`; `low` and `high` of the step, in the
        figure's unit; `accounts`; `log`, true where steps are equal on a log scale, because a few
        accounts are far larger than the rest.

    Examples
    --------
    >>> profile = pd.DataFrame({"services": [1.0, 1.0, 2.0, 3.0]})
    >>> distributions(profile)[["low", "high", "accounts"]].values.tolist()
    [[0.5, 1.5, 2.0], [1.5, 2.5, 1.0], [2.5, 3.5, 1.0]]
    """
    parts = []
    for column, name in examined_figures(profile).items():
        values = profile[column].dropna().astype("float64")
        log = _skewed(values) and float(values.min()) > 0
        edges = _edges(values, log=log)
        counts, _ = np.histogram(values, edges)
        steps = {"low": edges[:-1], "high": edges[1:], "accounts": counts}
        parts.append(pd.DataFrame({"dimension": column, "name": name, **steps, "log": log}))
    columns = ["dimension", "name", "low", "high", "accounts", "log"]
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=columns)


def outliers(profile: pd.DataFrame) -> pd.DataFrame:
    """Accounts with a figure far outside what others have, the farthest first.

    A figure is far out when it lies more than three quartile ranges beyond a quartile (on a
    logarithmic scale, where a few accounts are far larger than the rest).

    Parameters
    ----------
    profile
        As `account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per account and figure: `account_id`, `account`, its name; `dimension`, `name` of
        the figure; `value`, `median` of all; `ranges`, quartile ranges beyond the quartile; `why`.

    Notes
    -----
    An outlier is nothing to be removed: in business to business the largest account often is the
    business. Look first whether the unit is right.

    References
    ----------
    Tukey (1977), Exploratory Data Analysis, outer fences.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": list("abcdef"), "name": list("ABCDEF"),
    ...     "services": [1.0, 2, 2, 3, 3, 40]})
    >>> outliers(profile)[["account_id", "value", "median"]].values.tolist()
    [['f', 40.0, 2.5]]
    """
    rows = []
    for column, name in examined_figures(profile).items():
        values = profile[column].astype("float64")
        known = values.dropna()
        scaled = _evened(values) if _skewed(known) else values
        lower, upper = float(scaled.quantile(0.25)), float(scaled.quantile(0.75))
        reach = upper - lower
        if not reach > 0:
            continue
        beyond = pd.concat([(lower - scaled) / reach, (scaled - upper) / reach], axis=1).max(axis=1)
        median = float(known.median())
        for place in beyond.index[beyond > FAR_OUT]:
            value = float(values[place])
            ids = profile.loc[place, ["account_id", "name"]].tolist()
            why = say(
                "{name} {value}; half of all accounts have at most {median}",
                name=name,
                value=number(value),
                median=number(median),
            )
            rows.append((*ids, column, name, value, median, float(beyond[place]), why))
    columns = ["account_id", "account", "dimension", "name", "value", "median", "ranges", "why"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values(["ranges", "account_id"], ascending=[False, True], kind="stable")
    return table.reset_index(drop=True)


def missingness(profile: pd.DataFrame, segments: pd.DataFrame) -> pd.DataFrame:
    """How many accounts lack each figure, and in which segment most do.

    Parameters
    ----------
    profile
        As `account_profile` makes it.
    segments
        `account_id`, `segment`.

    Returns
    -------
    pandas.DataFrame
        One row per figure that any account lacks, most missing first: `name`; `missing`, a count;
        `share`, 0 to 1; `segment` with the largest share and `segment_share` there.

    Notes
    -----
    What is missing is seldom missing by chance: a figure that only large accounts carry makes
    every comparison one of large accounts.
    """
    table = profile.merge(segments[["account_id", "segment"]], on="account_id", how="left")
    rows = []
    for column, name in examined_figures(profile).items():
        gone = table[column].isna()
        if not gone.any():
            continue
        by = gone.groupby(table["segment"]).mean().sort_index()
        worst = str(by.idxmax()) if len(by) else ""
        share = float(by.max()) if len(by) else np.nan
        rows.append((name, int(gone.sum()), float(gone.mean()), worst, share))
    columns = ["name", "missing", "share", "segment", "segment_share"]
    found = pd.DataFrame(rows, columns=columns)
    return found.sort_values("missing", ascending=False, kind="stable").reset_index(drop=True)


def _has_any(profile: pd.DataFrame, column: str) -> bool:
    return column in profile and bool(profile[column].notna().any())


def _skewed(values: pd.Series) -> bool:
    return float(str(values.skew())) >= SKEWED


def _evened(values: pd.Series) -> pd.Series:
    """Figures on a scale that is a logarithm far from 0 and takes negative ones as well."""
    middle = float(values.abs().median()) or 1.0
    return pd.Series(np.arcsinh(values.to_numpy() / middle), index=values.index)


def _edges(values: pd.Series, *, log: bool) -> np.ndarray:
    low, high = float(values.min()), float(values.max())
    if low == high:
        return np.array([low - 0.5, low + 0.5])
    whole = bool((values == values.round()).all()) and not log and high - low <= BINS
    if whole:
        return np.arange(low - 0.5, high + 1)  # each whole number in the middle of its step
    steps: np.ndarray = (
        np.geomspace(low, high, BINS + 1) if log else np.linspace(low, high, BINS + 1)
    )
    steps[0], steps[-1] = low, high  # rounding must not leave out the ends
    return steps
