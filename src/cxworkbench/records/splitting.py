"""One element of a map made into two, and what of the first goes to the second."""

from collections.abc import Collection
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import PLACES, Item, found, items_of, taken, whole

PREFIXES: Final = {"phases": "ph", "stages": "st", "steps": "sp", "touchpoints": "tp",
                   "interactions": "ia"}  # fmt: skip
# What can go along to the new element: list -> its fields that name the element.
HANGS_ON: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "phases": {"stages": ("phase_id",)},
    "stages": {"steps": ("stage_id",), "touchpoints": ("stage_id",), "involvements": ("stage_id",)},
    "steps": {"touchpoints": ("step_id",)},
    "touchpoints": {"interactions": ("touchpoint_id",)},
    "interactions": {},
}
STANDS_AT: Final[dict[str, tuple[str, ...]]] = {
    "statements": ("at",), "comments": ("at",), "decisions": ("at",), "flows": ("from_id", "to_id")
}  # fmt: skip


def split_element(
    journey_map: JourneyMap, element_id: str, name: str, *, takes: Collection[str] = ()
) -> JourneyMap:
    """The map with an element of whichever level split in two; the second stands right after it.

    The second has all fields of the first but its id and name, and starts as an unlocked draft.
    What is not named in `takes` stays with the first, so nothing is lost and no evidence stands
    in two places.

    Parameters
    ----------
    journey_map
        The map as it is.
    element_id
        A phase, stage, step, touchpoint or interaction.
    name
        Name of the second; its id is minted from it.
    takes
        Ids of what goes to the second: elements inside the first, statements, comments, decisions
        and ways on at it, a stage's involvements of roles. With a step go its touchpoints; a
        touchpoint that goes without its step is in no step.

    Raises
    ------
    ParameterProblem
        There is no such element, or something in `takes` does not belong to it.

    Notes
    -----
    New evidence still arrives where the received files place it: at the first. Place its values at
    the second in engagement.toml.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="st-use", name="Use"),),
    ...     touchpoints=(Touchpoint(id="tp-till", name="Till", stage_id="st-use"),
    ...                  Touchpoint(id="tp-help", name="Help", stage_id="st-use")))
    >>> two = split_element(shop, "st-use", "Get help", takes=["tp-help"])
    >>> [(one.id, one.stage_id) for one in two.touchpoints]
    [('tp-till', 'st-use'), ('tp-help', 'st-get-help')]
    """
    level, first = found(journey_map, element_id)
    if level not in PLACES:
        raise ParameterProblem(
            f"{element_id!r} is one of the {level}, and only levels are split: phases, stages, "
            "steps, touchpoints, interactions."
        )
    new_id = mint_id(PREFIXES[level], name, taken(journey_map))
    _require_its_own(journey_map, level, element_id, takes)
    fields: dict[str, Any] = {"id": new_id, "name": name, "status": "draft", "locked": False}
    items = list(items_of(journey_map, level))
    items.insert(items.index(first) + 1, first.model_copy(update=fields))
    update: dict[str, Any] = {level: tuple(items)}
    for list_name, links in {**HANGS_ON[level], **STANDS_AT}.items():
        before = update.get(list_name, items_of(journey_map, list_name))
        update[list_name] = tuple(_handed(one, links, element_id, new_id, takes) for one in before)
    both = journey_map.model_copy(update=update)
    if level == "stages":
        both = _steps_followed(both, takes)
    return whole(_in_a_row(both, element_id, new_id) if level == "interactions" else both)


def _handed(
    item: Item, links: tuple[str, ...], first: str, second: str, takes: Collection[str]
) -> Item:
    if item.id not in takes:
        return item
    return item.model_copy(update={one: second for one in links if getattr(item, one) == first})


def _steps_followed(journey_map: JourneyMap, takes: Collection[str]) -> JourneyMap:
    """Touchpoints go where their step went; one that went alone leaves its step."""
    home = {step.id: step.stage_id for step in journey_map.steps}
    touchpoints = []
    for one in journey_map.touchpoints:
        if one.step_id and home[one.step_id] != one.stage_id:
            with_step = one.step_id in takes
            place = {"stage_id": home[one.step_id]} if with_step else {"step_id": ""}
            touchpoints.append(one.model_copy(update=place))
        else:
            touchpoints.append(one)
    return journey_map.model_copy(update={"touchpoints": tuple(touchpoints)})


def _in_a_row(journey_map: JourneyMap, first: str, second: str) -> JourneyMap:
    """The second interaction follows the first, and what followed the first follows it."""
    changed = []
    for one in journey_map.interactions:
        if one.id == first:
            changed.append(one.model_copy(update={"successor_id": second}))
        elif one.id == second:
            changed.append(one.model_copy(update={"predecessor_id": first}))
        elif one.predecessor_id == first:
            changed.append(one.model_copy(update={"predecessor_id": second}))
        else:
            changed.append(one)
    return journey_map.model_copy(update={"interactions": tuple(changed)})


def _require_its_own(
    journey_map: JourneyMap, level: str, element_id: str, takes: Collection[str]
) -> None:
    own = [
        one.id
        for list_name, links in {**HANGS_ON[level], **STANDS_AT}.items()
        for one in items_of(journey_map, list_name)
        if element_id in [getattr(one, link) for link in links]
    ]
    astray = [one for one in takes if one not in own]
    if astray:
        raise ParameterProblem(
            f"{len(astray)} of {len(takes)} in takes do not belong to {element_id!r}: "
            f"{sample_of(astray)}. {did_you_mean(astray[0], own)}It has: "
            f"{sample_of(own) if own else 'nothing'}."
        )
