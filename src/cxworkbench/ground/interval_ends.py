"""Ends of 95 % intervals over accounts, for one survey or for thousands at once: the arithmetic.

The last axis is the accounts; whatever stands before it are surveys. `ground.uncertainty` says the
result of one survey in words; `benchmarks/interval_coverage.py` asks of thousands whether it held.
"""

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

Floats = NDArray[np.float64]
Kind = Literal["share", "points", "mean"]

Z_95: Final = 1.959963984540054  # two-sided 95 % point of the standard normal
NPS_POINTS: Final = 100.0  # a recommendation score runs from -100 to +100
# 5 % points of a Poisson mean of which 1, 2 and 3 were seen: half of chi-squared with 2, 4, 6 df.
SEEN_FEW: Final = (0.0512933, 0.3553615, 0.8176914)
MANY: Final = 50  # trials, above which three of them count as few
HARDLY_ANY: Final = 10  # answers up to which the adjusted Wald interval may hold in under 90 %
FEWEST_EFFECTIVE: Final = 2.0  # below, one account outweighs all others together

# How an interval came about, or why there is none.
FEW, OUTWEIGHED, ALIKE, PLAIN, BOUNDED, STUDENT = range(6)


@dataclass(frozen=True)
class Ends:
    """Value and interval of each survey; `low` and `high` are NaN where none can be given.

    `rule` says how: `FEW` accounts, one that `OUTWEIGHED` all others, all `ALIKE`; the published
    interval of `PLAIN` answers; `BOUNDED` by the scale; or `STUDENT`'s where there is no scale.
    """

    value: Floats
    low: Floats
    high: Floats
    n_eff: Floats
    rule: NDArray[np.int_]


def interval_ends(
    values: Floats, weights: Floats, *, kind: Kind, low: float, high: float, fewest: int
) -> Ends:
    """The weighted score over accounts of each survey, with its 95 % interval.

    Plain answers of equal weight (one a person, each account one) take the published interval of
    their kind: Wilson's of a share, widened where it falls short; the adjusted Wald interval of a
    recommendation score, with Student's t where one of its three kinds of answer is missing from
    few. All else takes Wilson's on the scale from `low` to `high`: the score is a share of the way,
    and the number of trials is the one whose variance would be that between accounts. Its middle is
    drawn to the middle of the scale as Wilson draws it, and it reaches as far as Student's t with
    one degree of freedom fewer than there are accounts.

    The variance is estimated twice, and the trials are the harmonic mean of what both say: once
    from the weighted residuals, free of bias where accounts vary alike, and once from the plain
    variance between accounts times the sum of the squared weights. The first alone is too small
    when those who differ happen to weigh little; the second when those who weigh much differ more.

    Parameters
    ----------
    values
        One value for each account, accounts on the last axis.
    weights
        As `values`, every one above 0.
    kind
        "share" and "points" have a published interval of plain answers; "mean" has none, and has no
        interval where all accounts say the same.
    low, high
        Ends of the scale; infinite where it has none: then Student's t alone.
    fewest
        With fewer accounts there is no interval.

    References
    ----------
    Wilson (1927), JASA 22, 209-212; Rocks (2016), The American Statistician 70, 365-372; trials by
    variance: Korn and Graubard (1998), Survey Methodology 24, 193-201; residuals made unbiased:
    Bell and McCaffrey (2002), Survey Methodology 28, 169-181.
    """
    number = values.shape[-1]
    shares = weights / weights.sum(axis=-1, keepdims=True)
    value, squares = (weights * values).sum(axis=-1), (shares**2).sum(axis=-1)
    value = value / weights.sum(axis=-1)
    size = 1 / squares
    if number < max(fewest, 2):
        return _none(value, size, FEW)
    own, pooled = _variances(values, shares, value, squares)
    # Rounding leaves a spread of 1e-17 among equal values; it must count as none.
    spread = np.ptp(values, axis=-1)
    alike = spread <= 1e-12 * np.maximum(1.0, np.abs(value))
    point = float(stdtrit(number - 1, 0.975))
    if np.isfinite(high - low):
        trials = np.where(alike, size, _trials(values, value, own, pooled, (low, high)))
        share = np.clip((value - low) / (high - low), 0, 1)
        below, above = wilson_ends(share * trials, trials, reach=point)
        below, above = low + (high - low) * below, low + (high - low) * above
        rule = np.full(value.shape, BOUNDED)
    else:
        reach = point * np.sqrt((own + pooled) / 2)
        below, above = value - reach, value + reach
        rule = np.full(value.shape, STUDENT)
    if kind == "mean":
        rule = np.where(alike, ALIKE, rule)
    else:
        plain, (first, last) = _plain(values, weights, alike, value, size, kind)
        below, above = np.where(plain, first, below), np.where(plain, last, above)
        rule = np.where(plain, PLAIN, rule)
    rule = np.where(size < FEWEST_EFFECTIVE, OUTWEIGHED, rule)
    none = rule < PLAIN
    return Ends(value, np.where(none, np.nan, below), np.where(none, np.nan, above), size, rule)


def wilson_ends(successes: Floats, trials: Floats, *, reach: float = Z_95) -> tuple[Floats, Floats]:
    """Lower and upper end of Wilson's interval of each share; `reach` in place of the normal point.

    The middle is always drawn as the normal point draws it; only the width takes another.
    """
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = successes / trials
        middle = share + Z_95**2 / (2 * trials)
        far = reach * np.sqrt(share * (1 - share) / trials + Z_95**2 / (4 * trials**2))
        scale = 1 + Z_95**2 / trials
        # At 0 and at all successes the formula's end is 0 or 1 but for rounding.
        low = np.where(successes == 0, 0.0, np.maximum((middle - far) / scale, 0.0))
        high = np.where(successes == trials, 1.0, np.minimum((middle + far) / scale, 1.0))
    none = trials == 0
    return np.where(none, np.nan, low), np.where(none, np.nan, high)


def widened_wilson_ends(successes: Floats, trials: Floats) -> tuple[Floats, Floats]:
    """Wilson's interval, its outer end moved out where all but very few answered the same.

    Wilson's own holds in only 84 % where the true share is next to 0 or 1; so widened it holds in
    at least 90 % whatever the share (with 7 trials and a share of 0.36, in 89 %).

    References
    ----------
    Brown, Cai and DasGupta (2001), Statistical Science 16, 101-133, section 4.1.1.
    """
    low, high = wilson_ends(successes, trials)
    for seen, least in enumerate(SEEN_FEW, start=1):
        counts = (trials > MANY) | (seen < len(SEEN_FEW))
        low = np.where(counts & (successes == seen), np.minimum(low, least / trials), low)
        missed = counts & (trials - successes == seen)
        high = np.where(missed, np.maximum(high, 1 - least / trials), high)
    return low, high


def adjusted_wald_ends(
    answers: Floats, mean: Floats, mean_square: Floats, *, reach: Floats | float = Z_95
) -> tuple[Floats, Floats]:
    """Lower and upper end of the adjusted Wald interval, in points, of answers of -1, 0 and 1.

    `reach` in place of the normal point.
    """
    enlarged = answers + 3
    centre = answers * mean / enlarged
    variance = (answers * mean_square + 1.5) / enlarged - centre**2
    far = reach * np.sqrt(variance / enlarged)
    return (
        NPS_POINTS * np.maximum(centre - far, -1.0),
        NPS_POINTS * np.minimum(centre + far, 1.0),
    )


def _variances(
    values: Floats, shares: Floats, value: Floats, squares: Floats
) -> tuple[Floats, Floats]:
    residuals = values - value[..., None]
    # The residual of an account has this part of the variance that all accounts have alike.
    kept = 1 - 2 * shares + squares[..., None]
    own = (shares**2 * residuals**2 / np.maximum(kept, 1e-12)).sum(axis=-1)
    pooled = squares * values.var(axis=-1, ddof=1)
    return own, pooled


def _trials(
    values: Floats, value: Floats, own: Floats, pooled: Floats, scale: tuple[float, float]
) -> Floats:
    least, most = scale

    def most_variance(mean: Floats) -> Floats:
        return (mean - least) * (most - mean)

    with np.errstate(divide="ignore", invalid="ignore"):
        parts = own / most_variance(value) + pooled / most_variance(values.mean(axis=-1))
        return np.asarray(2 / parts)


def _plain(
    values: Floats, weights: Floats, alike: NDArray[np.bool_], value: Floats, size: Floats,
    kind: Kind,
) -> tuple[NDArray[np.bool_], tuple[Floats, Floats]]:  # fmt: skip
    same = np.ptp(weights, axis=-1) == 0
    if kind == "share":
        plain = np.isin(values, (0.0, 1.0)).all(axis=-1) & (same | alike)
        trials = np.where(same, float(values.shape[-1]), size)
        successes = np.where(same, values.sum(axis=-1), value * size)
        return plain, widened_wilson_ends(successes, trials)
    kinds = (-NPS_POINTS, 0.0, NPS_POINTS)
    plain = (np.isin(values, kinds).all(axis=-1) & same) | alike
    points = values / NPS_POINTS
    square = (points**2).mean(axis=-1)
    # Where promoters, passives or detractors are missing from up to ten answers, the spread seen
    # is too small; Student's t of the enlarged answers makes up for it.
    every = np.all([(values == kind).any(axis=-1) for kind in kinds], axis=0)
    reach = np.where(every | (size > HARDLY_ANY + 0.5), Z_95, stdtrit(size + 2, 0.975))
    return plain, adjusted_wald_ends(size, points.mean(axis=-1), square, reach=reach)


def _none(value: Floats, size: Floats, why: int) -> Ends:
    nothing = np.full(value.shape, np.nan)
    return Ends(value, nothing, nothing, size, np.full(value.shape, why))
