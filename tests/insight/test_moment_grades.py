"""What kind of moment of truth a touchpoint is, and why."""

import pandas as pd
import pytest
from tests.insight.cases import PLACES

from cxworkbench.insight.moment_grades import effect_of, grade_of, positions
from cxworkbench.records.engagement import TouchpointPlace

LOW, MIDDLE, HIGH = [2.0, 3.0] * 4, [7.0, 8.0] * 4, [9.5, 10.0] * 4
FELT = pd.Series([-1.0] * 8 + [0.5] * 8 + [2.0] * 8)


@pytest.mark.parametrize(
    ("bad", "between", "glad", "kind"),
    [
        (LOW, MIDDLE, MIDDLE, "break"),
        (MIDDLE, MIDDLE, HIGH, "delight"),
        (LOW, MIDDLE, HIGH, "make"),
        (MIDDLE, MIDDLE, MIDDLE, ""),
    ],
)
def test_a_moment_breaks_delights_or_makes_by_what_is_beyond_chance(bad, between, glad, kind):
    assert effect_of(FELT, pd.Series([*bad, *between, *glad])).kind == kind


def test_both_sides_of_the_effect_are_said_with_their_ends():
    effect = effect_of(FELT, pd.Series([*LOW, *MIDDLE, *MIDDLE]))

    assert effect.why == (
        "A bad experience costs: −5.0 points beside one in between (−5.7 to −4.3). "
        "A glad one is not shown to earn anything: 0.0 points (−0.7 to 0.7)."
    )


def test_few_in_between_are_too_few_to_tell():
    felt = pd.Series([-1.0] * 8 + [0.5] * 4 + [2.0] * 8)

    effect = effect_of(felt, pd.Series([*LOW, *MIDDLE[:4], *HIGH]))

    assert effect.kind == ""
    assert "too few to tell (8 and 4 accounts)" in effect.why


def test_what_is_shown_against_all_the_rest_breaks_even_where_few_are_in_between():
    felt = pd.Series([-1.0] * 8 + [0.5] * 4 + [2.0] * 8)

    effect = effect_of(felt, pd.Series([*LOW, *MIDDLE[:4], *MIDDLE]), shown=True)

    assert effect.kind == "break"
    assert effect.why.startswith("It breaks, as a bad experience costs beside all the others")


def test_what_is_shown_by_the_glad_ones_alone_does_not_break():
    assert effect_of(FELT, pd.Series([*MIDDLE, *MIDDLE, *HIGH]), shown=True).kind == "delight"


def test_more_touchpoints_looked_at_widen_the_interval():
    outcome = pd.Series([*LOW, *MIDDLE, *HIGH])

    alone, among_many = effect_of(FELT, outcome), effect_of(FELT, outcome, comparisons=20)

    assert among_many.reward.low < alone.reward.low


@pytest.mark.parametrize(
    ("shown", "reach", "grade"), [(True, 0.5, 4), (True, 0.49, 3), (False, 0.5, 2), (False, 0.1, 1)]
)
def test_shown_counts_two_and_being_passed_by_half_counts_one(shown, reach, grade):
    given, why = grade_of(shown=shown, candidate=not shown, reach=reach)

    assert given == grade
    assert why.startswith(f"Grade {grade} of 4: ")


def test_no_sign_has_no_grade():
    assert grade_of(shown=False, candidate=False, reach=1.0) == (0, "")


def test_places_in_the_journey_are_labels():
    rated = pd.Series([-1.5] * 5)
    places = (*PLACES[:2], TouchpointPlace(id="tp-off", name="Off", stage="Use", owner="Service"))

    found = positions(places, {"tp-order": pd.Series([0.2] * 5), "tp-till": rated})

    assert found == {"tp-order": "begin", "tp-till": "end, hand-off, peak", "tp-off": ""}


def test_nobody_heard_leaves_only_hand_offs():
    assert positions(PLACES, {}) == {
        "tp-order": "", "tp-till": "hand-off", "tp-help": "", "tp-talk": "",
    }  # fmt: skip
