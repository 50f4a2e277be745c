"""How sure a number is: 95 % intervals for shares, recommendation scores, means and differences.

One respondent is not one account: an interval over accounts takes one value for each account, with
a weight, and Student's t with one degree of freedom fewer than there are accounts (with unequal
weights, than Kish's effective number of them).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]

Z_95: Final = 1.959963984540054  # two-sided 95 % point of the standard normal
FEWEST_ACCOUNTS: Final = 5  # below, 95 % intervals of scores were seen to hold in 90 % and less
NPS_POINTS: Final = 100.0  # a recommendation score runs from -100 to +100

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
    return _wilson(np.asarray(successes, float), np.asarray(trials, float), np.asarray(Z_95))


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
    return _adjusted_wald(
        answers, (promoters - detractors) / answers, (promoters + detractors) / answers
    )


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
        Ends of the scale; an interval that would pass them is cut there.
    fewest
        With fewer accounts of a weight above 0 the value is given without an interval.

    Returns
    -------
    Estimate
        `value` in the unit of the values, NaN when there is no account.

    Notes
    -----
    Accounts must be independent of each other; sister companies under one parent are not.

    References
    ----------
    Linearised variance of a ratio, Cochran (1977), Sampling Techniques, section 11.8; effective
    number, Kish (1965), Survey Sampling.

    Examples
    --------
    >>> estimate = clustered_mean([4, 5, 6, 5, 5])
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), estimate.method
    (5.0, 4.12, 5.88, 't over 5 accounts, df 4')
    """
    given, weighing = _weighed(values, weights)
    number, size = len(given), effective_size(weighing)
    if number == 0:
        return Estimate(np.nan, np.nan, np.nan, 0, 0.0, "no account")
    mean = float(np.average(given, weights=weighing))
    if number < max(fewest, 2):
        return Estimate(mean, np.nan, np.nan, number, size, f"{TOO_FEW}: {_accounts(number)}")
    if size < 2:
        words = f"{TOO_FEW}: one of {number} accounts outweighs all others"
        return Estimate(mean, np.nan, np.nan, number, size, words)
    error = _standard_error(given, weighing, mean)
    if error == 0:
        words = f"no interval: all {number} accounts have the same value"
        return Estimate(mean, np.nan, np.nan, number, size, words)
    reach = float(stdtrit(size - 1, 0.975)) * error
    words = f"t over {number} accounts, df {_freedom(size)}"
    return Estimate(mean, max(mean - reach, low), min(mean + reach, high), number, size, words)


def clustered_share(
    values: ArrayLike, weights: ArrayLike | None = None, *, fewest: int = FEWEST_ACCOUNTS
) -> Estimate:
    """A share over accounts with its 95 % interval, each account one cluster.

    Where every account is a plain yes or no and all weigh the same this is Wilson's interval of
    accounts. Otherwise it is Wilson's with the number of trials that would give the variance
    between accounts, and Student's t in place of the normal.

    Parameters
    ----------
    values
        One share for each account, 0 to 1, none missing.
    weights, fewest
        As in `clustered_mean`.

    References
    ----------
    Korn and Graubard (1998), Survey Methodology 24, 193-201, for the effective number of trials.

    Examples
    --------
    >>> estimate = clustered_share([1, 1, 1, 0, 1])
    >>> round(estimate.value, 2), round(estimate.low, 2), round(estimate.high, 2), estimate.method
    (0.8, 0.38, 0.96, 'Wilson over 5 accounts')
    """
    given, weighing = _weighed(values, weights)
    number, size = len(given), effective_size(weighing)
    if number < max(fewest, 2) or size < 2:
        return clustered_mean(given, weighing, fewest=fewest)
    share = float(np.average(given, weights=weighing))
    plain = bool(np.isin(given, (0.0, 1.0)).all()) and bool(np.ptp(weighing) == 0)
    if plain or share in (0.0, 1.0):
        trials, point, words = size, Z_95, f"Wilson over {number} accounts"
    else:
        point = float(stdtrit(size - 1, 0.975))
        error = _standard_error(given, weighing, share)
        trials = share * (1 - share) / error**2 if error > 0 else size
        words = f"Wilson over {number} accounts with t, df {_freedom(size)}"
    low, high = _wilson(np.array([share * trials]), np.array([trials]), np.array(point))
    return Estimate(share, float(low[0]), float(high[0]), number, size, words)


def clustered_nps(
    values: ArrayLike, weights: ArrayLike | None = None, *, fewest: int = FEWEST_ACCOUNTS
) -> Estimate:
    """A recommendation score over accounts with its 95 % interval, in points.

    Where every account is one plain answer and all weigh the same, the adjusted Wald interval;
    otherwise Student's t between accounts, cut at -100 and +100.

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
    given, weighing = _weighed(values, weights)
    number, size = len(given), effective_size(weighing)
    plain = bool(np.isin(given, (-NPS_POINTS, 0.0, NPS_POINTS)).all())
    alike = number > 0 and bool(np.ptp(given) == 0)
    if number < max(fewest, 2) or size < 2 or not (alike or (plain and np.ptp(weighing) == 0)):
        return clustered_mean(given, weighing, low=-NPS_POINTS, high=NPS_POINTS, fewest=fewest)
    shares = given / NPS_POINTS
    low, high = _adjusted_wald(size, float(shares.mean()), float((shares**2).mean()))
    words = f"adjusted Wald over {number} accounts"
    return Estimate(float(given.mean()), low, high, number, size, words)


def shrunken_means(values: Sequence[float], errors: Sequence[float]) -> Floats:
    """Each group's mean drawn towards the common mean, the more the less sure it is.

    Groups with few answers stand at both ends of a raw ranking by chance alone; ranked by this,
    they do so only where the rest of the table speaks for it.

    Parameters
    ----------
    values
        One mean for each group, none missing.
    errors
        The standard error of each, above 0.

    Returns
    -------
    array
        The drawn means, in the order given; with three groups or fewer, the means as they are.

    References
    ----------
    Between-group variance by DerSimonian and Laird (1986); the factor (k - 3) / (k - 1) by Morris
    (1983), JASA 78, 47-55. With equal errors it is the estimate of Efron and Morris (1977).

    Examples
    --------
    >>> shrunken_means([2, 4, 4, 4, 6], [1, 1, 1, 1, 1]).round(2).tolist()
    [2.5, 4.0, 4.0, 4.0, 5.5]
    """
    means, variances = np.asarray(values, float), np.asarray(errors, float) ** 2
    groups = len(means)
    if groups <= 3:
        return means.copy()
    precision = 1 / variances
    pooled = np.average(means, weights=precision)
    heterogeneity = float((precision * (means - pooled) ** 2).sum())
    scale = precision.sum() - (precision**2).sum() / precision.sum()
    between = max(0.0, (heterogeneity - (groups - 1)) / scale)
    centre = np.average(means, weights=1 / (variances + between))
    pull = (groups - 3) / (groups - 1) * variances / (variances + between)
    return np.asarray(pull * centre + (1 - pull) * means, float)


def _wilson(successes: Floats, trials: Floats, point: Floats) -> tuple[Floats, Floats]:
    with np.errstate(divide="ignore", invalid="ignore"):
        share = successes / trials
        middle = share + point**2 / (2 * trials)
        reach = point * np.sqrt(share * (1 - share) / trials + point**2 / (4 * trials**2))
        scale = 1 + point**2 / trials
        # At 0 and at all successes the formula's end is 0 or 1 but for rounding.
        low = np.where(successes == 0, 0.0, np.maximum((middle - reach) / scale, 0.0))
        high = np.where(successes == trials, 1.0, np.minimum((middle + reach) / scale, 1.0))
    none = trials == 0
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def _adjusted_wald(answers: float, mean: float, mean_square: float) -> tuple[float, float]:
    enlarged = answers + 3
    centre = answers * mean / enlarged
    variance = (answers * mean_square + 1.5) / enlarged - centre**2
    reach = Z_95 * float(np.sqrt(variance / enlarged))
    low, high = max(centre - reach, -1.0), min(centre + reach, 1.0)
    return NPS_POINTS * low, NPS_POINTS * high


def _weighed(values: ArrayLike, weights: ArrayLike | None) -> tuple[Floats, Floats]:
    given = np.asarray(values, float)
    weighing = np.ones(len(given)) if weights is None else np.asarray(weights, float)
    counted = weighing > 0
    return given[counted], weighing[counted]


def _standard_error(values: Floats, weights: Floats, mean: float) -> float:
    number = len(values)
    squares = float(((weights * (values - mean)) ** 2).sum())
    # Rounding leaves a spread of 1e-17 among equal values; it must count as none.
    if np.ptp(values) <= 1e-12 * max(1.0, abs(mean)):
        return 0.0
    return float(np.sqrt(number / (number - 1) * squares) / weights.sum())


def _freedom(size: float) -> str:
    freedom = size - 1
    return f"{freedom:.0f}" if abs(freedom - round(freedom)) < 1e-9 else f"{freedom:.1f}"


def _accounts(number: int) -> str:
    return "1 account" if number == 1 else f"{number} accounts"
