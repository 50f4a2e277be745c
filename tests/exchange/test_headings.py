"""Headings of other tools' templates are known, and cells take apart and together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.exchange.headings import (
    ALIASES,
    FIELDS,
    LANE_OF,
    column_of,
    columns_of,
    in_one_cell,
    medium_class,
    parts_of,
    plain,
    yes_or_no,
)
from cxworkbench.ground.terms import LANES


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("phase", "phase"), ("episode", "stage"), ("milestone", "stage"),
        ("Journey Stage", "stage"), ("sub-stage", "step"), ("moment", "step"),
        ("interaction", "touchpoint"), ("contact point", "touchpoint"), ("doing", "action"),
        ("Operator Actions", "action"), ("User Action", "action"), ("thinking", "thought"),
        ("mindset", "thought"), ("Thoughts/Feelings", "thought"), ("feeling", "emotion"),
        ("emotion_score", "emotion"), ("satisfaction", "emotion"), ("barrier", "pain"),
        ("frustration", "pain"), ("CX Pain Points", "pain"), ("delight", "gain"),
        ("magic moment", "gain"), ("idea", "opportunity"), ("suggestion", "opportunity"),
        ("HMW", "opportunity"), ("medium", "channel"), ("department", "owner"),
        ("Primary Owner", "owner"), ("Source Interview ID / Link", "quote"),
        ("verbatim", "quote"), ("Budget", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_heading_of_a_published_template_is_known(heading, column):
    assert column_of(heading) == column


def test_no_heading_means_two_columns():
    words = [plain(word) for column, more in ALIASES.items() for word in (column, *more)]

    assert sorted(set(words)) == sorted(words)


def test_every_lane_has_a_column_but_emotion():
    assert {*LANE_OF.values(), "emotion"} == set(LANES)
    assert set(FIELDS) <= set(ALIASES)


def test_numbered_headings_are_one_column():
    assert columns_of(["Touchpoint", "Pain Point 1", "Pain Point 2", "x"]) == {
        "touchpoint": ["Touchpoint"],
        "pain": ["Pain Point 1", "Pain Point 2"],
    }


def test_a_phase_is_the_stage_only_where_there_is_none():
    assert columns_of(["Phase", "Stage"]) == {"phase": ["Phase"], "stage": ["Stage"]}
    assert columns_of(["Phase"]) == {"stage": ["Phase"]}


TEXT = st.text(alphabet="abc ;,!", min_size=1).map(lambda text: " ".join(text.split()))


@given(st.lists(TEXT.filter(lambda text: text.strip()), max_size=4))
def test_statements_in_one_cell_come_apart_again(parts):
    assert parts_of(in_one_cell(parts)) == parts


def test_yes_no_and_where_it_takes_place_are_understood_or_left_open():
    assert [yes_or_no(text) for text in ("Yes", "x", "nein", "0", "maybe", "")] == [
        True, True, False, False, None, None,
    ]  # fmt: skip
    assert [medium_class(text) for text in ("Both", "offline", "Digital", "pigeon")] == [
        "hybrid", "physical", "digital", "",
    ]  # fmt: skip
