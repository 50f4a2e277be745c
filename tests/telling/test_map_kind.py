"""What kind of map it is, told."""

from tests.records.maps import map_with

from cxworkbench.records.journey_map import Perspective
from cxworkbench.telling.map_kind import describe_map_kind, map_kind_section, modes_side_by_side


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
