"""Dates are read as the column decides, and what cannot be decided is not guessed."""

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ground.received import rules

from cxworkbench.ground.dates import as_dates, date_order, is_date
from cxworkbench.ground.errors import ParameterProblem


def column(*texts):
    return pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str", name="said_at")


def days_in(*texts, order=""):
    dates, _ = as_dates(column(*texts), order=order)
    return [None if pd.isna(day) else day.isoformat() for day in dates]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-02-28", "2026-02-28T00:00:00"),
        ("2026/2/8", "2026-02-08T00:00:00"),
        ("20260228", "2026-02-28T00:00:00"),
        ("28.02.2026", "2026-02-28T00:00:00"),
        ("8.2.26", "2026-02-08T00:00:00"),
        ("8.2.1969", "1969-02-08T00:00:00"),
        ("8.2.69", "1969-02-08T00:00:00"),
        ("28 Feb 2026", "2026-02-28T00:00:00"),
        ("28-Feb-26", "2026-02-28T00:00:00"),
        ("3. März 2026", "2026-03-03T00:00:00"),
        ("1st March 2026", "2026-03-01T00:00:00"),
        ("February 28, 2026", "2026-02-28T00:00:00"),
        ("14 août 2026", "2026-08-14T00:00:00"),
        ("2026-02-28 14:05", "2026-02-28T14:05:00"),
        ("2026-02-28T14:05:06.789", "2026-02-28T14:05:06.789000"),
        ("2026-02-28T14:05:06Z", "2026-02-28T14:05:06"),
        ("2026-02-28T14:05:06+02:00", "2026-02-28T14:05:06"),
        ("28.02.2026, 2:05 pm", "2026-02-28T14:05:00"),
        ("28.02.2026 12:00 AM", "2026-02-28T00:00:00"),
        ("2021-08-20 15:03:01.611", "2021-08-20T15:03:01.611000"),
    ],
)
def test_a_date_that_says_itself_what_it_means(text, expected):
    assert days_in(text) == [expected]
    assert is_date(text)


def test_one_number_above_twelve_decides_for_the_column():
    day_first, month_first = ["03/04/2026", "13/04/2026"], ["03/04/2026", "04/13/2026"]

    assert days_in(*day_first) == ["2026-04-03T00:00:00", "2026-04-13T00:00:00"]
    assert days_in(*month_first) == ["2026-03-04T00:00:00", "2026-04-13T00:00:00"]
    assert date_order(day_first) == "dmy"
    assert date_order(month_first) == "mdy"


def test_dates_that_nothing_decides_stay_missing_with_one_problem():
    dates, problems = as_dates(column("03/04/2026", "05-06-26", "07/07/2026"), file="t.csv")

    assert dates.isna().tolist() == [True, True, False]
    assert rules(problems) == [
        (0, "says which is the day",
         "2 values could be day or month first: '03/04/2026', '05-06-26'")
    ]  # fmt: skip
    assert problems[0].remedy == (
        'say date_order = "day first" or date_order = "month first" for this table'
    )


def test_a_column_that_proves_both_orders_reads_only_what_is_clear():
    dates, problems = as_dates(column("13/04/2026", "04/13/2026", "03/04/2026"))

    assert dates.dt.strftime("%m-%d").tolist()[:2] == ["04-13", "04-13"]
    assert dates.isna().tolist() == [False, False, True]
    assert rules(problems) == [
        (0, "says which is the day", "1 values could be day or month first: '03/04/2026'")
    ]


def test_an_order_that_is_named_decides():
    assert days_in("03/04/2026", order="dmy") == ["2026-04-03T00:00:00"]
    assert days_in("03/04/2026", order="day first") == ["2026-04-03T00:00:00"]
    assert days_in("03/04/2026", order="month first") == ["2026-03-04T00:00:00"]


def test_a_day_that_does_not_exist_is_listed_with_its_row_and_remedy():
    dates, problems = as_dates(column("2026-02-28", "31.02.2026", "soon"), file="t.csv")

    assert dates.isna().tolist() == [False, True, True]
    assert rules(problems) == [(3, "is a date", "31.02.2026"), (4, "is a date", "soon")]
    assert problems[0].remedy == "write the day as YEAR-MONTH-DAY, for example 2026-02-28"


def test_a_cell_against_the_columns_order_is_listed_with_its_row():
    _, problems = as_dates(column("28/02/2026", "02/28/2026"), order="dmy", file="t.csv")

    assert rules(problems) == [(3, "is a date", "02/28/2026")]
    assert problems[0].remedy == "write the day as DAY/MONTH/YEAR, for example 28/02/2026"


@pytest.mark.parametrize(
    "text",
    ["2026", "7.5", "1.2.3.4", "nan", "NaT", "12:30", "2026-13-01", "2026-02-28 25:00",
     "2026-02-28 13:00 pm", "28 Foo 2026", "00.00.2026", "2010-11", "Oct 2021", "x" * 80, "1\x002"],
)  # fmt: skip
def test_what_is_no_date_stays_missing(text):
    dates, problems = as_dates(column(text))

    assert dates.isna().all()
    assert rules(problems) == [(2, "is a date", text)]


def test_summer_and_winter_time_keep_the_clock_they_were_written_with():
    dates, problems = as_dates(column("2026-01-10T00:00:00+01:00", "2026-07-10T00:00:00+02:00"))

    assert dates.dt.strftime("%Y-%m-%d %H").tolist() == ["2026-01-10 00", "2026-07-10 00"]
    assert rules(problems) == [
        (0, "has one time zone", "2 offsets from UTC; taken for summer and winter time")
    ]


def test_clocks_far_apart_are_brought_together():
    dates, problems = as_dates(column("2026-01-10T12:00:00-05:00", "2026-01-10T12:00:00+0100"))

    assert dates.dt.hour.tolist() == [17, 11]
    assert rules(problems) == [
        (0, "has one time zone", "2 offsets from UTC; all times were brought to UTC")
    ]


def test_the_column_keeps_its_rows_and_has_one_type():
    dates, problems = as_dates(column("", "2026-02-28", " "))

    assert dates.index.tolist() == [2, 3, 4]
    assert str(dates.dtype) == "datetime64[us]"
    assert dates.name == "said_at"
    assert problems == []
    assert str(as_dates(column())[0].dtype) == "datetime64[us]"


def test_an_order_that_is_none_is_refused():
    with pytest.raises(ParameterProblem) as refused:
        as_dates(column("1.1.2026"), order="US")

    assert str(refused.value) == (
        "date_order is 'US'. It is one of dmy, mdy, ymd, day first, month first, year first, "
        "or empty to have it decided."
    )


DAYS = st.lists(st.dates(dt.date(1970, 1, 1), dt.date(2068, 12, 31)), min_size=1)


@given(DAYS, st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d %B %Y", "%b %d, %Y"]))
def test_days_written_without_doubt_come_back(days, form):
    assert days_in(*[day.strftime(form) for day in days]) == [f"{day}T00:00:00" for day in days]


@given(DAYS, st.sampled_from([("%d/%m/%Y", "dmy"), ("%m-%d-%Y", "mdy")]))
def test_no_day_is_read_as_another_one(days, form_and_order):
    form, order = form_and_order
    texts = [day.strftime(form) for day in days]
    meant = [f"{day}T00:00:00" for day in days]

    assert days_in(*texts, order=order) == meant
    assert all(found in (None, right) for found, right in zip(days_in(*texts), meant, strict=True))


@pytest.mark.parametrize("text", ["0001-01-01", "9999-12-31", "31.12.1899", "2201-01-01"])
def test_a_day_that_nobody_can_mean_stays_missing_and_is_listed(text):
    column = pd.Series(["1900-01-01", text, "2200-12-31"], index=[2, 3, 4], dtype="str")

    dates, problems = as_dates(column)

    assert dates.isna().tolist() == [False, True, False]
    assert [(one.row, one.rule, one.value) for one in problems] == [
        (3, "is from 1900 to 2200", text)
    ]
    assert problems[0].remedy.startswith("correct the year")
