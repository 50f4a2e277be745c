"""Segments by how lately, how often and for how much an account ordered."""

import datetime
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.lookups import values_for

RFM_BINS: Final = 5
OTHERS: Final = "others"

# Segment, then lowest and highest score of recency, frequency and monetary value; the first that
# fits wins. The limits are those of the R package rfm 0.3 (function rfm_segment).
RFM_RULES: Final = (
    ("champions", (4, 5), (4, 5), (4, 5)),
    ("loyal", (2, 5), (3, 5), (3, 5)),
    ("potential loyalist", (3, 5), (1, 3), (1, 3)),
    ("new", (4, 5), (1, 1), (1, 1)),
    ("promising", (3, 4), (1, 1), (1, 1)),
    ("need attention", (2, 3), (2, 3), (2, 3)),
    ("about to sleep", (2, 3), (1, 2), (1, 2)),
    ("at risk", (1, 2), (2, 5), (2, 5)),
    ("cannot lose them", (1, 1), (4, 5), (4, 5)),
    ("hibernating", (1, 2), (1, 2), (1, 2)),
)


def rfm_table(orders: pd.DataFrame, *, as_of: datetime.date) -> pd.DataFrame:
    """How many days ago each account last ordered, how often it did, and for how much.

    Parameters
    ----------
    orders
        One row per order: `account_id`, `occurred_at`, `amount` in the engagement's currency.
    as_of
        The last day that counts; later orders are left out.

    Returns
    -------
    pandas.DataFrame
        One row per account that ordered, by `account_id`: `recency_days`, `frequency`, `monetary`.

    Examples
    --------
    >>> orders = pd.DataFrame({"account_id": ["x", "x"], "amount": [30.0, 20.0],
    ...     "occurred_at": pd.to_datetime(["2026-01-01", "2026-01-11"])})
    >>> rfm_table(orders, as_of=datetime.date(2026, 1, 31))
      account_id  recency_days  frequency  monetary
    0          x            20          2      50.0
    """
    dated = orders.loc[orders["occurred_at"] < pd.Timestamp(as_of) + pd.Timedelta(days=1)]
    table = dated.groupby("account_id", sort=True).agg(
        last=("occurred_at", "max"), frequency=("occurred_at", "size"), monetary=("amount", "sum")
    )
    days = (pd.Timestamp(as_of) - table["last"].dt.normalize()).dt.days
    table.insert(0, "recency_days", days)
    return table.drop(columns="last").reset_index()


def rfm_cuts(table: pd.DataFrame, *, bins: int = RFM_BINS) -> dict[str, list[float]]:
    """The lower ends of the second to the last bin of each measure: quantile and one.

    Notes
    -----
    Bins hold about equally many accounts, so a score says how an account stands to the others
    and not whether it is good. With many equal values some bins stay empty.

    References
    ----------
    R package rfm 0.3.0, `rfm_table_order`: quantile + 1, a bin is [lower, upper).
    """
    ends = [place / bins for place in range(1, bins)]
    return {name: (table[name].quantile(ends) + 1).tolist() for name in _MEASURES}


def rfm_segments(
    orders: pd.DataFrame, *, as_of: datetime.date, bins: int = RFM_BINS
) -> pd.DataFrame:
    """Recency, frequency and monetary score of each account that ordered, and its segment.

    Parameters
    ----------
    orders
        One row per order: `account_id`, `occurred_at`, `amount`.
    as_of
        The last day that counts; later orders are left out.
    bins
        How many scores there are, 1 the least good. Segments are named for 5 only; with another
        number `segment` stays "".

    Returns
    -------
    pandas.DataFrame
        One row per account that ordered, by `account_id`: `recency_days`, `frequency`, `monetary`;
        `recency_score`, `frequency_score`, `monetary_score`, 1 to `bins`; `rfm_score`, the three
        written side by side; `segment`, the first rule that fits, or "others".

    Raises
    ------
    DataProblem
        No account has an order up to that day.

    Notes
    -----
    Made for accounts that order often. Where a contract renews once a year, recency says only when
    the year began.

    Examples
    --------
    >>> orders = pd.DataFrame({"account_id": list("aabcde"), "amount": [9.0, 9, 8, 6, 4, 2],
    ...     "occurred_at": pd.date_range("2026-01-06", periods=6, freq="-1D")})
    >>> rfm_segments(orders, as_of=datetime.date(2026, 1, 31))["rfm_score"].tolist()
    ['545', '514', '412', '311', '211']
    """
    table = rfm_table(orders, as_of=as_of)
    if table.empty:
        raise DataProblem(
            f"No account has an order up to {as_of.isoformat()}, and recency, frequency and value "
            "need some. Check as_of, or leave these segments out."
        )
    for name, cuts in rfm_cuts(table, bins=bins).items():
        above = np.searchsorted(cuts, table[name].to_numpy(), side="right")
        score = bins - above if name == "recency_days" else above + 1
        table[f"{name.removesuffix('_days')}_score"] = score.astype("int64")
    scores = [table[name] for name in _SCORES]
    table["rfm_score"] = (scores[0] * 100 + scores[1] * 10 + scores[2]).astype("str")
    fits = [_fits(table, *limits) for _, *limits in RFM_RULES]
    named = np.select(fits, [name for name, *_ in RFM_RULES], default=OTHERS)
    table["segment"] = pd.Series(named if bins == RFM_BINS else "", table.index, dtype="str")
    return table


def orders_of(events: pd.DataFrame, profile: pd.DataFrame) -> pd.DataFrame:
    """The events as orders, each carrying its account's revenue in equal parts.

    An event log has no amounts; an account's revenue over its events then adds up to its revenue,
    so that `monetary` is the revenue and not a guess at single orders.

    Returns
    -------
    pandas.DataFrame
        One row per dated event of an account with known revenue: `account_id`, `occurred_at`,
        `amount`.
    """
    dated = events.loc[events["occurred_at"].notna(), ["account_id", "occurred_at"]]
    revenue = values_for(dated["account_id"], profile.set_index("account_id")["revenue"])
    number = dated.groupby("account_id")["occurred_at"].transform("size")
    return dated.assign(amount=revenue / number).dropna(subset="amount").reset_index(drop=True)


_MEASURES: Final = ("recency_days", "frequency", "monetary")
_SCORES: Final = ("recency_score", "frequency_score", "monetary_score")


def _fits(table: pd.DataFrame, *limits: tuple[int, int]) -> pd.Series:
    fits = pd.Series(True, table.index)
    for name, (low, high) in zip(_SCORES, limits, strict=True):
        fits &= table[name].between(low, high)
    return fits
