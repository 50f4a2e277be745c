"""How many segments there are, how sure that is, or that there are none."""

import numpy as np
import pytest
from sklearn.metrics import adjusted_rand_score
from tests.voice.grouped import THREE, chance, in_no_groups, in_three_groups, profile_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.voice import behaviour
from cxworkbench.voice.behaviour import behavioural_segments
from cxworkbench.voice.structure import single_peaked

EACH = dict.fromkeys(THREE, 1.0)


def found_in(profile, weights=None, **more):
    return behavioural_segments(profile, weights, **{"seed": 1, "resamples": 8, **more})


@pytest.fixture(scope="module")
def three():
    profile, groups = in_three_groups(accounts=120, apart=4.5)
    return found_in(profile, EACH), groups


def test_three_planted_groups_are_found_as_three(three):
    found, groups = three

    assert (found.verdict, found.k) == ("stable", 3)
    assert adjusted_rand_score(groups, found.grouping.labels) > 0.9


def test_every_number_is_judged_by_several_indices(three):
    table = three[0].indices.set_index("k")

    assert table.index.tolist() == [1, 2, 3, 4, 5, 6]
    assert table["bic"].idxmin() == 3
    assert table["silhouette"].idxmax() == 3
    assert table.loc[3, "stability"] >= 0.85
    assert table["stability"].dropna().between(-1, 1).all()
    assert not table.loc[1, "holds"]


def test_each_segment_says_how_steadily_it_comes_back(three):
    assert len(three[0].steadiness) == 3
    assert all(0.8 < one <= 1 for one in three[0].steadiness)


def test_the_same_seed_gives_the_same_answer():
    profile, _ = in_three_groups(apart=4.5)
    first, second = (found_in(profile, EACH, resamples=4) for _ in range(2))

    assert first.indices.equals(second.indices)
    assert first.grouping.labels.tolist() == second.grouping.labels.tolist()


def test_without_groups_there_are_no_stable_segments_and_it_says_why():
    found = found_in(in_no_groups())

    assert (found.verdict, found.k, found.grouping) == ("not stable", 0, None)
    assert found.reasons[0] == "one group describes the accounts better than several (BIC)"
    assert "(0.75 is needed)" in found.reasons[-1]


@pytest.mark.parametrize("method", ["mixture", "k-means", "hierarchical", "mixed"])
def test_an_even_square_is_no_groups_though_four_corners_come_back(method):
    profile = profile_of(chance("square").uniform(size=(150, 2)))

    found = found_in(profile, method=method)

    assert found.verdict == "not stable"
    assert "no more grouped than made data without groups" in " ".join(found.reasons)


def test_a_category_alone_makes_no_segments():
    rng = chance("region")
    profile = profile_of(rng.normal(size=(120, 2)), Region=rng.choice(["n", "s", "w"], 120))
    weights = {"revenue": 1, "usage": 1, "Region": 1}

    assert found_in(profile, weights, method="mixed").verdict == "not stable"


def test_a_number_asked_for_is_shown_though_not_stable():
    found = found_in(in_no_groups(), k=4, method="k-means")

    assert (found.verdict, found.k) == ("not stable", 0)
    assert found.grouping.k == 4
    assert "4 groups come back with an adjusted Rand index of" in found.reasons[-1]


def test_of_few_accounts_only_two_or_three_segments_are_tried():
    profile, _ = in_three_groups(accounts=60, apart=8)

    found = found_in(profile, EACH)

    assert found.indices["k"].tolist() == [1, 2, 3]
    assert found.reasons[0] == "of 60 accounts, fewer than 80, only 2 or 3 are tried"


def test_of_very_few_accounts_no_segments_are_told():
    profile, _ = in_three_groups(accounts=18)

    found = found_in(profile, EACH)

    assert (found.verdict, found.grouping) == ("not stable", None)
    assert found.reasons == (
        "18 accounts with all these figures; with fewer than 20 no grouping can be told from "
        "chance. Use rules.",
    )


def test_a_group_of_fewer_than_five_accounts_does_not_hold():
    figures = np.vstack([chance("most").normal(size=(97, 2)), [[40, 40]] * 3 + chance(
        "few").normal(size=(3, 2)) * 0.1])  # fmt: skip

    table = found_in(profile_of(figures), method="k-means").indices.set_index("k")

    assert not table.loc[table["smallest"] < 5, "holds"].any()


def test_very_many_accounts_are_judged_by_some_and_all_are_placed(monkeypatch):
    monkeypatch.setattr(behaviour, "MOST_JUDGED", 60)
    profile, _ = in_three_groups(accounts=90, apart=6)

    found = found_in(profile, EACH, method="k-means", resamples=1)

    assert "judged by 60 accounts drawn from 90" in found.reasons
    assert found.grouping.sizes.sum() == 90


def test_a_number_of_segments_that_is_not_possible_is_refused():
    with pytest.raises(ParameterProblem, match="500 segments of 120 accounts"):
        found_in(in_no_groups(), k=500)


def test_a_shape_with_two_peaks_becomes_one_with_one():
    values = np.concatenate([chance("left").normal(size=200), chance("right").normal(8, 1, 200)])

    edges, below = single_peaked(values)

    rises = np.diff(np.diff(below) / np.diff(edges)) > 1e-12
    falls = np.flatnonzero(np.diff(np.diff(below) / np.diff(edges)) < -1e-12)
    assert not rises[falls[0] :].any()


def test_a_single_segment_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        found_in(in_no_groups(), k=1)

    assert str(refused.value) == (
        "1 segments are none to tell apart. Ask for 2 or more, or let the accounts decide."
    )
