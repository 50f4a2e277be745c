"""Known answers of the partner chain: closed forms that the calculation must reproduce."""

import numpy as np
import pytest

from cxworkbench.ecosystem.chain import chain_of
from cxworkbench.ecosystem.chains import gated, series
from cxworkbench.ecosystem.contribution import path_shares, series_shares, shortfall_shares
from cxworkbench.ecosystem.gates import combined
from cxworkbench.ecosystem.outcome import outcome_of
from cxworkbench.ecosystem.reach import three_ways, who_stops
from cxworkbench.ecosystem.sharing import shapley
from cxworkbench.records.partners import (
    Company,
    CompanyInteraction,
    Gate,
    Needs,
    Partners,
    Rate,
)

SHARES = ["reaches", "stopped", "never_at_stake"]


def shares_of(chain, improvement=0.03):
    return three_ways(chain, improvement)[SHARES].to_numpy()


def value_of(chain):
    return float(outcome_of(chain).value[0])


def test_series_multiplies_and_the_others_product_reaches():
    chain = series(0.8, 0.9, 0.95)

    assert value_of(chain) == pytest.approx(0.8 * 0.9 * 0.95, abs=1e-12)
    assert shares_of(chain) == pytest.approx(
        np.array([[0.855, 0.145, 0], [0.76, 0.24, 0], [0.72, 0.28, 0]]), abs=1e-9
    )


def test_perfect_order_of_five_components_is_94_04_percent():
    # supplychainmetric.com, perfect order measure: 99.95, 99.2, 96, 99 and 99.8 percent
    assert value_of(series(0.9995, 0.992, 0.96, 0.99, 0.998)) == pytest.approx(0.9404, abs=5e-5)


def test_four_components_at_95_percent_are_81_4_percent():
    # cadentresources.com, perfect order
    assert value_of(series(0.95, 0.95, 0.95, 0.95)) == pytest.approx(0.8145, abs=5e-5)


def test_six_interactions_at_95_percent_are_one_poor_journey_in_four():
    # McKinsey, the three Cs of customer satisfaction
    assert value_of(series(*[0.95] * 6)) == pytest.approx(0.735, abs=5e-4)


def test_of_a_mix_the_weight_reaches_and_nothing_is_stopped():
    weights = [0.5, 0.3, 0.2]

    assert shares_of(gated("mix", [0.8, 0.6, 0.9], weights=weights)) == pytest.approx(
        np.array([[w, 0, 1 - w] for w in weights]), abs=1e-9
    )


def test_shares_of_a_mixs_shortfall_are_weight_times_room():
    chain = gated("mix", [0.8, 0.6, 0.9], weights=[0.5, 0.3, 0.2])

    found = shortfall_shares(chain).set_index("company")["share"]

    assert found.to_dict() == pytest.approx({"a": 0.1, "b": 0.12, "c": 0.02}, abs=1e-12)


def test_of_a_weakest_link_only_the_bottleneck_reaches():
    assert shares_of(gated("min", [0.9, 0.75, 0.8]))[:, 0] == pytest.approx([0, 1, 0], abs=1e-9)


def test_all_links_below_a_company_stop_it_in_equal_shares():
    stopped = who_stops(gated("min", [0.9, 0.75, 0.8, 0.95]), "a").set_index("company")["stops"]

    assert stopped.to_dict() == pytest.approx({"b": 0.5, "c": 0.5, "d": 0.0}, abs=1e-9)


@pytest.mark.parametrize(
    ("criticality", "expected"),
    [((0.4, 1.0), (0.36, 0.04, 0.60)), ((0.4, 0.4), (0.384, 0.016, 0.60))],
)
def test_recovery_keeps_most_of_an_improvement_from_mattering(criticality, expected):
    chain = gated("noisy and", [0.8, 0.9], criticality=criticality)

    assert shares_of(chain)[0] == pytest.approx(expected, abs=1e-9)


def test_two_players_of_a_series_share_the_shortfall_as_the_formula_says():
    q1, q2 = 0.8, 0.5
    found = shortfall_shares(series(q1, q2)).set_index("company")["share"]

    assert found["a"] == pytest.approx(0.5 * (1 - q1) * (1 + q2), abs=1e-12)
    assert found["b"] == pytest.approx(0.5 * (1 - q2) * (1 + q1), abs=1e-12)


def test_a_weakest_links_shortfall_is_shared_as_in_the_airport_game():
    rates = np.array([0.5, 0.7, 0.8, 0.95])
    steps = np.diff([*rates, 1.0]) / np.arange(1, 5)

    found = shortfall_shares(gated("min", rates)).set_index("company")["share"]

    assert found.loc[list("abcd")].to_numpy() == pytest.approx(
        [steps[k:].sum() for k in range(4)], abs=1e-12
    )


@pytest.mark.parametrize("n", [1, 2, 5, 12])
def test_quadrature_shares_of_a_series_equal_going_through_all_sets(n):
    rates = np.random.default_rng(n).uniform(0.3, 1.0, n)
    ids = [chr(ord("a") + k) for k in range(n)]

    exact = shortfall_shares(series(*rates)).set_index("company")["share"].loc[ids]

    assert series_shares(rates) == pytest.approx(exact.to_numpy(), abs=1e-12)
    along = path_shares(series(*rates)).set_index("company")["share"].loc[ids]
    assert along.to_numpy() == pytest.approx(exact.to_numpy(), abs=1e-12)


@pytest.mark.parametrize(
    ("theta", "of_the_strong", "of_the_weak"),
    [(0, 0.49, 0.59), (0.25, 0.37, 0.69), (0.5, 0.25, 0.80), (0.75, 0.12, 0.90), (1, 0.0, 1.0)],
)
def test_reach_depends_on_how_far_failures_coincide(theta, of_the_strong, of_the_weak):
    # Five links at .90 beside one at .75; a small improvement, so that no order changes.
    chain = gated("and", [0.9, 0.9, 0.9, 0.9, 0.9, 0.75], coincidence=theta)

    reach = shares_of(chain, 1e-6)[:, 0]

    assert reach[0] == pytest.approx(of_the_strong, abs=0.005)
    assert reach[-1] == pytest.approx(of_the_weak, abs=0.005)


def test_a_supplier_of_two_steps_is_counted_once():
    chain = chain_of(two_steps_of_one_supplier())

    assert value_of(chain) == pytest.approx(0.648, abs=1e-12)
    assert outcome_of(chain).way == "exact"
    assert float(outcome_of(chain, way="products").value[0]) == pytest.approx(0.5184, abs=1e-12)
    drawn = outcome_of(chain, way="sampled", samples=20_000)
    assert abs(float(drawn.value[0]) - 0.648) < 4 * float(drawn.error[0])


@pytest.mark.parametrize("rates", [(0.9, 0.8), (0.6, 0.7, 0.9), (0.2, 0.3, 0.1)])
def test_all_must_go_right_stays_within_frechets_bounds(rates):
    x = np.array(rates)[:, None]
    least = max(0.0, sum(rates) - len(rates) + 1)
    values = [
        float(combined(Gate(id="g", name="g", operator="and", coincidence=theta,
                            needs=tuple(Needs(of=str(n)) for n in range(len(rates)))), x)[0])
        for theta in (0, 0.3, 1)
    ]  # fmt: skip

    assert least <= values[0] <= values[1] <= values[2] == min(rates)


def test_power_means_pass_from_weakest_link_over_geometric_to_arithmetic():
    rates = [0.9, 0.4]
    levels = [value_of(gated("power", rates, exponent=rho)) for rho in (-2000, -1, 0, 0.5, 1)]

    assert levels[0] == pytest.approx(0.4, abs=1e-3)
    assert levels[2] == pytest.approx(0.6)
    assert levels[4] == pytest.approx(0.65)
    assert levels == sorted(levels)


def test_an_or_of_two_needs_only_one():
    assert value_of(gated("or", [0.9, 0.8])) == pytest.approx(0.98)
    assert (shares_of(gated("or", [0.9, 0.8]))[:, 1] < 0).all()  # they stand in for each other


def test_two_of_three_is_the_binomial_tail():
    needs = tuple(Needs(of=one) for one in "abc")
    gate = Gate(id="g", name="g", operator="k of n", k=2, needs=needs)

    assert float(combined(gate, np.full((3, 1), 0.9))[0]) == pytest.approx(0.972)


def test_a_table_weighs_each_pattern_by_its_chance():
    needs = (Needs(of="a"), Needs(of="b"))
    gate = Gate(id="g", name="g", operator="table", needs=needs, table=(0, 0.3, 0.2, 1.0))

    assert float(combined(gate, np.array([[0.8], [0.9]]))[0]) == pytest.approx(
        0.2 * 0.9 * 0.3 + 0.8 * 0.1 * 0.2 + 0.8 * 0.9
    )


def test_sampled_shares_add_up_and_enclose_the_exact_ones():
    rates = np.random.default_rng(3).uniform(0.5, 0.95, 6)

    def worth(sets):
        return np.prod(np.where(sets == 1, 1.0, rates), axis=1)

    drawn = shapley(worth, 6, permutations=400, seed=5, most_exact=0)

    assert drawn.way == "sampled"
    assert drawn.share.sum() == pytest.approx(1 - np.prod(rates), abs=1e-12)
    wide = 2 * (drawn.high - drawn.low)
    assert (np.abs(drawn.share - series_shares(rates)) <= wide).all()


def two_steps_of_one_supplier():
    def gives(key, own, *needs):
        return CompanyInteraction(
            id=key, provider=f"co-{key}", recipient="co-s", sub_process=key, own=Rate(value=own),
            needs=tuple(Needs(of=one) for one in needs),
        )  # fmt: skip

    return Partners(
        companies=tuple(Company(id=f"co-{one}", name=one) for one in "sxy"),
        company_interactions=(gives("s", 0.8), gives("x", 0.9, "s"), gives("y", 0.9, "s")),
        gates=(Gate(id="both", name="both", operator="and",
                    needs=(Needs(of="x"), Needs(of="y"))),),
        value="both",
    )  # fmt: skip
