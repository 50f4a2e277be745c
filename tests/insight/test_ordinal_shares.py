"""Shares of the fit of ordered answers."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.cumulative_logit import cumulative_logit
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.ordinal_shares import ordinal_shares


def made(n=300):
    rng = np.random.default_rng(1)
    drivers = rng.normal(size=(n, 3)) + 0.7 * rng.normal(size=(n, 1))
    answers = np.digitize(drivers @ [1.2, 0.4, 0.0] + rng.logistic(size=n), [-2, 0, 2])
    return pd.DataFrame(drivers, columns=["a", "b", "c"]).assign(y=answers)


def test_the_parts_sum_to_the_fit_of_all_and_the_strongest_is_first():
    table = made()

    found = ordinal_shares(table, "y", ["c", "b", "a"])

    whole = cumulative_logit(table[["a", "b", "c"]], table["y"])
    assert found["driver"].tolist()[0] == "a"
    assert found["fit"].sum() == pytest.approx(whole.mcfadden, abs=1e-9)
    assert found.iloc[0]["slope"] == pytest.approx(whole.slopes[0], abs=1e-6)


def test_six_drivers_are_refused():
    with pytest.raises(ParameterProblem) as refused:
        ordinal_shares(made(), "y", list("abcdef"))

    assert str(refused.value) == (
        "6 drivers were named. A model of ordered answers takes 1 to 5; take more with drivers_of."
    )
