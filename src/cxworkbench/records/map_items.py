"""The lists of a map, and how an item is found, put in, replaced and taken out.

The steps that every edit is made of; every map they give back was checked.
"""

from collections.abc import Iterable, Mapping
from typing import Final, TypeVar

from pydantic import ValidationError

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean
from cxworkbench.records.base import Part
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import (
    BuyingRole,
    Comment,
    Decision,
    Flow,
    Interaction,
    JourneyMap,
    Offering,
    Phase,
    RoleInvolvement,
    Stage,
    Statement,
    Step,
    Touchpoint,
)
from cxworkbench.records.messages import faults_in, joined
from cxworkbench.records.validity import check_map, map_ids

Item = (
    Phase | Stage | Step | Touchpoint | Interaction | Statement
    | Offering | Flow | BuyingRole | RoleInvolvement | Comment | Decision
)  # fmt: skip
P = TypeVar("P", bound=Part)

PLACES: Final = ("phases", "stages", "steps", "touchpoints", "interactions")
LISTS: Final = (
    *PLACES, "statements", "offerings", "flows", "roles", "involvements", "comments", "decisions"
)  # fmt: skip
PARENT_FIELDS: Final[Mapping[str, tuple[str, ...]]] = {
    "stages": ("phase_id",),
    "steps": ("stage_id",),
    "touchpoints": ("stage_id", "step_id"),
    "interactions": ("touchpoint_id",),
    "statements": ("at",),
    "flows": ("from_id", "to_id"),
    "involvements": ("role_id", "stage_id"),
}


def items_of(journey_map: JourneyMap, name: str) -> tuple[Item, ...]:
    """The elements or statements of one list of a map, in order; `name` is one of `LISTS`."""
    found: tuple[Item, ...] = getattr(journey_map, name)
    return found


def item_with(journey_map: JourneyMap, item_id: str) -> Item:
    """The element or statement with this id.

    Raises
    ------
    ParameterProblem
        The map has none.
    """
    return found(journey_map, item_id)[1]


def found(journey_map: JourneyMap, item_id: str) -> tuple[str, Item]:
    """The list that holds this id, and what it holds under it.

    Raises
    ------
    ParameterProblem
        The map has none.
    """
    for name in LISTS:
        for item in items_of(journey_map, name):
            if item.id == item_id:
                return name, item
    near = did_you_mean(item_id, map_ids(journey_map))
    raise ParameterProblem(f"The map {journey_map.id!r} has no {item_id!r}. {near}".rstrip())


def of_kind(journey_map: JourneyMap, item_id: str, name: str) -> str:
    """The id, when it is one of that list.

    Raises
    ------
    ParameterProblem
        The map has no such id, or it is in another list.
    """
    where, _ = found(journey_map, item_id)
    if where != name:
        raise ParameterProblem(
            f"{item_id!r} is one of the {where}, and one of the {name} is needed."
        )
    return item_id


def taken(journey_map: JourneyMap) -> set[str]:
    """Every id in use and every id that ever was."""
    return {*map_ids(journey_map), *journey_map.retired_ids}


def added(
    journey_map: JourneyMap,
    name: str,
    kind: type[Item],
    prefix: str,
    title: str,
    before: str,
    fields: Mapping[str, object],
) -> JourneyMap:
    """The map with one more element in a list, before the one named or last; its id is new."""
    new_id = mint_id(prefix, title, taken(journey_map))
    new = made(kind, {"id": new_id, "name": title, **fields}, f"the new {new_id!r}")
    return whole(
        journey_map.model_copy(update={name: inserted(items_of(journey_map, name), new, before)})
    )


def put(
    journey_map: JourneyMap,
    name: str,
    kind: type[Item],
    prefix: str,
    said: str,
    content: Mapping[str, object],
) -> JourneyMap:
    """The map with one more thing without a name, last in its list; the id is made of `said`."""
    new_id = mint_id(prefix, said, taken(journey_map))
    new = made(kind, {"id": new_id, **content}, f"the new {new_id!r}")
    return whole(journey_map.model_copy(update={name: (*items_of(journey_map, name), new)}))


def inserted(items: tuple[P, ...], new: P, before: str) -> tuple[P, ...]:
    """The items with one more, before the one named or last."""
    if not before:
        return (*items, new)
    ids = [getattr(one, "id", "") for one in items]
    if before not in ids:
        raise ParameterProblem(
            f"There is no {before!r} to come before. {did_you_mean(before, ids)}".rstrip()
        )
    at = ids.index(before)
    return (*items[:at], new, *items[at:])


def replaced(
    journey_map: JourneyMap, name: str, item: Item, fields: Mapping[str, object]
) -> JourneyMap:
    """The map with other values in some fields of one item."""
    changed = made(type(item), item.model_dump() | dict(fields), repr(item.id))
    items = tuple(changed if one.id == item.id else one for one in items_of(journey_map, name))
    return whole(journey_map.model_copy(update={name: items}))


def without(journey_map: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    """The map without these and what leads to them; their ids retire."""
    gone = _with_what_hangs_on(journey_map, set(ids))
    update: dict[str, object] = {
        name: tuple(one for one in items_of(journey_map, name) if one.id not in gone)
        for name in LISTS
    }
    retired = [one for one in map_ids(journey_map) if one in gone]
    update["retired_ids"] = (*journey_map.retired_ids, *retired)
    return whole(journey_map.model_copy(update=update))


def _with_what_hangs_on(journey_map: JourneyMap, gone: set[str]) -> set[str]:
    """These ids, and those of flows and involvements that lead to one of them."""
    flows = {one.id for one in journey_map.flows if {one.from_id, one.to_id} & gone}
    parts = {one.id for one in journey_map.involvements if {one.role_id, one.stage_id} & gone}
    return gone | flows | parts


def unlinked(interaction: Interaction, gone: set[str]) -> Interaction:
    """The interaction without a predecessor or successor that is gone."""
    links = {
        field: ""
        for field in ("predecessor_id", "successor_id")
        if getattr(interaction, field) in gone
    }
    return interaction.model_copy(update=links) if links else interaction


def made(kind: type[P], content: Mapping[str, object], where: str) -> P:
    """The element with this content, checked; `where` names it in a message."""
    try:
        return kind.model_validate(dict(content))
    except ValidationError as problem:
        raise RecordProblem(faults_in(problem, kind, where, content)) from problem


def whole(journey_map: JourneyMap) -> JourneyMap:
    """The map itself, when nothing is wrong inside it.

    Raises
    ------
    RecordProblem
        Something is.
    """
    faults = check_map(journey_map)
    if faults:
        raise RecordProblem(joined(f"The map {journey_map.id!r}: {fault}" for fault in faults))
    return journey_map
