"""Service gaps: what was got less what was expected."""

import numpy as np
import pytest
from scipy import stats
from tests.insight.cases import METRICS, PLACES, answer, said

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.gaps import service_gaps


def test_the_interval_is_that_of_a_paired_t_test():
    got, expected = [3.0, 2, 4, 3, 5, 1], [4.0, 5, 4, 5, 4, 4]
    rows = [
        answer(f"a{n}", g, expectation=e)
        for n, (g, e) in enumerate(zip(got, expected, strict=True))
    ]
    [gap] = service_gaps(said(rows), PLACES, metrics=METRICS).to_dict("records")
    ends = stats.ttest_rel(got, expected).confidence_interval(0.95)

    assert gap["gap"] == pytest.approx(-8 / 6)
    assert (gap["low"], gap["high"]) == pytest.approx((ends.low, ends.high))
    assert (gap["expectation"], gap["perception"]) == pytest.approx((26 / 6, 3.0))
    assert gap["method"] == "paired by respondent, account first; t over 6 accounts, df 5"


def test_gaps_by_dimension_add_up_to_the_published_example():
    # SERVQUAL, perception less expectation of five dimensions, worked example of J. de Jonge at
    # 12manage.com: -.65, -1.10, -.83, -.70, -1.01; together -4.29, unweighted mean -.86.
    dimensions = {"tangibles": 0.65, "reliability": 1.10, "responsiveness": 0.83,
                  "assurance": 0.70, "empathy": 1.01}  # fmt: skip
    rows = [
        answer("a", 4.0, expectation=4.0 + short, metric=dimension)
        for dimension, short in dimensions.items()
    ]

    gaps = service_gaps(said(rows), PLACES).set_index("metric")["gap"]

    assert gaps.to_dict() == pytest.approx({name: -short for name, short in dimensions.items()})
    assert gaps.sum() == pytest.approx(-4.29)
    assert round(gaps.mean(), 2) == -0.86


def test_an_account_with_many_answers_counts_once():
    rows = [answer("a", 1.0, expectation=5.0, contact_id=f"p{n}") for n in range(8)]
    rows += [answer(name, 5.0, expectation=5.0) for name in "bcd"]

    [gap] = service_gaps(said(rows), PLACES).to_dict("records")

    assert (gap["gap"], gap["accounts"], gap["pairs"]) == (-1.0, 4, 11)
    assert np.isnan(gap["low"])
    assert gap["method"].endswith("too few to tell: 4 accounts")


def test_answers_of_one_respondent_are_one_before_they_join_their_account():
    rows = [answer("a", 1.0, expectation=5.0, contact_id="p1") for _ in range(3)]
    rows += [answer("a", 5.0, expectation=5.0, contact_id="p2")]

    [gap] = service_gaps(said(rows), PLACES).to_dict("records")

    assert gap["gap"] == -2.0


def test_a_score_without_an_expectation_is_no_pair():
    rows = [answer("a", 1.0), answer("b", 3.0, expectation=4.0), answer("", 1.0, expectation=5.0)]

    [gap] = service_gaps(said(rows), PLACES).to_dict("records")

    assert (gap["accounts"], gap["perception"], gap["gap"]) == (1, 3.0, -1.0)
    assert service_gaps(said([answer("a", 1.0)]), PLACES).empty


def test_where_a_low_score_is_better_the_difference_is_turned_round():
    effort = {"Effort": Metric(kind="mean", low=1, high=7, higher_is_better=False)}
    rows = [answer("a", 6.0, metric="Effort", expectation=2.0)]

    [gap] = service_gaps(said(rows), PLACES, metrics=effort).to_dict("records")

    assert gap["gap"] == -4.0


def test_gaps_stand_in_journey_order_and_unknown_touchpoints_last():
    rows = [
        answer("a", 1.0, at=at, expectation=2.0, stage="Use")
        for at in ("tp-new", "tp-help", "tp-order")
    ]

    gaps = service_gaps(said(rows), PLACES)

    assert gaps["name"].tolist() == ["Order", "Helpdesk", "tp-new"]
    assert gaps["stage"].tolist() == ["Buy", "Use", "Use"]
