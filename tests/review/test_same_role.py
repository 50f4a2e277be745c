"""One role is one role, whether a map writes its name, its name in capitals or its id."""

import pytest
from tests.review.corpus_reading import gold, reviewed

CLEAN, REGISTER = gold()["other-crane"]
RULES_OF_ROLES = ("one role only", "mixed perspective", "quotes of others")
WRITTEN = ["User", "user", " USER ", "ro-user"]


def notes(role, perspective="all", keep_roles=None):
    """Which of the rules of roles speak when a role says all thoughts, and all pains of its map."""
    lanes = ("thoughts",) if perspective == "all" else ("thoughts", "pains")
    said = [one | {"role": role if one["lane"] in lanes else "all"} for one in CLEAN["statements"]]
    roles = CLEAN["roles"][:keep_roles]
    ids = {one["id"] for one in roles}
    involved = [one for one in CLEAN["involvements"] if one["role_id"] in ids]
    journey_map = CLEAN | {"statements": said, "roles": roles, "involvements": involved,
                           "perspective": {"role": perspective}}  # fmt: skip
    found = {note.rule for note in reviewed(journey_map, REGISTER).notes}
    return [rule for rule in RULES_OF_ROLES if rule in found]


@pytest.mark.parametrize("written", WRITTEN)
def test_a_role_written_in_another_way_is_no_second_role(written):
    assert notes(written, keep_roles=1) == ["one role only"]


@pytest.mark.parametrize("written", WRITTEN)
@pytest.mark.parametrize("perspective", ["User", "ro-user"])
def test_the_perspectives_own_role_is_not_somebody_else(written, perspective):
    assert notes(written, perspective) == []


def test_another_role_is_somebody_else():
    assert notes("ro-decider", "User") == ["mixed perspective", "quotes of others"]
