"""Repeat orders: the published figures of the models, and what is told of too few."""

import datetime
import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.repeat_orders import (
    OrderRates,
    describe_outlook,
    fit_order_amounts,
    fit_order_rates,
    order_outlook,
)

REAL_DATA = os.environ.get("CXWORKBENCH_REAL_DATA", "")
CDNOW = Path(REAL_DATA) / "reference"
AS_OF = datetime.date(2026, 6, 30)
PUBLISHED = OrderRates(0.243, 4.414, 0.793, 2.426, -9582.4)
needs_cdnow = pytest.mark.skipif(
    not REAL_DATA or not CDNOW.is_dir(), reason="CXWORKBENCH_REAL_DATA names no folder"
)


def column(*values):
    return np.array(values, dtype=float)


def made_orders(accounts=300, seed=4, weeks=104):
    """Orders of accounts that differ in pace and in how soon they leave; the rest of their truth.

    The second table says of each account whether it is still there, and how many orders it places
    in the year after.
    """
    draw = np.random.default_rng(seed)
    start = pd.Timestamp(AS_OF) - pd.Timedelta(weeks=weeks)
    rows, truth = [], []
    for number in range(accounts):
        pace, leaving = draw.gamma(1.5, 1 / 6), draw.beta(1.0, 5.0)
        week, times, here = 0.0, [0.0], True
        while here and week < weeks + 52:
            week += draw.exponential(1 / pace)
            times.append(week)
            here = draw.random() > leaving
        seen = [time for time in times if time <= weeks]
        name, amount = f"a{number:03}", draw.gamma(6, 10)
        rows += [(name, start + pd.Timedelta(weeks=t), amount * draw.gamma(9, 1 / 9)) for t in seen]
        ahead = sum(weeks < time <= weeks + 52 for time in times)
        truth.append((name, here or times[-1] > weeks, ahead))
    columns = ["account_id", "occurred_at", "amount"]
    return pd.DataFrame(rows, columns=columns), pd.DataFrame(truth, columns=["id", "here", "ahead"])


def test_expected_orders_are_those_of_the_published_spreadsheet():
    # Fader, Hardie and Lee (2005) and Hardie's spreadsheet: CDNOW, in weeks.
    ahead = PUBLISHED.expected_orders(column(2), column(30.43), column(38.86), 39)

    assert ahead[0] == pytest.approx(1.226, abs=0.001)


@pytest.mark.real_data
@needs_cdnow
def test_rates_fitted_to_cdnow_are_the_published_ones():
    # Fader, Hardie and Lee (2005), Marketing Science 24:275, table 2; 2,357 customers.
    table = pd.read_csv(CDNOW / "cdnow_summary.csv")

    fitted = fit_order_rates(*(table[name].to_numpy(float) for name in table.columns))

    new = [fitted.expected_of_a_new_one(t) for t in (0.1429, 1, 3, 31.8571, 32, 78)]

    assert len(table) == 2357
    assert new == pytest.approx([0.0078, 0.0532, 0.1506, 1.0405, 1.0437, 1.8576], rel=0.005)
    assert (fitted.r, fitted.alpha) == pytest.approx((0.243, 4.414), abs=0.001)
    assert (fitted.a, fitted.b) == pytest.approx((0.793, 2.426), abs=0.002)
    assert fitted.log_likelihood == pytest.approx(-9582.4, abs=0.05)


@pytest.mark.real_data
@needs_cdnow
def test_amounts_fitted_to_cdnow_are_the_published_ones():
    # Fader and Hardie, note 025; 946 customers that bought again.
    table = pd.read_csv(CDNOW / "cdnow_monetary.csv")
    again = table[table["x"] > 0]

    fitted = fit_order_amounts(again["x"].to_numpy(float), again["zbar"].to_numpy(float))
    expected = fitted.expected_amount(
        table["x"].to_numpy(float)[:10], table["zbar"].to_numpy(float)[:10]
    )

    assert len(again) == 946
    assert (fitted.p, fitted.q, fitted.v) == pytest.approx((6.25, 3.74, 15.44), abs=0.01)
    assert expected == pytest.approx(
        [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17], abs=0.02
    )


def test_planted_accounts_that_left_are_told_from_those_that_stay():
    orders, truth = made_orders()

    outlook = order_outlook(orders, as_of=AS_OF)
    beside = outlook.merge(truth, left_on="account_id", right_on="id")

    assert outlook["still_active"].is_monotonic_increasing
    chance = beside.groupby("here")["still_active"].mean()
    assert chance[True] > 0.7 > 0.2 > chance[False]
    assert outlook["expected_amount"].between(10, 200).all()
    gone = int((outlook["still_active"] < 0.5).sum())
    assert f"{gone} of 300 accounts have more likely left than not" in describe_outlook(outlook)


def test_over_several_worlds_chances_and_orders_add_up_to_what_happened():
    told = pd.DataFrame(
        [
            (*table[["still_active", "expected_orders"]].sum(), *truth[["here", "ahead"]].sum())
            for table, truth in (
                (order_outlook(orders, as_of=AS_OF), truth)
                for orders, truth in (made_orders(seed=seed) for seed in range(4, 10))
            )
        ],
        columns=["chance", "expected", "here", "ahead"],
    ).sum()

    assert told["chance"] == pytest.approx(told["here"], rel=0.05)
    assert told["expected"] == pytest.approx(told["ahead"], rel=0.1)


def test_orders_of_one_day_count_once_and_later_ones_do_not_count():
    orders, _ = made_orders(accounts=120)
    doubled = pd.concat([orders, orders.assign(amount=0.0)])
    later = orders.tail(1).assign(occurred_at=pd.Timestamp("2027-01-01"))

    once = order_outlook(orders, as_of=AS_OF)
    pd.testing.assert_frame_equal(once, order_outlook(doubled, as_of=AS_OF))
    pd.testing.assert_frame_equal(once, order_outlook(pd.concat([orders, later]), as_of=AS_OF))


def test_of_too_few_accounts_or_all_alike_nothing_is_told():
    few = order_outlook(made_orders(accounts=29)[0], as_of=AS_OF)
    days = pd.date_range("2025-01-06", periods=20, freq="28D")
    alike = pd.DataFrame(
        [(f"a{n}", day, 5.0) for n in range(40) for day in days],
        columns=["account_id", "occurred_at", "amount"],
    )

    assert few.empty
    assert order_outlook(alike, as_of=AS_OF).empty
    assert describe_outlook(few).startswith("Who will come back cannot be told")


def test_a_last_order_after_the_end_is_refused():
    with pytest.raises(DataProblem) as refused:
        fit_order_rates(column(1), column(9), column(5))

    assert str(refused.value) == (
        "An account's last order lies outside the time that was looked at. Times count from its "
        "first order: 0 <= last <= age."
    )
    with pytest.raises(DataProblem):
        fit_order_amounts(column(0, 2), column(3, 4))
