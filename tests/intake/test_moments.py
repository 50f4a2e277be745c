"""Months and seconds since 1970 become days where a column is of them, and nothing else does."""

import pandas as pd
import pytest

from cxworkbench.intake.moments import as_written_days


def days(*texts):
    read, notes = as_written_days(pd.Series(texts, dtype="str"), file="a.csv", name="when")
    return read.tolist(), [note.value for note in notes]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01", "2026-01-01"),
        ("2026/1", "2026-01-01"),
        ("202601", "2026-01-01"),
        ("01/2026", "2026-01-01"),
        ("1.2026", "2026-01-01"),
        ("Jan 2026", "1 Jan 2026"),
        ("Januar 2026", "1 Januar 2026"),
    ],
)
def test_a_month_counts_at_its_first_day(text, day):
    assert days(text, "") == ([day, ""], ["1 month"])


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("1767225600", "2026-01-01T00:00:00"),
        ("1767225600.5", "2026-01-01T00:00:00.500000"),
        ("1767225600123", "2026-01-01T00:00:00.123000"),
        ("1767225600123456", "2026-01-01T00:00:00.123456"),
    ],
)
def test_seconds_and_their_parts_since_1970_are_moments(text, moment):
    assert days(text) == ([moment], ["1 moment in seconds since 1970"])


@pytest.mark.parametrize("text", ["2026-01-05", "20260105", "2026", "20261", "soon", "13/2026"])
def test_anything_else_stays_as_it_is(text):
    assert days(text) == ([text], [])


def test_a_column_of_days_keeps_its_one_month_to_be_listed():
    texts = ["2026-01-05", "2026-01-06", "2026-01"]

    assert days(*texts) == (texts, [])
