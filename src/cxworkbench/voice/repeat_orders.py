"""Whether an account still orders, and how often it will: the BG/NBD and Gamma-Gamma models.

They are made for accounts that order when they like and leave without a word. Where a contract says
when orders come, or when it ends, the contract tells more.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.special import gammaln, hyp2f1

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.language import say
from cxworkbench.intake.case import Case
from cxworkbench.voice.rfm import orders_of

FEWEST_REPEATERS: Final = 30  # accounts with a second order, below which nothing is told
DAYS_A_WEEK: Final = 7
ALL: Final = "all"
_FAR: Final = 15.0  # a parameter beyond e to this power has run away
OUTLOOK_COLUMNS: Final = (
    "account_id", "repeats", "last_week", "weeks", "still_active", "expected_orders",
    "expected_amount",
)  # fmt: skip
_TOLD: Final = ("repeats", "last_week", "weeks", "still_active", "expected_orders")
_SEEN: Final = ("repeats", "last_week", "weeks")
Numbers = npt.NDArray[np.float64]


class NoModel(DataProblem):
    """The accounts are too few, or too much alike, for a model of them."""


@dataclass(frozen=True)
class OrderRates:
    """The fitted BG/NBD model: how rates of ordering (r, alpha) and of leaving (a, b) differ."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float

    def still_active(self, repeats: Numbers, last: Numbers, age: Numbers) -> Numbers:
        """The chance, 0 to 1, that each account has not left; 1 where it never ordered again."""
        return 1 / (1 + self._gone(repeats, last, age))

    def expected_orders(
        self, repeats: Numbers, last: Numbers, age: Numbers, ahead: float
    ) -> Numbers:
        """How many orders each account will place within `ahead`, in the unit of `age`."""
        start = self.a + self.b + repeats - 1
        since = self.alpha + age
        rest = (since / (since + ahead)) ** (self.r + repeats)
        tail = hyp2f1(self.r + repeats, self.b + repeats, start, ahead / (since + ahead))
        grown = start / (self.a - 1) * (1 - rest * tail)
        return np.asarray(grown / (1 + self._gone(repeats, last, age)), dtype=np.float64)

    def expected_of_a_new_one(self, ahead: float) -> float:
        """How many repeat orders a new account places within `ahead` of its first order."""
        start = self.a + self.b - 1
        rest = (self.alpha / (self.alpha + ahead)) ** self.r
        tail = hyp2f1(self.r, self.b, start, ahead / (self.alpha + ahead))
        return float(start / (self.a - 1) * (1 - rest * tail))

    def _gone(self, repeats: Numbers, last: Numbers, age: Numbers) -> Numbers:
        """How many times likelier it is that an account left than that it is only waiting."""
        odds = self.a / (self.b + np.maximum(repeats, 1) - 1)
        waited = ((self.alpha + age) / (self.alpha + last)) ** (self.r + repeats)
        return np.where(repeats > 0, odds * waited, 0.0)


@dataclass(frozen=True)
class OrderAmounts:
    """The fitted Gamma-Gamma model of what an order is worth."""

    p: float
    q: float
    v: float

    def expected_amount(self, repeats: Numbers, mean_amount: Numbers) -> Numbers:
        """The mean amount of further orders: an account's own mean, drawn towards that of all.

        Of an account without a repeat order it is that of all.
        """
        own = self.p * (self.v + repeats * np.where(repeats > 0, mean_amount, 0.0))
        return np.asarray(own / (self.p * repeats + self.q - 1), dtype=np.float64)


def fit_order_rates(repeats: Numbers, last: Numbers, age: Numbers) -> OrderRates:
    """The BG/NBD model that makes the orders seen the likeliest.

    Parameters
    ----------
    repeats
        Orders after the first one, of each account.
    last
        Time from its first order to its last; 0 where it never ordered again.
    age
        Time from its first order to the end of what was seen, in the same unit.

    Raises
    ------
    DataProblem
        An order is after the end.
    NoModel
        The search finds no best model.

    References
    ----------
    Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science 24:275.
    """
    if np.any(last > age) or np.any(repeats < 0) or np.any(last < 0):
        raise DataProblem(
            "An account's last order lies outside the time that was looked at. Times count from "
            "its first order: 0 <= last <= age."
        )
    scale = float(np.mean(age)) or 1.0
    times = (repeats, last / scale, age / scale)
    found = _best(lambda log: -_rates_likelihood(np.exp(log), *times), np.zeros(4))
    r, alpha, a, b = (float(one) for one in np.exp(found))
    fitted = (r, alpha * scale, a, b)
    likelihood = _rates_likelihood(np.array(fitted), repeats, last, age)
    return OrderRates(*fitted, log_likelihood=likelihood)


def fit_order_amounts(repeats: Numbers, mean_amount: Numbers) -> OrderAmounts:
    """The Gamma-Gamma model of the mean amounts of accounts that ordered again.

    Parameters
    ----------
    repeats
        Orders behind each mean, at least 1.
    mean_amount
        Mean amount of those orders, above 0, in one currency.

    References
    ----------
    Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research 42:415; Fader and
    Hardie (2013), The Gamma-Gamma model of monetary value, note 025.
    """
    if np.any(repeats < 1) or np.any(mean_amount <= 0):
        raise DataProblem(
            "Amounts are fitted over accounts with a repeat order and a mean amount above 0. "
            "Leave the others out."
        )
    scale = float(np.mean(mean_amount))
    means = mean_amount / scale
    found = _best(lambda log: -_amounts_likelihood(np.exp(log), repeats, means), np.zeros(3))
    p, q, v = (float(one) for one in np.exp(found))
    return OrderAmounts(p, q, v * scale)


def order_outlook(
    orders: pd.DataFrame, *, as_of: datetime.date, weeks_ahead: float = 52.0
) -> pd.DataFrame:
    """Whether each account is still active, and what may come of it; orders of one day are one.

    Parameters
    ----------
    orders
        One row per order: `account_id`, `occurred_at`, `amount`.
    as_of
        The last day that counts; later orders are left out.
    weeks_ahead
        How far ahead is told.

    Returns
    -------
    pandas.DataFrame
        One row per account that ordered, the fewest chances first: `account_id`; `repeats`, days
        with an order after the first; `last_week` and `weeks`, weeks from its first order to its
        last and to `as_of`; `still_active`, a chance 0 to 1; `expected_orders` within
        `weeks_ahead`; `expected_amount` of one of them. No rows where fewer than 30 accounts
        ordered again, or where all are so much alike that no model fits: nothing can be told.

    Notes
    -----
    Misleads where orders follow a contract or a season, and where a whole kind of account was
    gained or lost at once: it knows one rate for each account and no calendar. A chance is no
    verdict on a single account; it says whom to ask first. The amount is taken to have nothing to
    do with how often an account orders, and needs amounts that differ from order to order.

    References
    ----------
    As `fit_order_rates` and `fit_order_amounts`.
    """
    history = _histories(orders, as_of)
    again = history["repeats"] > 0
    if int(again.sum()) < FEWEST_REPEATERS:
        return pd.DataFrame(columns=list(OUTLOOK_COLUMNS))
    repeats, last, age = (history[one].to_numpy(float) for one in _SEEN)
    try:
        rates = fit_order_rates(repeats, last, age)
    except NoModel:
        return pd.DataFrame(columns=list(OUTLOOK_COLUMNS))
    paid = again & (history["mean_amount"] > 0)
    told = history.assign(
        still_active=rates.still_active(repeats, last, age),
        expected_orders=rates.expected_orders(repeats, last, age, weeks_ahead),
        expected_amount=_amounts(history, paid),
    )
    ordered = told.sort_values(["still_active", "account_id"], kind="stable")
    return ordered[list(OUTLOOK_COLUMNS)].reset_index(drop=True)


def orders_to_come(case: Case, profile: pd.DataFrame) -> pd.DataFrame:
    """The outlook of all accounts, by their events as orders; no rows in the run of one account.

    Parameters
    ----------
    case
        The opened engagement; all its events up to `as_of` count, of whatever window.
    profile
        One row per account: `account_id`, `name`, `revenue`.

    Returns
    -------
    pandas.DataFrame
        As `order_outlook`, with `name` and `revenue` for the first columns; no amounts, as a log of
        events has none.
    """
    columns = ["account_id", "name", "revenue", *_TOLD]
    if case.account != ALL:
        return pd.DataFrame(columns=columns)
    events = case.evidence.columns("events", ["account_id", "occurred_at"])
    outlook = order_outlook(orders_of(events, profile), as_of=case.as_of)
    named = outlook.merge(profile[["account_id", "name", "revenue"]], on="account_id", how="left")
    return named[columns]


def describe_outlook(outlook: pd.DataFrame, *, weeks_ahead: float = 52.0) -> str:
    """How many accounts are probably gone, and how many orders the others will place.

    Examples
    --------
    >>> describe_outlook(pd.DataFrame(columns=list(OUTLOOK_COLUMNS)))
    'Who will come back cannot be told: fewer than 30 accounts did, or they are too much alike.'
    """
    if outlook.empty:
        return say(
            "Who will come back cannot be told: fewer than {fewest_repeaters} "
            "accounts did, or they are too much alike.",
            fewest_repeaters=FEWEST_REPEATERS,
        )
    gone = int((outlook["still_active"] < 0.5).sum())
    return say(
        "{gone:,} of {outlook:,} accounts have more likely left than not; "
        "all together may be expected on {expected_orders:,.0f} days of the "
        "next {weeks_ahead:g} weeks. A chance for each, not a verdict; "
        "contracts and seasons are not known to it.",
        gone=gone,
        outlook=len(outlook),
        expected_orders=outlook["expected_orders"].sum(),
        weeks_ahead=weeks_ahead,
    )


def _histories(orders: pd.DataFrame, as_of: datetime.date) -> pd.DataFrame:
    end = pd.Timestamp(as_of)
    dated = orders.loc[orders["occurred_at"] < end + pd.Timedelta(days=1)]
    day = dated["occurred_at"].dt.normalize()
    days = dated.assign(day=day).groupby(["account_id", "day"], sort=True)["amount"].sum()
    table = days.reset_index()
    first = table.groupby("account_id")["day"].transform("min")
    later = table[table["day"] > first].groupby("account_id")["amount"].agg(["size", "mean"])
    ends = table.groupby("account_id")["day"].agg(["min", "max"])
    return pd.DataFrame(
        {
            "repeats": later["size"].reindex(ends.index).fillna(0).astype("int64"),
            "last_week": (ends["max"] - ends["min"]).dt.days / DAYS_A_WEEK,
            "weeks": (end - ends["min"]).dt.days / DAYS_A_WEEK,
            "mean_amount": later["mean"].reindex(ends.index),
        }
    ).reset_index()


def _amounts(history: pd.DataFrame, paid: pd.Series) -> Numbers:
    if int(paid.sum()) < FEWEST_REPEATERS:
        return np.full(len(history), np.nan)
    repeats = history["repeats"].to_numpy(float)
    means = history["mean_amount"].to_numpy(float)
    fitted = fit_order_amounts(repeats[paid], means[paid])
    known = np.where(paid, repeats, 0.0)
    return fitted.expected_amount(known, np.where(paid, means, 0.0))


def _rates_likelihood(of: Numbers, repeats: Numbers, last: Numbers, age: Numbers) -> float:
    r, alpha, a, b = of
    start = gammaln(r + repeats) - gammaln(r) + r * np.log(alpha)
    stay = gammaln(a + b) + gammaln(b + repeats) - gammaln(b) - gammaln(a + b + repeats)
    waits = -(r + repeats) * np.log(alpha + age)
    left = np.log(a) - np.log(b + np.maximum(repeats, 1) - 1) - (r + repeats) * np.log(alpha + last)
    either = np.where(repeats > 0, np.logaddexp(waits, left), waits)
    return float(np.sum(start + stay + either))


def _amounts_likelihood(of: Numbers, repeats: Numbers, means: Numbers) -> float:
    p, q, v = of
    shape = p * repeats
    each = gammaln(shape + q) - gammaln(shape) - gammaln(q) + q * np.log(v)
    each += (shape - 1) * np.log(means) + shape * np.log(repeats)
    return float(np.sum(each - (shape + q) * np.log(repeats * means + v)))


def _best(loss: Callable[[Numbers], float], start: Numbers) -> Numbers:
    """The logarithms of the parameters at which the loss is least."""
    from scipy.optimize import minimize

    found = minimize(loss, start, method="Nelder-Mead", options={"maxiter": 4000, "fatol": 1e-9})
    if not found.success or np.any(np.abs(found.x) > _FAR):
        raise NoModel(
            "No model of repeat orders fits these accounts: they are too few or too much alike. "
            "Count days since the last order instead (recency, in the RFM table)."
        )
    return np.asarray(found.x, dtype=np.float64)
