"""Tables of the journey as people read them."""

import pandas as pd

from cxworkbench.journey.emotion import as_curve
from cxworkbench.telling.journey_tables import arc_table, inventory_table, notes_table


def test_peak_trough_and_end_stand_with_their_intervals():
    curve = as_curve([
        {"id": "a", "name": "Offer", "stage": "Buy", "value": 1.25, "low": 1.0, "high": 1.5,
         "accounts": 8, "voices": 9, "word": "glad", "basis": "measured", "method": ""},
        {"id": "b", "name": "Till", "stage": "Use", "value": -0.5, "low": None, "high": None,
         "accounts": 2, "voices": 2, "word": "", "basis": "reported", "method": ""},
    ])  # fmt: skip

    assert arc_table(curve).values.tolist() == [
        ["peak", "Offer", "Buy", "+1.2", "+1.0 to +1.5", 8, "glad", "measured",
         "cannot tell (next: Till)"],
        ["trough", "Till", "Use", "−0.5", "", 2, "", "reported", "cannot tell (next: Offer)"],
        ["end", "Till", "Use", "−0.5", "", 2, "", "reported", ""],
    ]  # fmt: skip


def test_a_curve_of_gaps_gives_an_empty_table():
    assert arc_table(as_curve([])).empty


def inventory(**fields):
    """One touchpoint of which nothing is known, but for what is given."""
    nothing = {
        "touchpoint_id": "t", "stage": "Use", "name": "Till", "medium_class": "physical",
        "channel": "", "owner": "Shop", "action": "", "emotion": float("nan"), "word": "",
        "low": float("nan"), "high": float("nan"), "accounts": 0, "voices": 0, "events": 0,
        "pains": 0, "gains": 0, "needs": 0, "basis": "assumed", "contact": True,
    }  # fmt: skip
    return pd.DataFrame([{**nothing, **fields}])


def test_the_inventory_says_unknown_and_never_nan():
    assert inventory_table(inventory()).values.tolist() == [
        ["Use", "Till", "physical, channel unknown", "Shop", "unknown", "unknown", 0, 0, 0,
         "assumed"]
    ]  # fmt: skip


def test_what_customers_do_without_us_has_no_channel():
    assert inventory_table(inventory(contact=False))["where"].tolist() == ["without us"]


def test_an_emotion_stands_with_its_interval_where_it_has_one():
    sure = inventory(emotion=-0.5, low=-1.0, high=0.0)

    assert inventory_table(sure)["emotion (95 % interval)"].tolist() == ["−0.5 (−1.0 to 0.0)"]
    assert inventory_table(inventory(emotion=1.0))["emotion (95 % interval)"].tolist() == ["+1.0"]


def test_an_emotion_known_only_as_a_word_keeps_the_word_beside_unknown():
    told = inventory_table(inventory(word="a bit annoyed"))

    assert told["emotion (95 % interval)"].tolist() == ["unknown (a bit annoyed)"]


def test_notes_are_shown_without_their_ids():
    notes = pd.DataFrame([{"rule": "thin stage", "severity": "slight", "at": "m", "name": "Shop",
                           "message": "a", "why": "b", "remedy": "c"}])  # fmt: skip

    assert notes_table(notes).to_dict("records") == [
        {"how grave": "slight", "rule": "thin stage", "where": "Shop", "what": "a",
         "why it matters": "b", "what to do": "c"}
    ]  # fmt: skip
