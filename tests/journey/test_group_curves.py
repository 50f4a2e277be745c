"""Emotion curves of roles and segments: order, small groups, and the curve of everybody beside."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.emotion import emotion_curve
from cxworkbench.journey.group_curves import curves_by, describe_withheld_points
from cxworkbench.worlds.buying_group import KNOWS, buying_groups

WORLD = buying_groups(2, accounts=14)


def curves(**options):
    return curves_by(WORLD.evidence.voices, WORLD.journey_map, group="role", **options)


def test_each_role_has_the_curve_of_its_own_voices():
    voices = WORLD.evidence.voices
    own = emotion_curve(voices[voices["role"] == "user"], WORLD.journey_map, by="stage")

    table = curves()

    user = table[table["group"] == "user"]
    assert user["value"].tolist() == pytest.approx(own["value"].tolist(), nan_ok=True)
    assert user["accounts"].tolist() == own["accounts"].tolist()


def test_a_role_has_a_gap_in_the_stages_it_does_not_know():
    table = curves()
    known = table[table["value"].notna()].groupby("group", sort=False)["stage"].agg(tuple).to_dict()

    assert known == {role: KNOWS[role] for role in known}
    assert "approver" not in known  # nobody ever asked it


def test_a_point_of_fewer_accounts_than_the_smallest_cell_shows_nothing_at_all():
    few = curves()["accounts"].replace(0, 99).min()

    table = curves(smallest_cell=int(few) + 1)

    gone = table[table["withheld"]]
    assert len(gone) >= 1
    assert gone[["value", "low", "high"]].isna().all(axis=None)
    assert gone[["accounts", "voices"]].eq(0).all(axis=None)
    assert set(gone["word"]) == {""}
    assert set(gone["method"]) == {f"fewer than {few + 1} accounts: not shown apart"}
    shown = table.loc[~table["withheld"] & table["value"].notna(), "accounts"]
    assert shown.min() > few


def test_the_common_curve_stands_beside_and_is_withheld_likewise():
    table = curves()
    common = emotion_curve(WORLD.evidence.voices, WORLD.journey_map, by="stage")["value"]

    assert table.loc[table["group"] == "user", "common"].tolist() == pytest.approx(common.tolist())
    assert curves(smallest_cell=15)["common"].isna().all()


def test_segments_are_curves_too():
    voices = WORLD.evidence.voices
    halves = voices.assign(segment=["old" if one < "a007" else "new" for one in
                                    voices["account_id"]])  # fmt: skip

    table = curves_by(halves, WORLD.journey_map, group="segment")

    assert list(dict.fromkeys(table["group"])) == ["new", "old"]


def test_a_group_that_is_none_is_refused():
    with pytest.raises(ParameterProblem) as problem:
        curves_by(WORLD.evidence.voices, WORLD.journey_map, group="segment")

    assert str(problem.value) == (
        "There is nothing to group by in 'segment'. Give voices with a column role or segment, "
        "and name it."
    )


def test_what_is_withheld_is_said():
    assert describe_withheld_points(pd.DataFrame({"withheld": [False]}), smallest_cell=3) == ""
    assert describe_withheld_points(pd.DataFrame({"withheld": [True] * 2}), smallest_cell=3) == (
        "2 points with fewer than 3 accounts are not shown: they would point at people."
    )
