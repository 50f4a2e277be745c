"""How complete a map is: what each touchpoint says, and what it says is unknown."""

import pandas as pd

from cxworkbench.ground.language import say, term
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Lane, Statement
from cxworkbench.voice.words import percent

COMPLETENESS_COLUMNS = {
    "touchpoint_id": "str",
    "name": "str",
    "stage": "str",
    "has_action": "bool",
    "has_emotion": "bool",
    "says_unknown": "str",
    "evidenced": "bool",
    "complete": "bool",
}


def completeness(journey_map: JourneyMap) -> pd.DataFrame:
    """What is known at each touchpoint: an action, an emotion, or only that it is unknown.

    Parameters
    ----------
    journey_map
        Any map.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint in journey order: `touchpoint_id`, `name`, `stage`; `has_action` and
        `has_emotion`, known; `says_unknown`, the lanes that say so in words, joined by a comma;
        `evidenced`, any statement there has evidence; `complete`, action and emotion both known.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> till = Touchpoint(id="t", name="Till", stage_id="s")
    >>> pay = Statement(id="x", at="t", lane="actions", text="We pay")
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),),
    ...                   touchpoints=(till,), statements=(pay,))
    >>> completeness(shop)[["has_action", "has_emotion", "complete"]].values.tolist()
    [[True, False, False]]
    """
    stages = {stage.id: stage.name for stage in journey_map.stages}
    order = {key: place for place, key in enumerate(stages)}
    said: dict[str, list[Statement]] = {}
    for statement in journey_map.statements:
        said.setdefault(statement.at, []).append(statement)
    rows = []
    for touchpoint in sorted(
        journey_map.touchpoints, key=lambda one: order.get(one.stage_id, len(order))
    ):
        here = said.get(touchpoint.id, [])
        action, emotion = _known(here, "actions"), _known(here, "emotion")
        rows.append(
            {
                "touchpoint_id": touchpoint.id,
                "name": touchpoint.name,
                "stage": stages.get(touchpoint.stage_id, ""),
                "has_action": action,
                "has_emotion": emotion,
                "says_unknown": ", ".join(dict.fromkeys(o.lane for o in here if is_unknown(o))),
                "evidenced": any(one.evidence for one in here),
                "complete": action and emotion,
            }
        )
    return pd.DataFrame(rows, columns=list(COMPLETENESS_COLUMNS)).astype(COMPLETENESS_COLUMNS)


def complete_share(table: pd.DataFrame) -> float:
    """Share of touchpoints with an action and an emotion, 0 to 1; NaN for a map without any.

    Examples
    --------
    >>> complete_share(pd.DataFrame({"complete": [True, False]}))
    0.5
    """
    return float(table["complete"].mean()) if len(table) else float("nan")


def describe_completeness(table: pd.DataFrame) -> str:
    """One sentence: how many touchpoints are complete, and how many of the rest say "unknown".

    Examples
    --------
    >>> describe_completeness(pd.DataFrame({"complete": [True, False],
    ...     "says_unknown": ["", "emotion"], "evidenced": [True, False]}))
    'Action and emotion are known at 1 of 2 touchpoints (50 %); 1 says "unknown". 1 has evidence.'
    """
    total = len(table)
    if not total:
        return say("The map has no touchpoints yet.")
    complete, evidenced = int(table["complete"].sum()), int(table["evidenced"].sum())
    unknown = int((~table["complete"] & (table["says_unknown"] != "")).sum())
    silent = total - complete - unknown
    rest = say('{unknown} {verb} "unknown"', unknown=unknown, verb=_verb(unknown, "says", "say"))
    if silent:
        rest += say(", {silent} {verb} nothing", silent=silent, verb=_verb(silent, "says", "say"))
    return say(
        "Action and emotion are known at {complete} of {total} touchpoints "
        "({complete_2}); {rest}. {evidenced} {verb} evidence.",
        complete=complete,
        total=total,
        complete_2=percent(complete / total),
        rest=rest,
        evidenced=evidenced,
        verb=_verb(evidenced, "has", "have"),
    )


def next_step(journey_map: JourneyMap) -> str:
    """What to do next with a map, computed from what it holds.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> next_step(JourneyMap(id="m", title="Shop", stages=(Stage(id="s", name="Use"),)))
    'Name the touchpoints of each stage: the map has none yet.'
    """
    table = completeness(journey_map)
    if table.empty:
        return say("Name the touchpoints of each stage: the map has none yet.")
    if not table["evidenced"].any():
        return say(
            "Nothing on this map rests on evidence. Place survey, ticket or "
            "interview rows at its touchpoints, starting with the stage whose "
            "touchpoints matter most to your customers."
        )
    empty = [name for name in _stages_of(journey_map) if name not in set(table["stage"])]
    if empty:
        return say(
            "Ask customers what they do in the stage {empty}: it has no touchpoint yet.",
            empty=empty[0],
        )
    open_emotion, open_action = table[~table["has_emotion"]], table[~table["has_action"]]
    if len(open_emotion):
        return _ask(open_emotion, say("how customers feel"))
    if len(open_action):
        return _ask(open_action, say("what customers do"))
    return say("Confirm the touchpoints with a customer, then look at what to change in part 3.")


def next_question(inventory: pd.DataFrame, name: str) -> str:
    """What to ask one account next: how it felt where it was seen and did not speak.

    Parameters
    ----------
    inventory
        As `touchpoint_inventory` makes it from the account's own evidence.
    name
        The account's name.

    Examples
    --------
    >>> inventory = pd.DataFrame({"name": ["Till", "Call"], "events": [3, 0], "voices": [0, 0]})
    >>> next_question(inventory, "Ada Ltd")
    'Ask Ada Ltd how it felt at Till: it was seen there and has not said.'
    """
    quiet = inventory.loc[(inventory["events"] > 0) & (inventory["voices"] == 0), "name"].tolist()
    unknown = inventory.loc[inventory["voices"] == 0, "name"].tolist()
    if quiet:
        more = say(" and {quiet} more", quiet=len(quiet) - 1) if len(quiet) > 1 else ""
        return say(
            "Ask {name} how it felt at {quiet}{more}: it was seen there and has not said.",
            name=name,
            quiet=quiet[0],
            more=more,
        )
    if unknown:
        more = say(" and {unknown} more", unknown=len(unknown) - 1) if len(unknown) > 1 else ""
        return say(
            "Ask {name} whether it knows {unknown}{more}: nothing shows that it does.",
            name=name,
            unknown=unknown[0],
            more=more,
        )
    return say("Confirm this map with {name}: it has spoken of every touchpoint.", name=name)


def _ask(table: pd.DataFrame, what: str) -> str:
    names = table["name"].tolist()
    more = say(" and {names} more", names=len(names) - 1) if len(names) > 1 else ""
    return say(
        "Ask {what} at {names}{more}: nothing is known there.", what=what, names=names[0], more=more
    )


def _verb(count: int, one: str, more: str) -> str:
    return term(one if count == 1 else more)


def _stages_of(journey_map: JourneyMap) -> list[str]:
    return [stage.name for stage in journey_map.stages]


def _known(said: list[Statement], lane: Lane) -> bool:
    here = [one for one in said if one.lane == lane and not is_unknown(one)]
    if lane == "emotion":
        return any(one.value is not None for one in here)
    return any(one.text.strip() for one in here)
