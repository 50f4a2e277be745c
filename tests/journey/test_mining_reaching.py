"""How long it takes to a goal when many have not come there yet."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.journey.mined import log_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.mining.reaching import median_days, share_reached, times_to

NEW_YEAR = pd.Timestamp("2026-01-01")


def days_after(days):
    return NEW_YEAR + pd.Timedelta(days=days)


def test_the_estimate_is_that_of_the_published_leukaemia_trial():
    # Freireich and others (1963), the 6-MP arm, as in Kleinbaum and Klein, Survival Analysis
    came = [6, 6, 6, 7, 10, 13, 16, 22, 23]
    open_ = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    times = pd.DataFrame({"days": [*map(float, came + open_)],
                          "reached": [True] * len(came) + [False] * len(open_)})  # fmt: skip
    table = share_reached(times)

    assert table["days"].tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert table["at_risk"].tolist() == [21, 17, 15, 12, 11, 7, 6]
    assert (1 - table["share"]).round(3).tolist() == [
        0.857,
        0.807,
        0.753,
        0.690,
        0.627,
        0.538,
        0.448,
    ]
    assert median_days(table) == 23
    # R's survfit(conf.type = "log-log") at day 23: 0.188 to 0.680
    assert [round(1 - table[end].iloc[-1], 3) for end in ("high", "low")] == [0.188, 0.680]


def test_those_who_have_not_come_yet_count_as_long_as_they_are_known():
    log = log_of("ab", "a", "ba", "c", days=[0, 4, 2, 0, 1, 0])
    table = times_to(log, ["a"], ["b"], until=days_after(10))

    assert table.values.tolist() == [["a0", 4.0, True], ["a1", 8.0, False], ["a2", 9.0, False]]


def test_what_happened_after_the_last_day_does_not_count():
    log = log_of("ab", "ca", days=[0, 4, 0, 5])
    table = times_to(log, ["a"], ["b"], until=days_after(3))

    assert table.values.tolist() == [["a0", 3.0, False]]


def test_nobody_there_yet_is_no_median():
    table = share_reached(pd.DataFrame({"days": [1.0], "reached": [False]}))

    assert table.empty
    assert pd.isna(median_days(table))


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans()), min_size=1, max_size=12))
def test_the_share_rises_within_its_interval_and_is_the_plain_one_without_open_cases(cases):
    days = [float(day) for day, _ in cases]
    table = share_reached(pd.DataFrame({"days": days, "reached": [there for _, there in cases]}))

    assert table["share"].is_monotonic_increasing
    assert table["share"].between(0, 1).all()
    known = table.dropna()
    assert (known["low"] <= known["share"]).all()
    assert (known["share"] <= known["high"]).all()
    everybody = share_reached(pd.DataFrame({"days": days, "reached": True}))
    plain = [sum(day <= at for day in days) / len(days) for at in everybody["days"]]
    assert everybody["share"].tolist() == pytest.approx(plain)


def test_an_unknown_activity_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        times_to(log_of("ab"), ["a"], ["won"], until=NEW_YEAR)

    assert str(refused.value) == ("1 of 2 activities are not in the log: 'won'. It has 'a', 'b'.")
