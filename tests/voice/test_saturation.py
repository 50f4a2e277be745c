"""The saturation curve: by hand, against random orders, with too few, and its words."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.records.evidence import conform
from cxworkbench.voice.saturation import interview_codes, saturation_curve


def naming(*interviews):
    pairs = [
        (place, code)
        for place, codes in enumerate(interviews, start=1)
        for code in codes.split() or [""]
    ]
    return pd.DataFrame(pairs, columns=["interview", "code"])


def test_a_new_code_counts_at_the_interview_that_brought_it():
    table = saturation_curve(naming("a b", "b", "c", ""), seed=1).table

    assert table["new"].tolist() == [2, 0, 1, 0]
    assert table["codes"].tolist() == [2, 2, 3, 3]


def test_few_new_codes_by_the_published_rule():
    # Guest, Namey and Chen (2020): base of 4, runs of 2, threshold 5 %.
    first = ["a b c d e", "f g h i", "j k l m", "n o p q r s t"]  # 20 codes in the base
    found = saturation_curve(naming(*first, "u", "v", "w", "a"), seed=1)

    # Runs 5-6 and 6-7 bring 2 of 20, run 7-8 brings 1 of 20: 5 %.
    assert found.reached == 6
    assert found.new_share == pytest.approx(0.05)


def test_codes_that_go_on_coming_are_not_saturated():
    found = saturation_curve(naming(*[f"x{n} y{n}" for n in range(9)]), seed=1)

    assert found.reached == 0
    assert found.text.startswith(
        "9 interviews name 18 codes; the last two still brought 50 % new ones: go on."
    )


def test_five_interviews_are_too_few_to_tell():
    found = saturation_curve(naming("a", "a", "a", "a", "a"), seed=1)

    assert (found.reached, np.isnan(found.new_share), np.isnan(found.unseen)) == (0, True, True)
    assert found.text == (
        "5 interviews name 1 code; too few to tell whether more would bring new ones (from 6 on)."
    )


def test_no_interview_and_no_code():
    assert saturation_curve(naming(), seed=1).text == "There is no interview."
    assert saturation_curve(naming("", ""), seed=1).table["codes"].tolist() == [0, 0]


def test_the_codes_not_yet_named_are_chao_s():
    # Chao (1987), incidence form: (m - 1)/m * Q1^2 / (2 Q2); here m 6, Q1 4, Q2 2.
    found = saturation_curve(naming("a b c d", "e f", "e f", "g", "g", "g"), seed=1)

    assert found.unseen == pytest.approx(5 / 6 * 16 / 4)


codes = st.lists(st.sampled_from(["", "a", "b", "a b", "c", "a c d", "e"]), min_size=1, max_size=9)


@settings(max_examples=8, deadline=None)
@given(codes)
def test_the_mean_is_that_of_random_orders_and_never_falls(said):
    table = saturation_curve(naming(*said), seed=1).table
    generator = np.random.default_rng(5)
    drawn = [
        saturation_curve(naming(*generator.permutation(said).tolist()), seed=1).table["codes"]
        for _ in range(40)
    ]

    assert (table["mean"].diff().fillna(0) >= -1e-9).all()
    assert table["mean"].iloc[-1] == pytest.approx(table["codes"].iloc[-1])
    assert np.allclose(np.mean(drawn, axis=0), table["mean"], atol=0.85)
    assert (table["low"] <= table["high"]).all()


def test_an_interview_is_one_contact_on_one_day_and_actions_are_no_codes():
    rows = [
        ("v1", "p1", "2026-03-02", "late", "pain"),
        ("v2", "p1", "2026-03-02", "late", "pain"),
        ("v3", "p1", "2026-03-01", "dear", "pain"),
        ("v4", "p2", "2026-03-05", "We ring twice", "action"),
    ]
    columns = ["voice_id", "contact_id", "said_at", "code", "code_kind"]
    table = pd.DataFrame(rows, columns=columns)
    voices = conform(
        table.assign(
            said_at=pd.to_datetime(table["said_at"]), method="interview", account_id="a1", file="t"
        ),
        "voices",
    )

    found = interview_codes(voices)

    assert found[["interview", "code"]].to_numpy().tolist() == [[1, "dear"], [2, "late"], [3, ""]]


def test_two_speakers_of_one_transcript_are_one_interview():
    table = pd.DataFrame({"voice_id": ["v1", "v2"], "contact_id": ["p1", "p2"], "code": ["a", "b"]})
    spoken = table.assign(method="interview", account_id="a1", code_kind="pain")

    found = {
        file: interview_codes(conform(spoken.assign(file=file), "voices"))["interview"].nunique()
        for file in ("talk.docx", "notes.xlsx")
    }

    assert found == {"talk.docx": 1, "notes.xlsx": 2}


def test_the_same_seed_gives_the_same_band():
    said = naming("a", "b c", "a d", "e", "a", "b")

    pd.testing.assert_frame_equal(
        saturation_curve(said, seed=3).table, saturation_curve(said, seed=3).table
    )
