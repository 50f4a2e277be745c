"""Segments of accounts by rules and by value."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.engagement import SegmentRule
from cxworkbench.voice.segments import (
    OTHER,
    segment_accounts,
    segment_names,
    segment_summary,
)

RULES = (
    SegmentRule(name="large", rule="revenue >= 50 and services >= 3"),
    SegmentRule(name="loyal", rule="recommendation >= 9"),
    SegmentRule(name="small", rule="revenue < 50"),
)


def profile_of(*rows):
    table = pd.DataFrame(rows, columns=["revenue", "services", "recommendation"], dtype="float64")
    ids = [f"a{n}" for n in range(len(table))]
    return table.assign(account_id=ids, name=ids, margin=1.0, tenure_years=2.0, voices=1)


def segments_of(*rows):
    return segment_accounts(profile_of(*rows), RULES)


def test_the_first_rule_that_fits_wins():
    assert segments_of((90, 4, 10), (90, 1, 9), (10, 1, 3))["segment"].tolist() == [
        "large",
        "loyal",
        "small",
    ]


def test_an_account_that_fits_no_rule_is_other():
    [row] = segments_of((90, 1, 3)).to_dict("records")

    assert (row["segment"], row["rule"], row["missing"]) == (OTHER, "fits no rule", "")


def test_missing_values_that_left_a_rule_open_are_stated():
    [row] = segments_of((None, 4, None)).to_dict("records")

    assert row["segment"] == OTHER
    assert row["missing"] == "revenue, recommendation"


def test_a_missing_value_after_the_match_is_of_no_account():
    [row] = segments_of((90, 4, None)).to_dict("records")

    assert (row["segment"], row["missing"]) == ("large", "")


def test_every_account_is_in_exactly_one_segment_and_row_order_does_not_matter():
    rows = [(90, 4, 10), (90, 1, 3), (10, 1, 3), (None, None, None)]
    profile = profile_of(*rows)

    forward = segment_accounts(profile, RULES).set_index("account_id")
    backward = segment_accounts(profile.iloc[::-1], RULES).set_index("account_id")

    assert forward.index.is_unique
    pd.testing.assert_frame_equal(forward, backward.loc[forward.index])


def test_without_rules_accounts_go_by_value():
    segments = segment_accounts(profile_of((50, 1, 1), (30, 1, 1), (20, 1, 1), (None, 1, 1)), ())

    assert segments["segment"].tolist() == ["high value", "middle value", "low value", OTHER]
    assert segments["missing"].tolist() == ["", "", "", "revenue"]


def test_an_unknown_column_in_a_rule_is_refused_with_the_segments_name():
    with pytest.raises(RecordProblem) as refused:
        segment_accounts(profile_of((1, 1, 1)), [SegmentRule(name="big", rule="revnue > 1")])

    assert str(refused.value).startswith("Segment 'big' has the rule 'revnue > 1', which names ")


def test_a_summary_worked_by_hand():
    profile = profile_of((90, 4, 10), (110, 4, 6), (10, 1, 3), (None, None, None))
    profile["voices"] = [3, 0, 1, 0]

    summary = segment_summary(profile, segment_accounts(profile, RULES))

    large, small, other = summary.to_dict("records")
    assert [large["segment"], small["segment"], other["segment"]] == ["large", "small", OTHER]
    assert (large["accounts"], large["revenue"], large["margin"]) == (2, 200, 2)
    assert large["revenue_share"] == pytest.approx(200 / 210)
    assert (large["recommendation"], large["services"]) == (8, 4)
    assert (large["accounts_heard"], large["heard_share"], large["voices"]) == (1, 0.5, 3)
    assert pd.isna(other["revenue"])
    assert other["unclear"] == 1
    assert summary["accounts"].sum() == 4
    assert summary["small"].all()


def test_five_accounts_with_a_twentieth_of_revenue_are_told_alone():
    profile = profile_of(*[(10, 1, 3)] * 5)

    assert segment_summary(profile, segment_accounts(profile, RULES))["small"].tolist() == [False]


def test_names_keep_the_order_of_the_rules():
    assert segment_names(RULES) == ["large", "loyal", "small", OTHER]


def test_the_profile_is_left_as_it_was():
    profile = profile_of((90, 4, 10))
    before = profile.copy(deep=True)

    segment_summary(profile, segment_accounts(profile, RULES))

    pd.testing.assert_frame_equal(profile, before)
