"""Sensitivity of scores to role weights: exact ranges, right verdicts, ranks by brute force."""

from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.role_feelings import role_feelings
from cxworkbench.journey.role_weights import feels, role_weight_sensitivity
from cxworkbench.worlds.buying_group import buying_groups

ROLES = ("user", "buyer", "decider")


def felt(**accounts):
    """Account -> one feeling for each role, None where it was not heard."""
    rows = [
        (account, role, "t", "s", value, 1, 1)
        for account, values in accounts.items()
        for role, value in zip(ROLES, values, strict=False)
        if value is not None
    ]
    columns = ["account_id", "role", "at", "stage_id", "felt", "contacts", "voices"]
    return pd.DataFrame(rows, columns=columns)


def by_account(table):
    return table.set_index("account_id")


def test_an_account_of_one_mind_is_stable():
    row = by_account(role_weight_sensitivity(felt(a=(1.0, 1.0, 1.0)))).loc["a"]

    assert (row["value"], row["lowest"], row["highest"], row["verdict"]) == (1, 1, 1, "stable")


def test_an_account_whose_verdict_hangs_on_a_weight_is_unstable():
    # user 2, buyer -1: with weights 2 and 1/2 it is (4 - 0.5) / 2.5 = 1.4, turned round -0.4
    row = by_account(role_weight_sensitivity(felt(a=(2.0, -1.0)))).loc["a"]

    assert [row["lowest"], row["highest"]] == pytest.approx([-0.4, 1.4])
    assert (row["feels"], row["verdict"]) == ("good", "unstable")
    assert row["turned_by"] in ("user", "buyer")


def test_one_role_cannot_be_outweighed():
    assert role_weight_sensitivity(felt(a=(2.0,)))["verdict"].tolist() == ["one role heard"]


@given(
    st.lists(st.floats(-2, 2).map(lambda one: round(one, 3)), min_size=2, max_size=3),
    st.floats(1.1, 4),
)
@settings(max_examples=60, deadline=None)
def test_no_weight_in_the_range_gives_a_score_outside_it(values, factor):
    row = role_weight_sensitivity(felt(a=values), factor=factor).iloc[0]
    steps = np.geomspace(1 / factor, factor, 7)

    scores = [np.average(values, weights=one) for one in product(steps, repeat=len(values))]

    assert min(scores) == pytest.approx(row["lowest"], abs=1e-8)
    assert max(scores) == pytest.approx(row["highest"], abs=1e-8)


def test_the_verdict_is_that_of_a_fine_grid_of_weights():
    feelings = role_feelings(*_voices_of(buying_groups(4, accounts=25)))
    table = role_weight_sensitivity(feelings, factor=2)
    draw = np.random.default_rng(1)
    each = feelings.groupby(["account_id", "role"])["felt"].mean()

    for account, row in by_account(table).iterrows():
        values = each[account].to_numpy()
        tried = {
            feels(float(np.average(values, weights=2.0 ** draw.uniform(-1, 1, len(values)))))
            for _ in range(300)
        }
        assert row["verdict"] != "stable" or tried == {row["feels"]}
        if row["verdict"] == "unstable":  # the ends themselves tell two verdicts
            assert feels(row["lowest"]) != feels(row["highest"])


def test_a_rank_that_no_weight_can_change_is_stable_and_another_is_not():
    table = by_account(
        role_weight_sensitivity(felt(low=(-2.0, -1.8), near=(1.5, -0.5), far=(0.0, 0.9)))
    )

    assert table.loc["low", ["rank", "first", "last", "rank_verdict"]].tolist() == [
        1,
        1,
        1,
        "stable",
    ]
    assert table.loc["near", "rank_verdict"] == "unstable"
    assert table.loc["near", ["first", "last"]].tolist() == [2, 3]


def test_ranks_of_drawn_weights_never_leave_the_range_found():
    feelings = role_feelings(*_voices_of(buying_groups(5, accounts=12)))
    table = by_account(role_weight_sensitivity(feelings)).sort_index()
    each = feelings.groupby(["account_id", "role"])["felt"].mean().unstack()
    draw = np.random.default_rng(2)
    outside = 0
    for _ in range(300):
        weights = 2.0 ** draw.uniform(-1, 1, each.shape[1])
        scores = (each * weights).sum(axis=1) / (each.notna() * weights).sum(axis=1)
        ranks = scores.round(9).rank(method="min")
        outside += int(((ranks < table["first"]) | (ranks > table["last"])).sum())

    assert outside == 0


def test_more_than_seven_roles_are_tried_by_seeded_draws():
    rows = (
        felt(a=(1.0,))
        .loc[[0] * 9]
        .assign(role=[f"role {n}" for n in range(9)], felt=np.linspace(-2, 2, 9))
    )

    one, other = (role_weight_sensitivity(rows, seed=3) for _ in range(2))

    pd.testing.assert_frame_equal(one, other)
    assert one["verdict"].tolist() == ["unstable"]


def test_a_stated_weight_of_nothing_leaves_the_role_out():
    table = role_weight_sensitivity(felt(a=(2.0, -2.0)), weights={"buyer": 0})

    assert table[["value", "verdict"]].values.tolist() == [[2.0, "one role heard"]]


def test_nobody_gives_an_empty_table():
    assert role_weight_sensitivity(felt()).empty


def test_a_factor_that_moves_nothing_is_refused():
    with pytest.raises(ParameterProblem) as problem:
        role_weight_sensitivity(felt(a=(1.0,)), factor=1)

    assert str(problem.value) == (
        "factor is 1. It says how far weights are moved and is above 1; 2 tries half and double."
    )


def test_a_weight_below_nothing_is_refused():
    with pytest.raises(ParameterProblem) as problem:
        role_weight_sensitivity(felt(a=(1.0,)), weights={"buyer": -1})

    assert str(problem.value) == "1 role weights are below 0: buyer -1. A weight is 0 or more."


def _voices_of(world):
    return world.evidence.voices, world.evidence.contacts, world.journey_map
