"""What a finding puts at stake: revenue of the accounts it touches, heard and not heard."""

from collections.abc import Collection
from dataclasses import dataclass
from math import sqrt

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, clustered_share, effective_size
from cxworkbench.voice.words import count_of, money


@dataclass(frozen=True)
class Stake:
    """Revenue at stake with its interval; None where it cannot be said."""

    value: float | None
    low: float | None
    high: float | None
    known: float  # of the accounts that were heard to have the finding
    unheard: float  # of all accounts that were not heard about it
    unknown: int  # accounts with the finding whose revenue nobody stated


def value_at_stake(
    profile: pd.DataFrame, heard: Collection[str], affected: Collection[str]
) -> Stake:
    """The revenue of accounts with a finding, and as much of that of those not heard about it.

    It is K + s × U: K the revenue of the affected accounts, which is known; U the revenue of the
    accounts not heard; s the share of the heard accounts' revenue that is affected. Only s has an
    interval, so the ends are K + s_low × U and K + s_high × U: who heard everybody knows K. The
    interval of s is widened by the root of 1 + n / m, n accounts heard and m not (effective numbers
    by revenue), for those not heard are themselves a draw.

    Parameters
    ----------
    profile
        One row per account in scope: `account_id`, `revenue`; a negative revenue counts as none.
    heard
        Ids of the accounts that could have told.
    affected
        Those of them that the finding touches.

    Notes
    -----
    At stake is not lost: it is what these accounts bring, not what they will take away. Accounts
    that were not heard are taken to be like those that were, which nobody knows; where fewer than 5
    heard accounts have a revenue there is K and no interval.

    References
    ----------
    A total estimated by a ratio, the part that was seen being known: Cochran (1977), Sampling
    Techniques, chapter 6. Interval of the share: `ground.uncertainty.clustered_share`.

    Examples
    --------
    >>> profile = pd.DataFrame({"account_id": list("abcdef"), "revenue": [10.0] * 6})
    >>> stake = value_at_stake(profile, heard=list("abcdef"), affected=["a", "b"])
    >>> stake.value, stake.low, stake.high
    (20.0, 20.0, 20.0)
    >>> stake = value_at_stake(profile, heard=list("abcde"), affected=["a", "b"])
    >>> stake.value, round(stake.low, 1), round(stake.high, 1)
    (24.0, 20.0, 30.0)
    """
    revenue = profile.set_index("account_id")["revenue"].clip(lower=0.0)
    theirs = revenue.reindex(sorted(set(affected)))
    known, unknown = float(theirs.sum()), int(theirs.isna().sum())
    asked = revenue[revenue.index.isin(list(heard))].dropna()
    rest = revenue[~revenue.index.isin(list(heard))].dropna()
    unheard = float(rest.sum())
    if theirs.notna().sum() == 0:
        return Stake(None, None, None, 0.0, unheard, unknown)
    if len(asked) < FEWEST_ACCOUNTS or float(asked.sum()) == 0:
        return Stake(known, None, None, known, unheard, unknown)
    share = clustered_share(asked.index.isin(list(affected)).astype("float64"), asked)
    if pd.isna(share.low):
        return Stake(known + share.value * unheard, None, None, known, unheard, unknown)
    wider = sqrt(1 + effective_size(asked) / effective_size(rest)) if unheard else 1.0
    low = max(share.value - (share.value - share.low) * wider, 0.0)
    high = min(share.value + (share.high - share.value) * wider, 1.0)
    value, low, high = (known + one * unheard for one in (share.value, low, high))
    return Stake(value, low, high, known, unheard, unknown)


def describe_stake(stake: Stake, currency: str = "") -> str:
    """What is at stake as a sentence that says how it was made; empty where nobody knows.

    Examples
    --------
    >>> print(describe_stake(Stake(24.0, 21.2, 27.7, 20.0, 10.0, 0), "EUR"))
    At stake, which is not lost: 24 EUR (21 to 28): 20 EUR of the accounts heard to have it, and the
    same share of the 10 EUR of those not heard.
    """
    if stake.value is None:
        return ""
    left = say(
        " Of {accounts} more nobody knows the revenue.", accounts=count_of(stake.unknown, "account")
    )
    more = left if stake.unknown else ""
    if not stake.unheard:
        return say(
            "At stake, which is not lost: {value}, the revenue of the accounts "
            "that have it; all were heard.{more}",
            value=money(stake.value, currency),
            more=more,
        )
    if stake.low is None or stake.high is None:
        return say(
            "At stake, which is not lost: {value} or more; how much of the rest "
            "cannot be told from so few accounts.{more}",
            value=money(stake.value, currency),
            more=more,
        )
    return say(
        "At stake, which is not lost: {value} ({low} to {high}): {known} of "
        "the accounts heard to have it, and the same share of the {unheard} "
        "of those not heard.{more}",
        value=money(stake.value, currency),
        low=money(stake.low),
        high=money(stake.high),
        known=money(stake.known, currency),
        unheard=money(stake.unheard, currency),
        more=more,
    )
