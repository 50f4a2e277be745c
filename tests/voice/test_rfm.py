"""Segments by recency, frequency and monetary value, against the published R package."""

import datetime
import os
from pathlib import Path

import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.rfm import orders_of, rfm_cuts, rfm_segments, rfm_table

AS_OF = datetime.date(2026, 6, 30)
REAL_DATA = os.environ.get("CXWORKBENCH_REAL_DATA", "")


def orders(**days_ago):
    """Orders of 10 each, so many days before the last day."""
    rows = [
        (account, pd.Timestamp(AS_OF) - pd.Timedelta(days=days), 10.0)
        for account, places in days_ago.items()
        for days in places
    ]
    return pd.DataFrame(rows, columns=["account_id", "occurred_at", "amount"])


def test_a_table_worked_by_hand():
    table = rfm_table(orders(x=[40, 3, 9], y=[100]), as_of=AS_OF)

    assert table.values.tolist() == [["x", 3, 3, 30.0], ["y", 100, 1, 10.0]]


def test_an_order_on_the_last_day_counts_and_a_later_one_does_not():
    given = orders(x=[0, -1])
    given["occurred_at"] += pd.Timedelta(hours=23)

    assert rfm_table(given, as_of=AS_OF)[["recency_days", "frequency"]].values.tolist() == [[0, 1]]


def test_a_cut_is_the_quantile_and_one_and_belongs_to_the_upper_bin():
    given = orders(**{f"a{n}": [n] * n for n in (1, 2, 3, 4, 5, 6)})

    table = rfm_segments(given, as_of=AS_OF)

    assert rfm_cuts(rfm_table(given, as_of=AS_OF))["frequency"] == [3, 4, 5, 6]
    assert table["frequency_score"].tolist() == [1, 1, 2, 3, 4, 5]
    assert table["recency_score"].tolist() == [5, 5, 4, 3, 2, 1]


def test_the_first_rule_that_fits_names_the_segment():
    given = orders(**{f"a{n}": [n * 30] * (7 - n) for n in (1, 2, 3, 4, 5, 6)})

    table = rfm_segments(given, as_of=AS_OF).set_index("account_id")

    assert table.loc["a1", ["rfm_score", "segment"]].tolist() == ["555", "champions"]
    assert table.loc["a6", "segment"] == "hibernating"


def test_other_numbers_of_bins_have_scores_and_no_names():
    table = rfm_segments(orders(x=[1], y=[2, 9], z=[8]), as_of=AS_OF, bins=3)

    assert set(table["segment"]) == {""}
    assert table["recency_score"].between(1, 3).all()


def test_no_order_is_refused():
    with pytest.raises(DataProblem) as refused:
        rfm_segments(orders(x=[-5]), as_of=AS_OF)

    assert str(refused.value) == (
        "No account has an order up to 2026-06-30, and recency, frequency and value need some. "
        "Check as_of, or leave these segments out."
    )


def test_an_accounts_revenue_is_spread_over_its_events():
    events = orders(x=[1, 2], y=[3], z=[4]).drop(columns="amount")
    profile = pd.DataFrame({"account_id": ["x", "y", "z"], "revenue": [30.0, 5.0, None]})

    table = rfm_table(orders_of(events, profile), as_of=AS_OF)

    assert table[["account_id", "monetary"]].values.tolist() == [["x", 30.0], ["y", 5.0]]


@pytest.mark.real_data
@pytest.mark.skipif(not REAL_DATA, reason="CXWORKBENCH_REAL_DATA names no folder")
def test_the_published_cuts_scores_and_sizes_of_the_r_package_are_met():
    # R package rfm 0.3.0: help example of rfm_table_order (cuts), README (scores of customers),
    # vignette Introduction_to_RFM (sizes of segments).
    path = Path(REAL_DATA) / "reference" / "rfm_orders.csv"
    given = pd.read_csv(path, parse_dates=["order_date"]).rename(
        columns={"customer_id": "account_id", "order_date": "occurred_at", "revenue": "amount"}
    )
    day = datetime.date(2006, 12, 31)

    cuts = rfm_cuts(rfm_table(given, as_of=day))
    table = rfm_segments(given, as_of=day)

    assert cuts["recency_days"] == pytest.approx([115, 181, 297.4, 482])
    assert cuts["frequency"] == pytest.approx([4, 5, 6, 8])
    assert cuts["monetary"] == pytest.approx([255.8, 382, 506.4, 666])
    scores = table.set_index("account_id")["rfm_score"]
    named = ["Abbey O'Reilly", "Add Senger", "Aden Lesch", "Aden Murphy", "Admiral Senger"]
    assert [scores[name] for name in named] == ["343", "412", "323", "544", "433"]
    assert table["segment"].value_counts().to_dict() == {
        "loyal": 278,
        "potential loyalist": 229,
        "champions": 158,
        "hibernating": 111,
        "at risk": 86,
        "about to sleep": 50,
        "others": 48,
        "need attention": 35,
    }
