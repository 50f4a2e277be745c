"""Accounts put into a given number of groups: k-means, mixture, hierarchical, mixed data.

scikit-learn and scipy are fetched inside the functions: most runs never group anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, cast

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.segmentation import Method
from cxworkbench.voice.features import Features
from cxworkbench.voice.gower import gower_distances

METHODS: Final[dict[Method, str]] = {
    "mixture": "Gaussian mixture",
    "k-means": "k-means",
    "hierarchical": "hierarchical, Ward's linkage",
    "mixed": "mixed data, Gower's distance",
}
COVARIANCES: Final = ("full", "tied", "diag", "spherical")
SMALLEST: Final = 5  # accounts; a group of fewer is told alone by nobody
MOST_FOR_TREES: Final = 5000  # accounts; distances of every two must fit into memory
# Added to the variance of a mixture's component, so that none shrinks to a single account.
FLOOR: Final = 1e-3


@dataclass(frozen=True)
class Grouping:
    """Accounts in `k` groups, the largest first: `labels` 0 to k - 1, one per account.

    `centres` are means of the scaled numbers (medians for mixed data); `covariances` and
    `expected` belong to a mixture.
    """

    k: int
    labels: np.ndarray
    centres: np.ndarray
    covariances: np.ndarray
    expected: np.ndarray
    shape: str = ""  # of a mixture's covariances

    @property
    def sizes(self) -> np.ndarray:
        """Accounts in each group."""
        return np.bincount(self.labels, minlength=self.k)


def require_method(method: str) -> Method:
    """The method, when it is one of those there are.

    Raises
    ------
    ParameterProblem
        It is none of them.
    """
    if method not in METHODS:
        raise ParameterProblem(
            f"There is no method {method!r}. {did_you_mean(method, METHODS)}"
            f"Methods: {', '.join(METHODS)}."
        )
    return method


def group_accounts(features: Features, method: Method, k: int, *, seed: int) -> Grouping:
    """The accounts in `k` groups by that method.

    Parameters
    ----------
    features
        As `voice.features.scaled_features` makes it.
    method
        "k-means" and "hierarchical" (Ward) go by squared distances, times the weights; "mixture"
        takes the covariance (full, tied, diagonal or spherical) that BIC likes best, and knows no
        weights; "mixed" cuts the tree of Gower's distances, average linkage, or complete linkage
        where the average leaves a group under five accounts.
    k
        How many groups.
    seed
        For the starts.

    Raises
    ------
    ParameterProblem
        More groups than accounts, too many accounts for a tree, or weights for a mixture.
    """
    _require_possible(features, method, k)
    if method == "mixed":
        labels = cut_tree(distances_of(features), k)
        return _grouping(labels, features.numbers, k, middle="median")
    if method == "mixture":
        model = best_mixture(_untied(features.numbers, seed), k, seed=seed)
        return _from_mixture(model, features.numbers)
    labels = _LABELS[method](_weighed(features), k, seed, 10)
    return _grouping(labels, features.numbers, k)


def regrouped(
    features: Features, method: Method, drawn: np.ndarray, first: Grouping, *, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Accounts grouped from a resample: who could be judged, and their groups.

    Parameters
    ----------
    features, method, seed
        As in `group_accounts`.
    drawn
        Places of the accounts drawn, with repeats.
    first
        The grouping of all accounts: as many groups are made, of a mixture with the same shape.

    Returns
    -------
    tuple
        Places judged and their labels: of a mixture, k-means or hierarchical all accounts, each
        put to the nearest centre; of mixed data those that were drawn.
    """
    k, everybody = first.k, np.arange(len(features.numbers))
    if method == "mixed":
        there = np.unique(drawn)
        return there, cut_tree(distances_of(features)[np.ix_(there, there)], k)
    if method == "mixture":
        table = _untied(features.numbers, seed)[drawn]
        model = mixture(table, k, first.shape, seed=seed, starts=2)
        return everybody, np.asarray(model.predict(features.numbers))
    table = _weighed(features)
    labels = _LABELS[method](table[drawn], k, seed, 3)
    groups = [table[drawn][labels == one] for one in range(k)]
    centres = np.array([group.mean(axis=0) for group in groups if len(group)])
    return everybody, nearest_centre(table, centres)


def best_mixture(numbers: np.ndarray, k: int, *, seed: int, starts: int = 3) -> Any:  # noqa: ANN401 - sklearn is untyped
    """The Gaussian mixture of `k` components whose covariance has the least BIC."""
    models = [mixture(numbers, k, kind, seed=seed, starts=starts) for kind in COVARIANCES]
    return min(models, key=lambda model: model.bic(numbers))


def mixture(numbers: np.ndarray, k: int, covariance: str, *, seed: int, starts: int) -> Any:  # noqa: ANN401 - sklearn is untyped
    """A Gaussian mixture fitted by expectation and maximisation."""
    import warnings

    from sklearn.exceptions import ConvergenceWarning
    from sklearn.mixture import GaussianMixture

    model = GaussianMixture(
        k, covariance_type=covariance, n_init=starts, random_state=seed, reg_covar=FLOOR
    )
    with warnings.catch_warnings():
        # A start that has not settled after 100 steps is as good as its likelihood says.
        warnings.simplefilter("ignore", ConvergenceWarning)
        return model.fit(numbers)


def spread_out(numbers: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The numbers with ties spread evenly to half way to their neighbours.

    A mixture takes many accounts at one value for a group of no width; whole counts are no groups.

    Examples
    --------
    >>> table = np.array([[0.0], [1.0], [1.0], [0.0], [1.0]])
    >>> out = spread_out(table, np.random.default_rng(1))
    >>> bool(np.all(np.abs(out - table) <= 0.5)), len(np.unique(out))
    (True, 5)
    """
    table = numbers.copy()
    for place in range(table.shape[1]):
        column = table[:, place]
        values = np.unique(column)
        if 1 < len(values) < len(column) / 2:
            half = np.diff(values) / 2
            ends = (values[0] - half[0], values[-1] + half[-1])
            edges = np.concatenate([[ends[0]], values[:-1] + half, [ends[1]]])
            at = np.searchsorted(values, column)
            table[:, place] = rng.uniform(edges[at], edges[at + 1])
    return table


def cut_tree(distances: np.ndarray, k: int) -> np.ndarray:
    """The groups of a tree over distances, cut where `k` are left."""
    from scipy.cluster.hierarchy import fcluster, linkage

    flat = distances[np.triu_indices(len(distances), 1)]
    labels = fcluster(linkage(flat, "average"), k, "maxclust") - 1
    if np.bincount(labels, minlength=k).min() < SMALLEST:
        labels = fcluster(linkage(flat, "complete"), k, "maxclust") - 1
    return cast(np.ndarray, labels)


def distances_of(features: Features) -> np.ndarray:
    """Gower's distance of every two accounts, with the dimensions' weights."""
    return gower_distances(
        features.numbers,
        features.categories,
        number_weights=list(features.weights),
        category_weights=[one.weight for one in features.dimensions if one.kind == "category"],
    )


def nearest_centre(table: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """The place of the nearest centre of each row.

    Examples
    --------
    >>> nearest_centre(np.array([[0.1], [4.0]]), np.array([[0.0], [5.0]])).tolist()
    [0, 1]
    """
    squares = ((table[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2)
    return cast(np.ndarray, squares.argmin(axis=1))


def _require_possible(features: Features, method: Method, k: int) -> None:
    accounts = len(features.numbers)
    if not 1 <= k <= accounts:
        raise ParameterProblem(
            f"{k} segments of {accounts} accounts with all their figures are not possible. Choose "
            "from 2 to 6 segments, or dimensions that more accounts have."
        )
    if method in ("hierarchical", "mixed") and accounts > MOST_FOR_TREES:
        raise ParameterProblem(
            f"The method {method!r} compares every two accounts, and {accounts:,} accounts are "
            f"more than {MOST_FOR_TREES:,}. Choose k-means or mixture."
        )
    weighed = [one.column for one in features.dimensions if one.weight != 1]
    if method == "mixture" and weighed:
        raise ParameterProblem(
            f"A mixture finds the same groups whatever {', '.join(weighed)} weighs: it scales "
            "every dimension itself. Set the weights to 1, leave a dimension out, or choose "
            "k-means."
        )


def _untied(numbers: np.ndarray, seed: int) -> np.ndarray:
    return spread_out(numbers, np.random.default_rng(seed))


def _weighed(features: Features) -> np.ndarray:
    return cast(np.ndarray, features.numbers * np.sqrt(features.weights))


def _kmeans_labels(table: np.ndarray, k: int, seed: int, starts: int) -> np.ndarray:
    from sklearn.cluster import KMeans

    return cast(np.ndarray, KMeans(k, n_init=starts, random_state=seed).fit(table).labels_)


def _ward_labels(table: np.ndarray, k: int, *_: int) -> np.ndarray:
    from scipy.cluster.hierarchy import fcluster, linkage

    return cast(np.ndarray, fcluster(linkage(table, "ward"), k, "maxclust") - 1)


_LABELS: Final[dict[str, Callable[[np.ndarray, int, int, int], np.ndarray]]] = {
    "k-means": _kmeans_labels,
    "hierarchical": _ward_labels,
}


def _grouping(labels: np.ndarray, numbers: np.ndarray, k: int, middle: str = "mean") -> Grouping:
    ordered = _renumbered(labels, _order(labels, numbers, k))
    table = pd.DataFrame(numbers).groupby(ordered)
    centres = (table.median() if middle == "median" else table.mean()).reindex(range(k))
    shares = np.bincount(ordered, minlength=k) / len(ordered)
    return Grouping(k, ordered, centres.fillna(0.0).to_numpy(), np.empty((0, 0, 0)), shares)


def _from_mixture(model: Any, numbers: np.ndarray) -> Grouping:  # noqa: ANN401 - sklearn is untyped
    k, wide = model.n_components, numbers.shape[1]
    labels = np.asarray(model.predict(numbers))
    order = _order(labels, numbers, k)
    each = np.array([_covariance(model, one, wide) for one in order])
    ordered = _renumbered(labels, order)
    expected = model.weights_[order]
    return Grouping(k, ordered, model.means_[order], each, expected, model.covariance_type)


def _covariance(model: Any, one: int, wide: int) -> np.ndarray:  # noqa: ANN401 - sklearn is untyped
    kind, found = model.covariance_type, model.covariances_
    if kind == "tied":
        return cast(np.ndarray, found)
    part = found[one]
    return cast(np.ndarray, part if kind == "full" else np.eye(wide) * part)


def _order(labels: np.ndarray, numbers: np.ndarray, k: int) -> list[int]:
    """The groups by size, equals by their middles: the same whatever the start was."""
    sizes = np.bincount(labels, minlength=k)
    middles = [
        tuple(-np.nan_to_num(pd.DataFrame(numbers[labels == one]).mean().to_numpy()))
        for one in range(k)
    ]
    return sorted(range(k), key=lambda one: (-sizes[one], middles[one]))


def _renumbered(labels: np.ndarray, order: list[int]) -> np.ndarray:
    place = np.empty(len(order), int)
    place[order] = np.arange(len(order))
    return cast(np.ndarray, place[labels])
