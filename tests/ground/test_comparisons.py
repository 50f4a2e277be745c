"""Many comparisons at once: adjusted p-values, and Fisher's exact test."""

import numpy as np
import pytest

from cxworkbench.ground.comparisons import exact_p, false_discovery


def test_the_published_example_of_benjamini_and_hochberg_keeps_four_of_fifteen():
    # Benjamini and Hochberg (1995), section 4.1: fifteen p-values of a myocardial infarction trial.
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
         0.5719, 0.6528, 0.7590, 1.0]  # fmt: skip

    assert (false_discovery(p) <= 0.05).sum() == 4


def test_adjusted_values_are_never_smaller_and_keep_the_order():
    p = np.random.default_rng(7).uniform(size=200)
    adjusted = false_discovery(p)

    assert (adjusted >= p).all()
    assert (np.diff(adjusted[np.argsort(p)]) >= 0).all()
    assert adjusted.max() <= 1


def test_what_could_not_be_compared_stays_missing_and_does_not_count():
    assert false_discovery([0.04, np.nan]).tolist()[0] == 0.04
    assert np.isnan(false_discovery([0.04, np.nan])[1])
    assert false_discovery([]).tolist() == []


def test_fishers_exact_test_gives_the_published_values():
    # Agresti (2002), Categorical Data Analysis, p. 91, the tea.
    assert exact_p((3, 4), (1, 4)) == pytest.approx(0.4857, abs=1e-4)
    # Fisher (1970), convicted twins of criminals; p as R's help of fisher.test gives it.
    assert exact_p((10, 13), (2, 17)) == pytest.approx(0.0005367, rel=1e-3)


def test_no_trials_give_no_p():
    assert np.isnan(exact_p((0, 0), (1, 4)))


def test_chance_alone_seldom_makes_something_hold():
    random = np.random.default_rng(3)
    held = sum((false_discovery(random.uniform(size=50)) <= 0.05).any() for _ in range(400))

    assert held / 400 < 0.08
