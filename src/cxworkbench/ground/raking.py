"""Weights that give those who answered the shape of the whole list, and what that costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.interval_ends import Floats

Places = NDArray[np.intp]
SWEEPS: Final = 200  # by then margins that agree are met to the last digit
NEAR: Final = 1e-9  # relative distance from a margin that counts as met


@dataclass(frozen=True)
class Raked:
    """`weights`, one a row; `sweeps` made; `off`, the largest relative distance from a margin."""

    weights: Floats
    sweeps: int
    off: float


def raked_weights(
    groups: pd.DataFrame,
    margins: Mapping[str, Mapping[str, float]],
    *,
    start: ArrayLike | None = None,
    sweeps: int = SWEEPS,
) -> Raked:
    """Weights whose sums over each level of each column are as the margins state.

    Every sweep goes through the columns in the order of the margins and scales each level to its
    total (iterative proportional fitting); it ends when all are met or after so many sweeps.

    Parameters
    ----------
    groups
        One row per account that answered; a column of levels for each margin.
    margins
        Column -> level -> total wanted.
    start
        Weights to begin with, above 0; None: all 1.
    sweeps
        Most to be made.

    Raises
    ------
    DataProblem
        A level of the rows has no total, or a total above 0 has no row.

    Notes
    -----
    Margins of different sums cannot all be met; the last column then is, and `off` says how far the
    others are.

    References
    ----------
    Deming and Stephan (1940), Annals of Mathematical Statistics 11, 427-444.

    Examples
    --------
    >>> heard = pd.DataFrame({"size": ["large", "large", "small"]})
    >>> raked_weights(heard, {"size": {"large": 10, "small": 30}}).weights.tolist()
    [5.0, 5.0, 30.0]
    """
    weights = np.ones(len(groups)) if start is None else np.asarray(start, float).copy()
    columns = [_levels(groups[column], wanted, column) for column, wanted in margins.items()]
    done, off = 0, float("inf")
    while done < sweeps and off > NEAR:
        for place, wanted in columns:
            sums = np.bincount(place, weights, len(wanted))
            weights = weights * (wanted / np.where(sums > 0, sums, 1.0))[place]
        done += 1
        off = max((_off(weights, place, wanted) for place, wanted in columns), default=0.0)
    return Raked(weights, done, off)


def capped_weights(weights: ArrayLike, *, times: float) -> Floats:
    """The weights, none above so many times their median.

    Examples
    --------
    >>> capped_weights([1, 1, 1, 20], times=5).tolist()
    [1.0, 1.0, 1.0, 5.0]
    """
    given = np.asarray(weights, float)
    return np.minimum(given, times * float(np.median(given))) if len(given) else given


def design_effect(weights: ArrayLike) -> float:
    """By how much unequal weights enlarge the variance: 1 where all weigh the same.

    References
    ----------
    Kish (1965), Survey Sampling, section 11.7.

    Examples
    --------
    >>> design_effect([1, 1, 2]), design_effect([3, 3])
    (1.125, 1.0)
    """
    given = np.asarray(weights, float)
    total = float(given.sum())
    return len(given) * float((given**2).sum()) / total**2 if total > 0 else float("nan")


def _levels(column: pd.Series, wanted: Mapping[str, float], name: str) -> tuple[Places, Floats]:
    codes, levels = pd.factorize(column, sort=True)
    unknown = [level for level in levels if level not in wanted]
    unseen = [level for level, total in wanted.items() if total > 0 and level not in set(levels)]
    for lost, what in ((unknown, "have no total"), (unseen, "have a total and no row")):
        if lost:
            raise DataProblem(
                f"{len(lost)} of the levels of {name} {what}: {sample_of(lost)}. Weights need each "
                "level to have both. Join levels, or leave this column out of the margins."
            )
    return codes, np.array([float(wanted[level]) for level in levels])


def _off(weights: Floats, place: Places, wanted: Floats) -> float:
    sums = np.bincount(place, weights, len(wanted))
    return float(np.max(np.abs(sums - wanted) / np.where(wanted > 0, wanted, 1.0), initial=0.0))
