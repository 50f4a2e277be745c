"""Sentences of a statement, without greeting, signature and pseudonyms."""

import pytest

from cxworkbench.voice.statements import body_of, sentences_in


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("Hello team,\nthe till is down.\nKind regards, Noor Haddad", "the till is down."),
        ("Good morning. The till is down. Thanks, contact-95da015d186a", "The till is down."),
        ("Thanks to your team the till runs.", "Thanks to your team the till runs."),
        ("contact-95da015d186a", "contact-95da015d186a"),
        ("Thank you", "Thank you"),
    ],
)
def test_greeting_and_signature_are_no_statement(text, body):
    assert body_of(text) == body


def test_a_short_form_ends_no_sentence():
    text = "It cost approx. 5.50. Mr. Hall paid!\n- Two lines\n- more"

    assert sentences_in(text) == ["It cost approx. 5.50.", "Mr. Hall paid!", "Two lines", "more"]


def test_signs_alone_are_no_sentence():
    assert sentences_in("... !? –") == []
