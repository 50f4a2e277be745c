"""The worked point-of-sale example: every figure of it, and what a common mistake makes of it."""

import numpy as np
import pandas as pd
import pytest
from tests.ecosystem.pos_demo import pos_demo

from cxworkbench.ecosystem.chain import chain_of
from cxworkbench.ecosystem.contribution import shortfall_shares
from cxworkbench.ecosystem.outcome import delivered, outcome_of
from cxworkbench.ecosystem.own_rates import own_from_delivered
from cxworkbench.ecosystem.plans import best_plan, compared_plans
from cxworkbench.ecosystem.promise import consistency
from cxworkbench.ecosystem.reach import three_ways, who_stops
from cxworkbench.ground.errors import DataProblem


@pytest.fixture(scope="module")
def chain():
    return chain_of(pos_demo())


def test_the_value(chain):
    assert float(outcome_of(chain).value[0]) == pytest.approx(0.754, abs=5e-4)


def test_what_reaches_of_the_hardware_makers_improvement(chain):
    row = three_ways(chain).set_index("company").loc["pos-hw"]

    told = row[["reaches", "stopped", "never_at_stake"]].astype(float).to_numpy()
    assert told == pytest.approx([0.44, 0.08, 0.48], abs=0.005)


def test_who_stops_the_hardware_maker(chain):
    stops = who_stops(chain, "pos-hw").set_index("company")["stops"]

    assert stops["retailer"] == pytest.approx(0.050, abs=5e-4)
    assert stops["pos-sw"] == pytest.approx(0.033, abs=5e-4)
    assert stops.drop(["retailer", "pos-sw"]).to_numpy() == pytest.approx(0, abs=1e-9)


def test_whose_the_shortfall_is(chain):
    shares = shortfall_shares(chain).set_index("company")["share"]

    assert shares.sum() == pytest.approx(0.246, abs=5e-4)
    assert shares.to_dict() == pytest.approx(
        {"retailer": 0.105, "pos-sw": 0.054, "pos-hw": 0.030, "carrier-b": 0.025,
         "ecom": 0.017, "carrier-a": 0.017}, abs=6e-4,
    )  # fmt: skip


def test_a_budget_of_3_together_and_alone(chain):
    table = compared_plans(chain, 3.0).set_index("plan")
    alone = table.drop(["together", "equal parts"])

    assert table.loc["together", "value"] == pytest.approx(0.836, abs=5e-4)
    assert alone["value"].idxmax() == "retailer"
    assert alone["value"].max() == pytest.approx(0.828, abs=5e-4)
    assert alone.loc["retailer", "multiplier"] == pytest.approx(1.10, abs=0.01)


def test_delivered_rates_taken_for_own_ones_count_failures_twice(chain):
    rates = delivered(chain, chain.own[:, None])[:, 0]
    mistaken = {
        node.id: float(rate)
        for node, rate in zip(chain.nodes, rates, strict=True)
        if node.interaction
    }
    own = np.array([[mistaken[one]] for one in chain.interactions])

    assert float(outcome_of(chain, own).value[0]) == pytest.approx(0.645, abs=5e-4)


def test_own_rates_are_got_back_from_delivered_ones(chain):
    arrived = dict(
        zip(
            [node.id for node in chain.nodes],
            delivered(chain, chain.own[:, None])[:, 0],
            strict=True,
        )
    )
    for node in chain.nodes:
        if node.interaction:
            needs = {need.of: need.criticality for need in node.interaction.needs}
            inputs = {one: float(arrived[one]) for one in needs}
            back = own_from_delivered(float(arrived[node.id]), inputs, needs)
            assert back == pytest.approx(node.interaction.own.value, abs=1e-12)


def test_a_delivered_rate_above_what_arrives_is_refused():
    with pytest.raises(DataProblem, match=r"A delivered rate of 0\.95 is more than its inputs let"):
        own_from_delivered(0.95, {"a": 0.5}, {"a": 1.0})


def test_the_brand_example_splits_without_a_rest():
    rows = [
        ("retailer", "checkout service", 0.35, 0.80, 0.85),
        ("retailer", "pick and pack", 0.25, 0.75, 0.80),
        ("carrier-a", "deliver A", 0.24, 0.70, 0.90),
        ("carrier-b", "deliver B", 0.16, 0.50, 0.60),
    ]
    kept = pd.DataFrame(
        [
            (company, place, exposure, attribute, promised, got)
            for company, place, exposure, *both in rows
            for attribute, promised, got in (
                ("effortless", 0.85, both[0]), ("on time", 0.90, both[1]),
            )
        ],
        columns=["company", "touchpoint", "exposure", "attribute", "promised", "delivered"],
    )  # fmt: skip

    found = consistency(kept)

    assert found.index == pytest.approx(0.826, abs=5e-4)
    assert found.shares == pytest.approx(
        {"collective": 0.57, "between": 0.41, "within": 0.02}, abs=0.005
    )
    missed = (kept["exposure"] * (kept["delivered"] - kept["promised"]) ** 2).sum()
    split = found.attributes[["collective", "between", "within"]].to_numpy().sum()
    assert split == pytest.approx(missed, abs=1e-12)


def test_a_promise_that_is_kept_everywhere_has_index_1():
    kept = pd.DataFrame(
        {"company": ["a", "b"], "touchpoint": ["x", "y"], "exposure": [1.0, 2.0],
         "attribute": "on time", "promised": 0.9, "delivered": 0.9}
    )  # fmt: skip

    assert consistency(kept).index == pytest.approx(1.0, abs=1e-12)


def test_spending_nothing_changes_nothing(chain):
    assert best_plan(chain, 0.0).value == pytest.approx(0.754, abs=5e-4)
