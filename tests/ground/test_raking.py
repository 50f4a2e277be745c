"""Weights by raking, against a published table and by hand."""

import itertools

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.raking import capped_weights, design_effect, raked_weights

# Wikipedia, "Iterative proportional fitting": the seed and its margins.
SEED = [[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]]
ROWS = {"a": 150, "b": 300, "c": 400, "d": 150}
COLUMNS = {"1": 200, "2": 300, "3": 400, "4": 100}
CELLS = pd.DataFrame(list(itertools.product(ROWS, COLUMNS)), columns=["row", "column"])


def raked(**more):
    return raked_weights(
        CELLS, {"row": ROWS, "column": COLUMNS}, start=np.array(SEED).ravel(), **more
    )


def test_three_sweeps_give_the_table_that_is_printed():
    assert raked(sweeps=3).weights.reshape(4, 4).round(2).tolist() == [
        [64.61, 46.28, 35.42, 3.83],
        [49.95, 68.15, 156.49, 25.37],
        [56.70, 144.40, 145.06, 53.76],
        [28.74, 41.18, 63.03, 17.03],
    ]


def test_the_limit_is_a_little_beyond_what_is_printed():
    found = raked()

    table = found.weights.reshape(4, 4)
    assert table[0].round(2).tolist() == [64.56, 46.23, 35.38, 3.82]
    assert table.sum(axis=1) == pytest.approx(list(ROWS.values()))
    assert table.sum(axis=0) == pytest.approx(list(COLUMNS.values()))
    assert found.off < 1e-9
    assert found.sweeps < 20


def test_one_margin_is_met_in_one_sweep():
    heard = pd.DataFrame({"size": ["large", "large", "small"]})

    found = raked_weights(heard, {"size": {"large": 10, "small": 30}})

    assert (found.weights.tolist(), found.sweeps) == ([5, 5, 30], 1)


def test_margins_that_disagree_are_told_by_how_far_off_they_are():
    groups = pd.DataFrame({"a": ["x", "y"], "b": ["u", "u"]})

    found = raked_weights(groups, {"a": {"x": 1, "y": 1}, "b": {"u": 4}}, sweeps=50)

    assert found.weights.tolist() == [2, 2]
    assert found.off == 1


def test_a_level_without_a_row_is_refused():
    with pytest.raises(DataProblem) as refused:
        raked_weights(pd.DataFrame({"size": ["large"]}), {"size": {"large": 1, "small": 3}})

    assert str(refused.value) == (
        "1 of the levels of size have a total and no row: 'small'. Weights need each level to have "
        "both. Join levels, or leave this column out of the margins."
    )


def test_weights_are_cut_at_so_many_times_their_median():
    assert capped_weights([1, 2, 3, 40], times=5).tolist() == [1, 2, 3, 12.5]
    assert capped_weights([], times=5).tolist() == []


def test_the_design_effect_is_accounts_over_kishs_number():
    assert design_effect([1, 1, 2]) == pytest.approx(3 / (16 / 6))
    assert np.isnan(design_effect([]))
