"""Peak and end: told apart only by intervals, and the peak-end rule account by account."""

import pandas as pd
import pytest

from cxworkbench.journey.emotion import as_curve
from cxworkbench.journey.peak_end import describe_peak_end, peak_end, told_apart
from cxworkbench.records.evidence import conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint

SHOP = JourneyMap(
    id="m", title="Shop", stages=(Stage(id="buy", name="Buy"), Stage(id="use", name="Use")),
    touchpoints=(Touchpoint(id="till", name="Till", stage_id="use"),
                 Touchpoint(id="offer", name="Offer", stage_id="buy"),
                 Touchpoint(id="call", name="Call", stage_id="buy")),
)  # fmt: skip


def curve(*points):
    """Name, value, half its interval (None: none)."""
    nothing = float("nan")
    rows = [
        {"id": name, "name": name, "stage": "s", "value": value, "accounts": 9, "voices": 9,
         "low": nothing if half is None else value - half,
         "high": nothing if half is None else value + half,
         "word": "", "basis": "measured", "method": ""}
        for name, value, half in points
    ]  # fmt: skip
    return as_curve(rows)


def voices(**accounts):
    """Account -> feelings at offer, call and till; None: not heard there."""
    rows = [
        (account, place, value)
        for account, values in accounts.items()
        for place, value in zip(("offer", "call", "till"), values, strict=True)
        if value is not None
    ]
    table = pd.DataFrame(rows, columns=["account_id", "touchpoint_id", "emotion"])
    table["voice_id"] = [f"v{n}" for n in range(len(table))]
    return conform(table.assign(contact_id=table["account_id"], method="survey"), "voices")


def test_a_peak_whose_interval_stays_clear_of_all_others_is_clear():
    table = told_apart(curve(("a", 1.5, 0.3), ("b", 0.0, 0.4), ("c", -0.5, 0.4))).set_index("mark")

    assert table.loc["peak", ["name", "rival", "verdict"]].tolist() == ["a", "b", "clear"]
    assert table.loc["trough", ["name", "rival", "verdict"]].tolist() == ["c", "b", "cannot tell"]
    assert table.loc["end", "verdict"] == ""


def test_a_wide_interval_of_a_lower_place_takes_the_peak_too():
    table = told_apart(curve(("a", 1.5, 0.3), ("b", 1.0, 0.1), ("c", 0.0, 1.5))).set_index("mark")

    assert table.loc["peak", ["rival", "verdict"]].tolist() == ["b", "cannot tell"]


def test_without_intervals_nobody_can_tell():
    table = told_apart(curve(("a", 1.5, None), ("b", -1.0, None)))

    assert table["verdict"].tolist() == ["cannot tell", "cannot tell", ""]


def test_one_place_has_no_rival():
    table = told_apart(curve(("a", 1.5, 0.1)))

    assert table["rival"].tolist() == ["", "", ""]
    assert table["verdict"].tolist() == ["cannot tell", "cannot tell", ""]


def test_the_rule_takes_the_most_intense_and_the_last_feeling_in_journey_order():
    table = peak_end(voices(a=(1.0, -2.0, 0.0)), SHOP).set_index("figure")

    assert table["value"].round(3).to_dict() == {
        "peak": -2.0, "end": 0.0, "peak and end": -1.0, "mean of all places": -0.333,
        "difference": -0.667,
    }  # fmt: skip


def test_of_two_equally_intense_feelings_the_worse_is_the_peak():
    table = peak_end(voices(a=(2.0, -2.0, 0.0)), SHOP).set_index("figure")

    assert table.loc["peak", "value"] == -2.0


def test_an_account_heard_at_two_places_says_nothing_of_memory():
    assert peak_end(voices(a=(1.0, None, 0.0)), SHOP).empty
    assert peak_end(empty("voices"), SHOP).empty


def test_a_clear_difference_is_told_with_its_interval_as_a_guess():
    jitter = (0, 1, 0, 1, 0, 1, 0, 0)
    told = peak_end(voices(**{f"a{n}": (1.0, -2.0, j) for n, j in enumerate(jitter)}), SHOP)

    low, high = told.set_index("figure").loc["difference", ["low", "high"]]
    assert high < 0
    assert describe_peak_end(told) == (
        "Peak and end of 8 accounts: by the peak-end rule the journey would be remembered "
        f"{abs(told['value'].iloc[-1]):.1f} worse than its places are on average "
        f"({abs(high):.1f} to {abs(low):.1f}, 95 %); a guess to be tested, not a finding."
    )


def test_few_accounts_cannot_tell():
    assert describe_peak_end(peak_end(voices(a=(1.0, -2.0, 0.0)), SHOP)) == (
        "Peak and end of 1 account: cannot tell whether the journey would be remembered otherwise "
        "than its places are on average (too few to tell)."
    )


def test_the_rules_interval_is_over_accounts():
    table = peak_end(voices(**{f"a{n}": (0.0, 1.0, n % 3 - 1.0) for n in range(9)}), SHOP)

    assert table["accounts"].tolist() == [9] * 5
    assert table["low"].notna().all()
    assert table.set_index("figure").loc["end", "value"] == pytest.approx(0.0)
