"""The touchpoint inventory: every touchpoint of a map as one row, equal to what is drawn."""

from typing import Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say, term
from cxworkbench.journey.completeness import completeness
from cxworkbench.journey.emotion import drawn_emotion
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.voice.words import count_of

COUNTED_BY: Final = ("medium_class", "channel", "owner", "company", "initiator", "stage", "contact")
NOT_STATED: Final = "not stated"
INVENTORY_COLUMNS = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "medium_class": "str",
    "channel": "str",
    "owner": "str",
    "company": "str",
    "initiator": "str",
    "contact": "bool",
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
        `touchpoint_id`, `name`, `stage`; `medium_class`, `channel`, `owner`, `company`,
        `initiator`; `contact`, False for what customers do without us; `basis`, "assumed"
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
                "company": touchpoint.company,
                "initiator": touchpoint.initiator,
                "contact": touchpoint.contact,
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


def filtered_inventory(inventory: pd.DataFrame, **chosen: str | bool) -> pd.DataFrame:
    """The rows of an inventory that fit all that was chosen, in their order.

    Parameters
    ----------
    inventory
        As `touchpoint_inventory` gives it.
    chosen
        Column of `COUNTED_BY` -> the value wanted: `channel="mail"`, `contact=False`.

    Raises
    ------
    ParameterProblem
        The inventory is not filtered by that, or no touchpoint has that value.

    Examples
    --------
    >>> table = pd.DataFrame({"name": ["Till", "Talk among ourselves"], "contact": [True, False]})
    >>> filtered_inventory(table, contact=False)["name"].tolist()
    ['Talk among ourselves']
    """
    rows = inventory
    for column, value in chosen.items():
        _require_counted(column)
        if not inventory.empty and value not in set(inventory[column]):
            known = sorted({str(one) for one in inventory[column]} - {""})
            raise ParameterProblem(
                f"No touchpoint has {column} {value!r}. {did_you_mean(str(value), known)}"
                f"There are: {sample_of(known) if known else 'none stated'}."
            )
        rows = rows[rows[column] == value]
    return rows


def inventory_counts(inventory: pd.DataFrame, by: str) -> pd.DataFrame:
    """How many touchpoints there are of each kind, what customers do without us counted apart.

    Parameters
    ----------
    inventory
        As `touchpoint_inventory` gives it.
    by
        One of `COUNTED_BY`.

    Returns
    -------
    pandas.DataFrame
        One row per value, the commonest first and what is not stated last: `by`'s own column, "not
        stated" where empty; `touchpoints`, points of contact; `share` of all of them, 0 to 1;
        `own_actions`, what customers do without us; `evidenced`, points of contact with evidence.

    Raises
    ------
    ParameterProblem
        `by` is none of them.

    Examples
    --------
    >>> table = pd.DataFrame({"channel": ["mail", "", "mail"], "contact": [True, True, False],
    ...                       "basis": ["evidenced", "assumed", "assumed"]})
    >>> inventory_counts(table, "channel")
          channel  touchpoints  share  own_actions  evidenced
    0        mail            1    0.5            1          1
    1  not stated            1    0.5            0          0
    """
    _require_counted(by)
    kinds = inventory[by].astype("str").replace({"": NOT_STATED, "unknown": NOT_STATED})
    ours = inventory["contact"].astype("bool")
    counts = pd.DataFrame(
        {
            "touchpoints": ours.groupby(kinds).sum(),
            "own_actions": (~ours).groupby(kinds).sum(),
            "evidenced": (ours & (inventory["basis"] == "evidenced")).groupby(kinds).sum(),
        }
    ).astype("int64")
    total = counts["touchpoints"].sum()
    counts.insert(1, "share", counts["touchpoints"] / total if total else float("nan"))
    counts = counts.rename_axis(by).reset_index()
    counts["last"] = counts[by] == NOT_STATED
    order = ["last", "touchpoints", "own_actions", by]
    counts = counts.sort_values(order, ascending=[True, False, False, True])
    return counts.drop(columns="last")[
        [by, "touchpoints", "share", "own_actions", "evidenced"]
    ].reset_index(drop=True)


def describe_inventory(inventory: pd.DataFrame) -> str:
    """One sentence: how many touchpoints, where they take place, and how many are only assumed.

    What customers do without us is no point of contact and is counted apart.

    Examples
    --------
    >>> describe_inventory(pd.DataFrame({"medium_class": ["digital", "physical", "digital"],
    ...     "basis": ["evidenced", "assumed", "evidenced"], "contact": [True, True, True]}))
    '3 touchpoints: 2 digital, 1 physical; without evidence and so assumed: 1.'
    """
    if inventory.empty:
        return say("The map has no touchpoints yet.")
    ours = inventory[inventory["contact"].astype("bool")]
    alone = len(inventory) - len(ours)
    apart = (
        say(" 1 action of customers without us.")
        if alone == 1
        else say(" {n:,} actions of customers without us.", n=alone)
        if alone
        else ""
    )
    if ours.empty:
        return say("The map has no point of contact yet.{apart}", apart=apart)
    counts = ours["medium_class"].value_counts()
    kinds = ("digital", "physical", "hybrid", "unknown")
    told = ", ".join(f"{counts[kind]} {_medium(kind)}" for kind in kinds if kind in counts)
    assumed = int((ours["basis"] == "assumed").sum())
    rest = (
        say("without evidence and so assumed: {assumed}", assumed=assumed)
        if assumed
        else say("all with evidence")
    )
    return f"{count_of(len(ours), 'touchpoint')}: {told}; {rest}.{apart}"


def _require_counted(column: str) -> None:
    if column not in COUNTED_BY:
        raise ParameterProblem(
            f"Touchpoints are not counted by {column!r}. {did_you_mean(column, COUNTED_BY)}"
            f"They are counted by: {', '.join(COUNTED_BY)}."
        )


def _medium(kind: str) -> str:
    return say("of unknown medium") if kind == "unknown" else term(kind)


def _in_lane(said: list[Statement], lane: str) -> int:
    return sum(one.lane == lane for one in said)
