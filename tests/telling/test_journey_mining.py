"""Journeys from events as they are told: charts as data, sentences, the section, one account."""

import pandas as pd
import pytest
import vl_convert
from tests.journey.mined import log_of

from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey import building
from cxworkbench.journey.mining.follows import waiting_times
from cxworkbench.journey.mining.of_map import mine_journeys
from cxworkbench.journey.mining.times import drop_off, journey_table
from cxworkbench.journey.mining.variants import variants
from cxworkbench.telling import journey_mining as tell
from cxworkbench.telling import journey_mining_charts as charts
from cxworkbench.telling import journey_mining_words as words


def rows_of(chart):
    return list(chart.to_dict()["datasets"].values())


def mined_of(folder, account="all", events=None):
    case = open_engagement("sample:retail-pos", out=folder, account=account)
    segments = building.account_segments(case)
    found = building.heard_rows(case, segments)[1] if events is None else events
    return mine_journeys(case, building.build_map(case, segments), found)


@pytest.fixture(scope="module")
def mined(tmp_path_factory):
    return mined_of(tmp_path_factory.mktemp("all"))


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    return mined_of(tmp_path_factory.mktemp("own"), "002846")


def test_the_paths_chart_says_at_which_place_each_step_came():
    chart = charts.chart_paths(variants(log_of("abc", "abc", "ac", "cabc")), ["a", "b", "c"])
    [cells] = rows_of(chart)

    first = {row["name"]: row["words"] for row in cells if row["column"].startswith("2 acc")}
    assert first == {"a": "1", "b": "2", "c": "3"}
    assert {row["words"] for row in cells if row["name"] == "c"} == {"3", "2", "1, 4"}
    assert chart.to_dict()["title"]["subtitle"] == (
        "Numbers: in which order; 3 of 3 paths, taken by 4 of 4 accounts"
    )


def test_moves_on_bow_to_the_right_and_moves_back_dashed_to_the_left():
    chart = charts.chart_follows(waiting_times(log_of("abc", "aba")), ["a", "b", "c"])
    bows = next(rows for rows in rows_of(chart) if "x" in rows[0] and "way" in rows[0])

    assert {row["way"] for row in bows if row["x"] > 0.01} == {"on"}
    assert {row["way"] for row in bows if row["x"] < -0.01} == {"back"}
    assert len({row["move"] for row in bows}) == 3
    assert (
        "3 of 3 ways from one to the next, 100 % of 4 moves"
        in (chart.to_dict()["title"]["subtitle"])
    )


def test_the_endings_chart_adds_up_to_the_accounts_that_came():
    endings = drop_off(log_of("ab", "a", "abc"), open_since=pd.Timestamp("2026-01-03"))
    rows = next(rows for rows in rows_of(charts.chart_endings(endings, "abc")) if "kind" in rows[0])

    by_step = pd.DataFrame(rows).groupby("label", sort=False)["n"].sum()
    assert by_step.tolist() == [3, 2, 1]
    assert {row["kind"]: row["n"] for row in rows if row["label"].startswith("c")} == {
        "no further": 0, "may go on": 1, "went on": 0
    }  # fmt: skip


def test_waits_are_told_in_days_and_only_where_three_moves_are_known():
    follows = waiting_times(log_of("ab", "ab", "ab", "ac", days=[0, 1, 0, 2, 0, 6, 0, 1]))
    [rows] = rows_of(charts.chart_waits(follows))

    assert [(row["median"], row["most"], row["moves"]) for row in rows] == [(2, 5.2, "3 moves")]
    assert words.describe_waits(follows, ("a", "b", "c")) == (
        "Of the frequent moves onwards a → b takes longest: 2.0 days at the median, up to 5.2 days "
        "for nine of ten (3 moves)."
    )
    assert words.describe_waits(follows.iloc[1:], ("a", "b")) == (
        "No move occurs three times, so no wait can be told."
    )


def test_sentences_say_the_largest_with_count_and_share():
    log = log_of("ab", "ab", "ac", "d", days=[0, 4, 0, 6, 0, 2, 0])
    paths = variants(log)

    assert words.describe_paths(paths) == (
        "4 accounts took 3 paths; the commonest, by 2 (50 %): a → b. It takes 3 paths to cover "
        "80 % of them."
    )
    assert words.describe_paths(variants(log_of("ab", "ba"))) == (
        "No two of 2 accounts took the same path."
    )
    assert words.describe_durations(journey_table(log)) == (
        "From first to last event 4 accounts took 3.0 days at the median; the middle half 2 to 4 "
        "days."
    )
    assert words.describe_endings(drop_off(log)) == (
        "Most journeys came to rest at b: 2 of 2 accounts that came there (100 % of those not too "
        "fresh) have gone no further."
    )
    assert words.describe_follows(waiting_times(log)) == (
        "The commonest move is a → b: 2 times, in 2 accounts."
    )


def test_what_has_no_place_on_the_map_is_counted(mined):
    assert words.describe_mined(mined) == (
        "2,035 visits of 168 accounts to 15 of 18 touchpoints. Left out: 9 events without a "
        "touchpoint of this map; 1 event without a readable time."
    )


def test_the_plan_is_laid_beside_accounts_seen_from_the_first_stage_on(mined):
    said = words.describe_against_map(mined)

    assert mined.from_start == len(mined.against_map.journeys) == 16
    assert said.startswith("16 accounts were seen from the map's first stage on; ")
    assert "No event tells of: Asking other retailers, Approval inside our company" in said


def test_the_section_is_internal_and_every_chart_can_be_drawn(mined):
    [section] = tell.mining_section(mined)

    assert {block.audience for block in section.blocks} == {"internal"}
    drawn = [block for block in section.blocks if block.kind == "chart"]
    assert len(drawn) == 5
    for block in drawn:
        svg = vl_convert.vegalite_to_svg(block.chart)
        assert "…" not in svg.replace(" …", "")
        assert block.text


def test_one_account_has_its_own_path_and_nothing_of_others(own):
    [section] = tell.mining_section(own)

    assert [block.kind for block in section.blocks][:2] == ["sentence", "note"]
    text = " ".join(block.text for block in section.blocks)
    assert "The order of first meetings: Support line → Invoices and statements" in text
    assert own.typical.empty
    assert own.endings.empty
    assert own.against_map is None
    assert [repr(chart(own)) for chart in (tell.chart_paths, tell.chart_waits)] == [
        words.describe_paths(own.paths), "No move occurs three times, so no wait can be told."
    ]  # fmt: skip
    assert repr(tell.chart_endings(own)) == "Where journeys end is told over all accounts."
    assert tell.deviations_table(own).empty


def test_without_events_there_is_no_section(own, tmp_path):
    none = pd.DataFrame(columns=["account_id", "touchpoint_id", "occurred_at"])
    mined = mined_of(tmp_path, events=none.astype({"occurred_at": "datetime64[us]"}))

    assert tell.mining_section(mined) == ()
    assert words.describe_mined(mined) == "No event lies at a touchpoint of this map."
    assert repr(tell.chart_paths(mined)) == ""
    assert repr(tell.chart_follows(mined)) == "No touchpoint comes after another one."
    assert tell.describe_paths(mined.paths) == ""
    assert tell.describe_against_map(mined) == ""
    assert tell.describe_again(mined.again) == "No touchpoint was met twice."
