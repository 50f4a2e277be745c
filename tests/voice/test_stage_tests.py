"""Believed stages tested: who mentions them, and what fits none of them."""

import pandas as pd
import pytest
from tests.voice.test_stages import STAGES, events_of

from cxworkbench.records.evidence import conform
from cxworkbench.voice.stage_tests import describe_stage_tests, fits_no_stage, stage_mentions


def voices_of(*rows):
    columns = ["account_id", "stage", "method", "text"]
    return conform(pd.DataFrame(list(rows), columns=columns), "voices")


def test_mentions_are_counted_by_account_and_way_of_hearing():
    voices = voices_of(
        ("a", "Buy", "interview", ""), ("a", "Buy", "interview", ""), ("b", "Buy", "survey", ""),
        ("c", "Buy", "ticket", ""), ("", "Buy", "survey", ""),
    )  # fmt: skip
    table = stage_mentions(STAGES, voices, events_of(("d", "Buy", 0), ("e", "Use", 0)))

    assert table.drop(columns=["confidence", "believed_on"]).values.tolist() == [
        ["Buy", 1, 1, 1, 1, 3, "mentioned by 3 accounts"],
        ["Use", 1, 0, 0, 0, 0, "nobody mentions it; events of 1 account"],
        ["Leave", 0, 0, 0, 0, 0, "nobody mentions it"],
    ]
    assert table["confidence"].iloc[0] == 0.8
    assert table["believed_on"].iloc[0] == "2026-01-10"


def test_an_interview_mentions_a_stage_by_its_whole_name_in_any_case():
    voices = voices_of(
        ("a", "", "interview", "When we use it daily"), ("b", "", "interview", "It is useful"),
        ("c", "", "survey", "use"),
    )  # fmt: skip

    assert stage_mentions(STAGES, voices, events_of())["interviews"].tolist() == [0, 1, 0]


def test_steps_that_fit_no_stage_stand_between_the_stages_around_them():
    log = events_of(
        ("a", "Buy", 0), ("a", "", 1), ("a", "Use", 2), ("b", "Buy", 0), ("b", "", 1),
        ("b", "Use", 2), ("c", "Use", 0), ("c", "Wander", 1),
    ).assign(activity=["Order", "Scan", "Run", "Order", "Scan", "Run", "Run", "Scan"])  # fmt: skip
    table = fits_no_stage(STAGES, voices_of(("a", "Pay", "survey", "")), log)

    assert table.drop(columns="remedy").values.tolist() == [
        ["Scan", "events", 3, 3, "Buy", "Use", 2],
        ["Pay", "survey", 1, 1, "", "", 0],
    ]
    assert table["remedy"].iloc[0] == "Place it in Buy or Use, or add a stage between them."
    assert describe_stage_tests(stage_mentions(STAGES, voices_of(), log), table) == (
        "Nobody mentions Buy, Use, Leave. 2 steps or tags fit no stage: Scan (3 accounts, between "
        "Buy and Use), Pay (1 account)."
    )


def test_row_order_and_accounts_without_a_name_change_nothing():
    log = events_of(("a", "Buy", 0), ("a", "", 1), ("a", "Use", 2), ("", "", 1)).assign(
        activity=["Order", "Scan", "Run", "Scan"]
    )
    turned = log.iloc[::-1].reset_index(drop=True)

    expected = fits_no_stage(STAGES, voices_of(), log)
    pd.testing.assert_frame_equal(fits_no_stage(STAGES, voices_of(), turned), expected)
    assert expected["rows"].tolist() == [1]


@pytest.mark.parametrize("rows", [(), (("a", "Buy", 0),)])
def test_where_all_fits_the_table_is_empty(rows):
    table = fits_no_stage(STAGES, voices_of(), events_of(*rows).assign(activity="Order"))

    assert table.empty
    assert describe_stage_tests(stage_mentions(STAGES, voices_of(), events_of()), table).endswith(
        "Every step and tag fits a stage."
    )
