"""Agreement of the coders of an engagement: units by sentence, overall and code by code."""

import numpy as np
import pandas as pd
import pytest

from cxworkbench.records.coding import CodeBook, Coding, Passage, add_code, passage_hash
from cxworkbench.records.evidence import conform
from cxworkbench.voice.coding_agreement import (
    agreement_by_code,
    coder_agreement,
    disagreements,
)
from cxworkbench.voice.coding_units import coded_sentences, coded_units

BOOK = add_code(add_code(CodeBook(), name="Late"), name="Calm", kind="gain")
LATE, CALM = (code.id for code in BOOK.codes)
TEXT = "It came late. Nobody said why. The fitter was calm."
LATE_HERE, WHY_HERE, CALM_HERE = (0, 13), (14, 30), (31, 51)


def said(*texts):
    ids = [f"v{n}" for n in range(len(texts))]
    table = {"voice_id": ids, "account_id": [f"a{n}" for n in range(len(texts))], "text": texts}
    return conform(pd.DataFrame(table), "voices")


def mark(span, code, voice="v0", text=TEXT, **more):
    start, end = span
    return Passage(
        voice_id=voice, start=start, end=end, code=code, text_hash=passage_hash(text[start:end]),
        **more,
    )  # fmt: skip


def coder(name, *passages, read=()):
    return Coding(coder=name, passages=passages, read=read)


def test_each_sentence_is_a_unit_and_an_unmarked_one_has_no_code():
    anna = coder("anna", mark(LATE_HERE, LATE), mark(CALM_HERE, CALM), mark(CALM_HERE, LATE))
    ben = coder("ben", mark((3, 12), LATE), read=("v0",))

    units = coded_units(said(TEXT), BOOK, [anna, ben])

    assert units["anna"].tolist() == ["Late", "no code", "Calm + Late"]
    assert units["ben"].tolist() == ["Late", "no code", "no code"]


def test_a_passage_over_two_sentences_is_read_in_both():
    anna = coder("anna", mark((0, 30), LATE))
    units = coded_units(said(TEXT), BOOK, [anna, coder("ben", read=("v0",))])

    assert units["anna"].tolist() == ["Late", "Late", "no code"]


def test_a_passage_that_only_touches_a_sentence_is_not_read_there():
    anna = coder("anna", mark((0, 17), LATE))
    units = coded_units(said(TEXT), BOOK, [anna, coder("ben", read=("v0",))])

    assert units["anna"].tolist() == ["Late", "no code", "no code"]


def test_voices_that_one_coder_only_went_through_are_no_units():
    anna = coder("anna", mark(LATE_HERE, LATE), read=("v0", "v1"))

    assert coded_units(said(TEXT, TEXT), BOOK, [anna, coder("ben")]).empty
    assert len(coded_units(said(TEXT, TEXT), BOOK, [anna, coder("ben", read=("v1",))])) == 3


def test_suggestions_rejections_and_changed_words_are_not_read():
    anna = coder(
        "anna", mark(LATE_HERE, LATE, status="suggested"), mark(WHY_HERE, LATE, status="rejected"),
        mark(CALM_HERE, CALM, text="x" * 60), read=("v0",),
    )  # fmt: skip
    units = coded_units(said(TEXT), BOOK, [anna, coder("ben", read=("v0",))])

    assert set(units["anna"]) == {"no code"}


def two_coders(voices, disagree=()):
    """Anna codes the first and last sentence of each voice; Ben too, but for some voices."""
    texts = [TEXT] * voices
    anna, ben = [], []
    for n in range(voices):
        both = [mark(LATE_HERE, LATE, f"v{n}", emotion=-1), mark(CALM_HERE, CALM, f"v{n}")]
        anna += both
        ben += [both[0], mark(CALM_HERE, LATE, f"v{n}")] if n in disagree else both
    return said(*texts), [coder("anna", *anna), coder("ben", *ben)]


def test_the_table_holds_alpha_then_kappa_and_what_is_enough():
    voices, codings = two_coders(12, disagree=(0,))
    table = coder_agreement(voices, BOOK, codings, seed=1)

    assert table["measure"].tolist()[:2] == ["Krippendorff's alpha, nominal", "Cohen's kappa"]
    assert table["what"].tolist() == ["code", "code", "emotion, −2 to +2"]
    assert table["units"].tolist()[:2] == [36, 36]
    assert table["observed"].iloc[1] == pytest.approx(35 / 36)
    # By hand: chance is 12 x 13 + 12 x 11 + 12 x 12 of 36^2, a third.
    assert table["value"].iloc[1] == pytest.approx((35 / 36 - 1 / 3) / (2 / 3))
    assert table["method"].iloc[0] == "bootstrap over 12 voices, 1,000 draws"


def test_the_code_that_coders_disagree_on_stands_first():
    voices, codings = two_coders(12, disagree=(0, 1, 2))
    table = agreement_by_code(voices, BOOK, codings, seed=1)

    assert table["code"].tolist() == ["Calm", "Late"] or table["code"].tolist() == ["Late", "Calm"]
    assert table.set_index("code").loc["Calm", ["both", "some"]].tolist() == [9, 3]
    assert table["value"].is_monotonic_increasing


def test_a_code_in_few_sentences_has_no_value():
    voices, codings = two_coders(3)
    table = agreement_by_code(voices, BOOK, codings, seed=1)

    assert table["reading"].tolist() == ["too few to tell"] * 2
    assert np.isnan(table["value"]).all()


def test_what_to_talk_over_is_listed_with_its_words():
    voices, codings = two_coders(3, disagree=(1,))
    units = coded_units(voices, BOOK, codings)

    assert disagreements(units, voices).to_numpy().tolist() == [
        ["The fitter was calm.", "Calm", "Late"]
    ]


def test_nobody_coded_anything():
    assert coder_agreement(said(TEXT), BOOK, [], seed=1).empty
    assert coder_agreement(said(TEXT), BOOK, [coder("anna"), coder("ben")], seed=1).empty
    assert agreement_by_code(said(TEXT), BOOK, [coder("anna")], seed=1).empty
    assert coded_sentences(said(TEXT), BOOK, []).empty


def test_coded_sentences_hold_every_coder_s_codes_and_the_bare_ones():
    anna, ben = coder("anna", mark(LATE_HERE, LATE)), coder("ben", mark(LATE_HERE, CALM))

    table = coded_sentences(said(TEXT, TEXT), BOOK, [anna, ben])

    assert table["voice_id"].unique().tolist() == ["v0"]
    assert table["codes"].tolist() == [(CALM, LATE), (), ()]
