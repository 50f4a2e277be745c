"""Elements of any level in another place; ids, and all that stands at or hangs on them, stay."""

from collections.abc import Sequence

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.journey_map import JourneyMap, Touchpoint
from cxworkbench.records.map_items import (
    PLACES,
    Item,
    found,
    inserted,
    items_of,
    made,
    of_kind,
    whole,
)


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
    of_kind(journey_map, touchpoint_id, "touchpoints")
    touchpoint = next(one for one in journey_map.touchpoints if one.id == touchpoint_id)
    stays = not stage_id or stage_id == touchpoint.stage_id
    place = {
        "stage_id": stage_id or touchpoint.stage_id,
        "step_id": step_id or (touchpoint.step_id if stays else ""),
    }
    moved = made(Touchpoint, touchpoint.model_dump() | place, f"touchpoint {touchpoint_id!r}")
    others = tuple(one for one in journey_map.touchpoints if one.id != touchpoint_id)
    return whole(journey_map.model_copy(update={"touchpoints": inserted(others, moved, before)}))


def move_step(
    journey_map: JourneyMap, step_id: str, *, stage_id: str, before: str = ""
) -> JourneyMap:
    """The map with a step, and the touchpoints in it, in another stage."""
    of_kind(journey_map, step_id, "steps")
    step = next(one for one in journey_map.steps if one.id == step_id)
    others = tuple(one for one in journey_map.steps if one.id != step_id)
    moved = step.model_copy(update={"stage_id": stage_id})
    touchpoints = tuple(
        one.model_copy(update={"stage_id": stage_id}) if one.step_id == step_id else one
        for one in journey_map.touchpoints
    )
    update = {"steps": inserted(others, moved, before), "touchpoints": touchpoints}
    return whole(journey_map.model_copy(update=update))


def move_phase(journey_map: JourneyMap, phase_id: str, *, before: str = "") -> JourneyMap:
    """The map with a phase, and the stages in it, before the phase named or last."""
    return _elsewhere(journey_map, "phases", of_kind(journey_map, phase_id, "phases"), {}, before)


def move_stage(
    journey_map: JourneyMap, stage_id: str, *, phase_id: str | None = None, before: str = ""
) -> JourneyMap:
    """The map with a stage, and all that is in it, elsewhere.

    Parameters
    ----------
    journey_map
        The map as it is.
    stage_id
        What is moved.
    phase_id
        The phase it comes into; empty: into none; None: it stays in its own.
    before
        Id of the stage that comes next; empty: it comes last.
    """
    of_kind(journey_map, stage_id, "stages")
    place = {} if phase_id is None else {"phase_id": phase_id}
    return _elsewhere(journey_map, "stages", stage_id, place, before)


def move_interaction(
    journey_map: JourneyMap, interaction_id: str, *, touchpoint_id: str = "", before: str = ""
) -> JourneyMap:
    """The map with an interaction at another touchpoint, or elsewhere at its own.

    What it follows and what follows it stay as they are.
    """
    of_kind(journey_map, interaction_id, "interactions")
    place = {"touchpoint_id": touchpoint_id} if touchpoint_id else {}
    return _elsewhere(journey_map, "interactions", interaction_id, place, before)


def move_element(
    journey_map: JourneyMap, element_id: str, *, into: str = "", before: str = ""
) -> JourneyMap:
    """The map with an element of whichever level elsewhere, and all that belongs to it with it.

    Parameters
    ----------
    journey_map
        The map as it is.
    element_id
        A phase, stage, step, touchpoint or interaction.
    into
        Id of what it comes into, one of the levels above its own: a stage into a phase, a step
        into a stage, a touchpoint into a stage or a step, an interaction into a touchpoint. Empty:
        it stays where it is.
    before
        Id of its like that comes next; empty: it comes last.

    Raises
    ------
    ParameterProblem
        There is no such element, or an element of that level does not go into `into`.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(
    ...     Stage(id="st-use", name="Use"), Stage(id="st-buy", name="Buy")))
    >>> [one.name for one in move_element(shop, "st-buy", before="st-use").stages]
    ['Buy', 'Use']
    """
    name, _ = found(journey_map, element_id)
    home = found(journey_map, into)[0] if into else ""
    if name == "phases" and not into:
        return move_phase(journey_map, element_id, before=before)
    if name == "stages" and home in ("", "phases"):
        return move_stage(journey_map, element_id, phase_id=into or None, before=before)
    if name == "steps" and home in ("", "stages"):
        own = next(one.stage_id for one in journey_map.steps if one.id == element_id)
        return move_step(journey_map, element_id, stage_id=into or own, before=before)
    if name == "touchpoints" and home in ("", "stages"):
        return move_touchpoint(journey_map, element_id, stage_id=into, before=before)
    if name == "touchpoints" and home == "steps":
        stage = next(one.stage_id for one in journey_map.steps if one.id == into)
        return move_touchpoint(journey_map, element_id, stage_id=stage, step_id=into, before=before)
    if name == "interactions" and home in ("", "touchpoints"):
        return move_interaction(journey_map, element_id, touchpoint_id=into, before=before)
    raise ParameterProblem(
        f"{element_id!r} is one of the {name}, and does not go into {into!r}"
        f"{f', which is one of the {home}' if home else ''}. Stages go into phases, steps into "
        "stages, touchpoints into stages or steps, interactions into touchpoints."
    )


def reorder(journey_map: JourneyMap, ids: Sequence[str]) -> JourneyMap:
    """The map with these elements of one level in this order, in the places they had together.

    Elements that are not named stay where they are.

    Parameters
    ----------
    journey_map
        The map as it is.
    ids
        Ids of one level, each once, in their new order.

    Raises
    ------
    ParameterProblem
        An id stands there twice, is not there, or is of another level.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="a", name="A"),
    ...     Stage(id="b", name="B"), Stage(id="c", name="C")))
    >>> [one.id for one in reorder(shop, ["c", "a"]).stages]
    ['c', 'b', 'a']
    """
    if len(set(ids)) != len(ids):
        twice = next(one for one in ids if list(ids).count(one) > 1)
        raise ParameterProblem(f"{twice!r} stands in the new order twice. Name each id once.")
    if not ids:
        return journey_map
    name, _ = found(journey_map, ids[0])
    if name not in PLACES:
        raise ParameterProblem(
            f"{ids[0]!r} is one of the {name}. Phases, stages, steps, touchpoints and interactions "
            "have an order of their own."
        )
    for one in ids:
        of_kind(journey_map, one, name)
    by_id = {one.id: one for one in items_of(journey_map, name)}
    coming = iter(ids)
    order: tuple[Item, ...] = tuple(
        by_id[next(coming)] if one in set(ids) else one_item for one, one_item in by_id.items()
    )
    return whole(journey_map.model_copy(update={name: order}))


def _elsewhere(
    journey_map: JourneyMap, name: str, element_id: str, place: dict[str, str], before: str
) -> JourneyMap:
    items = items_of(journey_map, name)
    element = next(one for one in items if one.id == element_id)
    others = tuple(one for one in items if one.id != element_id)
    moved = element.model_copy(update=place)
    return whole(journey_map.model_copy(update={name: inserted(others, moved, before)}))
