"""Whether accounts fall into groups at all: against made data that have the same shapes but none.

The reference keeps how every two dimensions go together (normal scores) and the shape of each,
made single-peaked: what is left is data without groups, as skewed, even or lumpy as the real ones.
"""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.voice.clusters import COVARIANCES, FLOOR, cut_tree, mixture, spread_out
from cxworkbench.voice.features import Features
from cxworkbench.voice.gower import gower_distances

REFERENCES: Final = 39  # made tables: being beyond all, or all but one, is rare by chance (1 in 20)
CHANCE: Final = 0.05
_BIN: Final = 8  # accounts in a bin of a dimension's shape
_MOST_BINS: Final = 25


def judged_by(numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The numbers without ties, each column with mean 0 and standard deviation 1 again."""
    return _standard(spread_out(numbers, rng))


def chance_of_groups(
    numbers: np.ndarray, sizes: range, best: int, *, rng: np.random.Generator, seed: int
) -> float:
    """The share of made tables without groups that look at least as grouped as the real one.

    Looked at are how tight k-means' groups are for each number of groups, and how much better a
    mixture of the best number fits than one Gaussian; each against its spread over the made tables,
    of which the larger counts.

    Parameters
    ----------
    numbers
        Scaled numbers without ties, as `judged_by` makes them.
    sizes
        Numbers of groups that are tried.
    best
        The number that BIC likes best, over 1.
    rng, seed
        For the made tables, and for the starts.

    Returns
    -------
    float
        From 1 / (`REFERENCES` + 1) to 1; small means that there are groups.
    """
    fits = {kind: mixture(numbers, best, kind, seed=seed, starts=1) for kind in COVARIANCES}
    kind = min(fits, key=lambda one: fits[one].bic(numbers))
    made = [numbers, *_made(numbers, rng)]
    seen = np.array([[*_tightness(one, sizes, seed), _gain(one, best, kind, seed)] for one in made])
    return _beyond(seen)


def chance_of_mixed_groups(features: Features, sizes: range, *, rng: np.random.Generator) -> float:
    """As `chance_of_groups`, for mixed data: how near by Gower the accounts of a group are.

    Categories and what is missing are dealt to the accounts anew, so a tie between a category and
    a number counts as grouping.
    """
    seen = [_nearness(features.numbers, features.categories, features, sizes)]
    filled = np.where(
        np.isfinite(features.numbers), features.numbers, np.nanmedian(features.numbers, axis=0)
    ) if features.numbers.size else features.numbers  # fmt: skip
    tables = _made(judged_by(filled, rng), rng) if filled.size else [filled] * REFERENCES
    for table in tables:
        gaps = ~np.isfinite(features.numbers[rng.permutation(len(filled))])
        dealt = pd.DataFrame(
            {name: rng.permutation(features.categories[name]) for name in features.categories},
            index=features.categories.index,
        )
        seen.append(_nearness(np.where(gaps, np.nan, table), dealt, features, sizes))
    return _beyond(np.array(seen))


def single_peaked(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The nearest shape with one peak: edges of bins and how much of it lies below each edge.

    Examples
    --------
    >>> edges, below = single_peaked(np.concatenate([np.arange(40.0), np.arange(40.0)]))
    >>> float(below[0]), round(float(below[-1]), 9), len(edges) == len(below)
    (0.0, 1.0, True)
    """
    from scipy.optimize import isotonic_regression

    bins = int(np.clip(len(values) // _BIN, 6, _MOST_BINS))
    edges = np.unique(np.quantile(values, np.linspace(0, 1, bins + 1)))
    if len(edges) < 3:
        return edges, np.linspace(0, 1, len(edges))
    width = np.diff(edges)
    height = np.histogram(values, edges)[0] / len(values) / width
    best, least = height, np.inf
    for peak in range(len(width)):
        up = isotonic_regression(height[: peak + 1], weights=width[: peak + 1]).x
        down = isotonic_regression(height[peak:], weights=width[peak:], increasing=False).x
        shape = np.concatenate([up[:-1], [max(up[-1], down[0])], down[1:]])
        off = float(((shape - height) ** 2 * width).sum())
        if off < least:
            best, least = shape, off
    held = best * width
    return edges, np.concatenate([[0.0], np.cumsum(held) / held.sum()])


def _made(numbers: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    from scipy.special import ndtr, ndtri

    rows, wide = numbers.shape
    ranks = numbers.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    together = np.corrcoef(ndtri((ranks + 0.5) / rows), rowvar=False).reshape(wide, wide)
    root = np.linalg.cholesky(together + 1e-6 * np.eye(wide))
    shapes = [single_peaked(numbers[:, place]) for place in range(wide)]
    tables = []
    for _ in range(REFERENCES):
        even = ndtr(rng.normal(size=(rows, wide)) @ root.T)
        table = np.column_stack(
            [np.interp(even[:, place], below, edges) for place, (edges, below) in enumerate(shapes)]
        )
        tables.append(_standard(table))
    return tables


def _standard(table: np.ndarray) -> np.ndarray:
    spread = table.std(axis=0)
    scaled: np.ndarray = (table - table.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return scaled


def _tightness(table: np.ndarray, sizes: range, seed: int) -> list[float]:
    from sklearn.cluster import KMeans

    fits = [KMeans(k, n_init=3, random_state=seed).fit(table) for k in sizes]
    return [-float(np.log(max(fit.inertia_, 1e-12))) for fit in fits]


def _gain(table: np.ndarray, k: int, kind: str, seed: int) -> float:
    return float(_bic_of_one(table) - mixture(table, k, kind, seed=seed, starts=1).bic(table))


def _bic_of_one(table: np.ndarray) -> float:
    """BIC of the Gaussian that fits best: full, diagonal or spherical."""
    rows, wide = table.shape
    found = np.cov(table, rowvar=False, bias=True).reshape(wide, wide)
    own = np.diag(found)
    each = ((found, wide * (wide + 1) / 2), (np.diag(own), wide), (np.eye(wide) * own.mean(), 1))
    best = np.inf
    for covariance, numbers in each:
        shape = covariance + FLOOR * np.eye(wide)
        off = np.linalg.slogdet(shape)[1] + np.trace(np.linalg.solve(shape, found))
        twice = rows * (wide * np.log(2 * np.pi) + off)
        best = min(best, float(twice + (wide + numbers) * np.log(rows)))
    return best


def _nearness(
    numbers: np.ndarray, categories: pd.DataFrame, features: Features, sizes: range
) -> list[float]:
    distances = gower_distances(
        numbers,
        categories,
        number_weights=list(features.weights),
        category_weights=[one.weight for one in features.dimensions if one.kind == "category"],
    )
    near = []
    for k in sizes:
        labels = cut_tree(distances, k)
        together = labels[:, None] == labels[None, :]
        near.append(-float(np.log(max(distances[together].mean(), 1e-12))))
    return near


def _beyond(seen: np.ndarray) -> float:
    """The chance of the first row among the others: each column in their spreads, the largest."""
    made = seen[1:]
    spread = made.std(axis=0, ddof=1)
    out = ((seen - made.mean(axis=0)) / np.where(spread > 0, spread, 1.0)).max(axis=1)
    return float((1 + (out[1:] >= out[0] - 1e-12).sum()) / (len(made) + 1))
