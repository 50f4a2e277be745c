"""Many comparisons at once: which of them hold when chance has had many chances."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
FALSE_SHARE: Final = 0.05  # of those that hold, the share that chance may have made


def false_discovery(p_values: ArrayLike) -> Floats:
    """The p-values adjusted for having been looked at together (Benjamini and Hochberg).

    Those at or below 0.05 hold: of all that hold, one in twenty is chance on average.

    Parameters
    ----------
    p_values
        One for each comparison, 0 to 1; NaN where it could not be made, which stays NaN and does
        not count.

    Returns
    -------
    array
        As long as the input, 0 to 1.

    Notes
    -----
    It holds for independent comparisons and for those that depend on each other positively, as
    pains of the same accounts do. Comparisons that were tried and are not in the list are not
    guarded against.

    References
    ----------
    Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289-300.

    Examples
    --------
    >>> false_discovery([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    given = np.asarray(p_values, float)
    adjusted = np.full(given.shape, np.nan)
    there = np.flatnonzero(~np.isnan(given))
    order = there[np.argsort(given[there], kind="stable")]
    count = len(order)
    raised = given[order] * count / np.arange(1, count + 1)
    adjusted[order] = np.minimum(np.minimum.accumulate(raised[::-1])[::-1], 1.0)
    return adjusted


def exact_p(first: tuple[int, int], second: tuple[int, int]) -> float:
    """How often chance alone parts two shares at least as far: Fisher's exact test, two-sided.

    Parameters
    ----------
    first, second
        Successes and trials of each group; no trials give NaN.

    References
    ----------
    Fisher (1935), Journal of the Royal Statistical Society 98, 39-82; tables as likely as the one
    seen, or less, are counted.

    Examples
    --------
    The tea of the lady: 3 of 4 cups right.

    >>> round(exact_p((3, 4), (1, 4)), 4)
    0.4857
    """
    (one, trials), (other, others) = first, second
    if not trials or not others:
        return float("nan")
    successes = one + other
    could = np.arange(max(0, successes - others), min(successes, trials) + 1)
    logs = _ways(trials, could) + _ways(others, successes - could)
    chances = np.exp(logs - _ways(trials + others, np.array(successes)))
    seen = chances[np.flatnonzero(could == one)[0]]
    return float(min(chances[chances <= seen * (1 + 1e-9)].sum(), 1.0))


def _ways(items: int, chosen: NDArray[np.int64]) -> Floats:
    """Logarithm of the number of ways to choose so many of the items."""
    ways: Floats = gammaln(items + 1) - gammaln(chosen + 1) - gammaln(items - chosen + 1)
    return ways
