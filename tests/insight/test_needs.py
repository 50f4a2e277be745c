"""Opportunity and over-service by segment, on shares of the two best boxes."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.insight.cases import METRICS, PLACES, answer, said

from cxworkbench.insight.needs import opportunities_within
from cxworkbench.records.engagement import Metric

NAMES = [f"a{n}" for n in range(8)]
TWO = {name: "Small" if n < 4 else "Large" for n, name in enumerate(NAMES)}


def within(rows, segments, metrics=METRICS):
    placed = pd.DataFrame({"account_id": list(segments), "segment": list(segments.values())})
    return opportunities_within(said(rows), PLACES, placed, metrics=metrics)


def asked(scores, importances, names=NAMES, **more):
    given = zip(names, scores, importances, strict=False)
    return [answer(name, score, importance=matters, **more) for name, score, matters in given]


def test_what_matters_to_all_and_pleases_few_is_under_served():
    [row] = within(asked([2] * 7 + [5], [5] * 8), dict.fromkeys(NAMES, "All")).to_dict("records")

    assert (row["importance"], row["satisfaction"]) == (1.0, 0.125)
    assert row["opportunity"] == pytest.approx(18.75)
    assert (row["band"], row["field"]) == ("extreme", "under-served")
    assert row["low"] < 18.75 < row["high"] <= 20
    assert row["why"] == (
        "In All it matters to 100 % and pleases 12 % of 8 accounts: opportunity 18.8 of 20 "
        "(15.8 to 20.0)."
    )


def test_what_pleases_more_than_it_matters_is_over_served():
    [row] = within(asked([5] * 8, [2] * 7 + [5]), dict.fromkeys(NAMES, "All")).to_dict("records")

    assert row["field"] == "over-served"


def test_segments_are_never_put_together():
    table = within(asked([1] * 4 + [5] * 4, [5] * 4 + [1] * 4), TWO)

    assert table["segment"].tolist() == ["Large", "Small"]
    assert table["opportunity"].tolist() == [0.0, 20.0]


def test_fewer_than_five_accounts_are_too_few_to_tell():
    table = within(asked([1] * 4 + [5] * 4, [5] * 8), TWO)

    assert table["field"].tolist() == ["too few to tell"] * 2
    assert table["low"].isna().all()
    assert table["why"].iloc[1] == (
        "Too few to tell: 4 accounts of Small said how much it matters and how it went."
    )


def test_means_do_not_decide():
    # Means of 3.5 and 3.5 hide that half the accounts are pleased and all say that it matters.
    fours, mixed = [4] * 8, [5, 5, 5, 5, 2, 2, 2, 2]

    [row] = within(asked(mixed, fours), dict.fromkeys(NAMES, "All")).to_dict("records")

    assert (row["importance"], row["satisfaction"]) == (1.0, 0.5)


def test_where_less_is_better_the_two_lowest_boxes_please():
    metrics = {"Effort": Metric(kind="mean", low=1, high=7, higher_is_better=False)}
    rows = asked([1, 2, 2, 1, 2, 3, 1, 2], [7] * 8, metric="Effort")

    [row] = within(rows, dict.fromkeys(NAMES, "All"), metrics).to_dict("records")

    assert row["satisfaction"] == pytest.approx(7 / 8)


def test_people_of_one_account_count_as_one():
    rows = [answer("a0", 5, importance=5, contact_id=f"p{n}") for n in range(9)]
    rows += asked([1] * 5, [5] * 5, NAMES[1:6])

    [row] = within(rows, dict.fromkeys(NAMES, "All")).to_dict("records")

    assert row["satisfaction"] == pytest.approx(1 / 6)


def test_a_metric_without_a_scale_says_nothing():
    assert within(asked([1] * 8, [5] * 8, metric="Own"), dict.fromkeys(NAMES, "All")).empty


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), min_size=5, max_size=8))
def test_scores_stay_on_their_scale_and_inside_their_interval(pairs):
    scores, importances = zip(*pairs, strict=True)

    [row] = within(asked(scores, importances), dict.fromkeys(NAMES, "All")).to_dict("records")

    assert 0 <= row["opportunity"] <= 20
    assert pd.isna(row["low"]) or 0 <= row["low"] <= row["opportunity"] <= row["high"] <= 20
