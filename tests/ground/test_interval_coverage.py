"""Whether 95 % intervals hold in surveys of known truth: a small, seeded part of the benchmark."""

import sys
from pathlib import Path

import numpy as np
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
# Variance of the bell on 1 to 5: answers 1 to 5 by shares 5, 15, 40, 30 and 10 %, mean 3.25.
BELL = 0.05 * 2.25**2 + 0.15 * 1.25**2 + 0.40 * 0.25**2 + 0.30 * 0.75**2 + 0.10 * 1.75**2
PARTS = ("interval_coverage", "interval_surveys", "interval_ways")


@pytest.fixture(scope="module")
def bench():
    sys.path.insert(0, str(BENCHMARKS))
    import interval_coverage

    yield interval_coverage
    sys.path.remove(str(BENCHMARKS))
    for part in PARTS:
        sys.modules.pop(part, None)


@pytest.fixture(scope="module")
def table(bench):
    return bench.coverage(800, 7, weighings=bench.MAIN, accounts=(5, 10, 30))


def test_no_cell_of_equal_or_revenue_weights_holds_in_fewer_than_nine_of_ten(table):
    assert len(table) == 3 * 3 * 4 * 3 * 2
    assert table["held"].min() > 0.90


def test_most_cells_hold_in_93_to_97_of_100(table):
    assert table["held"].between(0.92, 0.98).mean() > 0.8


def test_nearly_every_survey_of_ten_accounts_shows_an_interval(table):
    assert table.loc[table["accounts"] >= 10, "shown"].min() > 0.9


def test_the_count_finds_a_way_that_falls_short(bench):
    others = bench.rivals(300, 3)
    least = others.groupby("way")["held"].min()

    assert least["sandwich, t with Kish's number less one"] < 0.85
    assert least[bench.CHOSEN] > 0.88


def test_contacts_of_one_account_correlate_as_stated(bench):
    surveys = sys.modules["interval_surveys"]
    chance = np.random.default_rng(5)
    drawn = [
        surveys.draw_surveys(bench.SCORES[2], "bell", 100, ("1 to 6", rho), 2000, chance)
        for rho in (0.0, 0.6)
    ]
    alone = np.var(surveys.draw_surveys(bench.SCORES[2], "bell", 100, ("one", 0), 2000, chance).own)

    # A mean of m answers that correlate by r has (1 + (m - 1) r) / m of one answer's variance.
    contacts = np.arange(1, 7)
    for survey, rho in zip(drawn, (0.0, 0.6), strict=True):
        expected = np.mean((1 + (contacts - 1) * rho) / contacts)
        assert np.var(survey.values) / BELL == pytest.approx(expected, abs=0.01)
    assert alone == pytest.approx(1, abs=0.01)


def test_the_truth_of_tied_revenue_is_that_of_a_large_sample(bench):
    surveys = sys.modules["interval_surveys"]
    chance = np.random.default_rng(6)
    survey = surveys.draw_surveys(bench.SCORES[2], "skewed", 200, ("1 to 6", 0.3), 4000, chance)
    weighing = "larger accounts answer lower"
    weights = surveys.draw_weights(weighing, survey, chance)
    truth = surveys.truth_of(bench.SCORES[2], "skewed", 0.3, weighing)

    assert np.average(survey.values, weights=weights) == pytest.approx(truth, abs=0.01)
    assert np.corrcoef(np.log(weights).ravel(), survey.own.ravel())[0, 1] == pytest.approx(
        -0.2, abs=0.01
    )
    assert truth < surveys.truth_of(bench.SCORES[2], "skewed", 0.3, "revenue") - 0.05
