"""Derived importance of touchpoints: the part of its own that each has in recommending."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.language import later
from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS

BY_CORRELATION: Final = later("correlation")
BY_SHARE: Final = later("share of explained variance")
LEAST_ANSWERED: Final = 0.5  # of the accounts with an outcome that must have rated each
FEWEST_PER_DRIVER: Final = 5


@dataclass(frozen=True)
class Importance:
    """How far experience at a touchpoint goes with recommending, -1 to 1, with its ends."""

    value: float
    low: float
    high: float


def derived_importance(
    experiences: Mapping[str, pd.Series], recommends: pd.Series, *, draws: int = 200
) -> dict[str, Importance]:
    """Importance from shares of explained variance, where enough accounts rated every touchpoint.

    The root of a driver's share of the outcome's variance with the sign of its correlation, so that
    it stands on the scale of one; of drivers put together, the share is divided among them.

    Parameters
    ----------
    experiences
        Touchpoint id -> experience of each account.
    recommends
        Recommendation of each account, 0 to 10.
    draws
        How often accounts are drawn again for the interval.

    Returns
    -------
    dict
        Touchpoint id -> importance; empty where shares cannot be told of every touchpoint that 5
        accounts or more rated, and the correlation has to do for all of them.

    Notes
    -----
    Squares of a correlation count what all touchpoints have in common once for each; shares count
    it once in all, so they are lower. The two are not to be compared.

    References
    ----------
    Shapley shares: Lindeman, Merenda and Gold (1980); see `insight.drivers.drivers_of`.
    """
    table = _whole_enough(experiences, recommends)
    if table.empty:
        return {}
    # Only imported where it can tell anything: most runs of one account never come here.
    from cxworkbench.insight.drivers import drivers_of

    names = [str(name) for name in table if name != "outcome"]
    found = drivers_of(table.reset_index(drop=True), "outcome", names, draws=draws)
    told = [at for items in found.table["items"] for at in items]
    if not found.told or len(told) < len(names):
        return {}
    return {
        str(at): _signed(found.fit / len(row["items"]), row)
        for _, row in found.table.iterrows()
        for at in row["items"]
    }


def _signed(fit: float, row: pd.Series) -> Importance:
    ends = [float(np.sqrt(fit * row[part])) for part in ("share", "share_low", "share_high")]
    value, low, high = ends
    return Importance(-value, -high, -low) if row["sign"] == "-" else Importance(value, low, high)


def _whole_enough(experiences: Mapping[str, pd.Series], recommends: pd.Series) -> pd.DataFrame:
    """Accounts that rated every touchpoint; none where one was rated by few of them."""
    outcome = recommends.dropna()
    known = {at: each.reindex(outcome.index) for at, each in experiences.items()}
    rated = {at: each for at, each in known.items() if each.notna().sum() >= FEWEST_ACCOUNTS}
    whole = pd.DataFrame({**rated, "outcome": outcome}).dropna()
    some_few = any(each.notna().mean() < LEAST_ANSWERED for each in rated.values())
    too_few = not rated or some_few or len(whole) < FEWEST_PER_DRIVER * len(rated)
    return whole.iloc[:0] if too_few else whole
