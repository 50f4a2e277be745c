"""One question as a mean and as a share, side by side and named."""

import pandas as pd
import pytest
from tests.voice.test_scores import METRICS, answers, one_answer_each

from cxworkbench.ground.uncertainty import clustered_mean, clustered_share
from cxworkbench.records.engagement import Metric
from cxworkbench.voice.score_kinds import score_kinds


def test_csat_stands_as_share_and_as_mean_with_their_own_intervals():
    scores = [1, 4, 4, 5, 5, 3]

    table = score_kinds(one_answer_each("CSAT", *scores), {"CSAT": METRICS["CSAT"]})

    share = clustered_share([0, 1, 1, 1, 1, 0])
    mean = clustered_mean(scores, low=1, high=5)
    assert table[["summed_up", "value", "low", "high"]].values.tolist() == [
        ["top-2-box", share.value, share.low, share.high],
        ["mean", mean.value, mean.low, mean.high],
    ]
    assert table["rule"].tolist() == ["share answering 4–5 on 1–5", "mean on 1–5"]


def test_a_mean_has_its_top_two_boxes_beside_it_and_low_ones_where_low_is_good():
    table = score_kinds(one_answer_each("Effort", 1, 2, 3, 5), {"Effort": METRICS["Effort"]})

    assert table["summed_up"].tolist() == ["mean", "top-2-box"]
    assert table["value"].tolist() == [2.75, 0.5]
    assert table["rule"][1] == "share answering 1–2 on 1–5"


def test_metrics_keep_their_order_and_the_engagements_own_way_comes_first():
    both = pd.concat([one_answer_each("CES", 7, 5, 1, 1, 4), one_answer_each("CSAT", 5, 4, 1)])

    table = score_kinds(both, {"CSAT": METRICS["CSAT"], "CES": METRICS["CES"]})

    assert list(zip(table["metric"], table["summed_up"], strict=True)) == [
        ("CSAT", "top-2-box"),
        ("CSAT", "mean"),
        ("CES", "share who find it easy"),
        ("CES", "mean"),
    ]


def test_both_ways_put_contacts_together_first():
    voices = answers("CSAT", ("a", "p", "", 5), ("a", "q", "", 1), ("b", "r", "", 4))

    table = score_kinds(voices, {"CSAT": METRICS["CSAT"]})

    assert table["value"].tolist() == [pytest.approx(0.75), pytest.approx(3.5)]


@pytest.mark.parametrize(
    ("high", "ways"), [(1, ["mean"]), (2, ["mean"]), (3, ["mean", "top-2-box"])]
)
def test_no_top_two_boxes_where_they_are_most_of_the_scale(high, ways):
    voices = one_answer_each("Checklist", 0, 1, 1, 0.2, 1)

    table = score_kinds(voices, {"Checklist": Metric(kind="mean", low=0, high=high)})

    assert table["summed_up"].tolist() == ways


def test_top_two_boxes_of_yes_and_no_are_the_yes():
    voices = one_answer_each("Seen", 0, 1, 1, 0, 0)

    table = score_kinds(voices, {"Seen": Metric(kind="top-2-box", low=0, high=1)})

    assert table["value"].tolist() == pytest.approx([0.4, 0.4])
    assert table["summed_up"].tolist() == ["share of the best answer", "mean"]
    assert table["rule"][0] == "share answering 1 on 0–1"
