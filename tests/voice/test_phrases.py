"""The phrase language of word lists: what fits where."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.phrases import Phrases, tokens_of


def found_in(text, *phrases, **classes):
    tokens = tokens_of(text)
    return [
        text[tokens[one.first].start : tokens[one.last - 1].end]
        for one in Phrases(phrases, classes).find(tokens)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("late", "It came Late, later than late.", ["Late", "late"]),
        ("renew*", "We renewed the renewal.", ["renewed", "renewal"]),
        ("keep* *ing", "It keeps crashing and we keep it.", ["keeps crashing"]),
        ("(bad|in the rain)", "Bad crates stood in the rain.", ["Bad", "in the rain"]),
        ("not [very] good", "Not good, not very good, not so good.", ["Not good", "not very good"]),
        ("after # (calls|weeks)", "After three calls and after a week.", ["After three calls"]),
        ("too ?", "It is too slow, too.", ["too slow"]),
        ("not ... fixed", "It was not properly or fully fixed.", ["not properly or fully fixed"]),
        ("not ... fixed", "It was not fast but fixed.", []),
        ("not ... fixed", "It was not fast, fixed.", []),
        ("cannot use", "We can’t use it and cannot use it.", ["can’t use", "cannot use"]),
    ],
)
def test_a_phrase_fits_what_it_says(phrase, text, found):
    assert found_in(text, phrase) == found


def test_the_more_definite_phrase_wins():
    assert found_in("on time again", "on", "on time", "on ...") == ["on time"]


def test_a_class_stands_for_its_words():
    assert found_in("two weeks late", "# <time> late", time=["day*", "week*"]) == ["two weeks late"]


def test_a_class_that_is_not_there_is_named_with_its_neighbours():
    with pytest.raises(DataProblem) as problem:
        Phrases(["# <tmie> late"], {"time": ["day"]}).find(tokens_of("two days late"))

    assert str(problem.value) == (
        "The phrase '# <tmie> late' of a word list names the class 'tmie', which is not there. "
        "Did you mean 'time'? Classes: time."
    )


@pytest.mark.parametrize("phrase", ["", "... late", "[very] late"])
def test_a_phrase_begins_with_a_word(phrase):
    with pytest.raises(DataProblem) as problem:
        Phrases([phrase]).find(tokens_of("late"))

    assert str(problem.value) == (
        f"The phrase {phrase!r} of a word list does not begin with a word. "
        "Begin it with a word, a choice in brackets, a number sign or a class."
    )


@given(st.text())
def test_tokens_lie_in_order_inside_any_text(text):
    tokens = tokens_of(text)

    assert all(0 <= one.start < one.end <= len(text) for one in tokens)
    assert [one.start for one in tokens] == sorted(one.start for one in tokens)
