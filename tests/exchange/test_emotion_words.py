"""Emotions as words, faces and numbers stand on one scale from -2 to +2."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ground.received import rules

from cxworkbench.exchange.emotion_words import (
    WORDS,
    emotion_values,
    is_numeric,
    rescaled,
    scale_of,
    word_value,
)


def cells(*texts):
    return pd.Series(texts, index=range(2, 2 + len(texts)), dtype="str")


@pytest.mark.parametrize(
    ("word", "value"),
    [("Frustrated", -2), ("very satisfied", 2), ("Very-dissatisfied", -2), ("☹️", -1), ("😀", 2),
     ("neutral", 0), ("beige", None), ("", None)],
)  # fmt: skip
def test_a_word_or_face_has_a_value_or_none(word, value):
    assert word_value(word) == value


def test_no_word_has_two_values():
    words = [word for group in WORDS.values() for word in group]

    assert len(set(words)) == len(words)


def test_numbers_from_minus_two_to_two_are_taken_as_they_are():
    values, problems = emotion_values(cells("-2", "1,5", "happy", ""), file="t.csv")

    assert values == {2: -2, 3: 1.5}
    assert problems == []


def test_numbers_on_another_usual_scale_are_brought_to_ours_and_said():
    values, problems = emotion_values(cells("1", "5", "3"), file="t.csv")

    assert values == {2: -2, 3: 2, 4: 0}
    assert rules(problems) == [(0, "is from -2 to +2", "read on a scale from 1 to 5")]
    assert emotion_values(cells("0", "10"), file="t.csv")[0] == {2: -2, 3: 2}


def test_numbers_on_no_usual_scale_are_left_out_and_listed():
    values, problems = emotion_values(cells("-50", "80"), file="t.csv")

    assert values == {}
    assert rules(problems) == [
        (0, "is on a known scale",
         "numbers from -50 to 80; outside -2 to 2: '-50 in row 2', '80 in row 3'")
    ]  # fmt: skip
    assert problems[0].severity == "refused"


def test_one_number_off_the_scale_of_the_others_is_left_out_alone():
    values, problems = emotion_values(cells(*("-2", "-1", "0", "1", "2") * 8, "3"), file="t.csv")

    assert len(values) == 40
    assert [values[row] for row in range(2, 7)] == [-2, -1, 0, 1, 2]
    assert rules(problems) == [(42, "is from -2 to 2, as the other numbers are", "3")]
    assert problems[0].remedy == (
        "write a number from -2 to 2, or a word; this number was left out"
    )
    assert problems[0].severity == "refused"


def test_numbers_off_a_scale_from_nought_to_ten_are_left_out_alone_and_the_scale_is_said():
    values, problems = emotion_values(cells("0", "10", "7", "9", "8", "99"), file="t.csv")

    assert values == {2: -2, 3: 2, 4: 0.8, 5: 1.6, 6: 1.2}
    assert [(one.row, one.value, one.severity) for one in problems] == [
        (0, "read on a scale from 0 to 10", "note"), (7, "99", "refused"),
    ]  # fmt: skip


def test_a_scale_that_could_be_two_is_not_guessed_and_the_rows_are_named():
    values, problems = emotion_values(cells(*("1", "2") * 5, "11"), file="t.csv")

    assert values == {}
    assert rules(problems) == [
        (0, "is on a known scale",
         "numbers from 1 to 11; outside -2 to 2: '11 in row 12'; outside 1 to 5: '11 in row 12'; "
         "outside 0 to 10: '11 in row 12'")
    ]  # fmt: skip


@given(
    inside=st.lists(st.sampled_from([-2, -1, -0.5, 0]), min_size=8, max_size=30),
    outside=st.lists(st.integers(11, 99), max_size=2),
)
def test_every_number_is_kept_or_named_with_its_row(inside, outside):
    values, problems = emotion_values(cells(*map(str, [*inside, *outside])), file="t.csv")

    assert len(values) + len(outside) == len(inside) + len(outside)
    assert [one.row for one in problems] == [2 + len(inside) + k for k in range(len(outside))]


def test_a_scale_keeps_its_ends_and_its_middle():
    for scale in ((-2.0, 2.0), (1.0, 5.0), (0.0, 10.0)):
        low, high = scale
        assert [rescaled(x, scale) for x in (low, (low + high) / 2, high)] == [-2, 0, 2]
    assert scale_of([]) == (-2, 2)
    assert is_numeric("-1")
    assert is_numeric("\u20131")
    assert not is_numeric("calm")
