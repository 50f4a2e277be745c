"""By how much a metric could move: accounts without a finding against those with it."""

import pytest
from tests.insight.cases import METRICS, answer, case_with, nps

from cxworkbench.insight.findings import find
from cxworkbench.insight.shifts import describe_kept, describe_shift, metric_shift
from cxworkbench.records.engagement import Metric

HAVE, REST = [f"a{n}" for n in range(6)], [f"b{n}" for n in range(6)]


def shift(rows, metrics=METRICS, comparisons=1):
    findings = find(case_with(rows, revenue=dict.fromkeys(HAVE + REST, 1)))
    return metric_shift(findings, ["tp-till"], HAVE, metrics=metrics, comparisons=comparisons)


def rated(metric="CSAT", worse=2.0, better=4.0):
    rows = [answer(one, worse + n % 2, metric=metric) for n, one in enumerate(HAVE)]
    return rows + [answer(one, better + n % 2, metric=metric) for n, one in enumerate(REST)]


def test_the_change_is_what_accounts_without_it_score_more():
    told = shift(rated())

    assert (told.metric, told.moves, told.difference.value) == ("CSAT", "satisfaction", 2.0)
    assert describe_shift(told) == (
        "CSAT, which tells satisfaction, is 2.0 better (1.3 to 2.7) at the 6 accounts without it "
        "than at the 6 with it: an association, and the most that may be won."
    )


def test_more_comparisons_widen_the_interval():
    one, many = shift(rated()).difference, shift(rated(), comparisons=20).difference

    assert many.low < one.low < one.high < many.high


def test_where_low_is_better_the_difference_is_turned_round():
    metrics = {"CES": Metric(kind="ces", low=1, high=7, higher_is_better=False)}

    assert shift(rated("CES", worse=5.0, better=2.0), metrics).difference.value == 3.0


def test_a_recommendation_question_tells_loyalty():
    assert shift(rated("NPS")).moves == "loyalty"


def test_where_no_metric_is_asked_it_is_recommendation():
    rows = [nps(one, 2.0 + n % 2) for n, one in enumerate(HAVE)]
    told = shift(rows + [nps(one, 8.0 + n % 2) for n, one in enumerate(REST)])

    assert (told.metric, told.moves, told.difference.value) == ("recommendation", "loyalty", 6.0)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (rated()[:8], "By how much CSAT should move cannot be said (too few to tell: 6 and 2 "
                      "accounts)."),
        (rated(better=2.0), "CSAT is not better without it by more than chance (difference 0.0, "
                            "−0.7 to 0.7): a change may not show there."),
    ],
)  # fmt: skip
def test_too_few_and_no_difference_are_said(rows, words):
    assert describe_shift(shift(rows)) == words


def test_of_a_gain_it_is_said_how_much_better_accounts_with_it_are():
    glad = [answer(one, 4.0 + n % 2) for n, one in enumerate(HAVE)]
    told = shift(glad + [answer(one, 2.0 + n % 2) for n, one in enumerate(REST)])

    assert describe_kept(told) == (
        "CSAT is 2.0 better (1.3 to 2.7) at the 6 accounts with it than at the 6 without: an "
        "association, and what is to be kept."
    )
    assert describe_kept(shift(rated())) == (
        "CSAT is not better with it by more than chance (difference −2.0, −2.7 to −1.3)."
    )
    assert describe_kept(shift(rated()[:8])) == (
        "Whether CSAT is better with it cannot be said (too few to tell: 6 and 2 accounts)."
    )
