"""An event log in columns: the order of events, what is left out, and reading files."""

import random
from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journey.mined import events_by_chance, log_of, slow_paths

from cxworkbench.ground.errors import DataProblem
from cxworkbench.journey.mining.follows import directly_follows, first_and_last, waiting_times
from cxworkbench.journey.mining.log import describe_log, event_log
from cxworkbench.journey.mining.order import case_order
from cxworkbench.journey.mining.reading import read_journeys
from cxworkbench.journey.mining.times import drop_off, journey_table, rework
from cxworkbench.journey.mining.variants import covering, variants, variants_table


def mined(table):
    return event_log(table, case="case", activity="what", time="at")


@pytest.mark.parametrize("seed", range(8))
def test_paths_variants_and_moves_are_those_of_plain_python(seed):
    table = events_by_chance(seed)
    log, paths = mined(table), slow_paths(table)

    assert {name: log.path(at) for at, name in enumerate(log.case_names())} == paths
    found = variants(log)
    counted = {found.path(one): int(n) for one, n in enumerate(found.cases)}
    assert counted == Counter(paths.values())
    moves = Counter(pair for path in paths.values() for pair in pairwise(path))
    follows = directly_follows(log)
    assert dict(zip(zip(follows["first"], follows["then"], strict=True), follows["moves"],
                    strict=True)) == moves  # fmt: skip
    assert follows["moves"].is_monotonic_decreasing


def test_events_at_the_same_moment_keep_the_order_of_the_file():
    moment = pd.Timestamp("2026-01-01")
    table = pd.DataFrame({"case": list("abaab"), "what": list("TSAZB"), "at": moment})

    assert [mined(table).path(one) for one in (0, 1)] == [("T", "A", "Z"), ("S", "B")]


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(-(2**62), 2**62)), min_size=1))
def test_the_order_is_that_of_a_stable_sort(events):
    cases = np.array([case for case, _ in events] + [0, 1, 2, 3, 4])
    times = np.array([time for _, time in events] + [0] * 5)
    expected = sorted(range(len(cases)), key=lambda row: (cases[row], times[row]))

    order, starts, sorted_times = case_order(cases, times.copy(), 5)

    assert (list(range(len(cases))) if order is None else order.tolist()) == expected
    assert sorted_times.tolist() == times[expected].tolist()
    assert np.diff(starts).tolist() == np.bincount(cases).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_the_same_journeys_come_of_every_way_to_hold_the_columns(seed):
    table = events_by_chance(seed)
    plain = mined(table)
    categories = table.assign(case=table["case"].astype("category"),
                              what=table["what"].astype("category"))  # fmt: skip
    chunks = pa.concat_tables([pa.Table.from_pandas(part) for part in
                               (table.iloc[:7], table.iloc[7:])])  # fmt: skip

    for other in (mined(categories), mined(chunks)):
        assert other.case_names() == plain.case_names()
        assert other.activities == plain.activities
        assert other.steps.tolist() == plain.steps.tolist()
        assert other.rows.tolist() == plain.rows.tolist()


def test_what_lacks_a_case_an_activity_or_a_time_is_left_out_and_counted():
    table = pd.DataFrame(
        {
            "case": ["a", "a", "", None, "b", "a"],
            "what": ["ask", "", "ask", "ask", "buy", "buy"],
            "at": pd.to_datetime(["2026-01-02"] * 4 + [None, "2026-01-01"]),
        }
    )
    log = mined(table)

    assert log.path(0) == ("buy", "ask")
    assert log.case_names() == ["a"]
    assert log.rows.tolist() == [5, 0]
    assert describe_log(log) == (
        "2 events of 1 journey, 2 kinds, 2026-01-01 to 2026-01-02. Left out: 2 events without a "
        "case; 1 event without an activity; 1 event without a readable time."
    )


def test_a_log_in_which_nothing_can_be_placed_is_refused():
    table = pd.DataFrame({"case": ["a"], "what": ["ask"], "at": pd.to_datetime([None])})

    with pytest.raises(DataProblem) as refused:
        mined(table)

    assert str(refused.value) == (
        "None of 1 event has a case (case), an activity (what) and a time (at). Name the columns "
        "that hold them."
    )


def test_a_missing_column_is_named_with_the_one_that_may_be_meant():
    table = pd.DataFrame({"case": ["a"], "what": ["ask"], "at": pd.to_datetime(["2026-01-01"])})

    with pytest.raises(DataProblem) as refused:
        event_log(table, case="casse", activity="what", time="at")

    assert str(refused.value) == (
        "The events have no column 'casse'. Did you mean 'case'? Columns: case, what, at."
    )


def test_times_that_are_texts_are_refused():
    table = pd.DataFrame({"case": ["a"], "what": ["ask"], "at": ["2026-01-01"]})

    with pytest.raises(DataProblem, match="not dates"):
        mined(table)


def test_many_kinds_of_events_are_counted_as_few_are():
    draw = random.Random("many kinds")
    rows = [(f"c{draw.randrange(9)}", f"k{draw.randrange(2500)}", at) for at in range(6000)]
    table = pd.DataFrame(rows, columns=["case", "what", "at"]).assign(
        at=lambda rows: pd.to_datetime(rows["at"], unit="s")
    )
    log, paths = mined(table), slow_paths(table)

    assert log.steps.dtype == np.uint16
    assert set(map(variants(log).path, range(9))) == set(paths.values())
    assert directly_follows(log)["moves"].sum() == 6000 - 9


@pytest.mark.parametrize("kinds", [256, 257, 70_000])
def test_equal_paths_are_one_variant_whatever_the_number_of_kinds(kinds):
    names = [f"k{at}" for at in range(kinds)]
    found = variants(log_of(names, names[-3:], names[-3:], names[:1] * 3, names[-3:]))

    assert found.cases.tolist() == [3, 1, 1]
    assert [len(found.path(one)) for one in range(3)] == [3, kinds, 3]
    assert found.of_case.tolist() == [1, 0, 0, 2, 0]


def test_activities_of_two_columns_are_told_apart():
    table = pd.DataFrame({"case": "a", "what": ["offer", "offer", "call"],
                          "state": ["sent", "signed", ""],
                          "at": pd.date_range("2026-01-01", periods=3)})  # fmt: skip
    log = event_log(table, case="case", activity=["what", "state"], time="at")

    assert log.path(0) == ("offer · sent", "offer · signed", "call")


def test_waiting_is_hidden_under_three_moves():
    log = log_of("ab", "ab", "ab", "ac", days=[0, 1, 0, 2, 0, 6, 0, 1])
    table = waiting_times(log)

    assert table[["first", "then", "moves", "cases", "share"]].values.tolist() == [
        ["a", "b", 3, 3, 0.75], ["a", "c", 1, 1, 0.25]
    ]  # fmt: skip
    assert table["median_hours"].tolist()[0] == 48
    assert table["p90_hours"].tolist()[0] == pytest.approx(48 + 0.8 * 96)
    assert pd.isna(table["median_hours"].tolist()[1])


def test_a_log_of_single_events_has_no_moves():
    log = log_of("a", "b")

    assert directly_follows(log).empty
    assert waiting_times(log).columns.tolist() == [
        "first", "then", "moves", "cases", "share", "median_hours", "p90_hours"
    ]  # fmt: skip
    assert first_and_last(log)[["begins", "ends"]].values.tolist() == [[1, 1], [1, 1]]


def test_variants_come_with_their_share_and_what_it_takes_to_cover_most():
    found = variants(log_of("ab", "ac", "ab", "ab", "d"))
    table = variants_table(found)

    assert table["path"].tolist() == ["a → b", "a → c", "d"]
    assert table["share"].tolist() == [0.6, 0.2, 0.2]
    assert table["together"].tolist() == pytest.approx([0.6, 0.8, 1.0])
    assert table["median_days"].tolist()[0] == 1.0
    assert table["median_days"].isna().tolist() == [False, True, True]
    assert [covering(found, share) for share in (0.5, 0.6, 0.8, 1.0)] == [1, 1, 2, 3]


def test_repetition_at_once_and_later_is_told_apart():
    table = rework(log_of("aab", "aba", "b")).set_index("activity")

    assert table.loc["a"].to_dict() == {
        "cases": 2, "repeating": 2, "share": 1.0, "again": 2, "at_once": 1, "later": 1, "most": 2
    }  # fmt: skip
    assert table.loc["b", "again"] == 0


def test_journeys_that_may_go_on_are_not_counted_as_lost():
    log = log_of("ab", "a", "a", days=[0, 1, 0, 30])
    table = drop_off(log, goals=("b",), open_since=pd.Timestamp("2026-01-20")).set_index("activity")

    assert table.loc["a", ["cases", "ended", "may_go_on", "share"]].tolist() == [3, 1, 1, 0.5]
    assert table["goal"].to_dict() == {"a": False, "b": True}
    assert drop_off(log).set_index("activity").loc["a", "ended"] == 2


def test_each_journey_has_its_days_and_its_variant():
    log = log_of("ab", "a", "ab")
    table = journey_table(log, variants(log))

    assert table["days"].tolist() == [1, 0, 1]
    assert table["variant"].tolist() == [1, 2, 1]
    assert table["ends"].tolist()[0] == pd.Timestamp("2026-01-02")


def test_files_of_each_kind_hold_the_same_journeys(tmp_path):
    table = events_by_chance(1).drop(columns="hour")
    table.to_parquet(tmp_path / "log.parquet")
    table.to_csv(tmp_path / "log.csv", index=False)
    table.assign(at=table["at"].dt.strftime("%d.%m.%Y %H:%M")).to_csv(
        tmp_path / "office.csv", index=False, sep=";"
    )
    table.assign(at=table["at"].astype(str)).to_parquet(tmp_path / "texts.parquet")
    asked = {"case": "case", "activity": "what", "time": "at"}

    paths = [
        [log.path(one) for one in range(len(log.cases))]
        for log in (read_journeys(file, **asked) for file in sorted(tmp_path.iterdir()))
    ]

    assert len(paths) == 4
    assert all(one == paths[0] for one in paths)


def test_offsets_from_utc_decide_what_came_first(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text(
        "case,what,at\na,second,2026-03-01T10:00:00+00:00\na,first,2026-03-01T10:30:00+01:00\n"
    )

    assert read_journeys(file, case="case", activity="what", time="at").path(0) == (
        "first", "second"
    )  # fmt: skip


def test_a_file_without_the_columns_says_which_it_has(tmp_path):
    file = tmp_path / "log.csv"
    file.write_text("case,what,at\na,ask,2026-03-01\n")

    with pytest.raises(DataProblem) as refused:
        read_journeys(file, case="case", activity="activity", time="at")

    assert str(refused.value) == (
        "log.csv has no column 'activity'. Columns: case, what, at. Say which hold the case, the "
        "activity and the time."
    )
