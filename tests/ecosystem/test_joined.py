"""What joined records say of a chain, and when they say nothing."""

import numpy as np
import pandas as pd
import pytest
from tests.ecosystem.test_closed_forms import two_steps_of_one_supplier

from cxworkbench.ecosystem.chain import chain_of
from cxworkbench.ecosystem.chains import gated, series
from cxworkbench.ecosystem.joined import estimated, joined_of, reach_ranges
from cxworkbench.ecosystem.reach import three_ways
from cxworkbench.ground.errors import DataProblem


def orders(n, *rates, seed=1):
    """Orders of a series whose companies succeed independently."""
    draw = np.random.default_rng(seed)
    names = [f"{chr(ord('a') + k)}-does" for k in range(len(rates))]
    return pd.DataFrame(
        {name: draw.random(n) < rate for name, rate in zip(names, rates, strict=True)}
    )


def test_a_small_table_gives_the_shares_one_can_count():
    chain = series(0.5, 0.5)
    records = pd.DataFrame({"a-does": [1, 1, 1, 0], "b-does": [1, 0, 1, 1]}).astype(bool)

    own = estimated(chain, joined_of(chain, records)).own[:, 0]

    assert own == pytest.approx([(3 + 0.5) / 5, (3 + 0.5) / 5])


def test_criticality_is_how_much_rarer_it_is_met_when_the_input_failed():
    chain = chain_of(two_steps_of_one_supplier())
    rows = (
        [(1, 1, 1)] * 90 + [(1, 0, 1)] * 10  # x is met in 90 of 100 when s is right
        + [(0, 1, 0)] * 45 + [(0, 0, 0)] * 55  # and in 45 of 100 when it failed; y never
    )  # fmt: skip
    records = pd.DataFrame(rows, columns=["s", "x", "y"]).astype(bool)
    found = estimated(chain, joined_of(chain, records))
    passed = {chain.nodes[place].id: float(c[0, 0]) for place, c in found.passed_on.items()}

    assert passed["x"] == pytest.approx(0.5, abs=0.01)
    assert passed["y"] == pytest.approx(1.0, abs=0.01)


def test_failures_that_all_fall_together_are_seen_as_coinciding():
    chain = series(0.5, 0.5)
    together = np.random.default_rng(2).random(2_000)
    records = pd.DataFrame({"a-does": together < 0.9, "b-does": together < 0.8})
    settings = estimated(chain, joined_of(chain, records), replicates=100)
    apart = estimated(chain, joined_of(chain, orders(2_000, 0.9, 0.8)), replicates=100)

    assert settings.coincidence[2][0] == pytest.approx(1.0, abs=0.02)
    assert (apart.coincidence[2] == 0).all()


def test_a_shared_supplier_is_not_taken_for_coinciding_failures():
    chain = chain_of(two_steps_of_one_supplier())
    draw = np.random.default_rng(4)
    s = draw.random(3_000) < 0.8
    x, y = (s & (draw.random(3_000) < 0.9) for _ in range(2))
    records = pd.DataFrame({"s": s, "x": x, "y": y})

    found = estimated(chain, joined_of(chain, records), replicates=100)

    assert all((theta == 0).all() for theta in found.coincidence.values())


def test_the_range_of_reach_holds_the_truth_of_a_series():
    chain = series(0.5, 0.5, 0.5)  # the record's own guesses do not matter
    true = three_ways(series(0.9, 0.8, 0.95))["reaches"].to_numpy()

    found = reach_ranges(chain, joined_of(chain, orders(2_000, 0.9, 0.8, 0.95)))

    assert (found["told"] == "yes").all()
    assert ((found["reaches_low"] < true) & (true < found["reaches_high"])).all()
    assert (found["reaches_high"] - found["reaches_low"]).max() < 0.1


def test_below_200_joined_records_no_figure_is_told():
    chain = series(0.5, 0.5)

    found = reach_ranges(chain, joined_of(chain, orders(199, 0.9, 0.8)))

    assert (found["told"] == "cannot tell").all()
    assert found.drop(columns=["company", "records", "told"]).isna().all(axis=None)


def test_orders_of_one_company_are_drawn_together():
    chain = series(0.5, 0.5)
    records = orders(400, 0.9, 0.8)
    doubled = pd.concat([records, records]).assign(whose=list(range(400)) * 2)

    alone = reach_ranges(chain, joined_of(chain, doubled))
    together = reach_ranges(chain, joined_of(chain, doubled, cluster="whose"))

    def width(table):
        return float((table["reaches_high"] - table["reaches_low"]).mean())

    assert 1.2 < width(together) / width(alone) < 1.7  # twice the same orders tell nothing new


def test_an_interaction_without_a_column_is_named():
    chain = series(0.5, 0.5)

    with pytest.raises(DataProblem) as problem:
        joined_of(chain, pd.DataFrame({"a-does": [True]}))

    assert str(problem.value).startswith(
        "1 company interactions have no column in the joined records: 'b-does'."
    )


def test_orders_that_go_one_way_of_several_are_followed_there():
    chain = gated("mix", [0.5, 0.5], weights=[0.5, 0.5])
    records = pd.DataFrame({"a-does": [True, None], "b-does": [None, False]}, dtype="boolean")

    assert joined_of(chain, records).met[:, -1].tolist() == [1.0, 0.0]
