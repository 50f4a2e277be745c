"""Elements and statements taken out of a map; their ids retire and are never given again."""

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import PLACES, found, of_kind, unlinked, without


def remove_touchpoint(journey_map: JourneyMap, touchpoint_id: str) -> JourneyMap:
    """The map without a touchpoint, its interactions and all statements there; their ids retire."""
    of_kind(journey_map, touchpoint_id, "touchpoints")
    inside = {one.id for one in journey_map.interactions if one.touchpoint_id == touchpoint_id} | {
        touchpoint_id
    }
    said = {one.id for one in journey_map.statements if one.at in inside}
    left = tuple(unlinked(one, inside) for one in journey_map.interactions)
    return without(journey_map.model_copy(update={"interactions": left}), inside | said)


def remove_statement(journey_map: JourneyMap, statement_id: str) -> JourneyMap:
    """The map without a statement; its id retires."""
    return without(journey_map, {of_kind(journey_map, statement_id, "statements")})


def remove_stage(journey_map: JourneyMap, stage_id: str) -> JourneyMap:
    """The map without a stage in which there is no step or touchpoint; its id retires.

    Raises
    ------
    RecordProblem
        Something is still in it.
    """
    of_kind(journey_map, stage_id, "stages")
    inside = [one.name for one in journey_map.steps if one.stage_id == stage_id]
    inside += [one.name for one in journey_map.touchpoints if one.stage_id == stage_id]
    if inside:
        raise RecordProblem(
            f"{len(inside)} elements are in stage {stage_id!r}, the first is {inside[0]!r}. "
            "Move or remove them first."
        )
    said = {one.id for one in journey_map.statements if one.at == stage_id}
    return without(journey_map, said | {stage_id})


def remove_item(journey_map: JourneyMap, item_id: str) -> JourneyMap:
    """The map without one of the things around its levels, and what leads to it; ids retire.

    That is a statement, offering, way on, role, involvement, comment or decision. A role goes with
    its involvements. A touchpoint that stood in no other offering than a removed one stands in all
    of them then.

    Raises
    ------
    ParameterProblem
        The map has no such id.
    RecordProblem
        It is a phase, stage, step, touchpoint or interaction.
    """
    name, _ = found(journey_map, item_id)
    if name in PLACES:
        raise RecordProblem(
            f"{item_id!r} is one of the {name}, in which others may stand. Remove a stage or "
            "touchpoint with remove_stage or remove_touchpoint."
        )
    apart = tuple(
        one.model_copy(
            update={"offering_ids": tuple(each for each in one.offering_ids if each != item_id)}
        )
        for one in journey_map.touchpoints
    )
    return without(journey_map.model_copy(update={"touchpoints": apart}), {item_id})
