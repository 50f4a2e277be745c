"""Suggested codes: by key words, by likeness, and how good they are on held-out accounts."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.records.coding import CodeBook, add_code
from cxworkbench.voice.suggestion_quality import quality_at, suggestion_quality
from cxworkbench.voice.suggestions import BY_LIKENESS, Suggester

BOOK = add_code(
    add_code(CodeBook(), name="Late", keywords=("late", "deliver*")),
    name="Friendly", kind="gain", keywords=("kind",),
)  # fmt: skip
LATE, FRIENDLY = (code.id for code in BOOK.codes)
NOTHING = pd.DataFrame({"text": [], "codes": []})


def coded(*pairs):
    return pd.DataFrame(pairs, columns=["text", "codes"])


def test_a_key_word_suggests_its_code_and_says_why():
    [one] = Suggester(BOOK, NOTHING).for_sentence("Delivery was LATE.")

    assert (one.code, one.why) == (LATE, "says “late”, “deliver*”")
    assert one.score == pytest.approx(2 / 3)


@pytest.mark.parametrize("text", ["My translated plate", "chocolate", "", "unkind words"])
def test_a_key_word_inside_another_word_suggests_nothing(text):
    assert Suggester(BOOK, NOTHING).for_sentence(text) == []


def test_a_key_word_that_looks_like_a_pattern_is_taken_at_its_word():
    book = add_code(CodeBook(), name="Odd", keywords=("a.c (x", "***", "§"))

    assert Suggester(book, NOTHING).for_sentence("abc x") == []
    assert len(Suggester(book, NOTHING).for_sentence("an a c x there")) == 1


def test_a_sentence_like_a_coded_one_is_given_its_code():
    known = coded(
        *[(f"The driver smiled at box {n} and helped.", (FRIENDLY,)) for n in range(6)],
        *[(f"We waited {n} weeks for the invoice.", (LATE,)) for n in range(6)],
    )
    [one] = Suggester(BOOK, known).for_sentence("The driver smiled and helped us.")

    assert (one.code, one.method) == (FRIENDLY, BY_LIKENESS)
    assert one.why.startswith("like “The driver smiled at box")
    assert 0 < one.score <= 1


def test_fewer_than_ten_coded_passages_teach_nothing():
    known = coded(*[("The driver smiled.", (FRIENDLY,))] * 9)

    assert Suggester(BOOK, known).for_sentence("The driver smiled.") == []


def test_likeness_to_sentences_left_without_a_code_speaks_against():
    talk = [("We waited for the invoice.", (LATE,))] * 10
    plain = [("We waited for the kettle.", ())] * 10

    sure, unsure = (
        Suggester(BOOK, coded(*known)).for_sentence("We waited for the bill.")
        for known in (talk, [talk[0], *plain, *talk[1:]])
    )

    assert sure[0].score >= (unsure[0].score if unsure else 0)


def sentences(accounts, *, noise=0.0, seed=1):
    """Two sentences an account: one late, one friendly; some with the wrong code."""
    generator = np.random.default_rng(seed)
    rows = []
    for n in range(accounts):
        for text, code in (("The van came late again", LATE), ("A kind and calm helper", FRIENDLY)):
            other = FRIENDLY if code == LATE else LATE
            given = other if generator.random() < noise else code
            rows.append((f"v{n}{code}", f"a{n}", 0, 9, f"{text} {n}", (given,)))
        rows.append((f"v{n}x", f"a{n}", 0, 9, f"Number {n} said nothing", ()))
    columns = ["voice_id", "account_id", "start", "end", "text", "codes"]
    return pd.DataFrame(rows, columns=columns)


def test_good_suggestions_are_measured_as_good_and_bad_ones_as_bad():
    good = suggestion_quality(sentences(30), BOOK, seed=1)
    bad = suggestion_quality(sentences(30, noise=0.5), BOOK, seed=1)
    first, worse = good.table.iloc[0], bad.table.iloc[0]

    assert (first["precision"], first["recall"]) == (1.0, 1.0)
    assert first["coverage"] == pytest.approx(2 / 3)
    assert worse["precision"] == pytest.approx(0.5, abs=0.2)
    assert worse["low"] < worse["precision"] < worse["high"]


def test_a_higher_threshold_never_suggests_more():
    table = suggestion_quality(sentences(20, noise=0.3), BOOK, seed=1).table

    for _, rows in table.groupby("by"):
        assert rows["suggested"].is_monotonic_decreasing
        assert rows["recall"].is_monotonic_decreasing


def test_an_account_is_never_in_both_parts():
    # Each account has a word of its own; were it learnt from, likeness would be perfect.
    rows = [(f"v{n}", f"a{n}", 0, 9, f"zz{n} qq{n} ww{n}", (LATE,)) for n in range(40)]
    columns = ["voice_id", "account_id", "start", "end", "text", "codes"]
    found = suggestion_quality(pd.DataFrame([*rows, *rows], columns=columns), BOOK, seed=1)

    assert found.table["suggested"].max() == 0


def test_too_few_coded_sentences_are_too_few_to_tell():
    found = suggestion_quality(sentences(12), BOOK, seed=1)

    assert not found.enough
    assert found.text == (
        "Too few to tell how good suggestions are: 24 coded sentences of 12 accounts; it takes 30 "
        "of 10."
    )
    assert quality_at(found, 0.5) == "too few coded sentences to tell how often this is right"


def test_the_quality_beside_a_suggestion_is_that_of_its_score():
    found = suggestion_quality(sentences(30), BOOK, seed=1)

    assert quality_at(found, 0.55).startswith("from 0.5 on right in")
    assert quality_at(found, 0.55).endswith("(100 %, 100 % to 100 %)")


def test_the_same_seed_gives_the_same_figures():
    first, again = (suggestion_quality(sentences(20, noise=0.2), BOOK, seed=4) for _ in "ab")

    pd.testing.assert_frame_equal(first.table, again.table)
