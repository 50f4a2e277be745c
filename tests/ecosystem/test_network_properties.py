"""What must hold for every partner chain, tried on made-up ones."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ecosystem.chain import chain_of
from cxworkbench.ecosystem.contribution import shortfall_shares
from cxworkbench.ecosystem.gates import combined
from cxworkbench.ecosystem.importance import importance
from cxworkbench.ecosystem.outcome import gradient, outcome_of
from cxworkbench.ecosystem.reach import three_ways, who_stops
from cxworkbench.records.partners import (
    Company,
    CompanyInteraction,
    Gate,
    Needs,
    Partners,
    Rate,
)

RATES = st.floats(0.05, 1.0).map(lambda x: round(x, 3))


@st.composite
def networks(draw, most=8, operators=("and", "or", "k of n", "noisy and", "mix", "table")):
    """Up to so many interactions of up to four companies under gates, suppliers shared freely."""
    n = draw(st.integers(2, most))
    companies = draw(st.integers(2, 4))
    exchanges = []
    for k in range(n):
        fed_by = draw(st.sets(st.integers(0, k - 1), max_size=2)) if k else set()
        needs = tuple(Needs(of=f"i{one}", criticality=draw(RATES)) for one in sorted(fed_by))
        exchanges.append(
            CompanyInteraction(
                id=f"i{k}", provider=f"c{draw(st.integers(0, companies - 1))}", recipient="c0",
                sub_process="part", own=Rate(value=draw(RATES)), needs=needs,
                volume=draw(st.sampled_from([0.5, 1.0, 2.0])),
            )
        )  # fmt: skip
    fed = {need.of for one in exchanges for need in one.needs}
    loose = [one.id for one in exchanges if one.id not in fed]
    gates = []
    while len(loose) > 1 or not gates:
        taken, loose = loose[:3], loose[3:]
        gates.append(draw_gate(draw, f"g{len(gates)}", taken, operators))
        loose.append(gates[-1].id)
    return Partners(
        companies=tuple(Company(id=f"c{k}", name=f"C{k}") for k in range(companies)),
        company_interactions=tuple(exchanges), gates=tuple(gates), value=gates[-1].id,
    )  # fmt: skip


def draw_gate(draw, key, inputs, operators):
    operator = draw(st.sampled_from(operators))
    rising = sorted(draw(RATES) for _ in range(2 ** len(inputs)))
    needs = tuple(Needs(of=one, criticality=draw(RATES), weight=draw(RATES)) for one in inputs)
    ones = [sum(bits) for bits in product((0, 1), repeat=len(inputs))]
    return Gate(
        id=key, name=key, operator=operator, needs=needs, k=draw(st.integers(1, len(inputs))),
        leak=draw(RATES), table=tuple(rising[count] for count in ones),
    )  # fmt: skip


def tried_all(partners):
    """The value by trying every outcome of every own success: slow, and surely right."""
    chain = chain_of(partners)
    needed = {one.id: one for one in (*partners.company_interactions, *partners.gates)}
    passes = [
        (node.id, k) for node in chain.nodes if node.interaction for k in range(len(node.inputs))
    ]
    total = 0.0
    for bits in product((0, 1), repeat=len(chain.own) + len(passes)):
        own = bits[: len(chain.own)]
        absorbed = dict(zip(passes, bits[len(chain.own) :], strict=True))
        weight = np.prod(np.where(own, chain.own, 1 - chain.own))
        for (key, k), bit in absorbed.items():
            passed_on = needed[key].needs[k].criticality
            weight *= 1 - passed_on if bit else passed_on
        if weight:
            total += weight * _one_world(chain, own, absorbed)
    return total


def _one_world(chain, own, absorbed):
    """The value when it is known who succeeds; gates then see zeros and ones, mixes average."""
    state = []
    for node in chain.nodes:
        inputs = np.array([[state[one]] for one in node.inputs]).reshape(-1, 1)
        if node.gate is not None:
            state.append(float(combined(node.gate, inputs)[0]))
        else:
            fed = all(state[one] or absorbed[node.id, k] for k, one in enumerate(node.inputs))
            state.append(float(own[node.own] and fed))
    return state[-1]


@given(networks(most=5))
def test_the_value_is_the_one_of_trying_every_outcome(partners):
    assert float(outcome_of(chain_of(partners)).value[0]) == pytest.approx(
        tried_all(partners), abs=1e-9
    )


@given(networks(), st.floats(0.001, 0.5))
def test_the_three_shares_add_up_to_one(partners, improvement):
    table = three_ways(chain_of(partners), improvement)
    sums = table[["reaches", "stopped", "never_at_stake"]].sum(axis=1, skipna=False)

    room = table["lift"] > 1e-9
    assert sums[room].to_numpy() == pytest.approx(1, abs=1e-6)
    assert table.loc[table["lift"] == 0, "reaches"].isna().all()


@given(networks(operators=("and", "or", "k of n", "noisy and", "mix")))
def test_a_better_own_rate_never_lowers_the_value(partners):
    chain = chain_of(partners)
    better = np.repeat(chain.own[:, None], len(chain.own) + 1, axis=1)
    np.fill_diagonal(better, 1.0)
    values = outcome_of(chain, better).value

    assert (values[:-1] >= values[-1] - 1e-12).all()
    assert (importance(chain)["potential"] >= -1e-12).all()


@given(networks())
def test_the_order_of_companies_changes_nothing(partners):
    turned = partners.model_copy(
        update={
            "companies": partners.companies[::-1],
            "company_interactions": partners.company_interactions[::-1],
        }
    )

    def told(record):
        return three_ways(chain_of(record)).set_index("company").drop(columns="way").sort_index()

    assert np.allclose(told(partners), told(turned), atol=1e-12, equal_nan=True)


@given(networks())
def test_what_is_stopped_is_shared_among_the_others_without_a_rest(partners):
    chain = chain_of(partners)
    table = three_ways(chain).set_index("company")
    for company in chain.companies:
        if table.loc[company, "lift"] > 1e-9:
            stops = who_stops(chain, company)["stops"].sum()
            assert stops == pytest.approx(table.loc[company, "stopped"], abs=1e-7)


@given(networks())
def test_shares_of_the_shortfall_add_up_to_it(partners):
    chain = chain_of(partners)
    settings = np.stack([chain.own, np.maximum(chain.own, chain.cap)], axis=1)
    now, best = outcome_of(chain, settings).value

    assert shortfall_shares(chain)["share"].sum() == pytest.approx(best - now, abs=1e-9)


@given(networks(most=6))
def test_the_gradient_is_the_slope_of_the_products(partners):
    chain = chain_of(partners)
    own = chain.own[:, None] * 0.9
    step = 1e-6
    shifted = np.repeat(own, len(own), axis=1) + step * np.eye(len(own))
    rise = outcome_of(chain, shifted, way="products").value
    flat = outcome_of(chain, own, way="products").value

    assert gradient(chain, own)[:, 0] == pytest.approx((rise - flat) / step, abs=1e-4)


def test_an_interaction_that_nothing_rests_on_is_redundant():
    partners = Partners(
        companies=(Company(id="c0", name="C0"),),
        company_interactions=tuple(
            CompanyInteraction(id=key, provider="c0", recipient="c0", sub_process="part",
                               own=Rate(value=0.5))
            for key in ("used", "unused")
        ),
        value="used",
    )  # fmt: skip

    assert chain_of(partners).interactions == ("used",)
