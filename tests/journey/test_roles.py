"""The buying group: which roles there are, which were heard or hidden, and what they weigh."""

import pandas as pd
import pytest

from cxworkbench.ground.terms import BUYING_ROLES
from cxworkbench.journey.role_words import MEANINGS, TITLES, roles_in_texts
from cxworkbench.journey.roles import buying_roles, in_role_order, role_weights, with_roles
from cxworkbench.records.edits import add_role
from cxworkbench.records.evidence import conform, empty
from cxworkbench.records.journey_map import JourneyMap, Stage

SHOP = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),))


def contacts(*rows):
    return conform(pd.DataFrame(rows, columns=["contact_id", "account_id", "role"]), "contacts")


def voices(*rows):
    table = pd.DataFrame(rows, columns=["account_id", "contact_id", "role", "text"])
    return conform(table.assign(voice_id=[f"v{n}" for n in range(len(table))]), "voices")


def in_accounts(role, count, first=0):
    return [(f"{role}-{n}", f"a{n}", role) for n in range(first, first + count)]


def group(people, said=(), done=None, journey_map=SHOP, **options):
    table = buying_roles(
        contacts(*people), voices(*said), empty("events") if done is None else done, journey_map,
        **options,
    )  # fmt: skip
    return table.set_index("role")


def test_every_usual_role_has_a_meaning_and_titles():
    assert tuple(MEANINGS) == BUYING_ROLES
    assert set(TITLES) == set(BUYING_ROLES)


def test_a_role_that_takes_part_in_many_accounts_and_was_never_asked_is_hidden():
    table = group(
        [*in_accounts("approver", 4), *in_accounts("user", 4)], [("a0", "user-0", "", "")]
    )

    assert table["hidden"].to_dict() == {"user": False, "approver": True}
    assert table.loc["approver", "why"] == "takes part in 4 of 4 accounts and was never heard"


def test_a_role_seen_in_two_accounts_of_many_is_not_called_hidden():
    table = group([*in_accounts("approver", 2), *in_accounts("user", 9)])

    assert not table.loc["approver", "hidden"]


def test_of_one_account_one_silent_role_is_hidden():
    approver = group(in_accounts("approver", 1)).loc["approver"]

    assert (approver["hidden"], approver["why"]) == (True, "is known here and was never heard")


def test_a_role_named_in_texts_and_no_contact_anywhere_is_hidden():
    said = [(f"a{n}", "", "user", "Our CFO has to sign first.") for n in range(3)]

    approver = group(in_accounts("user", 5), said).loc["approver"]

    assert (approver["accounts"], approver["named"], approver["hidden"]) == (0, 3, True)
    assert approver["why"] == "named by 3 accounts that have no contact in this role"


def test_a_named_role_that_has_a_contact_there_is_not_counted_as_named():
    said = [("a0", "", "user", "Our CFO has to sign first.")]

    assert group(in_accounts("approver", 1), said).loc["approver", "named"] == 0


def test_titles_are_whole_words_in_two_languages():
    said = voices(("a", "", "", "The CFOs met"), ("b", "", "", "Der Einkauf fragt"),
                  ("c", "", "", "PROCUREMENT, finally"))  # fmt: skip

    found = roles_in_texts(said)

    assert list(zip(found["account_id"], found["role"], strict=True)) == [
        ("b", "buyer"), ("c", "buyer")
    ]  # fmt: skip


def test_an_own_role_on_the_map_stands_after_the_usual_ones():
    journey_map = add_role(SHOP, "works council", weight=2.0, attitude="against", hidden=True)

    table = group(in_accounts("user", 1), journey_map=journey_map)

    assert list(table.index) == ["user", "works council"]
    own = table.loc["works council"]
    assert (own["weight"], own["attitude"], own["why"]) == (
        2.0,
        "against",
        "people say so on the map",
    )
    assert not own["built_in"]


def test_a_role_on_the_map_is_the_one_in_evidence_whatever_its_capitals():
    table = group(in_accounts("user", 1), journey_map=add_role(SHOP, "User", weight=3.0))

    assert table["weight"].to_dict() == {"user": 3.0}


def test_weights_are_one_until_somebody_states_another():
    journey_map = add_role(SHOP, "user", weight=2.0)

    assert role_weights(["user", "buyer"], journey_map) == {"user": 2.0, "buyer": 1.0}
    assert role_weights(["user", "buyer"], journey_map, {"User": 5}) == {"user": 5, "buyer": 1.0}


def test_the_share_has_its_wilson_interval():
    user = group([*in_accounts("user", 6), *in_accounts("buyer", 10)]).loc["user"]

    # Wilson (1927) for 6 of 10
    assert [user["share"], user["low"], user["high"]] == pytest.approx(
        [0.6, 0.3127, 0.8318], abs=1e-4
    )


def test_nobody_gives_an_empty_table_with_its_columns():
    table = buying_roles(empty("contacts"), empty("voices"), empty("events"), SHOP)

    assert table.empty
    assert {"role", "hidden", "why"} <= set(table)


def test_the_input_tables_are_left_as_they_were():
    people, said = contacts(("p", "a", "user")), voices(("a", "p", "", ""))
    before = said.copy()

    with_roles(said, people)

    pd.testing.assert_frame_equal(said, before)


def test_roles_have_one_order():
    assert in_role_order(["zoo", "gatekeeper", "ant", "initiator"]) == [
        "initiator", "gatekeeper", "ant", "zoo"
    ]  # fmt: skip
