"""Shapley shares and relative weights, against published output."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ground.driver_cases import ATTITUDE, MTCARS, STATES, SWISS

from cxworkbench.ground.shares import (
    conditional_dominance,
    relative_weights,
    shapley_shares,
    subset_fits,
)


def correlated(rows, *columns):
    return np.corrcoef(rows[list(columns)].to_numpy(float), rowvar=False)


def lmg(rows, outcome, *drivers):
    return shapley_shares(subset_fits(correlated(rows, *drivers, outcome)))


# R relaimpo calc.relimp(type = "lmg") and domir, as printed in the README of domir.
def test_shapley_shares_of_mtcars_are_the_published_ones():
    found = lmg(MTCARS, "mpg", "am", "vs", "cyl")

    assert found == pytest.approx([0.1774892, 0.2027032, 0.3817849], abs=5e-8)
    assert found.sum() == pytest.approx(0.7619773, abs=5e-8)
    assert found / found.sum() == pytest.approx([0.2329324, 0.2660226, 0.5010450], abs=5e-8)


def test_conditional_dominance_of_mtcars_is_the_published_one():
    found = conditional_dominance(subset_fits(correlated(MTCARS, "am", "vs", "cyl", "mpg")))

    assert found[0] == pytest.approx([0.3597989, 0.1389842, 0.033684441], abs=5e-8)
    assert found[1] == pytest.approx([0.4409477, 0.1641982, 0.002963748], abs=5e-8)
    assert found[2] == pytest.approx([0.7261800, 0.3432799, 0.075894823], abs=5e-8)


# Johnson's weights as printed in the README of the R package rwa.
def test_relative_weights_of_mtcars_are_the_published_ones():
    found = relative_weights(correlated(MTCARS, "cyl", "disp", "hp", "gear", "mpg"))

    assert found == pytest.approx([0.2284797, 0.2221469, 0.2321744, 0.0963886], abs=5e-8)
    assert found.sum() == pytest.approx(0.7791896, abs=5e-8)
    assert 100 * found / found.sum() == pytest.approx(
        [29.32274, 28.50999, 29.79691, 12.37037], abs=5e-6
    )


# Kabacoff, R in Action, listing 8.17.
def test_relative_weights_of_states_are_the_published_ones():
    drivers = ["Population", "Illiteracy", "Income", "Frost"]
    found = relative_weights(correlated(STATES, *drivers, "Murder"))

    assert found.sum() == pytest.approx(0.567, abs=5e-4)
    assert 100 * found / found.sum() == pytest.approx(
        [14.723401, 59.000195, 5.488962, 20.787442], abs=5e-6
    )


# Grömping (2006), Journal of Statistical Software 17(1), the swiss data of R.
def test_shapley_shares_of_swiss_are_the_known_ones():
    found = lmg(SWISS, "Fertility", *[name for name in SWISS if name != "Fertility"])

    assert found == pytest.approx([0.057091, 0.171173, 0.260135, 0.105570, 0.112766], abs=2e-6)


# the attitude data of R, 30 departments; an independent computation.
def test_both_shares_of_attitude_are_the_known_ones():
    drivers = [name for name in ATTITUDE if name != "rating"]

    assert lmg(ATTITUDE, "rating", *drivers) == pytest.approx(
        [0.370816, 0.050904, 0.155766, 0.120345, 0.006589, 0.028182], abs=1e-6
    )
    assert relative_weights(correlated(ATTITUDE, *drivers, "rating")) == pytest.approx(
        [0.362760, 0.056002, 0.163611, 0.121780, 0.008255, 0.020193], abs=1e-6
    )


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 6))
def test_shares_sum_to_the_fit_of_all_and_none_is_negative(seed, drivers):
    rng = np.random.default_rng(seed)
    values = rng.normal(size=(40, drivers + 1)) @ rng.normal(size=(drivers + 1, drivers + 1))
    whole = np.corrcoef(values, rowvar=False)
    fits = subset_fits(whole)
    by_hand = np.linalg.lstsq(
        np.column_stack([np.ones(40), values[:, :-1]]), values[:, -1], rcond=None
    )[1]
    fit = 1 - by_hand[0] / ((values[:, -1] - values[:, -1].mean()) ** 2).sum()

    shares = shapley_shares(fits)
    assert shares.sum() == pytest.approx(fit, abs=1e-7)
    assert relative_weights(whole).sum() == pytest.approx(fit, abs=1e-7)
    assert (shares > -1e-9).all()


def test_two_drivers_have_the_same_shares_both_ways():
    whole = correlated(ATTITUDE, "complaints", "learning", "rating")

    assert shapley_shares(subset_fits(whole)) == pytest.approx(relative_weights(whole))


def test_the_order_of_columns_does_not_matter():
    assert lmg(MTCARS, "mpg", "am", "vs", "cyl") == pytest.approx(
        lmg(MTCARS, "mpg", "cyl", "vs", "am")[::-1]
    )


def test_a_duplicated_driver_gets_the_same_share():
    twice = MTCARS.assign(again=MTCARS["cyl"])
    whole = correlated(twice, "cyl", "vs", "again", "mpg")

    for found in (shapley_shares(subset_fits(whole)), relative_weights(whole)):
        assert found[0] == pytest.approx(found[2])
        assert found.sum() == pytest.approx(subset_fits(whole[1:, 1:])[-1], abs=1e-7)


def test_many_matrices_at_once_are_as_one_by_one():
    one, other = correlated(MTCARS, "am", "vs", "mpg"), correlated(MTCARS, "hp", "cyl", "mpg")

    both = subset_fits(np.stack([one, other]))

    assert both[:, 0] == pytest.approx(subset_fits(one))
    assert both[:, 1] == pytest.approx(subset_fits(other))
    assert relative_weights(np.stack([one, other]))[:, 1] == pytest.approx(relative_weights(other))
