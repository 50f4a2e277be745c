"""Behavioural segments: how many groups accounts fall into, and how sure that is, or that none.

Three things must hold, or the answer is "no stable segments": BIC prefers more than one Gaussian,
the accounts look more grouped than made data without groups, and the same groups come back when
accounts are drawn anew.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import pandas as pd

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.language import say
from cxworkbench.records.segmentation import Method, Verdict
from cxworkbench.voice.clusters import (
    SMALLEST,
    Grouping,
    best_mixture,
    distances_of,
    group_accounts,
    regrouped,
    require_method,
)
from cxworkbench.voice.features import Features, scaled_features, usual_dimensions
from cxworkbench.voice.structure import (
    CHANCE,
    chance_of_groups,
    chance_of_mixed_groups,
    judged_by,
)
from cxworkbench.voice.words import count_of, number

STABLE_FROM: Final = 0.75  # mean adjusted Rand index over resamples
SURELY_FROM: Final = 0.85
MOST_SEGMENTS: Final = 6
FEW_BELOW: Final = 80  # accounts: only two or three segments are tried
FEWEST: Final = 20  # accounts: rules only
RESAMPLES: Final = 20
MOST_JUDGED: Final = 1500  # accounts: of more, so many are drawn to judge by
INDEX_COLUMNS: Final = (
    "k", "bic", "silhouette", "calinski_harabasz", "stability", "smallest", "holds"
)  # fmt: skip


@dataclass(frozen=True)
class Behaviour:
    """What grouping the accounts came to.

    `k` is the number of segments, 0 where no number holds; `grouping` is then None, unless a
    person asked for a number to look at. `indices` has a row for each number tried; `steadiness`
    is, for each segment of the grouping, the mean overlap (Jaccard) with its like in resamples.
    """

    features: Features
    method: Method
    seed: int
    resamples: int
    indices: pd.DataFrame
    verdict: Verdict
    k: int
    stability: float | None
    chance: float | None
    reasons: tuple[str, ...]
    grouping: Grouping | None
    steadiness: tuple[float, ...]


def behavioural_segments(
    profile: pd.DataFrame,
    weights: Mapping[str, float] | None = None,
    *,
    method: str = "mixture",
    k: int | None = None,
    seed: int,
    resamples: int = RESAMPLES,
) -> Behaviour:
    """The segments that accounts fall into by their figures, or "not stable" with the reasons.

    Parameters
    ----------
    profile
        One row per account, as `voice.profile.account_profile` makes it.
    weights
        Dimension -> weight; the usual figures that enough accounts have, where none is given.
    method
        "mixture", "k-means", "hierarchical" or "mixed"; see `voice.clusters.group_accounts`.
    k
        How many segments a person wants to see; without it, of those that hold the one that BIC
        likes best (of mixed data, the silhouette).
    seed
        For every draw.
    resamples
        How often accounts are drawn anew, with repeats.

    Returns
    -------
    Behaviour
        `indices` with columns `k`; `bic` of a mixture, less is better; `silhouette`, -1 to 1;
        `calinski_harabasz`; `stability`, the mean adjusted Rand index over resamples, 1 the same
        groups, missing where it was not tried; `smallest`, accounts; `holds`, whether it may be
        told.

    Raises
    ------
    ParameterProblem
        An unknown method or dimension, a category or weight the method cannot take, or a number of
        segments that is not possible.

    Notes
    -----
    Silhouette and Calinski-Harabasz always name some number, also where there are no groups; they
    stand beside the answer and do not make it. One of twenty tables without groups passes the
    comparison with made data by chance; the other two conditions stop most of those. Groups that
    overlap as much as two Gaussians 3 standard deviations apart are found with about one account
    in eight misplaced, by any method.

    References
    ----------
    Stability: Hennig (2007), Computational Statistics & Data Analysis 52, 258-271. Reference data:
    after Tibshirani, Walther & Hastie (2001), JRSS B 63, 411-423.

    Examples
    --------
    >>> figures = np.concatenate([np.linspace(0, 1, 40), np.linspace(9, 10, 40)])
    >>> profile = pd.DataFrame({"account_id": [f"a{n}" for n in range(80)], "usage": figures})
    >>> found = behavioural_segments(profile, {"usage": 1.0}, k=2, seed=1, resamples=5)
    >>> found.verdict, found.grouping.sizes.tolist()
    ('stable', [40, 40])
    """
    chosen = require_method(method)
    if k is not None and k < 2:
        raise ParameterProblem(
            f"{k} segments are none to tell apart. Ask for 2 or more, or let the accounts decide."
        )
    given = dict.fromkeys(usual_dimensions(profile), 1.0) if weights is None else dict(weights)
    features = scaled_features(profile, given, mixed=chosen == "mixed")
    accounts = len(features.values)
    if accounts < FEWEST:
        return _too_few(features, chosen, seed)
    sizes = range(2, (MOST_SEGMENTS if accounts >= FEW_BELOW else 3) + 1)
    if k is not None and k not in sizes:
        group_accounts(features, chosen, k, seed=seed)  # refused where it is not possible
        sizes = range(2, max(k, sizes[-1]) + 1)
    return _judged(features, chosen, sizes, k, seed, resamples)


def _judged(
    features: Features, method: Method, sizes: range, wanted: int | None, seed: int, resamples: int
) -> Behaviour:
    rng = np.random.default_rng(seed)
    some = _some_of(features, rng)
    numbers = _for_mixtures(some, rng)
    bic = _bics(numbers, sizes, seed)
    best = min(bic, key=lambda one: bic[one]) if bic else 0
    chance = None
    if best > 1:
        chance = chance_of_groups(numbers, sizes, best, rng=rng, seed=seed)
    elif not bic:
        chance = chance_of_mixed_groups(some, sizes, rng=rng)
    there = chance is not None and chance <= CHANCE
    groups = {k: group_accounts(some, method, k, seed=seed) for k in sizes}
    table = _indices(some, method, groups, bic)
    # Where there are no groups, how steadily they come back is of interest for one number only.
    tried = list(sizes) if there else [wanted or _best(table, "silhouette", most=True)]
    steady = {k: _steadiness(some, method, groups[k], rng, seed, resamples) for k in tried}
    table["stability"] = [steady[k][0] if k in steady else np.nan for k in table["k"]]
    table["holds"] = there & _hold(table)
    k = _chosen(table, wanted)
    shown = wanted or k
    verdict: Verdict = "not stable"
    stability = steady[shown][0] if shown else None
    if k and stability is not None:
        verdict = "stable" if stability >= SURELY_FROM else "barely stable"
    grouping = group_accounts(features, method, shown, seed=seed) if shown else None
    return Behaviour(
        features=features,
        method=method,
        seed=seed,
        resamples=resamples,
        indices=table,
        verdict=verdict,
        k=k,
        stability=stability,
        chance=chance,
        reasons=tuple(_reasons(features, some, table, chance, shown)),
        grouping=grouping,
        steadiness=steady[shown][1] if shown else (),
    )


def _too_few(features: Features, method: Method, seed: int) -> Behaviour:
    accounts = len(features.values)
    why = say(
        "{accounts} with all these figures; with fewer than {fewest} no "
        "grouping can be told from chance. Use rules.",
        accounts=count_of(accounts, "account"),
        fewest=FEWEST,
    )
    empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in INDEX_COLUMNS})
    return Behaviour(
        features, method, seed, 0, empty, "not stable", 0, None, None, (why,), None, ()
    )


def _some_of(features: Features, rng: np.random.Generator) -> Features:
    """All accounts, or as many as are judged by where there are very many."""
    accounts = len(features.values)
    if accounts <= MOST_JUDGED:
        return features
    drawn = np.sort(rng.choice(accounts, MOST_JUDGED, replace=False))
    return replace(
        features,
        values=features.values.iloc[drawn].reset_index(drop=True),
        numbers=features.numbers[drawn],
        categories=features.categories.iloc[drawn].reset_index(drop=True),
    )


def _for_mixtures(features: Features, rng: np.random.Generator) -> np.ndarray:
    """The numbers without ties; none where mixtures cannot judge."""
    if features.categories.shape[1] or not np.isfinite(features.numbers).all():
        return np.empty((0, 0))
    return judged_by(features.numbers, rng)


def _bics(numbers: np.ndarray, sizes: range, seed: int) -> dict[int, float]:
    if not numbers.size:
        return {}
    return {k: float(best_mixture(numbers, k, seed=seed).bic(numbers)) for k in (1, *sizes)}


def _steadiness(
    features: Features,
    method: Method,
    grouping: Grouping,
    rng: np.random.Generator,
    seed: int,
    resamples: int,
) -> tuple[float, tuple[float, ...]]:
    """Mean adjusted Rand index over resamples, and each group's mean overlap with its like."""
    from sklearn.metrics import adjusted_rand_score

    accounts, alike = len(grouping.labels), []
    overlap = np.zeros((resamples, grouping.k))
    for turn in range(resamples):
        drawn = rng.integers(accounts, size=accounts)
        there, labels = regrouped(features, method, drawn, grouping, seed=seed + turn)
        first = grouping.labels[there]
        alike.append(adjusted_rand_score(first, labels))
        overlap[turn] = _overlaps(first, labels, grouping.k)
    return float(np.mean(alike)), tuple(float(one) for one in overlap.mean(axis=0))


def _overlaps(first: np.ndarray, second: np.ndarray, k: int) -> np.ndarray:
    both = np.zeros((k, k))
    np.add.at(both, (first, second), 1)
    either = both.sum(axis=1, keepdims=True) + both.sum(axis=0, keepdims=True) - both
    best: np.ndarray = (both / np.maximum(either, 1)).max(axis=1)
    return best


def _indices(
    features: Features,
    method: Method,
    groups: Mapping[int, Grouping],
    bic: Mapping[int, float],
) -> pd.DataFrame:
    from sklearn.metrics import calinski_harabasz_score, silhouette_score

    mixed = method == "mixed"
    space = distances_of(features) if mixed else features.numbers * np.sqrt(features.weights)
    metric = "precomputed" if mixed else "euclidean"
    rows = [(1, bic[1], np.nan, np.nan, np.nan, len(features.values), False)] if bic else []
    for k, grouping in groups.items():
        several = len(np.unique(grouping.labels)) > 1
        inside = silhouette_score(space, grouping.labels, metric=metric) if several else np.nan
        ratio = calinski_harabasz_score(space, grouping.labels) if several and not mixed else np.nan
        smallest = int(grouping.sizes.min())
        rows.append((k, bic.get(k, np.nan), inside, ratio, np.nan, smallest, False))
    return pd.DataFrame(rows, columns=list(INDEX_COLUMNS))


def _hold(table: pd.DataFrame) -> pd.Series:
    """Which numbers are steady, have no group that is too small, and fit better than one group."""
    one = table.loc[table["k"] == 1, "bic"]
    better = table["bic"] < one.iloc[0] if len(one) else True
    holds: pd.Series = (table["stability"] >= STABLE_FROM) & (table["smallest"] >= SMALLEST)
    return holds & better


def _chosen(table: pd.DataFrame, wanted: int | None) -> int:
    able = table.loc[table["holds"]]
    if wanted is not None:
        able = able.loc[able["k"] == wanted]
    if able.empty:
        return 0
    by_bic = able["bic"].notna().all()
    return _best(able, "bic", most=False) if by_bic else _best(able, "silhouette", most=True)


def _best(table: pd.DataFrame, column: str, *, most: bool) -> int:
    """The number of groups with the most or the least of an index; of equals the smaller."""
    ordered = table.dropna(subset=column).sort_values(column, ascending=not most, kind="stable")
    return int(ordered["k"].iloc[0])


def _reasons(
    features: Features, judged: Features, table: pd.DataFrame, chance: float | None, shown: int
) -> list[str]:
    """What spoke for and against, a clause each; `shown` is the number told of, 0 for none."""
    words, accounts = [], len(features.values)
    if accounts < FEW_BELOW:
        words.append(
            say(
                "of {accounts} accounts, fewer than {few_below}, only 2 or 3 are tried",
                accounts=accounts,
                few_below=FEW_BELOW,
            )
        )
    if len(judged.values) < accounts:
        words.append(
            say(
                "judged by {values:,} accounts drawn from {accounts:,}",
                values=len(judged.values),
                accounts=accounts,
            )
        )
    if table["bic"].notna().any():
        best = _best(table, "bic", most=False)
        words.append(
            say("BIC prefers {best} groups to one", best=best)
            if best > 1
            else say("one group describes the accounts better than several (BIC)")
        )
    if chance is not None:
        beyond = "more" if chance <= CHANCE else say("no more")
        words.append(
            say(
                "the accounts look {beyond} grouped than made data without groups "
                "(chance {chance})",
                beyond=beyond,
                chance=number(chance, 3),
            )
        )
    tried = table.loc[table["stability"].notna()]
    rows = tried.loc[tried["k"] == shown] if shown else tried.nlargest(1, "stability")
    row = rows.to_dict("records")[0]
    which = (
        say("{k} groups", k=int(row["k"]))
        if shown
        else say("the steadiest, {k} groups,", k=int(row["k"]))
    )
    words.append(
        say(
            "when accounts are drawn anew {which} come back with an adjusted "
            "Rand index of {stability} ({stable_from} is needed)",
            which=which,
            stability=number(float(row["stability"]), 2),
            stable_from=number(STABLE_FROM, 2),
        )
    )
    if row["smallest"] < SMALLEST:
        words.append(say("one of them has fewer than {smallest} accounts", smallest=SMALLEST))
    return words
