"""What accounts are worth, how few of them make up the revenue, and which of those may leave."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.voice.lookups import values_for
from cxworkbench.voice.words import count_of

VALUE_TIERS: Final = {"high": 0.5, "middle": 0.8, "low": 1.0}  # reach of cumulative revenue
UNKNOWN: Final = "unknown"
LOYALTY: Final = ("promoter", "passive", "detractor", UNKNOWN)
# Means of whole answers fall between them; a half either way is nearer to the next answer.
PROMOTER_FROM: Final = 8.5
PASSIVE_FROM: Final = 6.5
CONTRACT_ENDS_SOON_DAYS: Final = 180


def concentration(profile: pd.DataFrame) -> pd.DataFrame:
    """Accounts from the largest revenue to the smallest, and what share of revenue they add up to.

    Parameters
    ----------
    profile
        One row per account: `account_id`, `name`, `revenue` in the engagement's currency.

    Returns
    -------
    pandas.DataFrame
        One row per account of known revenue, largest first: `rank` from 1, `account_id`, `name`,
        `revenue`, `share` and `cumulative_share` of their total, 0 to 1; `account_share`, rank over
        their number; `tier`, "high" for the fewest accounts that make up half of it, "middle" to
        80 %, then "low".

    Notes
    -----
    Negative revenue (credits) is kept: the cumulative share then passes 1 before its last rows.
    With a total that is not positive, shares are missing and every tier is "unknown".

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": ["a", "b", "c"], "name": "", "revenue": [4.0, 3, 1]})
    >>> concentration(profile)[["account_id", "cumulative_share", "tier"]].values.tolist()
    [['a', 0.5, 'high'], ['b', 0.875, 'middle'], ['c', 1.0, 'low']]
    """
    known = profile.loc[profile["revenue"].notna(), ["account_id", "name", "revenue"]]
    table = known.sort_values(["revenue", "account_id"], ascending=[False, True], kind="stable")
    table = table.reset_index(drop=True)
    total = float(table["revenue"].sum())
    table.insert(0, "rank", range(1, len(table) + 1))
    table["share"] = table["revenue"] / total if total > 0 else np.nan
    table["cumulative_share"] = table["share"].cumsum()
    table["account_share"] = table["rank"] / max(len(table), 1)
    before = table["cumulative_share"] - table["share"]
    # 1e-9: a sum of shares that is 0.5 but for rounding has reached the half.
    reached = [before < reach - 1e-9 for reach in VALUE_TIERS.values()]
    tiers = np.select(reached, list(VALUE_TIERS), default="low") if total > 0 else UNKNOWN
    table["tier"] = pd.Series(tiers, index=table.index, dtype="str")
    return table


def value_tiers(profile: pd.DataFrame) -> pd.Series:
    """The value tier of each account of the profile, in its order; "unknown" without revenue."""
    tiers = concentration(profile).set_index("account_id")["tier"]
    return values_for(profile["account_id"], tiers).fillna(UNKNOWN).astype("str")


def loyalty(profile: pd.DataFrame) -> pd.Series:
    """Promoter, passive or detractor by each account's mean recommendation, in the profile's order.

    Examples
    --------
    >>> loyalty(pd.DataFrame({"recommendation": [9.0, 8.0, 6.0, float("nan")]})).tolist()
    ['promoter', 'passive', 'detractor', 'unknown']
    """
    answer = profile["recommendation"]
    cases = [answer >= PROMOTER_FROM, answer >= PASSIVE_FROM, answer.notna()]
    return pd.Series(np.select(cases, LOYALTY[:3], default=UNKNOWN), profile.index, dtype="str")


def value_loyalty(profile: pd.DataFrame) -> pd.DataFrame:
    """Accounts and revenue in each field of value tier by loyalty. For internal eyes.

    Parameters
    ----------
    profile
        As `account_profile` makes it.

    Returns
    -------
    pandas.DataFrame
        One row per field, also the empty ones: `value`, `loyalty`, `accounts`, `revenue`,
        `revenue_share` of all known revenue, 0 to 1. "unknown" are accounts without a revenue or
        without an answer.
    """
    table = pd.DataFrame(
        {
            "value": value_tiers(profile),
            "loyalty": loyalty(profile),
            "revenue": profile["revenue"],
        }
    )
    fields = pd.MultiIndex.from_product(
        [(*VALUE_TIERS, UNKNOWN), LOYALTY], names=["value", "loyalty"]
    )
    counted = table.groupby(["value", "loyalty"])["revenue"].agg(accounts="size", revenue="sum")
    filled = counted.reindex(fields).fillna(0).reset_index()
    filled["accounts"] = filled["accounts"].astype("int64")
    total = float(profile["revenue"].sum())
    filled["revenue_share"] = filled["revenue"] / total if total > 0 else np.nan
    return filled


def risk_list(profile: pd.DataFrame) -> pd.DataFrame:
    """Valuable accounts that may leave, largest revenue first, with the reason. For internal eyes.

    An account is listed when its value is high or middle and it is a detractor, or its contract
    is over or ends within 180 days and it is not a promoter.

    Returns
    -------
    pandas.DataFrame
        One row per account: `account_id`, `name`, `value`, `revenue`, `recommendation`,
        `days_to_contract_end`, `reason`.

    Notes
    -----
    A list of where to look first, not a forecast: nobody has counted yet how many such accounts
    left.
    """
    columns = ["account_id", "name", "revenue", "recommendation", "days_to_contract_end"]
    table = profile[columns].assign(value=value_tiers(profile), loyalty=loyalty(profile))
    left = table["days_to_contract_end"]
    detractor = table["loyalty"] == "detractor"
    pressing = (left <= CONTRACT_ENDS_SOON_DAYS) & (table["loyalty"] != "promoter")
    table["reason"] = [
        "; ".join(
            [say("would not recommend us")] * against
            + [say("contract {contract_words}", contract_words=contract_words(days))] * presses
        )
        for against, presses, days in zip(detractor.tolist(), pressing.tolist(), left, strict=True)
    ]
    listed = table.loc[(detractor | pressing) & table["value"].isin(["high", "middle"])]
    listed = listed.sort_values(["revenue", "account_id"], ascending=[False, True], kind="stable")
    return listed[["account_id", "name", "value", *columns[2:], "reason"]].reset_index(drop=True)


def contract_words(days: float) -> str:
    """How a contract that is over or ends soon stands; empty where it ends later or is not known.

    Examples
    --------
    >>> contract_words(132), contract_words(-1), contract_words(0), contract_words(181)
    ('ends in 132 days', 'ended 1 day ago', 'ends today, as counted', '')
    """
    if pd.isna(days) or days > CONTRACT_ENDS_SOON_DAYS:
        return ""
    if days < 0:
        return say("ended {days} ago", days=count_of(-int(days), "day"))
    return (
        say("ends in {days}", days=count_of(int(days), "day"))
        if days
        else say("ends today, as counted")
    )
