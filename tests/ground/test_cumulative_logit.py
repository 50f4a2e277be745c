"""The model of ordered answers, against published output."""

import numpy as np
import pytest
from tests.ground.driver_cases import HOUSING

from cxworkbench.ground.cumulative_logit import cumulative_logit
from cxworkbench.ground.errors import DataProblem


def dummies():
    columns = {
        "influence": ["Medium", "High"],
        "home": ["Apartment", "Atrium", "Terrace"],
        "contact": ["High"],
    }
    return np.column_stack(
        [
            (HOUSING[name] == level).to_numpy(float)
            for name, levels in columns.items()
            for level in levels
        ]
    )


# MASS::polr(Sat ~ Infl + Type + Cont, weights = Freq), Venables and Ripley (2002), section 7.3.
def test_the_slopes_of_the_tenants_are_the_published_ones():
    order = HOUSING["satisfied"].map({"Low": 0, "Medium": 1, "High": 2})

    fit = cumulative_logit(dummies(), order, HOUSING["people"])

    assert fit.slopes == pytest.approx(
        [0.5663937, 1.2888191, -0.5723501, -0.3661866, -1.0910149, 0.3602841], abs=1e-4
    )
    assert fit.errors == pytest.approx(
        [0.10465, 0.12716, 0.11924, 0.15517, 0.15149, 0.09554], abs=1e-5
    )
    assert fit.cuts == pytest.approx([-0.4961353, 0.6907083], abs=1e-4)
    assert fit.deviance == pytest.approx(3479.149, abs=5e-4)
    assert fit.deviance + 2 * 8 == pytest.approx(3495.149, abs=5e-4)  # AIC: 6 slopes and 2 cuts


def test_only_the_order_of_the_answers_counts():
    rng = np.random.default_rng(1)
    drivers = rng.normal(size=(80, 2))
    answers = np.digitize(drivers[:, 0] + rng.logistic(size=80), [-1, 0, 1])

    assert cumulative_logit(drivers, answers).slopes == pytest.approx(
        cumulative_logit(drivers, answers**3 + 7).slopes
    )


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (
            [3, 3, 3, 3],
            "All 4 answers are the same, so nothing can be told from the drivers. Take an outcome "
            "with at least two different answers.",
        ),
        (
            [1, 1, 2, 2],
            "The answers can be told from the drivers without fail, or one driver from the others, "
            "so that no slope fits best. Leave a driver out or take more answers.",
        ),
    ],
)
def test_answers_that_fit_no_slope_are_refused(answers, told):
    with pytest.raises(DataProblem) as refused:
        cumulative_logit([[0.0], [0.1], [0.9], [1.0]], answers)

    assert str(refused.value) == told
