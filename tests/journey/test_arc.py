"""Peak, trough and end of an emotion curve as numbers."""

import numpy as np
import pandas as pd

from cxworkbench.journey.arc import emotional_arc, emotional_slope, peak_verdict
from cxworkbench.journey.emotion import as_curve


def curve_of(*values, width=0.5):
    rows = [
        {
            "id": f"t{n}", "name": f"T{n}", "stage": "s", "value": value,
            "low": None if value is None else value - width,
            "high": None if value is None else value + width,
            "accounts": 0 if value is None else 6, "voices": 6, "word": "", "basis": "measured",
            "method": "",
        }
        for n, value in enumerate(values)
    ]  # fmt: skip
    return as_curve(rows)


def test_peak_trough_and_end_are_named_with_their_values():
    arc = emotional_arc(curve_of(0.5, 1.5, -1.0, 0.2))

    assert arc[["mark", "id", "value"]].values.tolist() == [
        ["peak", "t1", 1.5],
        ["trough", "t2", -1.0],
        ["end", "t3", 0.2],
    ]


def test_of_two_equal_peaks_the_earlier_is_taken():
    assert emotional_arc(curve_of(1.0, 1.0, 0.0))["id"].tolist()[0] == "t0"


def test_a_gap_at_the_end_is_passed_over():
    assert emotional_arc(curve_of(1.0, -1.0, None))["id"].tolist()[2] == "t1"


def test_a_curve_of_gaps_has_no_arc():
    arc = emotional_arc(curve_of(None, None))

    assert arc.empty
    assert peak_verdict(arc) == ""


def test_peak_and_trough_are_apart_when_their_intervals_do_not_touch():
    assert peak_verdict(emotional_arc(curve_of(1.0, -1.0))) == "apart"


def test_peak_and_trough_whose_intervals_touch_are_too_few_to_tell():
    assert peak_verdict(emotional_arc(curve_of(0.4, -0.1))) == "too few to tell"


def test_without_intervals_nobody_can_tell():
    curve = curve_of(2.0, -2.0).assign(low=np.nan, high=np.nan)

    assert peak_verdict(emotional_arc(curve)) == "too few to tell"


def test_the_slope_counts_places_with_gaps_between_them():
    assert emotional_slope(curve_of(0.0, None, 1.0, 1.5)) == 0.5


def test_two_places_have_no_slope():
    assert np.isnan(emotional_slope(pd.DataFrame({"value": [1.0, 2.0]})))
