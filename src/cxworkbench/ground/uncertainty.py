"""How sure a number is: 95 % intervals for shares, recommendation scores, means and differences.

One respondent is not one account: an interval over accounts takes one value for each account, with
a weight. How often these intervals hold is measured by `benchmarks/interval_coverage.py` and stands
in docs/intervals.md; the arithmetic is in `ground.interval_ends`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from cxworkbench.ground.interval_ends import (
    ALIKE,
    FEW,
    NPS_POINTS,
    OUTWEIGHED,
    PLAIN,
    STUDENT,
    Z_95,
    Floats,
    Kind,
    adjusted_wald_ends,
    interval_ends,
    wilson_ends,
)

__all__ = [
    "FEWEST_ACCOUNTS",
    "NPS_POINTS",
    "TOO_FEW",
    "Z_95",
    "Estimate",
    "clustered_mean",
    "clustered_nps",
    "clustered_share",
    "effective_size",
    "newcombe_difference",
    "nps_interval",
    "t_interval",
    "wilson_interval",
]

FEWEST_ACCOUNTS: Final = 5  # below, 95 % intervals of scores were seen to hold in 90 % and less

TOO_FEW: Final = "too few to tell"


@dataclass(frozen=True)
class Estimate:
    """A value over accounts, its 95 % interval, and the words that say how it was made.

    `low` and `high` are NaN where no interval can be given; `method` then says why. `n_eff` is
    Kish's effective number of accounts, equal to `n` when all weigh the same.
    """

    value: float
    low: float
    high: float
    n: int
    n_eff: float
    method: str


def wilson_interval(successes: ArrayLike, trials: ArrayLike) -> tuple[Floats, Floats]:
    """Lower and upper end of the 95 % Wilson interval of a share.

    Parameters
    ----------
    successes
        How many of the trials succeeded; a number or one for each share.
    trials
        Out of how many, not fewer than the successes; 0 gives NaN.

    Returns
    -------
    tuple of arrays
        `low` and `high`, each 0 to 1 and as long as the input.

    Notes
    -----
    Trials must be independent: answers of one account's contacts are not. Give it accounts.

    References
    ----------
    Wilson (1927), JASA 22, 209-212. Newcombe (1998), Statistics in Medicine 17, 857-872.

    Examples
    --------
    >>> low, high = wilson_interval([81, 0], [263, 20])
    >>> low.round(4).tolist(), high.round(4).tolist()
    ([0.2553, 0.0], [0.3662, 0.1611])
    """
    return wilson_ends(np.asarray(successes, float), np.asarray(trials, float))


def newcombe_difference(
    first: tuple[float, float], second: tuple[float, float]
) -> tuple[float, float, float]:
    """The difference of two independent shares with its 95 % interval: value, low, high.

    Parameters
    ----------
    first, second
        Successes and trials of each group.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> [round(part, 4) for part in newcombe_difference((56, 70), (48, 80))]
    [0.2, 0.0524, 0.3339]
    """
    successes, trials = np.array([first, second], float).T
    (share, other), (low, high) = successes / trials, wilson_interval(successes, trials)
    value = float(share - other)
    below = float(np.hypot(share - low[0], high[1] - other))
    above = float(np.hypot(high[0] - share, other - low[1]))
    return value, value - below, value + above


def nps_interval(promoters: float, passives: float, detractors: float) -> tuple[float, float]:
    """Lower and upper end of the 95 % adjusted-Wald interval of a recommendation score, in points.

    Three answers are added (three quarters of a promoter and of a detractor, one and a half
    passives) before the usual variance is taken; with few answers the plain one is too narrow.

    Parameters
    ----------
    promoters, passives, detractors
        Counts of independent answers: one for each account. None at all gives NaN.

    Returns
    -------
    tuple of float
        `low` and `high`, -100 to +100.

    References
    ----------
    Rocks (2016), The American Statistician 70, 365-372; Sauro and Lewis, measuringu.com.

    Examples
    --------
    >>> [round(end, 1) for end in nps_interval(60, 30, 10)]
    [35.5, 61.6]
    """
    answers = promoters + passives + detractors
    if answers == 0:
        return float("nan"), float("nan")
    count, mean = np.asarray(float(answers)), np.asarray((promoters - detractors) / answers)
    low, high = adjusted_wald_ends(count, mean, np.asarray((promoters + detractors) / answers))
    return float(low), float(high)


def t_interval(values: ArrayLike) -> tuple[float, float]:
    """Lower and upper end of the 95 % interval of a mean, by Student's t with n - 1 df.

    Missing values are left out; fewer than two values, or no spread at all, give NaN.

    Examples
    --------
    >>> [round(end, 2) for end in t_interval([4, 5, 6])]
    [2.52, 7.48]
    """
    kept = np.asarray(values, float)
    estimate = clustered_mean(kept[~np.isnan(kept)], fewest=2)
    return estimate.low, estimate.high


def effective_size(weights: ArrayLike) -> float:
    """Kish's effective number: how many equal weights would tell as much as these do.

    Examples
    --------
    >>> round(effective_size([1, 1, 2]), 3)
    2.667
    """
    given = np.asarray(weights, float)
    squares = float((given**2).sum())
    return float(given.sum()) ** 2 / squares if squares > 0 else 0.0


def clustered_mean(
    values: ArrayLike,
    weights: ArrayLike | None = None,
    *,
    low: float = -np.inf,
    high: float = np.inf,
    fewest: int = FEWEST_ACCOUNTS,
) -> Estimate:
    """The weighted mean over accounts with its 95 % interval, each account one cluster.

    Weights by number of answers give the mean over respondents, clustered by account; equal
    weights give the mean over accounts.

    Parameters
    ----------
    values
        One value for each account, none missing.
    weights
        One for each account, 0 or more; None: all the same.
    low, high
        Ends of the scale. With them the interval is Wilson's on that scale, which holds where means
        lie near one end; without, it is Student's t, which does not.
    fewest
        With fewer accounts of a weight above 0 the value is given without an interval.

    Returns
    -------
    Estimate
        `value` in the unit of the values, NaN when there is no account.

    Notes
    -----
    Accounts must be independent of each other; sister companies under one parent are not. Weights
    must not decide the answer: where the few largest accounts are also the few unhappy ones, no
    interval from a small sample holds, for those accounts may not be in it (docs/intervals.md).

    References
    ----------
    As in `ground.interval_ends.interval_ends`; effective number: Kish (1965), Survey Sampling.

    Examples
    --------
    >>> estimate = clustered_mean([4, 5, 6, 5, 5])
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), estimate.method
    (5.0, 4.12, 5.88, 't over 5 accounts, df 4')
    >>> estimate = clustered_mean([4, 5, 5, 5, 5], low=1, high=5)
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), estimate.method
    (4.8, 3.83, 5.0, 'Wilson on the scale over 5 accounts with t, df 4')
    """
    return _estimated(values, weights, "mean", (low, high), fewest)


def clustered_share(
    values: ArrayLike, weights: ArrayLike | None = None, *, fewest: int = FEWEST_ACCOUNTS
) -> Estimate:
    """A share over accounts with its 95 % interval, each account one cluster.

    Where every account is a plain yes or no and all weigh the same this is Wilson's interval of
    accounts, its outer end moved out where all but one or two say the same. Otherwise it is
    Wilson's with the number of trials that would give the variance between accounts, and Student's
    t in place of the normal for its width.

    Parameters
    ----------
    values
        One share for each account, 0 to 1, none missing.
    weights, fewest
        As in `clustered_mean`.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24, 193-201, for the effective number of trials;
    Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, for the outer end.

    Examples
    --------
    >>> estimate = clustered_share([1, 1, 1, 0, 1])
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), estimate.method
    (0.8, 0.38, 0.99, 'Wilson over 5 accounts')
    """
    return _estimated(values, weights, "share", (0.0, 1.0), fewest)


def clustered_nps(
    values: ArrayLike, weights: ArrayLike | None = None, *, fewest: int = FEWEST_ACCOUNTS
) -> Estimate:
    """A recommendation score over accounts with its 95 % interval, in points.

    Where every account is one plain answer and all weigh the same, the adjusted Wald interval, with
    Student's t for the normal where promoters, passives or detractors are missing from up to ten;
    otherwise Wilson's on the scale from -100 to +100, with Student's t for its width.

    Parameters
    ----------
    values
        One score for each account in points: 100 a promoter, 0 a passive, -100 a detractor, between
        them where an account's contacts differ.
    weights, fewest
        As in `clustered_mean`.

    Examples
    --------
    >>> estimate = clustered_nps([100, 100, 0, -100, 100])
    >>> round(estimate.value), round(estimate.low), round(estimate.high), estimate.method
    (40, -30, 80, 'adjusted Wald over 5 accounts')
    """
    return _estimated(values, weights, "points", (-NPS_POINTS, NPS_POINTS), fewest)


def _estimated(
    values: ArrayLike,
    weights: ArrayLike | None,
    kind: Kind,
    scale: tuple[float, float],
    fewest: int,
) -> Estimate:
    given, weighing = _weighed(values, weights)
    number = len(given)
    if number == 0:
        return Estimate(np.nan, np.nan, np.nan, 0, 0.0, "no account")
    ends = interval_ends(given, weighing, kind=kind, low=scale[0], high=scale[1], fewest=fewest)
    words = _method(int(ends.rule), number, kind)
    low, high = float(ends.low), float(ends.high)
    return Estimate(float(ends.value), low, high, number, effective_size(weighing), words)


def _method(rule: int, number: int, kind: Kind) -> str:
    if rule == FEW:
        return f"{TOO_FEW}: {_accounts(number)}"
    if rule == OUTWEIGHED:
        return f"{TOO_FEW}: one of {number} accounts outweighs all others"
    if rule == ALIKE:
        return f"no interval: all {number} accounts have the same value"
    if rule == PLAIN:
        return f"{'Wilson' if kind == 'share' else 'adjusted Wald'} over {number} accounts"
    if rule == STUDENT:
        return f"t over {number} accounts, df {number - 1}"
    where = "" if kind == "share" else " on the scale"
    return f"Wilson{where} over {number} accounts with t, df {number - 1}"


def _weighed(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    given = np.asarray(values, float)
    weighing = np.ones(len(given)) if weights is None else np.asarray(weights, float)
    counted = weighing > 0
    return given[counted], weighing[counted]


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{number} accounts"
