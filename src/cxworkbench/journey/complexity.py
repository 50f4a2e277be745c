"""How complex a map is, and whether it wants to be one life-cycle map or deep dives as well."""

from collections import Counter
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.voice.words import count_of

# Rules of thumb of this workbench, not of a study: what a group still reads on one sheet.
LIMITS: Final = {  # said later
    "stages": (8, "More stages do not stand side by side on a screen in readable letters."),
    "touchpoints": (40, "More touchpoints need a poster; nobody holds them together on a screen."),
    "touchpoints in the fullest stage": (
        10, "A stage with more touchpoints is a journey of its own."),
    "roles": (7, "More than the usual seven roles do not stand side by side."),
    "partners": (3, "Hand-offs between more companies need their own lines to be seen."),
    "branches": (5, "With more ways on, the journey is no longer one line from left to right."),
}  # fmt: skip
BRANCHING: Final = ("branch", "parallel", "loop")
# What a deep dive takes off the sheet; more roles and partners want another view instead.
DIVES: Final = ("touchpoints", "touchpoints in the fullest stage", "branches")


def map_complexity(journey_map: JourneyMap) -> pd.DataFrame:
    """What makes a map complex, counted, each beside the most that one sheet carries.

    Parameters
    ----------
    journey_map
        Any map.

    Returns
    -------
    pandas.DataFrame
        Rows "stages", "touchpoints", "touchpoints in the fullest stage", "roles" (of the buying
        group, or as statements name them), "partners" (companies that own touchpoints), "branches"
        (ways on that branch, run in parallel or loop): `what`; `count`; `limit`; `over`, whether
        the count is above it; `where`, the fullest stage's name; `why` the limit.

    Notes
    -----
    The limits are rules of thumb of this workbench, not of a study.

    Examples
    --------
    >>> bare = JourneyMap(id="m", title="Shop", stages=())
    >>> map_complexity(bare)["count"].tolist()
    [0, 0, 0, 0, 0, 0]
    """
    fullest, inside = _fullest(journey_map)
    counts = {
        "stages": len(journey_map.stages),
        "touchpoints": len(journey_map.touchpoints),
        "touchpoints in the fullest stage": inside,
        "roles": len(_roles(journey_map)),
        "partners": len({one.company for one in journey_map.touchpoints} - {""}),
        "branches": sum(one.kind in BRANCHING for one in journey_map.flows),
    }
    rows: list[dict[str, Any]] = [
        {"what": what, "count": count, "limit": LIMITS[what][0], "over": count > LIMITS[what][0],
         "where": fullest if what.endswith("stage") else "", "why": LIMITS[what][1]}
        for what, count in counts.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def suggested_kind(journey_map: JourneyMap) -> str:
    """What a map wants to be: "life cycle" where one sheet carries it, else with a "deep dive".

    A map that is a deep dive already stays one, unless it has more stages than one sheet carries:
    then it is a life cycle above further deep dives.
    """
    table = map_complexity(journey_map).set_index("what")
    if journey_map.kind == "deep dive":
        return "life cycle" if bool(table.loc["stages", "over"]) else "deep dive"
    return "deep dive" if bool(table.loc[list(DIVES), "over"].any()) else "life cycle"


def describe_complexity(table: pd.DataFrame, kind: str = "life cycle") -> str:
    """One or two sentences: what is more than one sheet carries, and what to do about it.

    Parameters
    ----------
    table
        As `map_complexity` gives it.
    kind
        Of the map: "life cycle" or "deep dive".

    Examples
    --------
    >>> describe_complexity(pd.DataFrame({"what": ["touchpoints"], "count": [6], "limit": [40],
    ...     "over": [False], "where": [""]}))
    'One map carries this journey: 6 touchpoints.'
    """
    by_what = table.set_index("what")
    over = table[table["over"].astype("bool")]
    if over.empty:
        count = count_of(int(str(by_what.loc["touchpoints", "count"])), "touchpoint")
        return say("One map carries this journey: {count}.", count=count)
    told = ", ".join(
        say(
            "{count} {what}{where}, where one sheet carries {limit}",
            count=row["count"],
            what=row["what"],
            where=" (" + row["where"] + ")" if row["where"] else "",
            limit=row["limit"],
        )
        for row in over.to_dict("records")
    )
    return say(
        "This is more than one sheet carries: {told}. {advice}",
        told=told,
        advice=_advice(by_what, over, kind),
    )


def _advice(by_what: pd.DataFrame, over: pd.DataFrame, kind: str) -> str:
    much = set(over["what"])
    if kind == "deep dive" and "stages" in much:
        return say("Draw it as a life cycle with deep dives of its own.")
    if much & set(DIVES):
        stage = say("touchpoints in the fullest stage")
        fullest = str(by_what.loc[stage, "where"]) if stage in by_what.index else ""
        return say(
            "Keep the life cycle, and split {fullest} off as a deep dive.",
            fullest=fullest or say("a stage"),
        )
    if "stages" in much:
        return say("Group the stages into phases, or merge those that customers do not tell apart.")
    if "partners" in much:
        return say("Look at it by company, in the network view.")
    return say("Give roles that go through it alike one map, and the others their own.")


def _fullest(journey_map: JourneyMap) -> tuple[str, int]:
    counts = Counter(one.stage_id for one in journey_map.touchpoints)
    names = {stage.id: stage.name for stage in journey_map.stages}
    # The first in journey order of several: max keeps the first it meets.
    fullest = max(names, key=lambda one: counts[one], default="")
    return (names[fullest], counts[fullest]) if fullest and counts[fullest] else ("", 0)


def _roles(journey_map: JourneyMap) -> set[str]:
    named = {one.name.casefold() for one in journey_map.roles}
    said = {one.role.casefold() for one in journey_map.statements} - {"all"}
    return named or said
