"""Answers in words: stated words count, own numbers count, and nothing else is guessed."""

import pandas as pd
import pytest

from cxworkbench.intake.answers import LADDERS, YES_NO, ladder_of, own_number, scores_of, words_of
from cxworkbench.records.engagement import ReceivedTable

TABLE = ReceivedTable(name="survey", file="survey.csv", feeds="voices", words={"Ja": 1})


def scored(*answers, words=None, high=float("nan")):
    values = pd.Series(answers, index=range(2, 2 + len(answers)), dtype="str")
    numbers, problems = scores_of(values, TABLE, "Q1", words=words or {}, high=high)
    return numbers.fillna(-99).tolist(), [(one.row, one.rule, one.value) for one in problems]


def test_stated_words_count_in_any_spelling_and_the_question_goes_before_the_table():
    assert scored("VERY satisfied", " ja ", "Ja", words={"Very Satisfied": 5, "ja": 2}) == (
        [5.0, 2.0, 2.0], []
    )  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "number"),
    [
        ("9 - Extremely likely", 9.0),
        ("10 = sehr wahrscheinlich", 10.0),
        ("5 (Very satisfied)", 5.0),
        ("Not at all likely - 0", 0.0),
        ("4.5 stars", 4.5),
        ("3 Sterne", 3.0),
        ("★★★★☆", 4.0),
        ("7", 7.0),
    ],
)
def test_an_answer_that_carries_its_number_is_that_number(answer, number):
    assert scored(answer) == ([number], [])


@pytest.mark.parametrize(
    "answer", ["often", "2026-03-02", "2 of our tills failed", "3-4", "between 3 and 4"]
)
def test_an_answer_without_one_number_is_listed_and_never_guessed(answer):
    numbers, problems = scored(answer)

    assert (numbers, len(problems), problems[0][0]) == ([-99], 1, 2)


def test_out_of_another_scale_is_no_answer():
    assert scored("4 out of 5", "4/5", high=5.0) == ([4.0, 4.0], [])
    assert scored("8/10", high=5.0)[0] == [-99]


def test_no_answer_is_missing_never_zero_and_counted():
    numbers, problems = scored("n/a", "Don't know", "weiß nicht", "n/a", "3")

    assert numbers == [-99, -99, -99, -99, 3.0]
    assert problems == [(0, "is an answer", "n/a: 2, Don't know: 1, weiß nicht: 1")]


def test_a_word_that_is_not_understood_says_where_to_state_it():
    _, [problem] = scores_of(pd.Series(["Meh"], index=[7]), TABLE, "Q1", words={})

    assert (problem.row, problem.rule) == (7, "is an answer whose number is known")
    assert problem.remedy == (
        'Say which number it is, words = { "Meh" = 5 }, for Q1 or for the table survey in '
        "engagement.toml, or correct the cell."
    )


@pytest.mark.parametrize(
    ("answers", "about", "steps"),
    [
        (["Extremely satisfied", "Somewhat dissatisfied"], "satisfaction", 5),
        (["Extremely satisfied", "Slightly dissatisfied"], "satisfaction", 7),
        (["sehr zufrieden", "teils/teils", "Unzufrieden"], "satisfaction", 5),
        (["Somewhat satisfied", "Satisfied", "Very satisfied"], "satisfaction", 7),
        (["Sehr einfach", "eher schwierig", "keine Angabe"], "ease", 5),
        (["Stimme voll und ganz zu", "stimme eher nicht zu"], "agreement", 5),
        (["Very likely", "Unlikely"], "likelihood", 5),
    ],
)
def test_a_scale_is_known_by_all_words_in_use(answers, about, steps):
    ladder = ladder_of(answers)

    assert (ladder.about, len(ladder.rungs)) == (about, steps)


@pytest.mark.parametrize(
    "answers", [["Very satisfied"], ["satisfied", "purple"], [], ["Satisfied", "Disagree"]]
)
def test_words_of_no_one_scale_have_none(answers):
    assert ladder_of(answers) is None


def test_no_word_stands_on_two_rungs_of_a_scale():
    for ladder in LADDERS:
        words = [word for rung in ladder.rungs for word in rung.split("|")]
        assert len(words) == len(set(words))


def test_words_are_told_as_they_are_written_worst_first():
    assert words_of(["Yes", "no", "No", "n/a"], YES_NO) == {"No": 0, "no": 0, "Yes": 1}


def test_a_long_answer_that_begins_with_a_number_is_a_sentence():
    assert own_number("3 - " + "and so on " * 10) is None
