"""The touchpoint inventory: every touchpoint of a map as one row, equal to what is drawn."""

import pandas as pd

from cxworkbench.journey.completeness import completeness
from cxworkbench.journey.emotion import drawn_emotion
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Statement

INVENTORY_COLUMNS = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "medium_class": "str",
    "channel": "str",
    "owner": "str",
    "basis": "str",
    "action": "str",
    "emotion": "float64",
    "word": "str",
    "low": "float64",
    "high": "float64",
    "accounts": "int64",
    "voices": "int64",
    "events": "int64",
    "pains": "int64",
    "gains": "int64",
    "needs": "int64",
}


def touchpoint_inventory(
    journey_map: JourneyMap, voices: pd.DataFrame, events: pd.DataFrame
) -> pd.DataFrame:
    """One row per touchpoint, in journey order: what it is, what is known of it, from how many.

    Parameters
    ----------
    journey_map
        Any map.
    voices, events
        The evidence tables that it was built from.

    Returns
    -------
    pandas.DataFrame
        `touchpoint_id`, `name`, `stage`; `medium_class`, `channel`, `owner`; `basis`, "assumed"
        where no statement has evidence, else "evidenced"; `action`, texts joined by "; ", empty
        where unknown; `emotion` with `low` and `high`, -2 to +2, and `word`, which may be all that
        is known of it; `accounts` heard or seen there,
        `voices`, `events`; `pains`, `gains`, `needs`, counts of different ones.
    """
    known = completeness(journey_map).set_index("touchpoint_id")
    curve = drawn_emotion(journey_map).set_index("id")
    seen = pd.concat(
        [voices[["touchpoint_id", "account_id"]], events[["touchpoint_id", "account_id"]]]
    )
    accounts = seen[seen["account_id"] != ""].groupby("touchpoint_id")["account_id"].nunique()
    by_id = {touchpoint.id: touchpoint for touchpoint in journey_map.touchpoints}
    rows = []
    for key, row in known.iterrows():
        at = str(key)
        touchpoint = by_id[at]
        said = [one for one in journey_map.statements if one.at == at and not is_unknown(one)]
        rows.append(
            {
                "touchpoint_id": at,
                "name": touchpoint.name,
                "stage": row["stage"],
                "medium_class": touchpoint.medium_class,
                "channel": touchpoint.channel,
                "owner": touchpoint.owner,
                "basis": "evidenced" if row["evidenced"] else "assumed",
                "action": "; ".join(one.text for one in said if one.lane == "actions"),
                "emotion": curve.loc[at, "value"],
                "word": curve.loc[at, "word"],
                "low": curve.loc[at, "low"],
                "high": curve.loc[at, "high"],
                "accounts": accounts.get(at, 0),
                "voices": int((voices["touchpoint_id"] == at).sum()),
                "events": int((events["touchpoint_id"] == at).sum()),
                "pains": _in_lane(said, "pains"),
                "gains": _in_lane(said, "gains"),
                "needs": _in_lane(said, "needs"),
            }
        )
    return pd.DataFrame(rows, columns=list(INVENTORY_COLUMNS)).astype(INVENTORY_COLUMNS)


def describe_inventory(inventory: pd.DataFrame) -> str:
    """One sentence: how many touchpoints, where they take place, and how many are only assumed.

    Examples
    --------
    >>> describe_inventory(pd.DataFrame({"medium_class": ["digital", "physical", "digital"],
    ...                                  "basis": ["evidenced", "assumed", "evidenced"]}))
    '3 touchpoints: 2 digital, 1 physical; without evidence and so assumed: 1.'
    """
    if inventory.empty:
        return "The map has no touchpoints yet."
    counts = inventory["medium_class"].value_counts()
    kinds = ("digital", "physical", "hybrid", "unknown")
    told = ", ".join(f"{counts[kind]} {_medium(kind)}" for kind in kinds if kind in counts)
    assumed = int((inventory["basis"] == "assumed").sum())
    words = "touchpoint" if len(inventory) == 1 else "touchpoints"
    rest = f"without evidence and so assumed: {assumed}" if assumed else "all with evidence"
    return f"{len(inventory)} {words}: {told}; {rest}."


def _medium(kind: str) -> str:
    return "of unknown medium" if kind == "unknown" else kind


def _in_lane(said: list[Statement], lane: str) -> int:
    return sum(one.lane == lane for one in said)
