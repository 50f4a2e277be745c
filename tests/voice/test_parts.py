"""Coded passages count as their voice does: nothing is counted twice anywhere."""

import pandas as pd
import pytest
from tests.voice.cases import case_of, voices

from cxworkbench.insight.pains import rank_pains
from cxworkbench.journey.said import coded_statements
from cxworkbench.records.evidence import conform
from cxworkbench.voice.coverage import touchpoint_sources
from cxworkbench.voice.research import build_research


def with_passages(table, *, each=2, **fields):
    """Every voice with a text of two passages, coded alike."""
    parts = [
        table.assign(
            part_of=table["voice_id"], voice_id=table["voice_id"] + f"-{number}", metric="",
            score=None, text="Late.", code="late", code_kind="pain", severity=4.0, **fields,
        )
        for number in range(each)
    ]  # fmt: skip
    return conform(pd.concat([table, *parts], ignore_index=True), "voices")


@pytest.fixture
def plain():
    return voices().assign(text="Late. So late.")


def test_the_research_counts_the_same_voices_and_scores(tmp_path, plain):
    before = build_research(case_of(tmp_path, voices=plain))
    after = build_research(case_of(tmp_path, voices=with_passages(plain)))

    for table in ("profile", "scores", "heard", "sources", "silent", "by_touchpoint"):
        pd.testing.assert_frame_equal(getattr(before, table), getattr(after, table))


def test_two_passages_of_one_voice_are_one_voice_with_the_pain(plain, tmp_path):
    table = with_passages(plain)
    ranked = rank_pains(table, case_of(tmp_path).evidence.accounts, [])

    assert ranked["voices"].sum() == len(plain)
    assert ranked["accounts"].max() == plain["account_id"].nunique()


def test_a_statement_of_the_map_counts_voices_once(plain):
    placed = with_passages(plain).assign(at="tp-help")
    [pain] = coded_statements(placed)

    assert pain.voices == len(plain)
    assert len(pain.evidence) == 2 * len(plain)


def test_words_alone_are_looked_for_where_their_passages_stand():
    table = conform(
        pd.DataFrame({"voice_id": ["v", "w"], "account_id": "a", "method": "interview"}), "voices"
    )
    told = with_passages(table, touchpoint_id="tp-a")

    sources = touchpoint_sources(told, conform(pd.DataFrame({"event_id": []}), "events"), [])

    assert sources["total"].tolist() == [2]  # at no known touchpoint, each voice once
