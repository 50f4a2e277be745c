"""Touchpoints in the order in which a journey passes them, as every drawing has it."""

from cxworkbench.records.journey_map import JourneyMap, Touchpoint


def touchpoints_in_order(journey_map: JourneyMap, stage_id: str = "") -> list[Touchpoint]:
    """The touchpoints of a map, or of one stage of it, from first to last.

    By stage, inside a stage by step, those without a step after those with one, and then as the
    file lists them.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = JourneyMap(id="m", title="Shop",
    ...     stages=(Stage(id="s1", name="Buy"), Stage(id="s2", name="Use")),
    ...     touchpoints=(Touchpoint(id="b", name="B", stage_id="s2"),
    ...                  Touchpoint(id="a", name="A", stage_id="s1")))
    >>> [one.id for one in touchpoints_in_order(shop)]
    ['a', 'b']
    """
    stages = {stage.id: place for place, stage in enumerate(journey_map.stages)}
    steps = {step.id: place for place, step in enumerate(journey_map.steps)}

    def place(one: Touchpoint) -> tuple[int, int]:
        return stages.get(one.stage_id, len(stages)), steps.get(one.step_id, len(steps))

    inside = [one for one in journey_map.touchpoints if stage_id in ("", one.stage_id)]
    return sorted(inside, key=place)
