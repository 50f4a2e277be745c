"""The spread of feelings: five counts, their sum, and where accounts fall apart."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.journey.distribution import emotion_counts, emotion_distribution, split_places
from cxworkbench.journey.gathering import Said, statements_from
from cxworkbench.records.evidence import conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint

SHOP = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),),
                  touchpoints=(Touchpoint(id="till", name="Till", stage_id="s"),))  # fmt: skip


def holding(*counts):
    said = Statement(id="e", at="till", lane="emotion", counts=counts, n=sum(counts))
    return SHOP.model_copy(update={"statements": (said,)})


def test_halves_stand_at_the_step_nearer_to_nothing():
    assert emotion_counts([0.5, -0.5, 1.5, -1.5]) == (0, 1, 2, 1, 0)
    assert emotion_counts([0.51, -0.51]) == (0, 1, 0, 1, 0)


@given(st.lists(st.floats(-2, 2), max_size=30))
@settings(max_examples=60, deadline=None)
def test_everybody_is_counted_once_and_bad_is_never_good(values):
    counts = emotion_counts(values)

    assert sum(counts) == len(values)
    assert sum(counts[:2]) <= sum(value < 0 for value in values)
    assert emotion_counts([-one for one in values]) == counts[::-1]


def test_a_map_from_evidence_keeps_the_spread_of_accounts_not_of_voices():
    voices = conform(pd.DataFrame({
        "voice_id": ["v1", "v2", "v3", "v4"], "account_id": ["a", "a", "b", "c"],
        "contact_id": ["p", "p", "q", "r"], "touchpoint_id": "till", "method": "survey",
        "emotion": [2.0, 2.0, -2.0, -1.0]}), "voices")  # fmt: skip

    said = statements_from(Said(voices=voices, events=empty("events")), SHOP)

    [felt] = [one for one in said if one.lane == "emotion"]
    assert felt.counts == (1, 1, 0, 0, 1)
    assert sum(felt.counts) == felt.n


def test_the_distribution_reads_the_map_step_by_step():
    table = emotion_distribution(holding(1, 0, 2, 0, 1))

    assert table["step"].tolist() == [-2, -1, 0, 1, 2]
    assert table["accounts"].tolist() == [1, 0, 2, 0, 1]
    assert table["share"].tolist() == [0.25, 0, 0.5, 0, 0.25]


def test_a_map_without_counts_has_no_distribution():
    assert emotion_distribution(SHOP).empty
    assert split_places(emotion_distribution(SHOP)).empty


@pytest.mark.parametrize(
    ("counts", "split"), [((3, 0, 0, 0, 3), 1), ((0, 0, 6, 0, 0), 0), ((1, 0, 0, 0, 1), 0),
                          ((0, 2, 0, 9, 0), 0)]
)  # fmt: skip
def test_places_where_accounts_fall_apart_are_those_with_many_on_both_sides(counts, split):
    assert len(split_places(emotion_distribution(holding(*counts)))) == split
