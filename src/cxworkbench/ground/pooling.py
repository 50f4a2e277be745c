"""Groups drawn together: each group's mean with what the other groups say about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import log_ndtr

from cxworkbench.ground.interval_ends import Z_95, Floats

FEWEST_GROUPS: Final = 4  # three groups do not tell how far groups lie apart
STEPS: Final = 2001  # points at which the chance of being lowest is summed up
FAR: Final = 6.0  # standard deviations beyond which nothing is left to sum


@dataclass(frozen=True)
class Pooled:
    """The groups drawn together, each in the order given.

    `value` with `low` and `high`, its 95 % interval; `pull`, 0 to 1, how far each was drawn to
    `centre`; `between`, the standard deviation of the groups beyond chance; `lowest` and `highest`,
    the chance that a group is truly the lowest or highest of all.
    """

    value: Floats
    low: Floats
    high: Floats
    pull: Floats
    centre: float
    between: float
    lowest: Floats
    highest: Floats


def pooled_groups(values: Sequence[float], errors: Sequence[float]) -> Pooled:
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
    Pooled
        With three groups or fewer, the means as they are.

    Notes
    -----
    Groups are taken as exchangeable: nobody knew beforehand which would be low. The interval counts
    what is not known about the common mean and the spread; the chances do so through it.

    References
    ----------
    Between-group variance by DerSimonian and Laird (1986); the factor (k - 3) / (k - 1) and the
    variance of the drawn means by Morris (1983), JASA 78, 47-55. With equal errors it is the
    estimate of Efron and Morris (1977).

    Examples
    --------
    >>> pooled = pooled_groups([2, 4, 4, 4, 6], [1, 1, 1, 1, 1])
    >>> pooled.value.round(2).tolist(), pooled.lowest.round(2).tolist()
    ([2.5, 4.0, 4.0, 4.0, 5.5], [0.73, 0.09, 0.09, 0.09, 0.01])
    """
    means, variances = np.asarray(values, float), np.asarray(errors, float) ** 2
    groups = len(means)
    if groups < FEWEST_GROUPS:
        pull, centre, between = np.zeros(groups), float("nan"), float("nan")
        drawn, variance = means.copy(), variances
    else:
        between = _between(means, variances)
        centre = float(np.average(means, weights=1 / (variances + between)))
        pull = (groups - 3) / (groups - 1) * variances / (variances + between)
        drawn = pull * centre + (1 - pull) * means
        unknown = 2 / (groups - 3) * pull**2 * (means - centre) ** 2
        variance = variances * (1 - (groups - 1) / groups * pull) + unknown
    spread = np.sqrt(variance)
    reach = Z_95 * spread
    return Pooled(
        value=drawn,
        low=drawn - reach,
        high=drawn + reach,
        pull=pull,
        centre=centre,
        between=float(np.sqrt(between)),
        lowest=chance_of_lowest(drawn, spread),
        highest=chance_of_lowest(-drawn, spread),
    )


def shrunken_means(values: Sequence[float], errors: Sequence[float]) -> Floats:
    """The drawn means of `pooled_groups` alone.

    Examples
    --------
    >>> shrunken_means([2, 4, 4, 4, 6], [1, 1, 1, 1, 1]).round(2).tolist()
    [2.5, 4.0, 4.0, 4.0, 5.5]
    """
    return pooled_groups(values, errors).value


def chance_of_lowest(values: Floats, errors: Floats) -> Floats:
    """The chance that each of several uncertain values is the lowest; they sum to 1.

    Each is taken as normal around its value and independent of the others; the sum over where the
    lowest may lie is made on a fixed grid, without any draw.

    Examples
    --------
    >>> chance_of_lowest(np.array([0.0, 0.0]), np.array([1.0, 1.0])).round(3).tolist()
    [0.5, 0.5]
    """
    if not len(values):
        return np.zeros(0)
    grid = np.linspace(
        float((values - FAR * errors).min()), float((values + FAR * errors).max()), STEPS
    )
    away = (grid[None, :] - values[:, None]) / errors[:, None]
    density = np.exp(-0.5 * away**2) / errors[:, None]
    above = log_ndtr(-away)
    others_above = np.exp(above.sum(axis=0)[None, :] - above)
    chance = (density * others_above).sum(axis=1)
    return np.asarray(chance / chance.sum())


def _between(means: Floats, variances: Floats) -> float:
    precision = 1 / variances
    pooled = np.average(means, weights=precision)
    heterogeneity = float((precision * (means - pooled) ** 2).sum())
    scale = float(precision.sum() - (precision**2).sum() / precision.sum())
    return max(0.0, (heterogeneity - (len(means) - 1)) / scale)
