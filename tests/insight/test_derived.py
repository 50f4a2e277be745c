"""Derived importance: shares where they can be told of all, else nothing."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.insight.derived import derived_importance


def rated(accounts, *, seed=1):
    """Experience at three touchpoints that go together, of which the first alone decides."""
    rng = np.random.default_rng(seed)
    liking = rng.normal(size=accounts)
    names = [f"a{n}" for n in range(accounts)]
    felt = {
        at: pd.Series(liking + rng.normal(size=accounts), names) for at in ("one", "two", "three")
    }
    return felt, felt["one"] + pd.Series(rng.normal(size=accounts) * 0.3, names)


def test_what_decides_is_most_important_and_squares_add_up_to_what_is_explained():
    felt, outcome = rated(60)

    found = derived_importance(felt, outcome)

    assert max(found, key=lambda at: found[at].value) == "one"
    assert 0.8 < sum(one.value**2 for one in found.values()) <= 1
    assert all(one.low <= one.value <= one.high for one in found.values())


@pytest.mark.parametrize("accounts", [0, 3, 14])
def test_fewer_than_five_accounts_a_touchpoint_tell_no_shares(accounts):
    assert derived_importance(*rated(accounts)) == {}


def test_where_one_was_rated_by_less_than_half_no_shares_are_told():
    felt, outcome = rated(60)
    felt["three"] = felt["three"].iloc[:20]

    assert derived_importance(felt, outcome) == {}


def test_what_fewer_than_five_accounts_rated_stands_in_nobodys_way():
    felt, outcome = rated(60)
    felt["three"] = felt["three"].iloc[:4]

    assert set(derived_importance(felt, outcome)) == {"one", "two"}


def test_what_goes_with_recommending_less_is_below_zero():
    felt, outcome = rated(60)
    felt["one"] = -felt["one"]

    found = derived_importance(felt, outcome)["one"]

    assert found.low <= found.value <= found.high < 0


def test_no_more_than_chance_tells_no_shares():
    felt, _ = rated(40)
    rng = np.random.default_rng(9)

    assert derived_importance(felt, pd.Series(rng.normal(size=40), felt["one"].index)) == {}


def test_the_same_rows_in_another_order_give_the_same():
    felt, outcome = rated(60)
    turned = {at: each.iloc[::-1] for at, each in felt.items()}

    assert derived_importance(felt, outcome) == derived_importance(turned, outcome)
