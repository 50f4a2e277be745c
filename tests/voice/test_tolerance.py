"""Zone of tolerance and SERVQUAL dimensions."""

import pytest
from tests.insight.cases import PLACES, answer, said

from cxworkbench.records.engagement import Metric
from cxworkbench.voice.feelings import felt_voices
from cxworkbench.voice.tolerance import (
    describe_dimensions,
    describe_zones,
    dimension_gaps,
    tolerance_zones,
)

METRICS = {
    "CSAT": Metric(kind="mean", low=1, high=5),
    "least": Metric(kind="mean", low=1, high=5, least_of="CSAT"),
}
NAMES = [f"a{n}" for n in range(6)]


def zones(scores, least, desired, metrics=METRICS):
    rows = []
    for name, score, low, high in zip(NAMES, scores, least, desired, strict=False):
        rows.append(answer(name, score, expectation=high, contact_id=f"p-{name}"))
        rows.append(answer(name, low, metric="least", contact_id=f"p-{name}"))
    return tolerance_zones(said(rows), PLACES, metrics=metrics)


@pytest.mark.parametrize(
    ("scores", "label"),
    [
        ([1, 2, 1, 2, 1, 2], "below the zone"),
        ([3, 4, 3, 4, 3, 4], "inside the zone"),
        ([5, 4.9, 5, 4.8, 5, 5], "above the zone"),
        ([1, 2, 1, 2], "too few to tell"),
    ],
)
def test_what_was_got_lies_below_inside_or_above(scores, label):
    [row] = zones(scores, [3] * 6, [4.5] * 6).to_dict("records")

    assert row["label"] == label
    assert (row["adequate"], row["desired"]) == (3.0, 4.5)


def test_the_sentence_says_the_worst():
    told = describe_zones(zones([1, 2, 1, 2, 1, 2], [3] * 6, [4.5] * 6))

    assert told == (
        "1 of 1 touchpoint below the zone of tolerance, the most Till: 6 accounts would put up "
        "with 3.00, wish 4.50 and got 1.50."
    )


def test_where_less_is_better_the_zone_is_turned_round():
    less = {
        name: one.model_copy(update={"higher_is_better": False}) for name, one in METRICS.items()
    }

    [row] = zones([1, 2, 1, 2, 1, 2], [4] * 6, [2.5] * 6, less).to_dict("records")

    assert row["adequacy"] == 2.5
    assert row["label"] == "above the zone"


def test_who_did_not_say_all_three_does_not_count():
    rows = [answer(name, 3, expectation=4.0, contact_id=name) for name in NAMES]
    rows += [answer(name, 2, metric="least", contact_id="somebody else") for name in NAMES]

    assert tolerance_zones(said(rows), PLACES, metrics=METRICS).empty


def test_the_least_that_would_do_is_no_experience():
    assert felt_voices(said([answer("a", 5, metric="least")]), METRICS).empty


def test_dimensions_give_the_published_gaps():
    # Perception less expectation, worked example of J. de Jonge at 12manage.com: sum -4.29, -.86.
    short = {"tangibles": 0.65, "reliability": 1.10, "responsiveness": 0.83,
             "assurance": 0.70, "empathy": 1.01}  # fmt: skip
    metrics = {f"q-{name}": Metric(kind="mean", low=1, high=7, dimension=name) for name in short}
    rows = [
        answer(account, 5.0, metric=f"q-{name}", expectation=5.0 + gap)
        for account in NAMES
        for name, gap in short.items()
    ]

    found = dimension_gaps(said(rows), metrics=metrics)

    assert dict(zip(found["dimension"], found["gap"], strict=True)) == pytest.approx(
        {name: -gap for name, gap in short.items()}
    )
    assert found["gap"].sum() == pytest.approx(-4.29)
    assert describe_dimensions(found) == (
        "The widest SERVQUAL gap is in reliability (−1.10); unweighted over 5 dimensions it is "
        "−0.86."
    )
