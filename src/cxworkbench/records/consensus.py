"""The consensus step: where roles on parallel tracks have to agree among themselves."""

from collections.abc import Sequence
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.edits import add_flow, add_step, add_touchpoint
from cxworkbench.records.journey_map import JourneyMap

CONSENSUS: Final = "Agree among ourselves"


def add_consensus_step(
    journey_map: JourneyMap, stage_id: str, *, name: str = CONSENSUS, roles: Sequence[str] = ()
) -> JourneyMap:
    """The map with a step in a stage where its roles have to agree before the journey goes on.

    The step holds one touchpoint, the customer's own without us, and the tracks join at it.

    Parameters
    ----------
    journey_map
        The map as it is.
    stage_id
        The stage in which they agree.
    name
        Of the step and its touchpoint, in the customer's words.
    roles
        Names of the roles that must agree, as the map has them; none named: all that can stop the
        journey in this stage, or else all.

    Raises
    ------
    ParameterProblem
        The map has no such stage or role, or the stage has a consensus step already.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop", stages=(Stage(id="buy", name="Buy"),))
    >>> agreed = add_consensus_step(shop, "buy")
    >>> agreed.touchpoints[0].contact, agreed.flows[0].kind, agreed.flows[0].condition
    (False, 'join', 'all roles agree')
    """
    stages = {one.id for one in journey_map.stages}
    if stage_id not in stages:
        raise ParameterProblem(
            f"The map {journey_map.id!r} has no stage {stage_id!r}. "
            f"{did_you_mean(stage_id, stages)}".rstrip()
        )
    named = {one.name: one.id for one in journey_map.roles}
    unknown = [role for role in roles if role not in named]
    if unknown:
        raise ParameterProblem(
            f"The map {journey_map.id!r} has no role {unknown[0]!r}. "
            f"{did_you_mean(unknown[0], named)}Add it with add_role first."
        )
    if consensus_in(journey_map, stage_id):
        raise ParameterProblem(
            f"Stage {stage_id!r} has a step where the tracks join already. Edit that one."
        )
    stepped = add_step(journey_map, name, stage_id=stage_id)
    step = next(one.id for one in stepped.steps if one not in journey_map.steps)
    touched = add_touchpoint(stepped, name, stage_id=stage_id, step_id=step, contact=False)
    touchpoint = next(one.id for one in touched.touchpoints if one not in stepped.touchpoints)
    return add_flow(
        touched,
        stage_id,
        touchpoint,
        kind="join",
        condition=_condition(journey_map, stage_id, roles),
    )


def consensus_in(journey_map: JourneyMap, stage_id: str) -> str:
    """The id of the touchpoint at which the tracks of a stage join; empty where none does."""
    inside = {one.id for one in journey_map.touchpoints if one.stage_id == stage_id}
    joins = (
        one.to_id
        for one in journey_map.flows
        if one.kind == "join" and one.from_id == stage_id and one.to_id in inside
    )
    return next(joins, "")


def _condition(journey_map: JourneyMap, stage_id: str, roles: Sequence[str]) -> str:
    names = {one.id: one.name for one in journey_map.roles}
    stoppers = [
        names[one.role_id]
        for one in journey_map.involvements
        if one.can_stop and one.stage_id == stage_id and one.role_id in names
    ]
    agreeing = list(roles) or stoppers
    return f"{', '.join(agreeing)} agree" if agreeing else "all roles agree"
