"""Modes: what differs between them, and a B2C map made a B2B one without loss."""

import pytest
from hypothesis import given, settings
from tests.records.test_restructuring import FULL, restructured

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.journey.complexity import describe_complexity, map_complexity, suggested_kind
from cxworkbench.journey.modes import as_b2b, mode_choice, mode_table
from cxworkbench.journey.perspective import describe_perspective, unstated_perspective
from cxworkbench.records import edits
from cxworkbench.records.journey_map import JourneyMap, Perspective, Stage
from cxworkbench.records.validity import check_map


def test_every_aspect_says_something_of_each_mode_and_why():
    table = mode_table()

    assert (table != "").all(axis=None)
    assert {"lanes", "roles", "metrics", "samples"} <= set(table["aspect"])
    assert mode_choice("B2C", beside="B2B").columns.tolist() == ["aspect", "B2C", "B2B", "why"]


@settings(max_examples=30, deadline=None)
@given(restructured(FULL, most=4))
def test_a_b2c_map_becomes_b2b_and_nothing_of_it_is_lost(m):
    person = m.model_copy(update={"mode": "B2C"})
    account = as_b2b(person)

    assert check_map(account) == ()
    assert account.mode == "B2B"
    assert {one.name for one in account.roles} == set(BUYING_ROLES)
    back = account.model_copy(update={"mode": "B2C", "roles": person.roles})
    assert back == person
    assert account.roles[: len(person.roles)] == person.roles
    assert as_b2b(account) == account
    assert as_b2b(person, joined=True).mode == "B2B2C"


def test_an_unknown_mode_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        mode_choice("B2B2")

    assert str(refused.value) == (
        "There is no mode 'B2B2'. Did you mean 'B2B2C'? There are: B2C, B2B, B2B2C."
    )


def test_a_map_without_a_stated_perspective_is_told_so():
    bare = JourneyMap(id="m", title="Shop", stages=())
    stated = bare.model_copy(update={"perspective": Perspective(segment="Key", role="user")})

    assert describe_perspective(bare) == (
        "Nobody's journey in particular. Not stated: segment, role, account type. A map of "
        "everybody averages people who live through different journeys: state them under "
        "[perspective] in engagement.toml."
    )
    assert unstated_perspective(stated) == ("account type",)


def crowded(touchpoints, stages=2):
    m = JourneyMap(
        id="m", title="Shop", stages=tuple(Stage(id=f"s{n}", name=f"S{n}") for n in range(stages))
    )
    for number in range(touchpoints):
        m = edits.add_touchpoint(m, f"T{number}", stage_id="s1")
    return m


def test_a_crowded_stage_suggests_a_deep_dive_of_it():
    m = crowded(11)

    assert suggested_kind(m) == "deep dive"
    assert describe_complexity(map_complexity(m)) == (
        "This is more than one sheet carries: 11 touchpoints in the fullest stage (S1), where one "
        "sheet carries 10. Keep the life cycle, and split S1 off as a deep dive."
    )
    assert suggested_kind(crowded(10)) == "life cycle"


def test_a_deep_dive_with_many_stages_is_a_life_cycle():
    dive = crowded(3, stages=9).model_copy(update={"kind": "deep dive"})

    assert suggested_kind(dive) == "life cycle"
    assert describe_complexity(map_complexity(dive), dive.kind).endswith(
        "Draw it as a life cycle with deep dives of its own."
    )


def test_many_partners_or_stages_want_another_view_and_no_deep_dive():
    m = crowded(0)
    for number in range(4):
        m = edits.add_touchpoint(m, f"T{number}", stage_id="s0", company=f"C{number}")

    assert suggested_kind(m) == suggested_kind(crowded(1, stages=9)) == "life cycle"
    assert describe_complexity(map_complexity(m)).endswith(
        "4 partners, where one sheet carries 3. Look at it by company, in the network view."
    )
    assert "Group the stages into phases" in describe_complexity(map_complexity(crowded(1, 9)))


def test_companies_roles_and_branches_are_counted():
    m = edits.add_touchpoint(FULL, "Parcel", stage_id="st-use", company="Carrier")
    counts = map_complexity(m).set_index("what")["count"]

    assert counts[["partners", "roles", "branches"]].tolist() == [1, 1, 1]
