"""How few accounts make up the revenue, and which of them may leave."""

import numpy as np
import pandas as pd

from cxworkbench.voice.value import concentration, risk_list, value_loyalty, value_tiers


def accounts_worth(*revenue, **columns):
    ids = [f"a{n}" for n in range(len(revenue))]
    given = {"recommendation": np.nan, "days_to_contract_end": np.nan, **columns}
    return pd.DataFrame({"account_id": ids, "name": ids, "revenue": revenue, **given})


def test_shares_add_up_from_the_largest_to_one():
    table = concentration(accounts_worth(10.0, 60.0, 30.0))

    assert table["account_id"].tolist() == ["a1", "a2", "a0"]
    assert table["cumulative_share"].round(9).tolist() == [0.6, 0.9, 1.0]
    assert table["tier"].tolist() == ["high", "middle", "low"]


def test_the_high_tier_is_the_fewest_accounts_with_half_the_revenue():
    assert value_tiers(accounts_worth(50.0, 30.0, 20.0)).tolist() == ["high", "middle", "low"]
    assert value_tiers(accounts_worth(49.0, 31.0, 20.0)).tolist() == ["high", "high", "low"]


def test_ties_in_revenue_go_by_id():
    assert concentration(accounts_worth(5.0, 5.0))["account_id"].tolist() == ["a0", "a1"]


def test_missing_revenue_is_no_revenue_and_no_nought():
    profile = accounts_worth(100.0, None)

    assert len(concentration(profile)) == 1
    assert value_tiers(profile).tolist() == ["high", "unknown"]


def test_negative_revenue_is_kept():
    table = concentration(accounts_worth(100.0, -20.0))

    assert table["revenue"].tolist() == [100.0, -20.0]
    assert table["cumulative_share"].round(9).tolist() == [1.25, 1.0]


def test_a_total_that_is_not_positive_has_no_shares():
    table = concentration(accounts_worth(0.0, -1.0))

    assert table["share"].isna().all()
    assert table["tier"].tolist() == ["unknown", "unknown"]


def test_the_matrix_holds_every_account_once():
    profile = accounts_worth(60.0, 30.0, 10.0, None, recommendation=[9.0, 3.0, np.nan, 7.0])

    table = value_loyalty(profile)

    counted = table.loc[table["accounts"] > 0].set_index(["value", "loyalty"])["accounts"]
    assert counted.to_dict() == {
        ("high", "promoter"): 1,
        ("middle", "detractor"): 1,
        ("low", "unknown"): 1,
        ("unknown", "passive"): 1,
    }
    assert len(table) == 16
    assert table["revenue_share"].sum() == 1


def test_the_risk_list_names_valuable_accounts_with_the_reason():
    profile = accounts_worth(
        40.0,
        30.0,
        20.0,
        5.0,
        5.0,
        recommendation=[9.0, 7.0, 2.0, 0.0, 9.0],
        days_to_contract_end=[10.0, 30.0, 181.0, 5.0, np.nan],
    )

    risks = risk_list(profile)

    assert risks[["account_id", "reason"]].values.tolist() == [
        ["a1", "contract ends in 30 days"],
        ["a2", "would not recommend us"],
    ]


def test_a_contract_that_is_over_is_said_to_be_over_and_not_to_end_soon():
    risks = risk_list(accounts_worth(9.0, recommendation=7.0, days_to_contract_end=-3.0))

    assert risks["reason"].tolist() == ["contract ended 3 days ago"]
