"""New elements, statements, roles, ways on, comments and decisions, each with an id of its own."""

from cxworkbench.records.editing import edit
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
from cxworkbench.records.map_items import added, put


def add_phase(journey_map: JourneyMap, name: str, *, before: str = "") -> JourneyMap:
    """The map with one more phase, before the one named or last."""
    return added(journey_map, "phases", Phase, "ph", name, before, {})


def add_stage(
    journey_map: JourneyMap, name: str, *, before: str = "", **fields: object
) -> JourneyMap:
    """The map with one more stage, before the one named or last; `fields` as `Stage` has them."""
    return added(journey_map, "stages", Stage, "st", name, before, fields)


def add_step(journey_map: JourneyMap, name: str, *, stage_id: str, before: str = "") -> JourneyMap:
    """The map with one more step in a stage, before the one named or last."""
    return added(journey_map, "steps", Step, "sp", name, before, {"stage_id": stage_id})


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
    return added(
        journey_map, "touchpoints", Touchpoint, "tp", name, before, {"stage_id": stage_id, **fields}
    )


def add_interaction(
    journey_map: JourneyMap, name: str, *, touchpoint_id: str, **fields: object
) -> JourneyMap:
    """The map with one more interaction at a touchpoint, last."""
    more = {"touchpoint_id": touchpoint_id, **fields}
    return added(journey_map, "interactions", Interaction, "ia", name, "", more)


def add_statement(
    journey_map: JourneyMap, *, at: str, lane: str, text: str = "", **fields: object
) -> JourneyMap:
    """The map with one more statement at an element, last in its lane.

    What is not said otherwise is assumed, a draft and without evidence.
    """
    content = {"at": at, "lane": lane, "text": text, **fields}
    return put(journey_map, "statements", Statement, f"sm-{at}", f"{lane} {text}", content)


def add_offering(journey_map: JourneyMap, name: str) -> JourneyMap:
    """The map with one more offering, last."""
    return added(journey_map, "offerings", Offering, "of", name, "", {})


def add_role(journey_map: JourneyMap, name: str, **fields: object) -> JourneyMap:
    """The map with one more buying role, last; `fields` as `BuyingRole` has them."""
    return added(journey_map, "roles", BuyingRole, "ro", name, "", fields)


def add_flow(journey_map: JourneyMap, from_id: str, to_id: str, **fields: object) -> JourneyMap:
    """The map with one more way on, from one element to another; `fields` as `Flow` has them."""
    content = {"from_id": from_id, "to_id": to_id, **fields}
    return put(journey_map, "flows", Flow, f"fl-{from_id}", to_id, content)


def set_involvement(
    journey_map: JourneyMap, role_id: str, stage_id: str, **fields: object
) -> JourneyMap:
    """The map that says how far a role takes part in a stage; one saying for each such pair."""
    for one in journey_map.involvements:
        if (one.role_id, one.stage_id) == (role_id, stage_id):
            return edit(journey_map, one.id, **fields)
    content = {"role_id": role_id, "stage_id": stage_id, **fields}
    return put(journey_map, "involvements", RoleInvolvement, f"in-{role_id}", stage_id, content)


def add_comment(
    journey_map: JourneyMap, text: str, *, at: str = "", **fields: object
) -> JourneyMap:
    """The map with one more comment, on an element or on the whole; `by` and `on` as given."""
    content = {"at": at, "text": text, **fields}
    return put(journey_map, "comments", Comment, f"cm-{at or 'map'}", text, content)


def add_decision(
    journey_map: JourneyMap, text: str, *, at: str = "", **fields: object
) -> JourneyMap:
    """The map with one more decision in its log, about an element or the whole."""
    content = {"at": at, "text": text, **fields}
    return put(journey_map, "decisions", Decision, f"de-{at or 'map'}", text, content)
