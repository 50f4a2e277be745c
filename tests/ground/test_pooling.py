"""Groups drawn together, against a published example, by hand, and in made-up studies."""

import numpy as np
import pytest

from cxworkbench.ground.pooling import chance_of_lowest, pooled_groups, shrunken_means


def test_batting_averages_shrink_as_efron_and_morris_printed():
    # Efron and Morris (1977), Scientific American 236(5): 18 players, 45 times at bat; each
    # estimate is .212 of the player's own and .788 of the grand mean .265.
    hits = np.array([18, 17, 16, 15, 14, 14, 13, 12, 11, 11, 10, 10, 10, 10, 10, 9, 8, 7])
    averages = hits / 45
    error = np.sqrt(averages.mean() * (1 - averages.mean()) / 45)

    pooled = pooled_groups(averages, [error] * 18)

    assert averages.mean() == pytest.approx(0.265, abs=0.001)
    assert pooled.value[0] == pytest.approx(0.294, abs=0.001)
    assert pooled.value[-1] == pytest.approx(0.242, abs=0.001)
    assert pooled.value == pytest.approx(0.212 * averages + 0.788 * averages.mean(), abs=0.001)
    assert pooled.pull == pytest.approx([0.788] * 18, abs=0.001)


def test_the_less_sure_group_is_drawn_further():
    drawn = shrunken_means([1, 1, 3, 5, 5], [0.1, 1.0, 0.3, 0.1, 1.0])

    assert 1 < drawn[0] < drawn[1]
    assert drawn[4] < drawn[3] < 5


def test_three_groups_stay_as_they_are():
    pooled = pooled_groups([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])

    assert pooled.value.tolist() == [1, 2, 3]
    assert pooled.low == pytest.approx([1 - 1.96, 2 - 1.96, 3 - 1.96], abs=0.001)
    assert np.isnan(pooled.between)


def test_groups_no_further_apart_than_chance_have_no_spread_between_them():
    assert pooled_groups([4.0, 4.1, 3.9, 4.0, 4.0], [0.5] * 5).between == 0


def test_the_chance_of_being_lowest_is_that_of_many_draws():
    values, errors = np.array([1.0, 1.5, 3.0]), np.array([0.5, 1.0, 0.5])
    drawn = np.random.default_rng(3).normal(values, errors, (200_000, 3)).argmin(axis=1)

    chance = chance_of_lowest(values, errors)

    assert chance == pytest.approx(np.bincount(drawn, minlength=3) / 200_000, abs=0.005)
    assert chance.sum() == pytest.approx(1)


def test_no_group_has_no_chance():
    assert chance_of_lowest(np.array([]), np.array([])).tolist() == []


def studies(number, seed=11):
    """12 groups a study, truly 0.3 sd apart, 3 to 14 answers of sd 1 in each."""
    chance = np.random.default_rng(seed)
    for _ in range(number):
        truth, counts = chance.normal(0, 0.3, 12), chance.integers(3, 15, 12)
        yield truth, chance.normal(truth, 1 / np.sqrt(counts)), 1 / np.sqrt(counts)


def test_drawn_means_are_nearer_the_truth_than_raw_ones_or_the_common_mean():
    squares = np.array(
        [
            [np.mean((guess - truth) ** 2) for guess in (raw, raw.mean(), shrunken_means(raw, se))]
            for truth, raw, se in studies(400)
        ]
    )
    raw, common, drawn = np.sqrt(squares.mean(axis=0))

    assert raw == pytest.approx(0.37, abs=0.02)
    assert drawn < 0.28 < common < raw


def test_intervals_of_drawn_means_hold():
    held = [
        (pooled.low <= truth) & (truth <= pooled.high)
        for truth, raw, se in studies(400)
        for pooled in [pooled_groups(raw, se)]
    ]

    assert 0.93 < np.mean(held) < 0.98
