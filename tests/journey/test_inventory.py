"""The touchpoint inventory, equal to the map."""

import pandas as pd

from cxworkbench.journey.inventory import describe_inventory, touchpoint_inventory
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
