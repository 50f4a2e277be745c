"""Other values in the fields of one element or statement: names, status, locks, counts."""

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import PARENT_FIELDS, found, of_kind, replaced


def edit(journey_map: JourneyMap, item_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of one element or statement.

    Raises
    ------
    ParameterProblem
        The map has no such id, or a field that is to be changed is none, is the id, or is the
        place (`move_element` changes that).
    RecordProblem
        A value does not fit its field.
    """
    name, item = found(journey_map, item_id)
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
    return replaced(journey_map, name, item, fields)


def edit_touchpoint(journey_map: JourneyMap, touchpoint_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of a touchpoint; see `edit`."""
    return edit(journey_map, of_kind(journey_map, touchpoint_id, "touchpoints"), **fields)


def edit_statement(journey_map: JourneyMap, statement_id: str, **fields: object) -> JourneyMap:
    """The map with other values in some fields of a statement; see `edit`."""
    return edit(journey_map, of_kind(journey_map, statement_id, "statements"), **fields)


def rename(journey_map: JourneyMap, element_id: str, name: str) -> JourneyMap:
    """The map with another name for one element, of whichever level; its id stays."""
    return edit(journey_map, element_id, name=name)


def rename_stage(journey_map: JourneyMap, stage_id: str, name: str) -> JourneyMap:
    """The map with another name for a stage; its id and all that is in it stay."""
    return edit(journey_map, of_kind(journey_map, stage_id, "stages"), name=name)


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
