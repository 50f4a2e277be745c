"""Typical journeys: groups of paths that are alike, and of each the one in its middle."""

from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.mining.log import Ints
from cxworkbench.journey.mining.variants import ARROW, Variants

MOST_PATHS: Final = 300  # variants compared with each other, the commonest
MOST_GROUPS: Final = 8
COLUMNS: Final = ("group", "path", "events", "cases", "share", "variants", "apart", "example")


def typical_journeys(
    found: Variants, groups: int | None = None, *, most_paths: int = MOST_PATHS
) -> pd.DataFrame:
    """A few journeys that stand for many: each is one that really happened.

    Paths are compared by how many steps must be put in or taken out to make one the other, as a
    share of both lengths, grouped by average linkage with each path weighed by its cases, and cut
    where the silhouette is best. Of each group the medoid is told: the path nearest to all others
    in it (after Bernard and Andritsos, 2017 and 2019).

    Parameters
    ----------
    found
        As `variants` gives it.
    groups
        How many; None to have the silhouette decide, at most 8.
    most_paths
        How many of the commonest variants are compared; the others join the group of the medoid
        they are nearest to.

    Returns
    -------
    pandas.DataFrame
        One row a group, the largest first: `group` from 1; `path` of the medoid; its `events`;
        `cases` and `share` of all cases in the group; `variants` in it; `apart`, the mean distance
        of the group's cases from the medoid, 0 (all alike) to 1; `example`, a case that took it.

    Raises
    ------
    ParameterProblem
        `groups` is below 1.

    Notes
    -----
    A medoid is a journey, not the journey: look at `apart` before it is called typical.
    """
    if groups is not None and groups < 1:
        raise ParameterProblem(f"{groups} groups of journeys were asked for; it is 1 or more.")
    compared = min(most_paths, len(found))
    paths = [_letters(found, one) for one in range(compared)]
    weights = found.cases[:compared].astype(float)
    distance = _distances(paths)
    labels = _labels(distance, weights, groups)
    medoids = _medoids(distance, weights, labels)
    others = [_letters(found, one) for one in range(compared, len(found))]
    joined, far = _nearest(others, [paths[one] for one in medoids])
    group = np.concatenate([labels, joined]).astype(np.int64)
    apart = np.concatenate([distance[np.arange(compared), medoids[labels]], far])
    cases = np.bincount(group, weights=found.cases, minlength=len(medoids)).astype(np.int64)
    spread = np.bincount(group, weights=found.cases * apart, minlength=len(medoids)) / cases
    first = found.log.cases.take(found.first_case[medoids]).to_pylist()
    table = pd.DataFrame(
        {
            "path": pd.Series([ARROW.join(found.path(int(one))) for one in medoids], dtype="str"),
            "events": found.log.lengths[found.first_case[medoids]],
            "cases": cases,
            "share": cases / len(found.log.cases),
            "variants": np.bincount(group, minlength=len(medoids)),
            "apart": spread,
            "example": pd.Series([str(one) for one in first], dtype="str"),
        }
    ).sort_values("cases", ascending=False, kind="stable", ignore_index=True)
    table.insert(0, "group", np.arange(1, len(table) + 1))
    return table[list(COLUMNS)]


def _letters(found: Variants, variant: int) -> tuple[int, ...]:
    log, case = found.log, int(found.first_case[variant])
    return tuple(log.steps[log.starts[case] : log.starts[case + 1]].tolist())


def _distances(paths: list[tuple[int, ...]]) -> np.ndarray:
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    return np.asarray(process.cdist(paths, paths, scorer=Indel.normalized_distance), dtype=float)


def _labels(distance: np.ndarray, weights: np.ndarray, groups: int | None) -> np.ndarray:
    """Group of each path, from 0; merging goes by the mean distance over cases, not over paths."""
    trees = _merged(distance, weights)
    most = min(MOST_GROUPS, len(distance))
    if groups is not None:
        return trees[min(groups, len(distance))]
    best, told = 0.25, trees[1]  # below it, groups are hardly more than chance finds
    for count in range(2, most + 1):
        score = _silhouette(distance, weights, trees[count])
        if score > best:
            best, told = score, trees[count]
    return told


def _merged(distance: np.ndarray, weights: np.ndarray) -> dict[int, np.ndarray]:
    """For each number of groups the group of every path, by merging the two nearest groups."""
    between = distance.copy()
    np.fill_diagonal(between, np.inf)
    weight = weights.copy()
    label = np.arange(len(distance))
    cuts = {len(distance): label.copy()}
    for left in range(len(distance) - 1, 0, -1):
        first, second = sorted(divmod(int(np.argmin(between)), len(distance)))
        both = weight[first] + weight[second]
        mean = (weight[first] * between[first] + weight[second] * between[second]) / both
        between[first], between[:, first] = mean, mean
        between[second], between[:, second] = np.inf, np.inf
        between[first, first] = np.inf
        weight[first] = both
        label[label == second] = first
        cuts[left] = np.unique(label, return_inverse=True)[1]
    return cuts


def _silhouette(distance: np.ndarray, weights: np.ndarray, labels: np.ndarray) -> float:
    """The mean silhouette over cases; a path that is alone in its group has 0."""
    member = np.eye(labels.max() + 1)[labels] * weights[:, None]
    sums, sizes = distance @ member, member.sum(axis=0)
    own = np.arange(len(labels)), labels
    rest = sizes[labels] - 1  # a case is not compared with itself
    inside = sums[own] / np.maximum(rest, 1)
    means = sums / sizes
    means[own] = np.inf
    outside = means.min(axis=1)
    scores = (outside - inside) / np.maximum(np.maximum(outside, inside), 1e-12)
    return float(np.average(np.where(rest > 0, scores, 0.0), weights=weights))


def _medoids(distance: np.ndarray, weights: np.ndarray, labels: np.ndarray) -> Ints:
    medoids = []
    for group in range(int(labels.max()) + 1):
        inside = np.flatnonzero(labels == group)
        cost = distance[np.ix_(inside, inside)] @ weights[inside]
        medoids.append(inside[int(np.argmin(cost))])
    return np.array(medoids)


def _nearest(
    paths: list[tuple[int, ...]], medoids: list[tuple[int, ...]]
) -> tuple[np.ndarray, np.ndarray]:
    if not paths:
        return np.empty(0, dtype=np.int64), np.empty(0)
    from rapidfuzz import process
    from rapidfuzz.distance import Indel

    far = np.asarray(process.cdist(paths, medoids, scorer=Indel.normalized_distance), dtype=float)
    return far.argmin(axis=1), far.min(axis=1)
