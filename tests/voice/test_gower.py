"""Gower's distance over numbers and categories."""

import numpy as np
import pandas as pd

from cxworkbench.voice.gower import gower_distances


def test_the_published_eight_persons():
    """README of the Python package gower 0.1: first and last row of its matrix."""
    numbers = np.array(
        [[21, 3000, 2200], [21, 1200, 100], [19, 32000, 22000], [30, 1800, 1100],
         [21, 2900, 2000], [21, 1100, 100], [19, 10000, 6000], [30, 1500, 2200]], float
    )  # fmt: skip
    status = ["MARRIED", "SINGLE", "SINGLE", "SINGLE", "MARRIED", "SINGLE", "WIDOW", "DIVORCED"]
    people = pd.DataFrame(
        {"gender": list("MMNMFFFF"), "civil_status": status, "has_children": list("10111001")}
    )

    distances = gower_distances(numbers, people)

    assert distances[0].round(4).tolist() == [
        0, 0.3590, 0.6707, 0.3179, 0.1687, 0.5262, 0.5970, 0.4778
    ]  # fmt: skip
    assert distances[7].round(4).tolist() == [
        0.4778, 0.6540, 0.8152, 0.3433, 0.3121, 0.4878, 0.5748, 0
    ]  # fmt: skip


def test_a_distance_lies_between_nothing_and_one_and_is_the_same_both_ways():
    rng = np.random.default_rng(4)
    numbers = rng.normal(size=(20, 3))
    numbers[rng.random(numbers.shape) < 0.2] = np.nan
    categories = pd.DataFrame({"region": rng.choice(["n", "s", ""], 20)})

    distances = gower_distances(numbers, categories)

    assert distances.min() == 0
    assert distances.max() <= 1
    assert np.array_equal(distances, distances.T)
    assert np.diag(distances).tolist() == [0] * 20


def test_what_one_of_two_lacks_does_not_count():
    table = pd.DataFrame({"region": ["n", "n", ""]})

    distances = gower_distances(np.array([[0.0], [4.0], [4.0]]), table)

    assert distances[0].tolist() == [0, 0.5, 1]
    assert distances[1, 2] == 0


def test_a_weight_counts_as_so_many_columns():
    table = pd.DataFrame({"region": ["n", "s"]})

    apart = gower_distances(np.array([[1.0], [1.0]]), table, category_weights=[3])[0, 1]

    assert apart == 0.75


def test_two_with_nothing_in_common_stand_one_apart():
    table = pd.DataFrame(index=range(2))

    assert gower_distances(np.array([[np.nan], [1.0]]), table)[0, 1] == 1
