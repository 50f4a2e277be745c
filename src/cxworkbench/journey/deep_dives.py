"""Deep dives: maps of one stage of a life-cycle map, tied to it at both ends."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.ground.language import say
from cxworkbench.journey.order import touchpoints_in_order
from cxworkbench.records.edits import PLACES, current_id, items_of
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import (
    Interaction,
    JourneyMap,
    Phase,
    RoleInvolvement,
    Stage,
    Step,
    Touchpoint,
)
from cxworkbench.records.map_items import without
from cxworkbench.records.validity import map_ids

BORDERS: Final = ("first", "last")
BORDER_COLUMNS: Final = ("border", "parent_touchpoint", "child_touchpoint", "agrees", "message")
DRILL_COLUMNS: Final = {
    "stage_id": "str", "stage": "str", "map_id": "str", "title": "str", "stages": "int64",
    "touchpoints": "int64", "borders": "str", "message": "str",
}  # fmt: skip


def parent_stage_of(parent: JourneyMap, child: JourneyMap) -> Stage | None:
    """The stage of the parent that a deep dive is of, by its id or name; None: of none here.

    Parameters
    ----------
    parent
        Any map.
    child
        A deep dive; its `parent_map` must name the parent, or be empty as in a template.
    """
    if child.parent_map not in ("", parent.id) or not child.parent_stage:
        return None
    key = current_id(parent, child.parent_stage)
    by_id = {stage.id: stage for stage in parent.stages}
    by_name = {stage.name.casefold(): stage for stage in parent.stages}
    return by_id.get(key) or by_name.get(child.parent_stage.casefold())


def linked_to(child: JourneyMap, parent: JourneyMap, stage_id: str) -> JourneyMap:
    """The map as a deep dive into one stage of the parent.

    Raises
    ------
    ParameterProblem
        The parent has no such stage, or is the map itself.
    """
    _require_stage(parent, stage_id)
    if child.id == parent.id:
        raise ParameterProblem(f"The map {child.id!r} is no deep dive into itself.")
    update = {"kind": "deep dive", "parent_map": parent.id, "parent_stage": stage_id}
    return child.model_copy(update=update)


def check_borders(parent: JourneyMap, child: JourneyMap) -> pd.DataFrame:
    """Whether a deep dive begins and ends where its stage on the parent map does.

    The first touchpoint of the deep dive is the first of the stage, and the last the last: the
    same id, or the same name.

    Parameters
    ----------
    parent, child
        The life-cycle map and the deep dive.

    Returns
    -------
    pandas.DataFrame
        Rows "first" and "last": `border`; `parent_touchpoint`, `child_touchpoint`, names, empty
        where there is none; `agrees`; `message`, what is wrong and what to do, else empty.

    Raises
    ------
    ParameterProblem
        The child is of no stage of this parent.

    Examples
    --------
    >>> stage = Stage(id="st-use", name="Use")
    >>> till = Touchpoint(id="tp-till", name="Till", stage_id="st-use")
    >>> whole = JourneyMap(id="shop", title="Shop", stages=(stage,), touchpoints=(till,))
    >>> dive = split_off(whole, "st-use")[1]
    >>> check_borders(whole, dive)["agrees"].tolist()
    [True, True]
    """
    stage = parent_stage_of(parent, child)
    if stage is None:
        names = [one.name for one in parent.stages]
        raise ParameterProblem(
            f"The map {child.id!r} names stage {child.parent_stage!r} of {child.parent_map!r} as "
            f"its parent, and {parent.id!r} has no such stage. "
            f"{did_you_mean(child.parent_stage, names)}Stages: {', '.join(names)}."
        )
    above, below = touchpoints_in_order(parent, stage.id), touchpoints_in_order(child)
    rows = [_border(border, above, below, stage) for border in BORDERS]
    return pd.DataFrame(rows, columns=list(BORDER_COLUMNS))


def drill_down(parent: JourneyMap, maps: Iterable[JourneyMap]) -> pd.DataFrame:
    """The deep dives of each stage of a map, and whether their borders agree.

    Parameters
    ----------
    parent
        The life-cycle map.
    maps
        All maps that may be deep dives of it; others are passed over.

    Returns
    -------
    pandas.DataFrame
        One row per stage and deep dive, in journey order; a stage without one has one row with an
        empty `map_id`: `stage_id`, `stage`; `map_id`, `title`; `stages` and `touchpoints` of the
        deep dive, counts; `borders`, "agree", "differ" or empty; `message`, what is wrong.
    """
    known = sorted(maps, key=lambda one: one.id)
    rows: list[dict[str, Any]] = []
    for stage in parent.stages:
        dives = [one for one in known if _is_of(parent, one, stage)]
        rows += [_drilled(parent, stage, one) for one in dives] or [
            {"stage_id": stage.id, "stage": stage.name, "map_id": "", "title": "", "stages": 0,
             "touchpoints": 0, "borders": "", "message": ""}
        ]  # fmt: skip
    return pd.DataFrame(rows, columns=list(DRILL_COLUMNS)).astype(DRILL_COLUMNS)


def describe_drill_down(table: pd.DataFrame) -> str:
    """One sentence: how many stages have a deep dive, and which do not fit at their borders.

    Examples
    --------
    >>> describe_drill_down(pd.DataFrame({"stage": ["Buy", "Use"], "map_id": ["", "m-use"],
    ...     "borders": ["", "differ"]}))
    '1 of 2 stages has a deep dive: Use. Borders differ in Use.'
    """
    dived = table[table["map_id"] != ""]
    stages = list(dict.fromkeys(dived["stage"]))
    total = table["stage"].nunique()
    if not stages:
        return say("None of {total} stages has a deep dive.", total=total)
    have = say("has a deep dive") if len(stages) == 1 else say("have deep dives")
    differ = list(dict.fromkeys(dived.loc[dived["borders"] == "differ", "stage"]))
    rest = (
        say(" Borders differ in {differ}.", differ=", ".join(differ))
        if differ
        else say(" All borders agree.")
    )
    return say(
        "{stages} of {total} stages {have}: {stages_2}.{rest}",
        stages=len(stages),
        total=total,
        have=have,
        stages_2=", ".join(stages),
        rest=rest,
    )


def split_off(
    parent: JourneyMap, stage_id: str, *, fold: bool = False
) -> tuple[JourneyMap, JourneyMap]:
    """The parent, and a new deep dive with everything that it has in one stage.

    The stage's steps become the deep dive's stages, what is in no step comes last in a stage named
    as the whole; the stage itself becomes its one phase. Ids stay, so touchpoints on both maps are
    the same records, and what is said at one is said at the other.

    Parameters
    ----------
    parent
        The life-cycle map.
    stage_id
        The stage to be looked at more closely; it needs a touchpoint.
    fold
        Leave only the first and last touchpoint of the stage on the parent; what is between lives
        on in the deep dive alone, and its ids retire on the parent.

    Returns
    -------
    tuple of JourneyMap
        The parent, as it was unless folded, and the deep dive.

    Raises
    ------
    ParameterProblem
        There is no such stage, or nothing is in it.
    """
    stage = _require_stage(parent, stage_id)
    inside = touchpoints_in_order(parent, stage_id)
    if not inside:
        raise ParameterProblem(
            f"The stage {stage.name!r} has no touchpoint, so there is nothing to dive into. Add "
            "touchpoints, or start the deep dive from a template."
        )
    child = _child_of(parent, stage, inside)
    if not fold:
        return parent, child
    return without(parent, _between(parent, inside)), child


def _child_of(parent: JourneyMap, stage: Stage, inside: Sequence[Touchpoint]) -> JourneyMap:
    steps = [one for one in parent.steps if one.stage_id == stage.id]
    stages = [_stage_from(one, stage) for one in steps]
    loose = mint_id("st", stage.name, {*map_ids(parent), *parent.retired_ids})
    if any(not one.step_id for one in inside):
        about = {"id": loose, "phase_id": stage.id, "status": "draft", "locked": False}
        stages.append(stage.model_copy(update=about))
    touchpoints = tuple(
        one.model_copy(update={"stage_id": one.step_id or loose, "step_id": ""}) for one in inside
    )
    phase = Phase(id=stage.id, name=stage.name, status=stage.status, locked=stage.locked)
    bare = JourneyMap(
        **{name: getattr(parent, name) for name in ("state", "mode", "stamp", "perspective",
                                                    "as_of", "offerings", "roles")},
        id=f"{parent.id}-{stage.id.removeprefix('st-')}",
        title=f"{parent.title}: {stage.name}",
        kind="deep dive",
        parent_map=parent.id,
        parent_stage=stage.id,
        phases=(phase,),
        stages=tuple(stages),
        touchpoints=touchpoints,
        interactions=_of_these(parent, inside),
    )  # fmt: skip
    return _with_what_is_said(parent, bare, stage)


def _stage_from(step: Step, stage: Stage) -> Stage:
    return Stage(id=step.id, name=step.name, status=step.status, locked=step.locked,
                 phase_id=stage.id, basis=stage.basis, believed_on=stage.believed_on)  # fmt: skip


def _of_these(parent: JourneyMap, inside: Sequence[Touchpoint]) -> tuple[Interaction, ...]:
    """The interactions at these touchpoints, with links only among themselves."""
    here = {one.id for one in inside}
    kept = [one for one in parent.interactions if one.touchpoint_id in here]
    ids = {one.id for one in kept}
    links = ("predecessor_id", "successor_id")
    return tuple(
        one.model_copy(
            update={link: "" for link in links if getattr(one, link) not in ids}
        )
        for one in kept
    )  # fmt: skip


def _with_what_is_said(parent: JourneyMap, child: JourneyMap, stage: Stage) -> JourneyMap:
    places = {one.id for name in PLACES for one in items_of(child, name)}
    said = tuple(one for one in parent.statements if one.at in places)
    known = places | {one.id for one in said}
    involved = [one for one in parent.involvements if one.stage_id == stage.id]
    return child.model_copy(
        update={
            "statements": said,
            "flows": tuple(one for one in parent.flows if {one.from_id, one.to_id} <= places),
            "involvements": _in_each_stage(involved, child),
            "comments": tuple(one for one in parent.comments if one.at in known),
            "decisions": tuple(one for one in parent.decisions if one.at in known),
        }
    )


def _in_each_stage(
    parts: Sequence[RoleInvolvement], child: JourneyMap
) -> tuple[RoleInvolvement, ...]:
    """A role's part in the whole stage as its part in each of the deep dive's, not known better."""
    made = []
    for part in parts:
        for place, stage in enumerate(child.stages):
            own = part.id if place == 0 else f"{part.id}-{stage.id}"
            made.append(part.model_copy(update={"id": own, "stage_id": stage.id}))
    return tuple(made)


def _between(parent: JourneyMap, inside: Sequence[Touchpoint]) -> set[str]:
    """Ids of the inner touchpoints, of what is in them and of what is said there."""
    inner = {one.id for one in inside[1:-1]}
    inner |= {one.id for one in parent.interactions if one.touchpoint_id in inner}
    return inner | {one.id for one in parent.statements if one.at in inner}


def _is_of(parent: JourneyMap, child: JourneyMap, stage: Stage) -> bool:
    return child.parent_map == parent.id and parent_stage_of(parent, child) == stage


def _drilled(parent: JourneyMap, stage: Stage, child: JourneyMap) -> dict[str, Any]:
    borders = check_borders(parent, child)
    return {
        "stage_id": stage.id,
        "stage": stage.name,
        "map_id": child.id,
        "title": child.title,
        "stages": len(child.stages),
        "touchpoints": len(child.touchpoints),
        "borders": "agree" if borders["agrees"].all() else "differ",
        "message": " ".join(message for message in borders["message"] if message),
    }


def _border(
    border: str, above: Sequence[Touchpoint], below: Sequence[Touchpoint], stage: Stage
) -> dict[str, Any]:
    place = 0 if border == "first" else -1
    upper = above[place] if above else None
    lower = below[place] if below else None
    agrees = bool(upper and lower and _is_same(upper, lower))
    return {
        "border": border,
        "parent_touchpoint": upper.name if upper else "",
        "child_touchpoint": lower.name if lower else "",
        "agrees": agrees,
        "message": "" if agrees else _border_message(border, upper, lower, stage),
    }


def _is_same(one: Touchpoint, other: Touchpoint) -> bool:
    return one.id == other.id or one.name.casefold() == other.name.casefold()


def _border_message(
    border: str, upper: Touchpoint | None, lower: Touchpoint | None, stage: Stage
) -> str:
    if upper is None:
        return say(
            "The stage {name} has no touchpoint on the parent map: add its {border} one.",
            name=stage.name,
            border=border,
        )
    if lower is None:
        return say(
            "The deep dive has no touchpoint: add {name}, the {border} of its stage.",
            name=upper.name,
            border=border,
        )
    return say(
        "The {border} touchpoint of the stage {name} is {name_2}, and the "
        "deep dive has {name_3} there: give both the same one.",
        border=border,
        name=stage.name,
        name_2=upper.name,
        name_3=lower.name,
    )


def _require_stage(parent: JourneyMap, stage_id: str) -> Stage:
    by_id = {stage.id: stage for stage in parent.stages}
    if stage_id not in by_id:
        raise ParameterProblem(
            f"The map {parent.id!r} has no stage {stage_id!r}. {did_you_mean(stage_id, by_id)}"
            f"Stages: {', '.join(by_id)}."
        )
    return by_id[stage_id]
