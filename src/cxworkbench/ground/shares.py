"""How a whole is shared out among parts that work together: Shapley shares, relative weights."""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
NOTHING_LEFT: Final = 1e-10  # of a part's spread that the others leave: it then adds nothing


def subset_fits(correlations: ArrayLike) -> Floats:
    """The share of the outcome's variance that each subset of the drivers explains.

    Parameters
    ----------
    correlations
        Correlation matrices, any number of them: ``(..., p + 1, p + 1)``, the outcome last.

    Returns
    -------
    array
        ``(2 ** p, ...)``, each 0 to 1; the subset at place s holds driver j where bit j of s is
        set. A driver that those before it already hold (a duplicate) adds nothing.

    Notes
    -----
    Each driver is swept out of all matrices at once, so that time and memory double with each
    driver: 12 take a fraction of a second.

    Examples
    --------
    >>> subset_fits([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]]).round(2).tolist()
    [0.0, 0.36, 0.09, 0.45]
    """
    left = np.asarray(correlations, float)[None]
    for _ in range(left.shape[-1] - 1):
        pivot = left[..., 0, 0]
        side, rest = left[..., 1:, 0], left[..., 1:, 1:]
        held = np.where(pivot > NOTHING_LEFT, pivot, np.inf)[..., None, None]
        left = np.concatenate([rest, rest - side[..., :, None] * side[..., None, :] / held])
    fits: Floats = 1 - left[..., 0, 0]
    return fits


def conditional_dominance(worths: ArrayLike) -> Floats:
    """What each part adds on average to subsets of 0, 1, 2 ... others.

    Parameters
    ----------
    worths
        What each subset is worth, ``(2 ** p, ...)``, as `subset_fits` orders them.

    Returns
    -------
    array
        ``(p, p, ...)``: the part, then how many others were there before it.

    References
    ----------
    Azen and Budescu (2003), Psychological Methods 8, 129-148.

    Examples
    --------
    >>> conditional_dominance([0, 10, 6, 12]).tolist()
    [[10.0, 6.0], [6.0, 2.0]]
    """
    worth = np.asarray(worths, float)
    parts = worth.shape[0].bit_length() - 1
    places = np.arange(worth.shape[0])
    sizes = np.bitwise_count(places)
    added = np.empty((parts, parts, *worth.shape[1:]))
    for part in range(parts):
        without = places[places >> part & 1 == 0]
        gains = worth[without | 1 << part] - worth[without]
        for size in range(parts):
            added[part, size] = gains[sizes[without] == size].mean(axis=0)
    return added


def shapley_shares(worths: ArrayLike) -> Floats:
    """What each part adds, averaged over all orders in which the parts could have come.

    With `subset_fits` these are the LMG shares of explained variance, with any other worth of
    subsets the Shapley values of that game (the removal effects of a partner chain, say).

    Parameters
    ----------
    worths
        What each subset is worth, ``(2 ** p, ...)``: at place s the one with part j where bit j of
        s is set; the first is nobody.

    Returns
    -------
    array
        ``(p, ...)``; their sum is what all are worth less what nobody is.

    References
    ----------
    Shapley (1953); Lindeman, Merenda and Gold (1980); Grömping (2006), Journal of Statistical
    Software 17(1).

    Examples
    --------
    >>> shapley_shares([0, 10, 6, 12]).tolist()
    [8.0, 4.0]
    """
    shares: Floats = conditional_dominance(worths).mean(axis=1)
    return shares


def relative_weights(correlations: ArrayLike) -> Floats:
    """Each driver's share of the explained variance, by way of uncorrelated stand-ins.

    The drivers are replaced by the uncorrelated variables nearest to them; what those explain is
    given back by how near they are. It needs no subsets, so it takes any number of drivers.

    Parameters
    ----------
    correlations
        As in `subset_fits`.

    Returns
    -------
    array
        ``(p, ...)``; their sum is the share of variance that all explain together.

    References
    ----------
    Johnson (2000), Multivariate Behavioral Research 35, 1-19.

    Examples
    --------
    >>> relative_weights([[1, 0, 0.6], [0, 1, 0.3], [0.6, 0.3, 1]]).round(2).tolist()
    [0.36, 0.09]
    """
    given = np.asarray(correlations, float)
    among, outcome = given[..., :-1, :-1], given[..., :-1, -1]
    values, vectors = np.linalg.eigh(among)
    real = values > NOTHING_LEFT
    roots = np.sqrt(np.where(real, values, 0))
    back = np.where(real, 1 / np.where(real, roots, 1), 0)
    near = (vectors * roots[..., None, :]) @ np.swapaxes(vectors, -1, -2)
    slopes = (vectors * back[..., None, :]) @ np.swapaxes(vectors, -1, -2) @ outcome[..., None]
    weights: Floats = np.moveaxis((near**2 @ slopes**2)[..., 0], -1, 0)
    return weights
