"""Disagreement of roles: the index by hand, its bounds, contrasts, who can stop, what hides."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.journey.disagreement import HIGHER, LOWER, disagreement, role_contrasts
from cxworkbench.journey.role_feelings import in_stages, role_feelings
from cxworkbench.journey.role_involvement import role_involvement
from cxworkbench.journey.stopping import consensus_risk, likely_blockers, who_can_stop
from cxworkbench.records.edits import add_role, set_involvement
from cxworkbench.records.evidence import empty
from cxworkbench.records.journey_map import JourneyMap, Stage, Touchpoint
from cxworkbench.worlds.buying_group import buying_groups

SHOP = JourneyMap(
    id="m", title="Shop", stages=(Stage(id="buy", name="Buy"), Stage(id="use", name="Use")),
    touchpoints=(Touchpoint(id="offer", name="Offer", stage_id="buy"),
                 Touchpoint(id="till", name="Till", stage_id="use")),
)  # fmt: skip
STAGE_OF = {"offer": "buy", "till": "use"}


def feelings(*rows):
    """One row: account, role, touchpoint, feeling."""
    table = pd.DataFrame(rows, columns=["account_id", "role", "at", "felt"])
    return table.assign(stage_id=table["at"].map(STAGE_OF), contacts=1, voices=1)


def index_of(*values):
    rows = [("a", f"role {n}", "till", value) for n, value in enumerate(values)]
    return float(disagreement(feelings(*rows), SHOP, by="journey")["index"].iloc[0])


def test_the_index_is_nothing_when_all_agree_and_one_at_the_two_ends():
    assert index_of(1.5, 1.5, 1.5) == 0
    assert index_of(2, -2) == 1


def test_the_index_of_three_roles_by_hand():
    # distances 1, 3, 2: their mean 2 of a scale that is 4 long
    assert index_of(2, 1, -1) == pytest.approx(0.5)


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=7))
@settings(max_examples=60, deadline=None)
def test_the_index_is_between_its_ends_whatever_is_felt(values):
    assert 0 <= index_of(*values) <= 1 + 1e-12
    assert index_of(*values) == pytest.approx(index_of(*reversed(values)))


def test_accounts_count_alike_however_many_places_they_spoke_of():
    rows = feelings(
        ("a", "user", "till", 2), ("a", "buyer", "till", -2),
        ("a", "user", "offer", 2), ("a", "buyer", "offer", -2),
        ("b", "user", "till", 1), ("b", "buyer", "till", 1),
    )  # fmt: skip

    [row] = disagreement(rows, SHOP, by="journey").to_dict("records")

    assert (row["index"], row["accounts"], row["roles"]) == (0.5, 2, 2)


def test_a_role_of_weight_nothing_is_left_out():
    rows = feelings(("a", "user", "till", 1), ("a", "buyer", "till", 1), ("a", "board", "till", -2))

    assert disagreement(rows, SHOP, by="journey", weights={"board": 0})["index"].iloc[0] == 0


def test_where_no_two_roles_were_heard_the_index_is_missing_and_not_nothing():
    table = disagreement(feelings(("a", "user", "till", 1)), SHOP, by="touchpoint")

    assert table["name"].tolist() == ["Offer", "Till"]
    assert table["index"].isna().all()
    assert table["accounts"].tolist() == [0, 0]


def test_a_contrast_compares_at_the_same_place_of_the_same_account():
    # Users only speak of the bad till, buyers of the good offer: no pair, so no contrast.
    rows = feelings(
        *((f"a{n}", "user", "till", -2) for n in range(6)),
        *((f"a{n}", "buyer", "offer", 2) for n in range(6)),
    )

    assert role_contrasts(rows, SHOP).empty


def test_an_unhappy_account_makes_no_role_look_unhappy():
    rows = feelings(*((f"a{n}", role, "till", -2 + n * 0.1) for n in range(8)
                      for role in ("user", "buyer")))  # fmt: skip

    assert role_contrasts(rows, SHOP)["difference"].abs().max() == 0


def test_a_planted_difference_is_found_with_its_side():
    jitter = (0.0, 0.1, -0.1, 0.2, -0.2, 0.05)
    rows = feelings(*((f"a{n}", role, "till", base + jitter[n]) for n in range(6)
                      for role, base in (("user", 1.0), ("buyer", -1.0 + n * 0.05))))  # fmt: skip

    verdicts = role_contrasts(rows, SHOP).set_index("role")["verdict"].to_dict()

    assert verdicts == {"user": HIGHER, "buyer": LOWER}


def test_few_accounts_are_too_few_to_tell():
    rows = feelings(*((f"a{n}", role, "till", felt) for n in range(4)
                      for role, felt in (("user", 2.0), ("buyer", -2.0 + n / 10))))  # fmt: skip

    assert set(role_contrasts(rows, SHOP)["verdict"]) == {"too few to tell"}


def measured(world):
    tables = world.evidence.contacts, world.evidence.voices, world.evidence.events
    found = role_feelings(tables[1], tables[0], world.journey_map)
    contrasts = role_contrasts(found, world.journey_map, by="stage")
    involvement = role_involvement(*tables, world.journey_map)
    return who_can_stop(involvement, contrasts, tables[2], tables[0], world.journey_map), found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("blocker", ["buyer", "decider", ""])
def test_the_planted_blocker_is_found_and_no_other(seed, blocker):
    world = buying_groups(seed, blocker=blocker)

    stops, _ = measured(world)

    found = likely_blockers(stops)
    expected = [(blocker, world.stage)] if blocker else []
    assert list(zip(found["role"], found["stage_id"], strict=True)) == expected


def test_who_can_stop_says_what_people_say_before_what_the_log_says():
    world = buying_groups(1, accounts=10, blocker="")
    journey_map = add_role(world.journey_map, "gatekeeper", attitude="against")
    journey_map = set_involvement(journey_map, "ro-gatekeeper", "st-use", can_stop=True)
    tables = world.evidence.contacts, world.evidence.voices, empty("events")
    involvement = role_involvement(*tables, journey_map)

    stops = who_can_stop(
        involvement, role_contrasts(feelings(), SHOP), tables[2], tables[0], journey_map
    )

    assert stops[["stage", "role", "attitude", "why"]].values.tolist() == [
        ["Use", "gatekeeper", "against", "people say that it can stop the journey here"]
    ]


def test_a_role_that_the_average_hides_is_counted():
    rows = feelings(
        ("a", "user", "till", 2), ("a", "buyer", "till", -1),  # 0.5 on average: hidden
        ("b", "user", "till", 1), ("b", "buyer", "till", 1),  # agreed
        ("c", "user", "till", 0), ("c", "buyer", "till", -2),  # -1 on average: seen
        ("d", "user", "till", -2), ("d", "buyer", "till", -1),  # agreed that it is bad
        ("e", "user", "till", 2),  # one role only
    )  # fmt: skip

    use = consensus_risk(rows, SHOP).set_index("stage").loc["Use"]

    assert use[["accounts", "against", "hidden"]].tolist() == [4, 2, 1]
    assert use["risk"] == 0.5
    assert use["roles"] == "buyer"


def test_no_account_with_two_roles_gives_no_risk_and_not_nothing():
    assert consensus_risk(feelings(), SHOP)["risk"].isna().all()


def test_a_stage_is_the_mean_of_its_places():
    rows = feelings(("a", "user", "till", 2), ("a", "user", "till", 1)).assign(at=["till", "use"])

    assert in_stages(rows)["felt"].tolist() == [1.5]
