"""Role by stage: from evidence, from people's own entries, and onto the map."""

import pandas as pd

from cxworkbench.journey.continuing import continue_map
from cxworkbench.journey.role_involvement import (
    consensus_stage,
    map_with_roles,
    role_involvement,
    role_tracks,
)
from cxworkbench.records.edits import add_role, edit, rename, set_involvement
from cxworkbench.records.evidence import conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.records.validity import check_map
from cxworkbench.worlds.buying_group import KNOWS, STAGES, buying_groups

STAGES_OF_SHOP = (Stage(id="buy", name="Buy"), Stage(id="use", name="Use"))
SHOP = JourneyMap(id="m", title="Shop", stages=STAGES_OF_SHOP,
                  touchpoints=(Touchpoint(id="till", name="Till", stage_id="use"),))  # fmt: skip
PEOPLE = conform(pd.DataFrame({"contact_id": ["p", "q"], "account_id": "a",
                               "role": ["user", "buyer"]}), "contacts")  # fmt: skip
VOICES = conform(pd.DataFrame({"voice_id": ["v1"], "account_id": "a", "contact_id": "p",
                               "touchpoint_id": "till"}), "voices")  # fmt: skip
EVENTS = conform(pd.DataFrame({"event_id": ["e1"], "account_id": "a", "role": "buyer",
                               "stage": "Buy"}), "events")  # fmt: skip


def cells(journey_map=SHOP, voices=VOICES, events=EVENTS):
    table = role_involvement(PEOPLE, voices, events, journey_map)
    return table.set_index(["role", "stage"])


def test_a_voice_at_a_touchpoint_and_an_event_in_a_stage_both_show_a_role_at_work():
    table = cells()

    assert table["involvement"].to_dict() == {
        ("user", "Buy"): "unknown", ("user", "Use"): "takes part",
        ("buyer", "Buy"): "takes part", ("buyer", "Use"): "unknown",
    }  # fmt: skip
    assert table.loc[("user", "Use"), "basis"] == "reported"
    assert table.loc[("buyer", "Buy"), "basis"] == "observed"


def test_what_people_entered_comes_first_and_is_marked():
    journey_map = add_role(SHOP, "buyer")
    role_id = journey_map.roles[0].id
    journey_map = set_involvement(journey_map, role_id, "buy", involvement="leads", can_stop=True)
    journey_map = set_involvement(journey_map, role_id, "use", involvement="none")

    table = cells(journey_map)

    assert table.loc[("buyer", "Buy"), ["involvement", "can_stop", "stated"]].tolist() == [
        "leads", True, True
    ]  # fmt: skip
    assert table.loc[("buyer", "Use"), "involvement"] == "none"
    assert table.loc[("buyer", "Buy"), "accounts"] == 1


def test_tracks_and_the_stage_where_all_meet_are_the_planted_ones():
    world = buying_groups(3, accounts=12)
    table = role_involvement(*_tables(world), world.journey_map)

    tracks = role_tracks(table).set_index("role")["track"].to_dict()

    assert tracks == {
        role: ", ".join(stage for stage in STAGES if stage in KNOWS[role]) for role in tracks
    }
    assert len(tracks) == 7
    assert consensus_stage(table) == world.stage


def test_no_stage_is_named_where_no_two_roles_meet():
    assert consensus_stage(role_involvement(PEOPLE, VOICES, EVENTS, SHOP)) == ""


def test_the_map_takes_roles_and_their_part_with_evidence_and_stays_valid():
    found = map_with_roles(SHOP, PEOPLE, VOICES, EVENTS)

    assert [one.name for one in found.roles] == ["user", "buyer"]
    assert [(one.role_id, one.stage_id, one.n, one.evidence) for one in found.involvements] == [
        ("ro-user", "use", 1, ("v1",)), ("ro-buyer", "buy", 1, ("e1",))
    ]  # fmt: skip
    assert check_map(found) == ()
    assert map_with_roles(found, PEOPLE, VOICES, EVENTS) == found


def test_a_proposal_keeps_what_people_said_of_roles_and_takes_fresh_counts():
    fresh = map_with_roles(SHOP, PEOPLE, VOICES, EVENTS)
    people = edit(fresh, "ro-buyer", attitude="against", weight=2.0)
    people = edit(people, fresh.involvements[1].id, can_stop=True)
    more = pd.concat([EVENTS, EVENTS.assign(event_id="e2", account_id="b")], ignore_index=True)

    proposed = continue_map(people, map_with_roles(SHOP, PEOPLE, VOICES, more))

    buyer = proposed.roles[1]
    assert (buyer.attitude, buyer.weight) == ("against", 2.0)
    part = proposed.involvements[1]
    assert (part.can_stop, part.n, part.evidence) == (True, 2, ("e1", "e2"))
    assert check_map(proposed) == ()


def test_what_evidence_no_longer_shows_goes_and_what_people_entered_stays():
    people = map_with_roles(SHOP, PEOPLE, VOICES, EVENTS)
    people = edit(people, people.involvements[1].id, can_stop=True)

    proposed = continue_map(people, map_with_roles(SHOP, PEOPLE, empty("voices"), empty("events")))

    assert [(one.role_id, one.can_stop, one.n) for one in proposed.involvements] == [
        ("ro-buyer", True, 0)
    ]  # fmt: skip


def test_a_map_of_one_account_has_nobodys_attitude():
    people = edit(map_with_roles(SHOP, PEOPLE, VOICES, EVENTS), "ro-user", attitude="against",
                  influence=0.9, weight=2.0)  # fmt: skip
    own = map_with_roles(SHOP.model_copy(update={"id": "m-a"}), PEOPLE, VOICES, EVENTS)

    user = continue_map(people, own).roles[0]

    assert (user.attitude, user.influence, user.weight) == ("unknown", None, 2.0)


def test_a_renamed_role_is_not_proposed_a_second_time():
    people = rename(map_with_roles(SHOP, PEOPLE, VOICES, EVENTS), "ro-user", "cashier")

    proposed = continue_map(people, map_with_roles(SHOP, PEOPLE, VOICES, EVENTS))

    assert [one.name for one in proposed.roles] == ["cashier", "buyer"]
    assert check_map(proposed) == ()


def _tables(world):
    return world.evidence.contacts, world.evidence.voices, world.evidence.events
