"""Key drivers: shares, how sure their order is, and when it cannot be told."""

import numpy as np
import pandas as pd
import pytest
from tests.ground.driver_cases import ATTITUDE

from cxworkbench.ground.errors import DataProblem
from cxworkbench.insight.drivers import drivers_of


def answers(n, seed=1, strength=(1.0, 0.3, 0.0)):
    rng = np.random.default_rng(seed)
    common = rng.normal(size=(n, 1))
    drivers = (common + rng.normal(size=(n, len(strength)))) / np.sqrt(2)
    table = pd.DataFrame(drivers, columns=[f"d{place}" for place in range(len(strength))])
    return table.assign(y=drivers @ strength + rng.normal(size=n))


def names(table):
    return [name for name in table if name.startswith("d")]


def test_shares_of_the_departments_have_intervals_and_both_methods():
    found = drivers_of(ATTITUDE, "rating", [name for name in ATTITUDE if name != "rating"])

    first = found.table.iloc[0]
    assert found.fit == pytest.approx(0.732602, abs=1e-6)  # R's attitude data
    assert (first["driver"], round(first["share"], 6)) == (
        "complaints",
        round(0.370816 / 0.732602, 6),
    )
    assert first["weight_share"] == pytest.approx(0.362760 / 0.732602, abs=2e-6)
    assert (first["share_low"], first["share_high"]) == pytest.approx((0.2, 0.7), abs=0.15)
    assert found.table["share"].sum() == pytest.approx(1)
    assert found.table["rank"].tolist() == [1, 2, 3, 4, 5, 6]


def test_a_strong_driver_is_clear_and_two_alike_are_open():
    clear = drivers_of(answers(200), "y", ["d0", "d1", "d2"]).table
    level = drivers_of(answers(60, strength=(0.5, 0.5, 0.5)), "y", ["d0", "d1", "d2"]).table

    assert clear[["driver", "tier"]].values.tolist()[0] == ["d0", "clear"]
    assert set(level["tier"]) <= {"open", "likely"}
    assert level.iloc[0]["rank_high"] > 1


def test_too_few_accounts_cannot_tell_and_give_correlations():
    found = drivers_of(answers(14), "y", ["d0", "d1", "d2"])

    assert not found.told
    assert found.why == "14 accounts answered everything; 3 drivers ask for at least 15"
    assert set(found.table["tier"]) == {"cannot tell"}
    assert found.table[["share", "p_top", "rank"]].isna().all(axis=None)
    assert (
        found.table[["correlation", "correlation_low", "correlation_high"]].notna().all(axis=None)
    )


def test_no_more_than_chance_cannot_tell():
    found = drivers_of(answers(60, strength=(0, 0, 0)), "y", ["d0", "d1", "d2"])

    assert found.why == (
        "all 3 drivers together explain no more than chance would over 60 accounts"
    )
    assert set(found.table["tier"]) == {"cannot tell"}


def test_accounts_not_rows_are_counted_and_drawn():
    table = answers(40)
    table = pd.concat([table.assign(who=table.index)] * 5)

    by_row = drivers_of(table, "y", ["d0", "d1", "d2"]).table
    by_account = drivers_of(table, "y", ["d0", "d1", "d2"], "who").table
    once = drivers_of(answers(40), "y", ["d0", "d1", "d2"]).table

    assert by_account["share_low"].tolist() == pytest.approx(once["share_low"].tolist())
    width = by_row["share_high"] - by_row["share_low"]
    assert (width < 0.7 * (once["share_high"] - once["share_low"])).all()


def test_drivers_too_alike_are_put_together():
    table = answers(100)
    rng = np.random.default_rng(2)
    table["d3"] = table["d0"] + 0.1 * rng.normal(size=100)

    found = drivers_of(table, "y", names(table))

    assert found.answers.groups == (("d0", "d3"),)
    assert found.table.iloc[0]["driver"] == "d0 + d3"
    assert found.table.iloc[0]["items"] == ("d0", "d3")


def test_missing_answers_are_left_out_by_the_rule_and_counted():
    table = answers(100)
    table.loc[:9, "y"] = np.nan
    table.loc[10:69, "d2"] = np.nan
    table.loc[70:74, "d1"] = np.nan
    table["d4"] = 3.0

    found = drivers_of(table, "y", names(table)).answers

    assert (found.rows, found.no_outcome, found.incomplete) == (100, 10, 5)
    assert (found.left_out, found.flat, found.accounts) == (("d2",), ("d4",), 85)


def test_a_slope_against_its_correlation_is_flagged():
    rng = np.random.default_rng(4)
    d0 = rng.normal(size=300)
    d1 = 0.7 * d0 + 0.7 * rng.normal(size=300)
    table = pd.DataFrame({"d0": d0, "d1": d1, "y": d0 - 0.4 * d1 + 0.5 * rng.normal(size=300)})

    found = drivers_of(table, "y", ["d0", "d1"]).table.set_index("driver")

    assert found.loc["d1", ["sign", "flagged"]].tolist() == ["+", True]
    assert found.loc["d0", ["sign", "flagged"]].tolist() == ["+", False]


def test_more_than_twelve_drivers_are_shared_by_relative_weights():
    table = answers(150, strength=(1.0,) + (0.1,) * 13)

    found = drivers_of(table, "y", names(table), draws=50)

    assert found.method == "relative weights"
    assert found.table["share"].tolist() == pytest.approx(found.table["weight_share"].tolist())


def test_the_same_seed_gives_the_same_table():
    table = answers(50)

    one, again, other = (drivers_of(table, "y", ["d0", "d1"], seed=s).table for s in (1, 1, 2))

    pd.testing.assert_frame_equal(one, again)
    assert not one.equals(other)


@pytest.mark.parametrize(
    ("drivers", "told"),
    [
        (
            ["d0", "d_1"],
            "1 of 3 columns are not in the table: 'd_1'. Did you mean 'd1'? It has: d0, d1, d2, y.",
        ),
        (
            ["d0", "y"],
            "2 drivers were named: 'd0', 'y'. Name at least one, each once, and not the outcome "
            "'y' itself.",
        ),
    ],
)
def test_wrong_columns_are_refused(drivers, told):
    with pytest.raises(DataProblem) as refused:
        drivers_of(answers(30), "y", drivers)

    assert str(refused.value) == told


def test_words_are_refused():
    with pytest.raises(DataProblem) as refused:
        drivers_of(answers(30).assign(d1="good"), "y", ["d0", "d1"])

    assert str(refused.value) == (
        "1 of 3 columns do not hold numbers: 'd1'. Drivers and outcome are answers on a scale; "
        "turn words into numbers first."
    )
