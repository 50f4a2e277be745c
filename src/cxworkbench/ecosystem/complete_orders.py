"""Complete orders: how many had all their parts in time, and whose part was missing when not."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import Estimate, clustered_share

PART: Final = ["provider", "sub_process"]
_NEEDED: Final = ("order_id", "account_id", "provider", "sub_process", "met")


def complete_orders(company_interactions: pd.DataFrame) -> pd.DataFrame:
    """Share of orders that were complete: every part of them came as promised.

    An order is incomplete as soon as one part is known to have missed its promise. It is open, and
    left out of the share, when no part is known to have missed but of some nobody wrote it down.

    Parameters
    ----------
    company_interactions
        One row per part of an order: `order_id`, `account_id`, `provider`, `sub_process`; `met`,
        yes or no or missing. Rows without an `order_id` belong to no order and are not counted.

    Returns
    -------
    pandas.DataFrame
        One row: `value`, complete orders over decided orders, 0 to 1, NaN when none is decided;
        `low` and `high`, its 95 % interval, orders of one account being one cluster; `orders`,
        all of them; `complete`, `incomplete`, `open`, counts; `accounts` behind `value`; `method`.

    Raises
    ------
    DataProblem
        A needed column is not there.

    Notes
    -----
    It is the joint share, counted order by order. The product of the parts' own rates would be
    right only if failures had nothing to do with each other; they often share a cause. An order
    with a known miss is decided at once and one without is not, so open orders hide some complete
    ones: with many of them the share is too low.

    References
    ----------
    Perfect order, counted jointly: Supply Chain Operations Reference model, RL.1.1.

    Examples
    --------
    >>> parts = pd.DataFrame({
    ...     "order_id": ["o1", "o1", "o2", "o2"], "account_id": ["a1", "a1", "a2", "a2"],
    ...     "provider": ["maker", "carrier"] * 2, "sub_process": ["till", "delivery"] * 2,
    ...     "met": [True, True, True, False]})
    >>> complete_orders(parts)[["value", "orders", "complete", "accounts"]]
       value  orders  complete  accounts
    0    0.5       2         1         2
    """
    orders = _orders(_parts(company_interactions))
    decided = orders[orders["state"] != "open"]
    estimate = _share_by_account(decided["cluster"], decided["state"] == "complete")
    states = orders["state"].value_counts()
    row = {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "orders": len(orders),
        **{state: int(states.get(state, 0)) for state in ("complete", "incomplete", "open")},
        "accounts": estimate.n,
        "method": say("orders with all parts as promised; {method}", method=estimate.method),
    }
    return pd.DataFrame([row])


def missing_part(company_interactions: pd.DataFrame) -> pd.DataFrame:
    """How often each company's part was missing, and how often it alone was.

    Parameters
    ----------
    company_interactions
        As in `complete_orders`. When a company has the same sub-process twice in one order, one
        miss is enough.

    Returns
    -------
    pandas.DataFrame
        One row per `provider` and `sub_process`, most missing orders first: `orders` in which its
        part is decided; `missing` of them; `alone`, orders in which no other part is known to be
        missing; `among_others`, the rest; `value`, missing over orders, with `low` and `high`, its
        95 % interval by account; `accounts` behind it; `method`.

    Raises
    ------
    DataProblem
        A needed column is not there.

    Notes
    -----
    This counts, and explains nothing. A part missing among others may be the cause of their
    absence or its victim, and a company that is alone in missing may have been let down by one
    that is not on the list. `alone` is not what would be gained if the company got better: that
    takes a model of what depends on what.

    Examples
    --------
    >>> parts = pd.DataFrame({
    ...     "order_id": ["o1", "o1", "o2", "o2"], "account_id": ["a1", "a1", "a2", "a2"],
    ...     "provider": ["maker", "carrier"] * 2, "sub_process": ["till", "delivery"] * 2,
    ...     "met": [False, False, True, False]})
    >>> missing_part(parts)[["provider", "orders", "missing", "alone", "among_others"]]
      provider  orders  missing  alone  among_others
    0  carrier       2        2      1             1
    1    maker       2        1      0             1
    """
    parts = _parts(company_interactions).dropna(subset=["met"])
    decided = parts.groupby(["order_id", *PART], as_index=False, sort=True).agg(
        cluster=("cluster", "first"), met=("met", "all")
    )
    decided["missing"] = ~decided["met"].astype(bool)
    decided["misses"] = decided.groupby("order_id")["missing"].transform("sum")
    rows = [
        {"provider": provider, "sub_process": sub_process, **_missing_row(part)}
        for (provider, sub_process), part in decided.groupby(PART, sort=True)
    ]
    columns = [*PART, "orders", "missing", "alone", "among_others", "value", "low", "high",
               "accounts", "method"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    return table.sort_values(
        ["missing", *PART], ascending=[False, True, True], ignore_index=True, kind="stable"
    )


def order_conflicts(company_interactions: pd.DataFrame) -> list[Problem]:
    """Orders whose parts name more than one account; each counts for the first of them.

    Examples
    --------
    >>> parts = pd.DataFrame({"order_id": ["o1", "o1"], "account_id": ["a1", "a2"],
    ...                       "file": ["parts.csv"] * 2, "row": [2, 3]})
    >>> order_conflicts(parts)[0].value
    'o1: a1, a2'
    """
    known = company_interactions[company_interactions["order_id"] != ""]
    problems = []
    for order, parts in known.groupby("order_id", sort=True):
        accounts = list(dict.fromkeys(parts["account_id"]))
        if len(accounts) > 1:
            problems.append(
                Problem(
                    str(parts["file"].iloc[0]),
                    int(parts["row"].iloc[0]),
                    "account_id",
                    say("is one account for all parts of an order"),
                    f"{order}: {', '.join(accounts)}",
                    say(
                        "correct the order number or the account; until then the first "
                        "account counts"
                    ),
                    "note",
                )
            )
    return problems


def describe_complete_orders(complete: pd.DataFrame, missing: pd.DataFrame) -> str:
    """One sentence: how many orders were complete, and which part was missing most often.

    Examples
    --------
    >>> parts = pd.DataFrame({
    ...     "order_id": ["o1", "o1"], "account_id": ["a1", "a1"], "provider": ["maker", "carrier"],
    ...     "sub_process": ["till", "delivery"], "met": [True, False]})
    >>> describe_complete_orders(complete_orders(parts), missing_part(parts))
    '0 of 1 orders were complete (0%; too few accounts for an interval). Most often missing was
    delivery by carrier: in 1 of them, alone in 1.'
    """
    row = complete.iloc[0]
    decided = int(row["complete"] + row["incomplete"])
    if decided == 0:
        return say(
            "No order can be told to be complete or not: of none is it known what came in time."
        )
    sure = (
        say("95 % interval {low:.0%} to {high:.0%}", low=row["low"], high=row["high"])
        if np.isfinite(row["low"])
        else say("too few accounts for an interval")
    )
    first = say(
        "{complete} of {decided} orders were complete ({value:.0%}; {sure}).",
        complete=row["complete"],
        decided=decided,
        value=row["value"],
        sure=sure,
    )
    if row["open"]:
        first += say(" {open} more cannot be told.", open=row["open"])
    if missing.empty or missing["missing"].iloc[0] == 0:
        return first
    worst = missing.iloc[0]
    return say(
        "{first} Most often missing was {sub_process} by {provider}: in "
        "{missing} of them, alone in {alone}.",
        first=first,
        sub_process=worst["sub_process"],
        provider=worst["provider"],
        missing=worst["missing"],
        alone=worst["alone"],
    )


def _parts(company_interactions: pd.DataFrame) -> pd.DataFrame:
    """The rows that belong to an order, with the cluster that each order counts in."""
    absent = [name for name in _NEEDED if name not in company_interactions]
    if absent:
        raise DataProblem(
            f"{len(absent)} columns of the company interactions are not there: "
            f"{sample_of(absent)}. Needed are {', '.join(_NEEDED)}. Map them in engagement.toml."
        )
    parts = company_interactions[company_interactions["order_id"] != ""].copy()
    account = parts.groupby("order_id")["account_id"].transform("first")
    # An order of an account that nobody could name shares its account with no other order.
    parts["cluster"] = account.where(account != "", "order " + parts["order_id"])
    parts["met"] = parts["met"].astype("boolean")
    return parts


def _orders(parts: pd.DataFrame) -> pd.DataFrame:
    grouped = parts.groupby("order_id", sort=True)
    orders = pd.DataFrame({"cluster": grouped["cluster"].first()})
    missed = grouped["met"].agg(lambda met: bool((~met.dropna()).any()))
    unknown = grouped["met"].agg(lambda met: bool(met.isna().any()))
    orders["state"] = np.select([missed, unknown], ["incomplete", "open"], "complete")
    return orders


def _missing_row(part: pd.DataFrame) -> dict[str, object]:
    missing = part[part["missing"]]
    alone = int((missing["misses"] == 1).sum())
    estimate = _share_by_account(part["cluster"], part["missing"])
    return {
        "orders": len(part),
        "missing": len(missing),
        "alone": alone,
        "among_others": len(missing) - alone,
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "accounts": estimate.n,
        "method": estimate.method,
    }


def _share_by_account(clusters: pd.Series, hits: pd.Series) -> Estimate:
    """Hits over all, each account weighing as many orders as it has."""
    by_account = hits.astype(float).groupby(clusters, sort=True)
    return clustered_share(by_account.mean().to_numpy(), by_account.size().to_numpy(dtype=float))
