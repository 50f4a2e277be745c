"""What a person does to a map, as pure functions: a map goes in, a changed map comes out.

New ids are minted here and retired here; every changed map is checked before it is given back.
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
    return _found(journey_map, item_id)[1]


def add_phase(journey_map: JourneyMap, name: str, *, before: str = "") -> JourneyMap:
    """The map with one more phase, before the one named or last."""
    return _added(journey_map, "phases", Phase, "ph", name, before, {})


def add_stage(
    journey_map: JourneyMap, name: str, *, before: str = "", **fields: object
) -> JourneyMap:
    """The map with one more stage, before the one named or last; `fields` as `Stage` has them."""
    return _added(journey_map, "stages", Stage, "st", name, before, fields)


def add_step(journey_map: JourneyMap, name: str, *, stage_id: str, before: str = "") -> JourneyMap:
    """The map with one more step in a stage, before the one named or last."""
    return _added(journey_map, "steps", Step, "sp", name, before, {"stage_id": stage_id})


def add_touchpoint(
    journey_map: JourneyMap, name: str, *, stage_id: str, before: str = "", **fields: object
) -> JourneyMap:
    """The map with one more touchpoint, before the one named or last.

    Parameters
    ----------
    journey_map
        The map as it is.
    name
        As the customer would call it; the id is minted from it.
    stage_id
        The stage it is in.
    before
        Id of the touchpoint that comes next; empty: the new one comes last.
    fields
        Further fields as `Touchpoint` has them, such as `channel` or `step_id`.
    """
    return _added(
        journey_map, "touchpoints", Touchpoint, "tp", name, before, {"stage_id": stage_id, **fields}
    )


def add_interaction(
    journey_map: JourneyMap, name: str, *, touchpoint_id: str, **fields: object
) -> JourneyMap:
    """The map with one more interaction at a touchpoint, last."""
    more = {"touchpoint_id": touchpoint_id, **fields}
    return _added(journey_map, "interactions", Interaction, "ia", name, "", more)


def add_statement(
    journey_map: JourneyMap, *, at: str, lane: str, text: str = "", **fields: object
) -> JourneyMap:
    """The map with one more statement at an element, last in its lane.

    What is not said otherwise is assumed, a draft and without evidence.
    """
    content = {"at": at, "lane": lane, "text": text, **fields}
    return _put(journey_map, "statements", Statement, f"sm-{at}", f"{lane} {text}", content)


def add_offering(journey_map: JourneyMap, name: str) -> JourneyMap:
    """The map with one more offering, last."""
    return _added(journey_map, "offerings", Offering, "of", name, "", {})


def add_role(journey_map: JourneyMap, name: str, **fields: object) -> JourneyMap:
    """The map with one more buying role, last; `fields` as `BuyingRole` has them."""
    return _added(journey_map, "roles", BuyingRole, "ro", name, "", fields)


def add_flow(journey_map: JourneyMap, from_id: str, to_id: str, **fields: object) -> JourneyMap:
    """The map with one more way on, from one element to another; `fields` as `Flow` has them."""
    content = {"from_id": from_id, "to_id": to_id, **fields}
    return _put(journey_map, "flows", Flow, f"fl-{from_id}", to_id, content)


def set_involvement(
    journey_map: JourneyMap, role_id: str, stage_id: str, **fields: object
) -> JourneyMap:
    """The map that says how far a role takes part in a stage; one saying for each such pair."""
    for one in journey_map.involvements:
        if (one.role_id, one.stage_id) == (role_id, stage_id):
            return edit(journey_map, one.id, **fields)
    content = {"role_id": role_id, "stage_id": stage_id, **fields}
    return _put(journey_map, "involvements", RoleInvolvement, f"in-{role_id}", stage_id, content)


def add_comment(
    journey_map: JourneyMap, text: str, *, at: str = "", **fields: object
) -> JourneyMap:
    """The map with one more comment, on an element or on the whole; `by` and `on` as given."""
    content = {"at": at, "text": text, **fields}
    return _put(journey_map, "comments", Comment, f"cm-{at or 'map'}", text, content)


def add_decision(
    journey_map: JourneyMap, text: str, *, at: str = "", **fields: object
) -> JourneyMap:
    """The map with one more decision in its log, about an element or the whole."""
    content = {"at": at, "text": text, **fields}
    return _put(journey_map, "decisions", Decision, f"de-{at or 'map'}", text, content)


def edit(journey_map: JourneyMap, item_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of one element or statement.

    Raises
    ------
    ParameterProblem
        The map has no such id, or a field that is to be changed is none, is the id, or is the
        place (`move_touchpoint` and `move_step` change that).
    RecordProblem
        A value does not fit its field.
    """
    name, item = _found(journey_map, item_id)
    known = tuple(type(item).model_fields)
    fixed = ("id", *PARENT_FIELDS.get(name, ()))
    for field in fields:
        if field not in known:
            raise ParameterProblem(
                f"{item_id!r} has no field {field!r}. {did_you_mean(field, known)}"
                f"It has: {', '.join(known)}."
            )
        if field in fixed:
            raise ParameterProblem(
                f"{field} of {item_id!r} is not changed by an edit. Ids stay as they are; an "
                "element is moved, and a statement is added anew."
            )
    return _with(journey_map, name, item, fields)


def edit_touchpoint(journey_map: JourneyMap, touchpoint_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of a touchpoint; see `edit`."""
    return edit(journey_map, _of_kind(journey_map, touchpoint_id, "touchpoints"), **fields)


def edit_statement(journey_map: JourneyMap, statement_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of a statement; see `edit`."""
    return edit(journey_map, _of_kind(journey_map, statement_id, "statements"), **fields)


def rename(journey_map: JourneyMap, element_id: str, name: str) -> JourneyMap:
    """The map with another name for one element, of whichever level; its id stays."""
    return edit(journey_map, element_id, name=name)


def rename_stage(journey_map: JourneyMap, stage_id: str, name: str) -> JourneyMap:
    """The map with another name for a stage; its id and all that is in it stay."""
    return edit(journey_map, _of_kind(journey_map, stage_id, "stages"), name=name)


def move_touchpoint(
    journey_map: JourneyMap,
    touchpoint_id: str,
    *,
    stage_id: str = "",
    step_id: str = "",
    before: str = "",
) -> JourneyMap:
    """The map with a touchpoint elsewhere; its id, statements and interactions stay with it.

    Parameters
    ----------
    journey_map
        The map as it is.
    touchpoint_id
        What is moved.
    stage_id
        The stage it comes into; empty: it stays in its own.
    step_id
        The step it comes into; empty: into none, unless stage and step both stay.
    before
        Id of the touchpoint that comes next; empty: it comes last.
    """
    _of_kind(journey_map, touchpoint_id, "touchpoints")
    touchpoint = next(one for one in journey_map.touchpoints if one.id == touchpoint_id)
    stays = not stage_id or stage_id == touchpoint.stage_id
    place = {
        "stage_id": stage_id or touchpoint.stage_id,
        "step_id": step_id or (touchpoint.step_id if stays else ""),
    }
    moved = _made(Touchpoint, touchpoint.model_dump() | place, f"touchpoint {touchpoint_id!r}")
    others = tuple(one for one in journey_map.touchpoints if one.id != touchpoint_id)
    return _whole(journey_map.model_copy(update={"touchpoints": _inserted(others, moved, before)}))


def move_step(
    journey_map: JourneyMap, step_id: str, *, stage_id: str, before: str = ""
) -> JourneyMap:
    """The map with a step, and the touchpoints in it, in another stage."""
    _of_kind(journey_map, step_id, "steps")
    step = next(one for one in journey_map.steps if one.id == step_id)
    others = tuple(one for one in journey_map.steps if one.id != step_id)
    moved = step.model_copy(update={"stage_id": stage_id})
    touchpoints = tuple(
        one.model_copy(update={"stage_id": stage_id}) if one.step_id == step_id else one
        for one in journey_map.touchpoints
    )
    update = {"steps": _inserted(others, moved, before), "touchpoints": touchpoints}
    return _whole(journey_map.model_copy(update=update))


def remove_touchpoint(journey_map: JourneyMap, touchpoint_id: str) -> JourneyMap:
    """The map without a touchpoint, its interactions and all statements there; their ids retire."""
    _of_kind(journey_map, touchpoint_id, "touchpoints")
    inside = {one.id for one in journey_map.interactions if one.touchpoint_id == touchpoint_id} | {
        touchpoint_id
    }
    said = {one.id for one in journey_map.statements if one.at in inside}
    unlinked = tuple(_unlinked(one, inside) for one in journey_map.interactions)
    return _without(journey_map.model_copy(update={"interactions": unlinked}), inside | said)


def remove_statement(journey_map: JourneyMap, statement_id: str) -> JourneyMap:
    """The map without a statement; its id retires."""
    return _without(journey_map, {_of_kind(journey_map, statement_id, "statements")})


def remove_stage(journey_map: JourneyMap, stage_id: str) -> JourneyMap:
    """The map without a stage in which there is no step or touchpoint; its id retires.

    Raises
    ------
    RecordProblem
        Something is still in it.
    """
    _of_kind(journey_map, stage_id, "stages")
    inside = [one.name for one in journey_map.steps if one.stage_id == stage_id]
    inside += [one.name for one in journey_map.touchpoints if one.stage_id == stage_id]
    if inside:
        raise RecordProblem(
            f"{len(inside)} elements are in stage {stage_id!r}, the first is {inside[0]!r}. "
            "Move or remove them first."
        )
    said = {one.id for one in journey_map.statements if one.at == stage_id}
    return _without(journey_map, said | {stage_id})


def lock(journey_map: JourneyMap, item_id: str) -> JourneyMap:
    """The map with one element or statement locked: no proposal changes or removes it.

    The lock holds for that element's own fields; what is in it or said at it has its own.
    """
    return edit(journey_map, item_id, locked=True)


def unlock(journey_map: JourneyMap, item_id: str) -> JourneyMap:
    """The map with one element or statement open to proposals again."""
    return edit(journey_map, item_id, locked=False)


def confirm(journey_map: JourneyMap, item_id: str) -> JourneyMap:
    """The map with one element or statement confirmed: a person stands behind it."""
    return edit(journey_map, item_id, status="confirmed")


def _found(journey_map: JourneyMap, item_id: str) -> tuple[str, Item]:
    for name in LISTS:
        for item in items_of(journey_map, name):
            if item.id == item_id:
                return name, item
    near = did_you_mean(item_id, map_ids(journey_map))
    raise ParameterProblem(f"The map {journey_map.id!r} has no {item_id!r}. {near}".rstrip())


def _of_kind(journey_map: JourneyMap, item_id: str, name: str) -> str:
    found, _ = _found(journey_map, item_id)
    if found != name:
        raise ParameterProblem(
            f"{item_id!r} is one of the {found}, and one of the {name} is needed."
        )
    return item_id


def _taken(journey_map: JourneyMap) -> set[str]:
    return {*map_ids(journey_map), *journey_map.retired_ids}


def _added(
    journey_map: JourneyMap,
    name: str,
    kind: type[Item],
    prefix: str,
    title: str,
    before: str,
    fields: Mapping[str, object],
) -> JourneyMap:
    new_id = mint_id(prefix, title, _taken(journey_map))
    new = _made(kind, {"id": new_id, "name": title, **fields}, f"the new {new_id!r}")
    return _whole(
        journey_map.model_copy(update={name: _inserted(items_of(journey_map, name), new, before)})
    )


def _put(
    journey_map: JourneyMap,
    name: str,
    kind: type[Item],
    prefix: str,
    said: str,
    content: Mapping[str, object],
) -> JourneyMap:
    new_id = mint_id(prefix, said, _taken(journey_map))
    new = _made(kind, {"id": new_id, **content}, f"the new {new_id!r}")
    return _whole(journey_map.model_copy(update={name: (*items_of(journey_map, name), new)}))


def _inserted(items: tuple[P, ...], new: P, before: str) -> tuple[P, ...]:
    if not before:
        return (*items, new)
    ids = [getattr(one, "id", "") for one in items]
    if before not in ids:
        raise ParameterProblem(
            f"There is no {before!r} to come before. {did_you_mean(before, ids)}".rstrip()
        )
    at = ids.index(before)
    return (*items[:at], new, *items[at:])


def _with(
    journey_map: JourneyMap, name: str, item: Item, fields: Mapping[str, object]
) -> JourneyMap:
    changed = _made(type(item), item.model_dump() | dict(fields), repr(item.id))
    items = tuple(changed if one.id == item.id else one for one in items_of(journey_map, name))
    return _whole(journey_map.model_copy(update={name: items}))


def _without(journey_map: JourneyMap, ids: Iterable[str]) -> JourneyMap:
    gone = _with_what_hangs_on(journey_map, set(ids))
    update: dict[str, object] = {
        name: tuple(one for one in items_of(journey_map, name) if one.id not in gone)
        for name in LISTS
    }
    retired = [one for one in map_ids(journey_map) if one in gone]
    update["retired_ids"] = (*journey_map.retired_ids, *retired)
    return _whole(journey_map.model_copy(update=update))


def _with_what_hangs_on(journey_map: JourneyMap, gone: set[str]) -> set[str]:
    """These ids, and those of flows and involvements that lead to one of them."""
    flows = {one.id for one in journey_map.flows if {one.from_id, one.to_id} & gone}
    parts = {one.id for one in journey_map.involvements if {one.role_id, one.stage_id} & gone}
    return gone | flows | parts


def _unlinked(interaction: Interaction, gone: set[str]) -> Interaction:
    links = {
        field: ""
        for field in ("predecessor_id", "successor_id")
        if getattr(interaction, field) in gone
    }
    return interaction.model_copy(update=links) if links else interaction


def _made(kind: type[P], content: Mapping[str, object], where: str) -> P:
    try:
        return kind.model_validate(dict(content))
    except ValidationError as problem:
        raise RecordProblem(faults_in(problem, kind, where, content)) from problem


def _whole(journey_map: JourneyMap) -> JourneyMap:
    faults = check_map(journey_map)
    if faults:
        raise RecordProblem(joined(f"The map {journey_map.id!r}: {fault}" for fault in faults))
    return journey_map
