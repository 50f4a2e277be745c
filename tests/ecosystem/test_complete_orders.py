"""Complete orders: the share by hand, its bounds, open and empty cases, and what is refused."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ecosystem.complete_orders import (
    complete_orders,
    describe_complete_orders,
    missing_part,
    order_conflicts,
)
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.records.evidence import conform, empty


def parts_of(*orders):
    """Each order: account, then the fate of maker's till, carrier's delivery, coder's data."""
    rows = [
        (f"o{number}", account, provider, part, met)
        for number, (account, *fates) in enumerate(orders)
        for (provider, part), met in zip(
            (("maker", "till"), ("carrier", "delivery"), ("coder", "data")), fates, strict=False
        )
    ]  # fmt: skip
    columns = ["order_id", "account_id", "provider", "sub_process", "met"]
    return conform(pd.DataFrame(rows, columns=columns), "company_interactions")


def random_parts(seed=7, orders=300):
    chance = np.random.default_rng(seed)
    return parts_of(
        *((f"a{chance.integers(40)}", *(chance.random(3) < 0.85).tolist()) for _ in range(orders))
    )


def test_an_order_is_complete_only_when_every_part_came():
    table = complete_orders(parts_of(("x", 1, 1, 1), ("x", 1, 0, 1), ("y", 1, 1, 1), ("z", 0, 0)))

    assert table["value"].tolist() == [0.5]
    assert table[["orders", "complete", "incomplete", "open", "accounts"]].iloc[0].tolist() == [
        4, 2, 2, 0, 3,
    ]  # fmt: skip


def test_an_order_with_a_part_unknown_and_none_missed_is_open():
    table = complete_orders(parts_of(("x", 1, None, 1), ("y", 0, None, 1), ("z", 1, 1, 1)))

    assert table[["complete", "incomplete", "open"]].iloc[0].tolist() == [1, 1, 1]
    assert table["value"].tolist() == [0.5]


def test_every_decided_order_weighs_the_same():
    table = complete_orders(parts_of(("x", 1), ("x", 1), ("x", 1), ("y", 0)))

    assert table["value"].tolist() == [0.75]


def test_with_one_order_an_account_the_interval_is_wilson_s():
    table = complete_orders(parts_of(*((f"a{n}", n % 3 > 0) for n in range(30))))
    low, high = wilson_interval([20], [30])

    assert table["low"].iloc[0] == pytest.approx(low[0])
    assert table["high"].iloc[0] == pytest.approx(high[0])


def test_orders_of_few_accounts_are_less_sure_than_as_many_orders_of_many():
    fates = [n % 3 > 0 for n in range(60)]
    of_many = complete_orders(parts_of(*((f"a{n}", fate) for n, fate in enumerate(fates))))
    of_few = complete_orders(parts_of(*((f"a{n % 6}", fate) for n, fate in enumerate(fates))))

    width = of_few["high"] - of_few["low"]
    assert width.iloc[0] > (of_many["high"] - of_many["low"]).iloc[0]


def test_the_share_lies_between_the_frechet_bounds_of_its_parts():
    parts = random_parts()
    rates = 1 - missing_part(parts)["value"]
    share = complete_orders(parts)["value"].iloc[0]

    assert max(0, rates.sum() - 2) <= share <= rates.min()


def test_alone_and_among_others_add_to_missing_and_alone_never_exceeds_incomplete_orders():
    parts = random_parts()
    table = missing_part(parts)

    assert (table["alone"] + table["among_others"] == table["missing"]).all()
    assert table["alone"].sum() <= complete_orders(parts)["incomplete"].iloc[0]
    assert table["missing"].is_monotonic_decreasing


def test_a_part_is_alone_when_no_other_is_missing():
    table = missing_part(parts_of(("x", 0, 1, 1), ("x", 0, 0, 1), ("y", 1, 1, 1), ("y", 1, 1, 0)))

    assert table[["provider", "missing", "alone"]].values.tolist() == [
        ["maker", 2, 1],
        ["carrier", 1, 0],
        ["coder", 1, 1],
    ]


def test_a_company_s_part_given_twice_counts_once():
    parts = pd.concat([parts_of(("x", 0, 1, 1)), parts_of(("x", 1, 1, 1))], ignore_index=True)

    table = missing_part(parts).set_index("provider")
    assert table.loc["maker", ["orders", "missing"]].tolist() == [1, 1]


def test_row_order_does_not_matter():
    parts = random_parts()
    turned = parts.iloc[::-1].reset_index(drop=True)

    pd.testing.assert_frame_equal(complete_orders(parts), complete_orders(turned))
    pd.testing.assert_frame_equal(missing_part(parts), missing_part(turned))


def test_rows_without_an_order_are_not_counted_and_unknown_accounts_stand_apart():
    parts = parts_of(("", 1, 1, 1), ("", 0, 1, 1), ("x", 1, 1, 1))
    assert complete_orders(parts)["accounts"].tolist() == [3]

    parts.loc[parts["order_id"] == "o1", "order_id"] = ""
    assert complete_orders(parts)["orders"].tolist() == [2]


def test_no_orders_give_no_share():
    table = complete_orders(empty("company_interactions"))

    assert table["orders"].tolist() == [0]
    assert np.isnan(table["value"].iloc[0])
    assert missing_part(empty("company_interactions")).empty


def test_a_missing_column_is_refused_by_name():
    with pytest.raises(DataProblem) as refused:
        complete_orders(parts_of(("x", 1)).drop(columns="met"))

    assert str(refused.value) == (
        "1 columns of the company interactions are not there: 'met'. Needed are order_id, "
        "account_id, provider, sub_process, met. Map them in engagement.toml."
    )


def test_the_input_table_is_left_as_it_was():
    parts = random_parts()
    before = parts.copy()

    complete_orders(parts)
    missing_part(parts)
    order_conflicts(parts)

    pd.testing.assert_frame_equal(parts, before)


def test_an_order_of_two_accounts_is_pointed_out_once():
    parts = parts_of(("x", 1, 1, 1), ("y", 1))
    parts.loc[1, "account_id"] = "y"

    assert [problem.value for problem in order_conflicts(parts)] == ["o0: x, y"]


def test_the_sentence_gives_share_interval_and_the_part_most_often_missing():
    parts = parts_of(*((f"a{n}", True, n % 4 > 0, n % 10 > 0) for n in range(40)))
    low, high = wilson_interval([28], [40])

    assert describe_complete_orders(complete_orders(parts), missing_part(parts)) == (
        f"28 of 40 orders were complete (70%; 95 % interval {low[0]:.0%} to {high[0]:.0%}). Most "
        "often missing was delivery by carrier: in 10 of them, alone in 8."
    )


def test_the_sentence_says_when_nothing_can_be_told():
    parts = parts_of(("x", None, None, None))

    assert describe_complete_orders(complete_orders(parts), missing_part(parts)) == (
        "No order can be told to be complete or not: of none is it known what came in time."
    )


def test_the_sentence_names_open_orders_and_no_part_when_none_was_missing():
    parts = parts_of(("x", 1, 1, 1), ("y", 1, None, 1))

    assert describe_complete_orders(complete_orders(parts), missing_part(parts)) == (
        "1 of 1 orders were complete (100%; too few accounts for an interval). "
        "1 more cannot be told."
    )
