"""Sentences by their place in a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.sentence_spans import sentence_spans


def parts(text):
    return [text[start:end] for start, end in sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("We paid 2.5 days for it. Dr. Who came", ["We paid 2.5 days for it.", "Dr. Who came"]),
        ('He said "Wait!" Then left.', ['He said "Wait!"', "Then left."]),
        ("Fixed? No. We wait. See No. 7 too.", ["Fixed?", "No.", "We wait.", "See No. 7 too."]),
        ("First line\nsecond line", ["First line", "second line"]),
        ("Wir haben z.B. gewartet. Lange!", ["Wir haben z.B. gewartet.", "Lange!"]),
        ("It broke ... again.", ["It broke ...", "again."]),
        ("Ask J. Smith. He knows.", ["Ask J. Smith.", "He knows."]),
        ("壊れた。遅い。", ["壊れた。", "遅い。"]),
        ("", []),
        ("  \n ", []),
        ("!?", ["!?"]),
    ],
)
def test_sentences_end_where_people_end_them(text, expected):
    assert parts(text) == expected


@given(st.text(alphabet="aB1 .!?\n\"'(—é", max_size=60))
def test_every_letter_is_in_one_sentence_and_their_order_is_kept(text):
    spans = sentence_spans(text)
    inside = {place for start, end in spans for place in range(start, end)}

    assert spans == sorted(spans)
    assert sum(end - start for start, end in spans) == len(inside)
    assert all(place in inside for place, letter in enumerate(text) if not letter.isspace())
