"""Stages as the team believes them, against the evidence."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.ground.uncertainty import wilson_interval
from cxworkbench.records.engagement import StageBelief
from cxworkbench.records.evidence import conform
from cxworkbench.voice.stages import believed_stages

STAGES = (
    StageBelief(name="Buy", basis="reported", confidence=0.8, believed_on="2026-01-10"),
    StageBelief(name="Use"),
    StageBelief(name="Leave"),
)


def events_of(*rows):
    table = pd.DataFrame(rows, columns=["account_id", "stage", "day"])
    days = pd.Timestamp("2026-01-01") + pd.to_timedelta(table["day"].astype(float), unit="D")
    return conform(table.drop(columns="day").assign(occurred_at=days), "events")


def table_of(*rows, voices=()):
    said = pd.DataFrame(list(voices), columns=["account_id", "stage"])
    return believed_stages(STAGES, conform(said, "voices"), events_of(*rows)).set_index("stage")


def test_beliefs_stand_as_they_were_written():
    table = table_of()

    assert table.loc["Buy", ["order", "basis", "confidence", "believed_on"]].tolist() == [
        1,
        "reported",
        0.8,
        "2026-01-10",
    ]
    assert np.isnan(table.loc["Use", "confidence"])
    assert set(table["verdict"]) == {"believed only: no evidence"}


def test_evidence_is_counted_by_voices_events_and_accounts():
    table = table_of(("a", "Buy", 0), ("b", "Buy", 0), voices=[("a", "Buy"), ("", "Buy")])

    assert table.loc["Buy", ["voices", "events", "accounts"]].tolist() == [2, 2, 2]
    assert table.loc["Buy", "verdict"] == "thin: 2 accounts"


def test_the_order_of_stages_is_held_against_first_events():
    rows = [(name, "Buy", 0) for name in "abcde"] + [(name, "Use", 5) for name in "abcd"]

    table = table_of(*rows, ("e", "Use", 0))

    low, high = wilson_interval([4.5], [5])
    assert table.loc["Use", "after_share"] == pytest.approx(0.9)
    assert table.loc["Use", ["after_low", "after_high"]].tolist() == [low[0], high[0]]
    assert table.loc["Use", "verdict"] == "evidence from 5 accounts"
    assert table.loc["Leave", "after_accounts"] == 0


def test_a_stage_that_comes_before_its_predecessor_says_so():
    rows = [(name, "Buy", 5) for name in "abcdef"] + [(name, "Use", 0) for name in "abcdef"]

    assert table_of(*rows).loc["Use", "verdict"] == (
        "evidence from 6 accounts, but only 0 % of 6 came here after the stage before"
    )


def test_a_stage_that_nobody_listed_is_shown_last():
    table = table_of(("a", "Return", 1))

    assert table.index.tolist() == ["Buy", "Use", "Leave", "Return"]
    assert table.loc["Return", ["order", "basis"]].tolist() == [0, "observed"]
    assert table.loc["Return", "verdict"] == "not among the believed stages: 1 account"
