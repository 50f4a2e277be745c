"""Emotions of roles and segments on a map: from enough accounts only, whole as others are."""

from dataclasses import replace

import pandas as pd

from cxworkbench.journey.group_emotions import with_group_emotions
from cxworkbench.journey.role_findings import RoleFindings
from cxworkbench.records.validity import check_map
from cxworkbench.telling.map_emotions import lines_of
from cxworkbench.worlds.buying_group import buying_groups

WORLD = buying_groups(2, accounts=14)
FOUND = RoleFindings(
    journey_map=WORLD.journey_map,
    contacts=WORLD.evidence.contacts,
    voices=WORLD.evidence.voices,
    events=WORLD.evidence.events,
    metrics={},
    stated_weights={},
    names=pd.Series(dtype="str"),
    smallest_cell=3,
)


def felt(found):
    return [one for one in with_group_emotions(found).statements if one.lane == "emotion"]


def test_each_role_heard_has_its_own_line():
    found = with_group_emotions(FOUND)

    assert [name for name, _ in lines_of(found)] == [
        f"role: {role}" for role in ("initiator", "user", "influencer", "decider", "buyer",
                                     "gatekeeper")
    ]  # fmt: skip
    assert check_map(found) == ()


def test_each_keeps_its_distribution_and_rests_on_enough_accounts():
    for one in felt(FOUND):
        assert sum(one.counts) == one.n >= 3
        assert one.evidence

    few = min(one.n for one in felt(replace(FOUND, smallest_cell=1)))
    assert min(one.n for one in felt(replace(FOUND, smallest_cell=few + 1))) > few


def test_segments_stand_beside_roles():
    voices = FOUND.voices.assign(segment="all of them")

    names = [name for name, _ in lines_of(with_group_emotions(replace(FOUND, voices=voices)))]

    assert names[-1] == "segment: all of them"


def test_the_map_of_one_account_stays_as_it_is():
    assert with_group_emotions(replace(FOUND, own=True)) is FOUND.journey_map


def test_twice_adds_nothing():
    once = with_group_emotions(FOUND)

    assert with_group_emotions(replace(FOUND, journey_map=once)) == once
