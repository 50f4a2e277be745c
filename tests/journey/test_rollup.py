"""Scores rolled up from touchpoints and deep dives: accounts first, missing never zero."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records.maps import map_with

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.deep_dives import split_off
from cxworkbench.journey.emotion import emotion_curve
from cxworkbench.journey.rollup import rolled_up_scores, stated_scores
from cxworkbench.records import edits
from cxworkbench.records.evidence import conform

SHOP = map_with("Order", "Invoice", "Support", "Return")


def voices(*rows):
    table = pd.DataFrame(list(rows), columns=["account_id", "contact_id", "touchpoint_id",
                                              "emotion"])  # fmt: skip
    return conform(table.assign(voice_id=[f"v{n}" for n in range(len(table))]), "voices")


def use(table):
    return table.set_index("stage").loc["Use"]


def test_contacts_then_touchpoints_then_accounts():
    said = voices(
        ("a", "p", "tp-order", 2.0), ("a", "q", "tp-order", 0.0),  # a at the order: 1
        ("a", "p", "tp-invoice", -1.0),  # a in the stage: (1 - 1) / 2 = 0
        ("b", "r", "tp-order", -2.0),  # b: -2
    )  # fmt: skip
    row = use(rolled_up_scores(SHOP, [], said))

    assert row[["value", "accounts", "voices", "touchpoints", "heard"]].tolist() == [
        -1.0,
        2,
        4,
        4,
        2,
    ]
    assert row["method"].startswith("contacts, then touchpoints heard, then accounts, touchpoints")


def test_stated_weights_count_and_are_named():
    said = voices(("a", "p", "tp-order", 2.0), ("a", "p", "tp-invoice", -1.0))
    row = use(rolled_up_scores(SHOP, [], said, weights={"tp-order": 3}))

    assert row["value"] == pytest.approx((3 * 2 - 1) / 4)
    assert "weights tp-order 3" in row["method"]


def test_nobody_heard_is_missing_and_not_zero():
    table = rolled_up_scores(SHOP, [], voices())

    assert table["value"].isna().all()
    assert table["accounts"].tolist() == [0, 0]


def test_a_deep_dive_adds_its_touchpoints_and_shared_ones_count_once():
    parent, child = split_off(SHOP, "st-use", fold=True)
    child = edits.add_touchpoint(child, "Chat", stage_id=child.stages[0].id)
    said = voices(("a", "p", "tp-invoice", -2.0), ("b", "q", "tp-chat", 1.0),
                  ("c", "r", "tp-order", 1.0))  # fmt: skip
    row = use(rolled_up_scores(parent, [child], said))

    assert [one.id for one in parent.touchpoints] == ["tp-order", "tp-return"]
    assert row[["value", "accounts", "touchpoints", "heard", "deep_dives"]].tolist() == [
        0,
        3,
        5,
        3,
        1,
    ]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"), st.sampled_from("pq"),
            st.sampled_from(["tp-order", "tp-invoice", "tp-support"]), st.integers(-2, 2),
        ),
        min_size=1, max_size=30,
    )
)  # fmt: skip
def test_folding_a_stage_into_its_deep_dive_changes_no_score(rows):
    said = voices(*((a, a + c, t, float(e)) for a, c, t, e in rows))
    parent, child = split_off(SHOP, "st-use", fold=True)

    before, after = rolled_up_scores(SHOP, [], said), rolled_up_scores(parent, [child], said)

    columns = ["value", "low", "high", "accounts", "voices", "touchpoints", "heard"]
    pd.testing.assert_frame_equal(before[columns], after[columns])
    felt = said["emotion"]
    assert felt.min() <= before["value"].iloc[0] <= felt.max()


def test_a_stage_of_one_touchpoint_has_the_score_of_the_curve():
    one = map_with("Order")
    said = voices(*((f"a{n}", f"p{n}", "tp-order", float(n % 3)) for n in range(9)))
    rolled = use(rolled_up_scores(one, [], said))
    point = emotion_curve(said, one).iloc[0]

    assert rolled[["value", "low", "high"]].tolist() == point[["value", "low", "high"]].tolist()


def test_without_voices_the_maps_own_values_are_rolled_up_without_an_interval():
    m = edits.add_statement(SHOP, at="tp-order", lane="emotion", value=1.0, n=7, voices=9)
    m = edits.add_statement(m, at="tp-support", lane="emotion", value=-2.0)
    table = stated_scores(m, [])
    row = use(table)

    assert row[["value", "accounts", "heard", "basis"]].tolist() == [-0.5, 7, 2, "assumed"]
    assert np.isnan(row["low"])
    assert np.isnan(table["value"].iloc[1])


def test_weights_of_nothing_and_of_zero_are_refused():
    with pytest.raises(ParameterProblem) as unknown:
        rolled_up_scores(SHOP, [], voices(), weights={"tp-ordr": 1})
    with pytest.raises(ParameterProblem) as zero:
        rolled_up_scores(SHOP, [], voices(), weights={"tp-order": 0})

    assert str(unknown.value) == (
        "weights names 'tp-ordr', which is no touchpoint of these maps. Did you mean 'tp-order'?"
    )
    assert str(zero.value) == (
        "The weight of 'tp-order' is 0. A weight is above 0; to leave a touchpoint out, leave it "
        "off the map."
    )
