"""Where a budget goes: closed forms of plans, and that cooperation never costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ecosystem.chains import gated, series
from cxworkbench.ecosystem.contribution import fewest_to_reach
from cxworkbench.ecosystem.own_rates import elicited
from cxworkbench.ecosystem.plans import best_plan, compared_plans, plan_for_itself
from cxworkbench.ground.errors import ParameterProblem


@pytest.mark.parametrize(("q", "n", "budget"), [(0.8, 3, 1.5), (0.6, 4, 4.0)])
def test_a_symmetric_series_spends_alike_together_and_little_is_won_alone(q, n, budget):
    table = compared_plans(series(*[q] * n), budget).set_index("plan")

    together = (1 - (1 - q) * np.exp(-budget / n)) ** n
    alone = q ** (n - 1) * (1 - (1 - q) * np.exp(-budget))
    assert table.loc["together", "value"] == pytest.approx(together, abs=1e-9)
    assert table.loc["a", "value"] == pytest.approx(alone, abs=1e-9)
    assert table.loc["equal parts", "value"] == pytest.approx(together, abs=1e-9)


def test_in_a_mix_money_fills_up_like_water():
    weights, rates = np.array([0.5, 0.3, 0.2]), np.array([0.8, 0.5, 0.9])
    spend = best_plan(gated("mix", rates, weights=weights), 1.0).spend
    height = np.log(weights * (1 - rates)) - spend

    assert spend.sum() == pytest.approx(1.0, abs=1e-9)
    filled = spend > 1e-9
    assert np.ptp(height[filled]) == pytest.approx(0, abs=1e-6)
    assert (height[~filled] <= height[filled].max() + 1e-6).all()


def test_of_two_equal_weakest_links_neither_alone_wins_anything():
    budget, q = 1.0, 0.7
    table = compared_plans(gated("min", [q, q, 0.95]), budget).set_index("plan")

    assert table.loc[["a", "b", "c"], "gain"].to_numpy() == pytest.approx(0, abs=1e-12)
    assert table.loc["together", "value"] == pytest.approx(
        1 - (1 - q) * np.exp(-budget / 2), abs=1e-5
    )
    assert table.loc["a", "multiplier"] == np.inf


def test_two_who_each_pay_their_own_stop_where_the_next_coin_does_not_come_back():
    q0, worth = 0.6, 12.0
    plan = plan_for_itself(series(q0, q0), worth)
    b = plan.spend[0]
    q = 1 - (1 - q0) * np.exp(-b)

    assert plan.spend[0] == pytest.approx(plan.spend[1], abs=1e-9)
    assert worth / 2 * q * (1 - q0) * np.exp(-b) == pytest.approx(1.0, abs=1e-8)


@settings(max_examples=25)
@given(
    st.lists(st.floats(0.3, 0.98), min_size=2, max_size=4),
    st.sampled_from(["and", "mix", "min"]),
    st.floats(0.1, 3.0),
)
def test_one_alone_never_wins_more_than_all_together(rates, operator, budget):
    table = compared_plans(gated(operator, rates), budget)

    assert (table["gain"].iloc[0] >= table["gain"].iloc[1:] - 1e-9).all()
    assert table["spent"].iloc[0] <= budget + 1e-9


def test_the_fewest_who_reach_a_target_and_one_out_of_reach():
    chain = gated("min", [0.5, 0.7, 0.9])

    assert fewest_to_reach(chain, 0.69) == ("a",)
    assert fewest_to_reach(chain, 0.85) == ("a", "b")
    assert fewest_to_reach(chain, 0.4) == ()
    with pytest.raises(ParameterProblem, match=r"out of reach: with every company at its best"):
        fewest_to_reach(gated("mix", [0.5, 0.7], weights=[1, 1]), 1.01)


@pytest.mark.parametrize("three", [(0.8, 0.7, 0.9), (0.5, 0.5, 0.9), (-0.1, 0.5, 0.9)])
def test_a_range_out_of_order_is_refused(three):
    with pytest.raises(ParameterProblem, match="They rise, from 0 to 1"):
        elicited(*three)


def test_a_judged_range_holds_80_percent():
    belief = elicited(0.6, 0.8, 0.92)
    draws = np.random.default_rng(1).beta(belief.a, belief.b, 200_000)

    assert ((draws > 0.6) & (draws < 0.92)).mean() == pytest.approx(0.8, abs=0.005)
