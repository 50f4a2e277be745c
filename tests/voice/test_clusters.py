"""Accounts put into a given number of groups, against published cases."""

import csv
import os
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from tests.voice.grouped import THREE, chance, in_three_groups, profile_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.voice.clusters import (
    METHODS,
    group_accounts,
    mixture,
    require_method,
    spread_out,
)
from cxworkbench.voice.features import scaled_features


def features_of(profile, weights=None, **more):
    return scaled_features(profile, weights or dict.fromkeys(THREE, 1.0), **more)


@pytest.fixture
def faithful():
    folder = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    path = Path(folder) / "reference" / "faithful.csv"
    if not folder or not path.is_file():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with reference/faithful.csv")
    with path.open(encoding="utf-8") as file:
        rows = [(float(row["eruptions"]), float(row["waiting"])) for row in csv.DictReader(file)]
    return np.array(rows)


@pytest.mark.real_data
def test_the_published_mixture_of_old_faithful(faithful):
    """Vignette of the R package mclust: k 3, one covariance for all (EEE), 272 eruptions.

    It prints a log-likelihood of -1126.326 with 11 numbers, a BIC of -2314.316 in its own sign,
    and sizes 40, 97, 135; a fit that runs on to its end comes to -1126.316 and -2314.30.
    """
    model = GaussianMixture(3, covariance_type="tied", n_init=10, random_state=1, tol=1e-6,
                            max_iter=1000).fit(faithful)  # fmt: skip
    ours = mixture(faithful, 3, "tied", seed=1, starts=10)

    assert model.score(faithful) * 272 == pytest.approx(-1126.326, abs=0.03)
    assert model.bic(faithful) == pytest.approx(2314.316, abs=0.03)
    # A single eruption lies on the border of the fit that runs on.
    assert sorted(np.bincount(model.predict(faithful)).tolist()) == pytest.approx(
        [40, 97, 135], abs=1
    )
    # Ours stops earlier and has a floor under the variances: near, and the same groups.
    assert ours.bic(faithful) == pytest.approx(2314.316, abs=1)
    assert adjusted_rand_score(model.predict(faithful), ours.predict(faithful)) > 0.9


def test_the_published_adjusted_rand_index():
    """scikit-learn's documentation of adjusted_rand_score: 0.57."""
    assert adjusted_rand_score([0, 0, 1, 2], [0, 0, 1, 1]) == pytest.approx(0.57, abs=0.005)


@pytest.mark.parametrize("method", METHODS)
def test_every_method_finds_groups_that_stand_apart(method):
    profile, groups = in_three_groups()

    found = group_accounts(features_of(profile, mixed=method == "mixed"), method, 3, seed=1)

    assert adjusted_rand_score(groups, found.labels) > 0.95
    assert found.sizes.sum() == 90


@pytest.mark.parametrize("method", METHODS)
def test_the_order_of_accounts_does_not_matter(method):
    profile, _ = in_three_groups()
    again = profile.sample(frac=1, random_state=3).reset_index(drop=True)
    first, second = (
        group_accounts(features_of(table, mixed=method == "mixed"), method, 3, seed=1)
        for table in (profile, again)
    )

    placed = dict(zip(again["account_id"], second.labels, strict=True))
    assert [placed[one] for one in profile["account_id"]] == first.labels.tolist()


def test_groups_are_numbered_by_size():
    profile, groups = in_three_groups()
    fewer = profile[(groups != 0) | (profile.index < 30)].reset_index(drop=True)

    sizes = group_accounts(features_of(fewer), "k-means", 3, seed=1).sizes.tolist()

    assert sizes == sorted(sizes, reverse=True)


def test_a_weight_turns_k_means_to_the_figure_that_counts():
    figures = chance("two figures").normal(size=(80, 2))
    profile = profile_of(figures)

    for heavy, place in (("revenue", 0), ("usage", 1)):
        weights = {"revenue": 1.0, "usage": 1.0, heavy: 50.0}
        labels = group_accounts(features_of(profile, weights), "k-means", 2, seed=1).labels
        high = figures[:, place] > np.median(figures[:, place])
        assert adjusted_rand_score(high, labels) > 0.7


def test_a_mixture_takes_no_weights():
    profile, _ = in_three_groups()

    with pytest.raises(ParameterProblem) as refused:
        group_accounts(features_of(profile, {"revenue": 2, "usage": 1}), "mixture", 3, seed=1)

    assert str(refused.value) == (
        "A mixture finds the same groups whatever revenue weighs: it scales every dimension "
        "itself. Set the weights to 1, leave a dimension out, or choose k-means."
    )


def test_more_groups_than_accounts_are_refused():
    profile, _ = in_three_groups(accounts=6)

    with pytest.raises(ParameterProblem) as refused:
        group_accounts(features_of(profile), "k-means", 7, seed=1)

    assert str(refused.value) == (
        "7 segments of 6 accounts with all their figures are not possible. Choose from 2 to 6 "
        "segments, or dimensions that more accounts have."
    )


def test_an_unknown_method_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        require_method("kmeans")

    assert str(refused.value) == (
        "There is no method 'kmeans'. Did you mean 'k-means'? Methods: mixture, k-means, "
        "hierarchical, mixed."
    )


def test_whole_counts_are_spread_and_stay_nearest_to_themselves():
    counts = chance("counts").poisson(2, size=(100, 1)).astype(float)

    out = spread_out(counts, chance("spread"))

    assert len(np.unique(out)) == 100
    assert np.array_equal(np.round(out), counts)
