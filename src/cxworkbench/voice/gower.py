"""Gower's distance: how unlike two accounts are over numbers and categories, some of them missing.

Reference: Gower (1971), A general coefficient of similarity and some of its properties,
Biometrics 27, 857-871.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd


def gower_distances(
    numbers: np.ndarray,
    categories: pd.DataFrame,
    *,
    number_weights: Sequence[float] | None = None,
    category_weights: Sequence[float] | None = None,
) -> np.ndarray:
    """The distance of every two rows, 0 alike to 1 at the opposite ends of everything.

    Of a number the difference counts as a share of its range, of a category whether it differs;
    the weighted mean runs over what both rows have.

    Parameters
    ----------
    numbers
        One row each; missing as NaN.
    categories
        As many rows; missing as "".
    number_weights, category_weights
        One for each column; 1 where not given.

    Returns
    -------
    numpy.ndarray
        Square and symmetric, 0 in the diagonal. Rows that have nothing in common stand 1 apart.

    Examples
    --------
    >>> table = pd.DataFrame({"region": ["north", "north", "south"]})
    >>> gower_distances(np.array([[0.0], [5.0], [10.0]]), table)[0].tolist()
    [0.0, 0.25, 1.0]
    """
    rows = len(categories)
    total, counted = np.zeros((rows, rows)), np.zeros((rows, rows))
    for place, weight in enumerate(_weights(number_weights, numbers.shape[1])):
        column = numbers[:, place]
        known = np.isfinite(column)
        spread = np.ptp(column[known]) if known.any() else 0.0
        apart = np.abs(column[:, None] - column[None, :]) / (spread or 1.0)
        _add(total, counted, apart, known, weight)
    names = list(categories)
    for name, weight in zip(names, _weights(category_weights, len(names)), strict=True):
        values = categories[name].to_numpy(object)
        _add(total, counted, values[:, None] != values[None, :], values != "", weight)
    distances = np.divide(total, counted, out=np.ones_like(total), where=counted > 0)
    np.fill_diagonal(distances, 0.0)
    return distances


def _add(
    total: np.ndarray, counted: np.ndarray, apart: np.ndarray, known: np.ndarray, weight: float
) -> None:
    both = known[:, None] & known[None, :]
    total += weight * np.where(both, apart, 0.0)
    counted += weight * both


def _weights(given: Sequence[float] | None, columns: int) -> Sequence[float]:
    return [1.0] * columns if given is None else given
