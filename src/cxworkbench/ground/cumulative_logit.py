"""A model of ordered answers: what moves the odds of a higher answer on a rating scale."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import expit

from cxworkbench.ground.errors import DataProblem

Floats = NDArray[np.float64]
STEPS: Final = 100
NEAR: Final = 1e-10  # a step that would raise the log likelihood by less is the last one
TOO_STEEP: Final = 15.0  # log odds a standard deviation; only answers told without fail go there
NO_BEST: Final = (
    "The answers can be told from the drivers without fail, or one driver from the others, so "
    "that no slope fits best. Leave a driver out or take more answers."
)


@dataclass(frozen=True)
class OrderedFit:
    """`slopes` and `errors` in log odds a unit, `cuts` between answers, and how well it fits."""

    slopes: Floats
    errors: Floats
    cuts: Floats
    log_likelihood: float
    log_likelihood_without: float  # of the answers alone, no driver

    @property
    def deviance(self) -> float:
        """Twice what is lacking to certainty."""
        return -2 * self.log_likelihood

    @property
    def mcfadden(self) -> float:
        """The share of the log likelihood that the drivers explain, 0 to 1."""
        if self.log_likelihood_without == 0:
            return 0.0
        return 1 - self.log_likelihood / self.log_likelihood_without


def cumulative_logit(
    drivers: ArrayLike, answers: ArrayLike, weights: ArrayLike | None = None
) -> OrderedFit:
    """The proportional-odds model of ordered answers, fitted by Newton's method.

    Parameters
    ----------
    drivers
        One row per answer, one column per driver; no column may be a sum of others.
    answers
        The answers; their order is that of their values, distances play no part.
    weights
        How often each row counts; None: once.

    Raises
    ------
    DataProblem
        The answers are all the same, or they can be told from the drivers without fail, so that
        no slope is large enough.

    Notes
    -----
    One slope a driver serves all cuts (proportional odds); where a driver only keeps people from
    the worst answer, say, it is an average.

    References
    ----------
    McCullagh (1980), JRSS B 42, 109-142; McFadden (1974).

    Examples
    --------
    >>> fit = cumulative_logit([[0], [0], [0], [1], [1], [1]], [1, 1, 2, 1, 2, 2])
    >>> fit.slopes.round(3).tolist(), fit.cuts.round(3).tolist()
    ([1.386], [0.693])
    """
    values = np.asarray(drivers, float)
    kinds, level = np.unique(np.asarray(answers), return_inverse=True)
    if len(kinds) < 2:
        raise DataProblem(
            f"All {len(level)} answers are the same, so nothing can be told from the drivers. "
            "Take an outcome with at least two different answers."
        )
    counts = np.ones(len(level)) if weights is None else np.asarray(weights, float)
    per_level = np.bincount(level, counts)
    shares = np.cumsum(per_level)[:-1] / per_level.sum()
    start = np.concatenate([np.log(shares / (1 - shares)), np.zeros(values.shape[1])])
    without = float((per_level * np.log(per_level / per_level.sum())).sum())
    top, low = _designs(values, level, len(kinds))
    found, reached, curve = _climbed(top, low, counts, start)
    errors = np.sqrt(np.diag(np.linalg.inv(-curve)))
    cut = len(kinds) - 1
    if np.abs(found[cut:] * values.std(axis=0)).max(initial=0) > TOO_STEEP:
        raise DataProblem(NO_BEST)
    return OrderedFit(found[cut:], errors[cut:], found[:cut], reached, without)


def _designs(values: Floats, level: NDArray[np.intp], kinds: int) -> tuple[Floats, Floats]:
    """What the upper and the lower edge of each answer are made of; an open edge is all 0."""
    cuts = np.eye(kinds - 1)
    none = np.zeros(kinds - 1)
    upper, lower = np.vstack([cuts, none]), np.vstack([none, cuts])
    top = np.hstack([upper[level], -values * (level < kinds - 1)[:, None]])
    low = np.hstack([lower[level], -values * (level > 0)[:, None]])
    return top, low


def _climbed(
    top: Floats, low: Floats, counts: Floats, start: Floats
) -> tuple[Floats, float, Floats]:
    """The best place, the log likelihood there, and its curvature."""
    place = start
    reached, slope, curve = _hill(top, low, counts, place)
    for _ in range(STEPS):
        try:
            step = np.linalg.solve(-curve, slope)
        except np.linalg.LinAlgError:
            break
        if float(slope @ step) / 2 < NEAR:
            return place, reached, curve
        size = 1.0
        while (trial := _hill(top, low, counts, place + size * step))[0] < reached and size > 1e-6:
            size /= 2
        place = place + size * step
        reached, slope, curve = trial
    raise DataProblem(NO_BEST)


def _hill(top: Floats, low: Floats, counts: Floats, place: Floats) -> tuple[float, Floats, Floats]:
    """Log likelihood, its gradient and its second derivatives at a place."""
    open_top, open_low = ~top.any(axis=1), ~low.any(axis=1)
    over = np.where(open_top, 1.0, expit(top @ place))
    under = np.where(open_low, 0.0, expit(low @ place))
    chance = over - under
    if (chance <= 0).any():
        return -np.inf, place, np.eye(len(place))
    high, bottom = over * (1 - over), under * (1 - under)  # 0 at an open edge
    up, down = high / chance, -bottom / chance
    slope = top.T @ (counts * up) + low.T @ (counts * down)
    bend_up = high * (1 - 2 * over) / chance - up**2
    bend_down = -bottom * (1 - 2 * under) / chance - down**2
    both = -up * down
    mixed = top.T @ (low * (counts * both)[:, None])
    curve = (
        top.T @ (top * (counts * bend_up)[:, None])
        + low.T @ (low * (counts * bend_down)[:, None])
        + mixed
        + mixed.T
    )
    return float(counts @ np.log(chance)), slope, curve
