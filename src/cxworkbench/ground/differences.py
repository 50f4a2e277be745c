"""How an outcome differs between accounts with something in common and the rest of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

from cxworkbench.ground.uncertainty import FEWEST_ACCOUNTS, TOO_FEW, Z_95

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Difference:
    """The mean of a group less that of the rest, with its interval and how it was made.

    `low` and `high` are NaN where no interval can be given; `method` then says why.
    """

    value: float
    low: float
    high: float
    group: int  # accounts in the group
    rest: int
    method: str


def outcome_difference(
    group: ArrayLike, rest: ArrayLike, *, comparisons: int = 1, fewest: int = FEWEST_ACCOUNTS
) -> Difference:
    """The group's mean outcome less the rest's, with an interval for so many comparisons at once.

    Parameters
    ----------
    group, rest
        One outcome for each account; missing ones are left out.
    comparisons
        How many differences are looked at together: each interval is widened (Bonferroni) so that
        all of them hold at once with 95 %.
    fewest
        With fewer accounts on either side there is no interval.

    Notes
    -----
    The accounts were not put into the two groups by chance: whatever else makes them different is
    in the difference too. It is no effect.

    References
    ----------
    Welch (1947), Biometrika 34, 28-35, for unequal variances.

    Examples
    --------
    >>> told = outcome_difference([2, 3, 4, 3, 3], [8, 9, 7, 8, 8, 8])
    >>> told.value, round(told.low, 2), round(told.high, 2), told.method
    (-5.0, -5.94, -4.06, 'Welch over 5 and 6 accounts')
    """
    one, other = _known(group), _known(rest)
    value = float(one.mean() - other.mean()) if len(one) and len(other) else float("nan")
    counts = f"{len(one)} and {len(other)} accounts"

    def told(low: float, high: float, method: str) -> Difference:
        return Difference(value, low, high, len(one), len(other), method)

    if min(len(one), len(other)) < max(fewest, 2):
        return told(np.nan, np.nan, f"{TOO_FEW}: {counts}")
    variances = one.var(ddof=1) / len(one), other.var(ddof=1) / len(other)
    error = float(np.sqrt(sum(variances)))
    if error == 0:
        return told(np.nan, np.nan, f"no interval: no spread among {counts}")
    freedom = sum(variances) ** 2 / (
        variances[0] ** 2 / (len(one) - 1) + variances[1] ** 2 / (len(other) - 1)
    )
    reach = float(stdtrit(freedom, 1 - 0.025 / comparisons)) * error
    many = f", widened for {comparisons} comparisons" if comparisons > 1 else ""
    return told(value - reach, value + reach, f"Welch over {counts}{many}")


def paired_difference(
    values: ArrayLike, *, comparisons: int = 1, fewest: int = FEWEST_ACCOUNTS
) -> Difference:
    """The mean of differences that each account makes with itself, with an interval.

    Parameters
    ----------
    values
        One difference for each account; missing ones are left out.
    comparisons, fewest
        As in `outcome_difference`.

    Returns
    -------
    Difference
        `group` and `rest` are both the number of accounts.

    References
    ----------
    Student (1908), Biometrika 6, 1-25; Bonferroni's inequality for several at once.

    Examples
    --------
    >>> told = paired_difference([-1, -2, -1, -1, -2, -2])
    >>> told.value, round(told.low, 2), round(told.high, 2), told.method
    (-1.5, -2.07, -0.93, 't over 6 accounts')
    """
    known = _known(values)
    value = float(known.mean()) if len(known) else float("nan")
    counts = f"{len(known)} accounts" if len(known) != 1 else "1 account"

    def told(low: float, high: float, method: str) -> Difference:
        return Difference(value, low, high, len(known), len(known), method)

    if len(known) < max(fewest, 2):
        return told(np.nan, np.nan, f"{TOO_FEW}: {counts}")
    error = float(np.sqrt(known.var(ddof=1) / len(known)))
    if error == 0:
        return told(np.nan, np.nan, f"no interval: no spread among {counts}")
    reach = float(stdtrit(len(known) - 1, 1 - 0.025 / comparisons)) * error
    many = f", widened for {comparisons} comparisons" if comparisons > 1 else ""
    return told(value - reach, value + reach, f"t over {counts}{many}")


def correlation(first: ArrayLike, second: ArrayLike) -> tuple[float, float, float]:
    """How two figures of the same accounts go together: Pearson's r, -1 to 1, and its 95 % ends.

    Accounts that lack either figure are left out. Fewer than 5 give no interval, and no spread in
    one of the two gives no r.

    References
    ----------
    Fisher's z transformation, Fisher (1921), Metron 1, 3-32.

    Examples
    --------
    >>> [round(part, 2) for part in correlation([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])]
    [0.8, -0.28, 0.99]
    """
    one, other = np.asarray(first, float), np.asarray(second, float)
    both = ~(np.isnan(one) | np.isnan(other))
    one, other = one[both], other[both]
    if len(one) < 2 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan"), float("nan"), float("nan")
    r = float(np.clip(np.corrcoef(one, other)[0, 1], -1.0, 1.0))
    if len(one) < FEWEST_ACCOUNTS:
        return r, float("nan"), float("nan")
    middle, reach = np.arctanh(np.clip(r, -0.999999, 0.999999)), Z_95 / np.sqrt(len(one) - 3)
    return r, float(np.tanh(middle - reach)), float(np.tanh(middle + reach))


def _known(values: ArrayLike) -> Floats:
    every = np.asarray(values, float)
    kept: Floats = every[~np.isnan(every)]
    return kept
