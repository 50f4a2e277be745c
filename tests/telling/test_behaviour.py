"""Segments by behaviour as they are told: the verdict, the table, the pictures, the section."""

import pandas as pd
import pytest
from tests.voice.grouped import THREE, in_no_groups, in_three_groups

from cxworkbench.telling import behaviour as tell
from cxworkbench.voice.behaviour import behavioural_segments
from cxworkbench.voice.behaviour_case import BehaviourFound, told_segments

EACH = dict.fromkeys(THREE, 1.0)


def found_over(profile, weights=None, **more):
    behaviour = behavioural_segments(profile, weights, seed=1, resamples=6, **more)
    told, traits, labels = told_segments(behaviour, profile)
    return BehaviourFound(behaviour, told, traits, labels, None, None, "", "")


@pytest.fixture(scope="module")
def three():
    return found_over(in_three_groups(accounts=120, apart=4.5)[0], EACH)


@pytest.fixture(scope="module")
def none():
    return found_over(in_no_groups())


def test_the_verdict_says_how_many_and_why(three):
    said = tell.describe_behaviour(three)

    assert "3 stable segments. Why: " in said
    assert said.count("accounts") >= 3
    assert "% of revenue" in said


def test_without_groups_it_says_so_and_shows_none(none):
    assert "no stable segments. Why: " in tell.describe_behaviour(none)
    assert tell.segments_in_words(none.told).empty


def test_the_table_gives_each_segment_a_rule_with_how_often_it_is_right(three):
    table = tell.segments_in_words(three.told)

    assert len(table) == 3
    assert table["accounts"].sum() == 120
    assert table["a rule"].str.contains("right in").all()
    assert not table["examples"].str.contains("nan").any()


def test_the_pictures_hold_every_segment_and_account(three):
    traits = tell.chart_segment_traits(three.traits, three.told).to_dict()
    points = tell.chart_segment_scatter(three.behaviour, three.traits, three.told).to_dict()

    fields = max(traits["datasets"].values(), key=len)
    assert len({row["label"] for row in fields}) == 3
    assert max(len(rows) for rows in points["datasets"].values()) == 120
    assert points["title"]["subtitle"] == "120 accounts, by the figures that differ most"


def test_a_picture_without_segments_says_what_it_would_need(none):
    drawn = tell.chart_segment_traits(none.traits, none.told).to_dict()

    assert "There are no segments to tell apart." in str(drawn)


def test_every_number_of_segments_tried_stands_in_words(three):
    table = tell.indices_in_words(three.behaviour.indices)

    assert table["segments"].tolist() == [1, 2, 3, 4, 5, 6]
    assert table.set_index("segments").loc[3, "holds"] == "yes"


def test_the_section_is_internal_and_empty_where_nothing_was_looked_for(three):
    [section] = tell.behaviour_section(three)
    nothing = BehaviourFound(
        None, pd.DataFrame(), pd.DataFrame(), pd.Series(dtype="int64"), None, None, "", "no figures"
    )

    assert {block.audience for block in section.blocks} == {"internal"}
    assert tell.behaviour_section(nothing) == ()
    assert tell.describe_behaviour(nothing) == "Segments by behaviour: no figures."
