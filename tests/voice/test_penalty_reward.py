"""Kano's types from ratings, against worlds made so."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.penalty_reward import penalty_reward

NAMES = ["must", "both", "delight", "none"]


def made(n=400, seed=1, noise=0.7):
    """A must-be costs 2 where bad, a delight brings 2 where good, one does 1 each, one nothing."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.integers(1, 6, size=(n, 4)), columns=NAMES)
    bad, good = table <= 2, table >= 4
    overall = 6 - 2 * bad["must"] - bad["both"] + good["both"] + 2 * good["delight"]
    return table.assign(overall=overall + noise * rng.normal(size=n))


def test_each_kind_is_found_as_it_was_made():
    found = penalty_reward(made(), "overall", NAMES, low=2, high=4)

    assert found["kind"].tolist() == ["must-be", "one-dimensional", "attractive", "indifferent"]
    assert found["penalty"].tolist() == pytest.approx([-2, -1, 0, 0], abs=0.3)
    assert found["reward"].tolist() == pytest.approx([0, 1, 2, 0], abs=0.3)
    assert (found["penalty_low"] <= found["penalty"]).all()
    assert found["asymmetry_high"].iloc[0] < 0 < found["asymmetry_low"].iloc[2]


def test_without_noise_the_effects_are_exact():
    found = penalty_reward(made(noise=0), "overall", NAMES, low=2, high=4, draws=20)

    assert found["penalty"].tolist() == pytest.approx([-2, -1, 0, 0], abs=1e-9)
    assert found["asymmetry"].tolist()[:3] == pytest.approx([-1, 0, 1], abs=1e-9)


def test_too_few_bad_answers_are_too_few_to_tell():
    table = made(60)
    table["must"] = table["must"].clip(lower=3)

    found = penalty_reward(table, "overall", NAMES, low=2, high=4, draws=50).set_index("driver")

    assert found.loc["must", ["kind", "low_rows"]].tolist() == ["too few to tell", 0]
    assert found.loc["delight", "kind"] != "too few to tell"


def test_accounts_are_drawn_not_their_copies():
    once = made(60)
    five = pd.concat([once.assign(who=once.index)] * 5)

    one = penalty_reward(once, "overall", NAMES, low=2, high=4, draws=100)
    other = penalty_reward(five, "overall", NAMES, low=2, high=4, draws=100, accounts="who")

    assert other["penalty_low"].tolist() == pytest.approx(one["penalty_low"].tolist())


def test_low_above_high_is_refused():
    with pytest.raises(DataProblem) as refused:
        penalty_reward(made(), "overall", NAMES, low=4, high=4)

    assert str(refused.value) == (
        "Low answers end at 4 and high ones begin at 4. Low must be below high, so that answers in "
        "between are left to hold both against."
    )
