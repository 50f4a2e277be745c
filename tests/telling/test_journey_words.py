"""Sentences about the journey."""

import pandas as pd

from cxworkbench.journey.emotion import as_curve
from cxworkbench.records.evidence import conform, empty
from cxworkbench.telling.journey_words import (
    describe_emotion_against,
    describe_emotion_curve,
    describe_map_evidence,
)
from cxworkbench.voice.words import signed

NAN = float("nan")


def curve_of(*points, width=0.2):
    """Points as pairs of value and accounts."""
    rows = [
        {
            "id": f"t{n}", "name": f"T{n}", "stage": "s", "value": value,
            "low": value - width, "high": value + width, "accounts": accounts,
            "voices": 2 * accounts, "word": "", "basis": "measured" if accounts else "assumed",
            "method": "",
        }
        for n, (value, accounts) in enumerate(points)
    ]  # fmt: skip
    return as_curve(rows)


def test_the_sentence_names_best_worst_end_and_gaps():
    assert describe_emotion_curve(curve_of((1.0, 8), (-1.0, 6), (NAN, 0), (0.5, 9))) == (
        "Customers feel best at T0 (+1.0, +0.8 to +1.2, 8 accounts) and worst at T1 (−1.0, −1.2 to "
        "−0.8, 6 accounts); the last place known, T3, has +0.5. Nothing is known at 1 of 4 places."
    )


def test_the_sentence_says_when_best_and_worst_cannot_be_told_apart():
    sentence = describe_emotion_curve(curve_of((0.2, 8), (0.0, 6)))

    assert sentence.endswith("Whether the two differ: too few to tell.")


def test_one_known_place_is_neither_best_nor_worst():
    assert describe_emotion_curve(curve_of((0.2, 8), (NAN, 0))) == (
        "How customers feel is known at one place only: T0 (+0.2, 0.0 to +0.4, 8 accounts). "
        "Nothing is known at 1 of 2 places."
    )


def test_a_curve_of_gaps_says_so():
    assert describe_emotion_curve(curve_of((NAN, 0), (NAN, 0))) == (
        "How customers feel is not known at any of 2 places."
    )


def test_an_assumed_point_is_called_assumed():
    sentence = describe_emotion_curve(curve_of((1.0, 0)))

    assert sentence == "How customers feel is known at one place only: T0 (+1.0, assumed)."


def test_an_account_is_set_against_all_where_it_differs_most():
    own, everybody = curve_of((1.0, 1), (-1.0, 1), (NAN, 0)), curve_of((0.5, 9), (1.0, 9), (1.0, 9))

    assert describe_emotion_against(own, everybody) == (
        "This account spoke of 2 of 3 places. It differs most from all accounts at T1: −1.0 from "
        "2 voices here, +1.0 over 9 accounts."
    )


def test_an_account_that_said_nothing_is_not_compared():
    assert describe_emotion_against(curve_of((NAN, 0)), curve_of((0.5, 9))) == (
        "This account has not said how any place felt."
    )


def test_an_account_is_not_compared_where_others_are_withheld():
    assert describe_emotion_against(curve_of((1.0, 1)), curve_of((NAN, 0))) == (
        "This account spoke of 1 of 1 place, none of which other accounts can be compared at."
    )


def test_evidence_is_counted_with_its_period():
    voices = conform(pd.DataFrame({"account_id": ["a", ""]}), "voices")
    voices["said_at"] = pd.to_datetime(["2026-01-02", None]).astype("datetime64[us]")
    events = conform(pd.DataFrame({"account_id": ["b"]}), "events")
    events["occurred_at"] = pd.to_datetime(["2026-03-04"]).astype("datetime64[us]")

    assert describe_map_evidence(voices, events) == (
        "2 voices and 1 event of 2 accounts, 2026-01-02 to 2026-03-04."
    )


def test_no_evidence_is_said_plainly():
    assert describe_map_evidence(empty("voices"), empty("events")) == (
        "No voice and no event stands behind this map."
    )


def test_a_feeling_near_zero_has_no_sign():
    assert [signed(value) for value in (0.0, -0.04, 0.04, -0.06)] == ["0.0", "0.0", "0.0", "−0.1"]
