"""The touchpoint inventory, equal to the map."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.journey.inventory import (
    describe_inventory,
    filtered_inventory,
    inventory_counts,
    touchpoint_inventory,
)
from cxworkbench.journey.said import unknown_statement
from cxworkbench.records.evidence import conform
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint


def said(at, lane, text="", **fields):
    return Statement(id=f"{at}-{lane}-{text}", at=at, lane=lane, text=text, **fields)


SHOP = JourneyMap(
    id="m",
    title="Shop",
    stages=(Stage(id="st-buy", name="Buy"), Stage(id="st-use", name="Use")),
    touchpoints=(
        Touchpoint(id="till", name="Till", stage_id="st-use", medium_class="physical", owner="Us"),
        Touchpoint(id="offer", name="Offer", stage_id="st-buy", channel="mail"),
    ),
    statements=(
        said("till", "actions", "We pay", evidence=("e1",)),
        said("till", "actions", "We queue", evidence=("e2",)),
        said("till", "emotion", value=-0.5, low=-1.0, high=0.0, n=2, evidence=("v1",)),
        said("till", "pains", "slow", evidence=("v1",)),
        said("till", "pains", "dear", evidence=("v1",)),
        unknown_statement("offer", "actions"),
        unknown_statement("offer", "emotion"),
    ),
)
VOICES = conform(
    pd.DataFrame({"account_id": ["a", "a", ""], "touchpoint_id": ["till", "till", "till"]}),
    "voices",
)
EVENTS = conform(
    pd.DataFrame({"account_id": ["a", "b"], "touchpoint_id": ["till", "till"]}), "events"
)


def test_each_touchpoint_is_a_row_in_journey_order():
    inventory = touchpoint_inventory(SHOP, VOICES, EVENTS)

    assert inventory["touchpoint_id"].tolist() == ["offer", "till"]
    assert inventory["stage"].tolist() == ["Buy", "Use"]


def test_a_row_holds_what_the_map_says():
    till = touchpoint_inventory(SHOP, VOICES, EVENTS).set_index("touchpoint_id").loc["till"]

    assert till[["medium_class", "owner", "basis", "action"]].tolist() == [
        "physical", "Us", "evidenced", "We pay; We queue",
    ]  # fmt: skip
    assert till[["emotion", "low", "high"]].tolist() == [-0.5, -1.0, 0.0]
    assert till[["pains", "gains", "needs"]].tolist() == [2, 0, 0]


def test_accounts_are_counted_once_over_voices_and_events():
    till = touchpoint_inventory(SHOP, VOICES, EVENTS).set_index("touchpoint_id").loc["till"]

    assert till[["accounts", "voices", "events"]].tolist() == [2, 3, 2]


def test_a_touchpoint_without_evidence_is_assumed_and_its_action_empty():
    offer = touchpoint_inventory(SHOP, VOICES, EVENTS).set_index("touchpoint_id").loc["offer"]

    assert offer[["basis", "action"]].tolist() == ["assumed", ""]
    assert pd.isna(offer["emotion"])


def test_an_empty_map_has_an_empty_inventory():
    bare = JourneyMap(id="m", title="", stages=())

    inventory = touchpoint_inventory(bare, VOICES, EVENTS)

    assert inventory.empty
    assert describe_inventory(inventory) == "The map has no touchpoints yet."


def test_the_sentence_counts_by_medium():
    inventory = touchpoint_inventory(SHOP, VOICES, EVENTS)

    assert describe_inventory(inventory) == (
        "2 touchpoints: 1 physical, 1 of unknown medium; without evidence and so assumed: 1."
    )


def with_own_action():
    alone = Touchpoint(id="talk", name="Talk it over", stage_id="st-buy", contact=False,
                       medium_class="physical", initiator="customer")  # fmt: skip
    shop = SHOP.model_copy(update={"touchpoints": (*SHOP.touchpoints, alone)})
    return touchpoint_inventory(shop, VOICES, EVENTS)


def test_what_customers_do_without_us_is_counted_apart():
    inventory = with_own_action()

    assert describe_inventory(inventory) == (
        "2 touchpoints: 1 physical, 1 of unknown medium; without evidence and so assumed: 1. "
        "1 action of customers without us."
    )
    counts = inventory_counts(inventory, "medium_class")
    assert counts.values.tolist() == [["physical", 1, 0.5, 1, 1], ["not stated", 1, 0.5, 0, 0]]


@pytest.mark.parametrize(
    "by", ["medium_class", "channel", "owner", "initiator", "stage", "contact"]
)
def test_counts_add_up_to_the_map_by_whatever_they_are_counted(by):
    counts = inventory_counts(with_own_action(), by)

    assert (counts["touchpoints"].sum(), counts["own_actions"].sum()) == (2, 1)
    assert counts["share"].sum() == pytest.approx(1)


def test_an_inventory_is_filtered_by_several_things_at_once():
    inventory = with_own_action()

    assert filtered_inventory(inventory, stage="Buy", contact=True)["name"].tolist() == ["Offer"]
    with pytest.raises(ParameterProblem) as refused:
        filtered_inventory(inventory, channel="mial")
    with pytest.raises(ParameterProblem) as unknown:
        inventory_counts(inventory, "chanel")

    assert str(refused.value) == (
        "No touchpoint has channel 'mial'. Did you mean 'mail'? There are: 'mail'."
    )
    assert str(unknown.value) == (
        "Touchpoints are not counted by 'chanel'. Did you mean 'channel'? They are counted by: "
        "medium_class, channel, owner, company, initiator, stage, contact."
    )
