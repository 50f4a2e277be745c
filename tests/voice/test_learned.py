"""The learned part: shares that add to 1, and weights that a person can read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.voice.learned import features_of, known_words, learned_shares, telling_words


@given(st.text(max_size=100))
def test_the_three_shares_add_to_one(text):
    shares = learned_shares(text)

    assert shares.negative + shares.neutral + shares.positive == pytest.approx(1)


def test_a_request_leans_to_neither_side():
    shares = learned_shares("Please send us the price list for next year.")

    assert shares.neutral > max(shares.negative, shares.positive)


def test_numbers_are_one_feature_and_long_words_have_a_beginning():
    assert {"#", "deliv~", "delivered"} <= features_of("Delivered 14")


def test_the_words_that_tell_are_whole_and_lean_to_the_side():
    words = telling_words("Always reliable people", side=1, most=2)

    assert words[0].lower() in {"always", "reliable"}
    assert "always" in known_words()
