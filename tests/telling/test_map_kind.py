"""What kind of map it is, told."""

import pandas as pd
from tests.records.maps import map_with

from cxworkbench.journey.deep_dives import split_off
from cxworkbench.records.evidence import conform
from cxworkbench.records.journey_map import Perspective
from cxworkbench.telling.map_kind import (
    describe_deep_dives,
    describe_map_kind,
    map_kind_section,
    modes_side_by_side,
)


def test_mode_perspective_and_complexity_are_told_in_three_lines():
    assert describe_map_kind(map_with("Order")) == (
        "This is a B2B life cycle map, as-is.",
        "Nobody's journey in particular. Not stated: segment, role, account type. A map of "
        "everybody averages people who live through different journeys: state them under "
        "[perspective] in engagement.toml.",
        "One map carries this journey: 1 touchpoint.",
    )


def test_the_map_of_one_account_states_whose_it_is_by_that():
    assert describe_map_kind(map_with("Order"), account="001040")[1] == (
        "Whose journey: this account's own."
    )


def test_all_of_it_stays_inside():
    whose = Perspective(segment="Key", role="user", account_type="chain")
    section = map_kind_section(map_with("Order", perspective=whose))

    assert {block.audience for block in section.blocks} == {"internal"}
    assert section.blocks[1].text == "Whose journey: segment Key, role user, account type chain."
    assert modes_side_by_side().columns.tolist() == ["B2C", "B2B", "B2B2C", "why"]


def test_deep_dives_are_told_with_their_borders_and_scores():
    parent, child = split_off(map_with("Order", "Invoice", "Support"), "st-use", fold=True)
    said = pd.DataFrame(
        {
            "voice_id": ["v1", "v2"],
            "account_id": ["a", "b"],
            "touchpoint_id": ["tp-invoice", "tp-order"],
            "emotion": [-2.0, 0.0],
        }
    )
    voices = conform(said, "voices")

    assert describe_deep_dives(parent, [child], voices, {}) == (
        "1 of 2 stages has a deep dive: Use. All borders agree.",
        "Lowest is Use, -1.0, from 2 accounts at 2 of 3 touchpoints, its deep dive among them. "
        "What was not heard is left out.",
        "Rolled up over contacts, then touchpoints heard, then accounts, each alike.",
    )
    assert describe_deep_dives(parent, [], voices, {}) == ("None of 2 stages has a deep dive.",)
