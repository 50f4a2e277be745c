"""A part of a map for drawing: some stages, digital or physical touchpoints, some lanes only."""

from collections.abc import Sequence
from typing import Any, Final

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.ground.language import say
from cxworkbench.ground.terms import LANES, MEDIUM_CLASSES
from cxworkbench.records.journey_map import JourneyMap, Stage

PLACED: Final = ("statements", "comments", "decisions")  # lists whose elements stand `at` another


def selected(
    journey_map: JourneyMap, *, stages: Sequence[str] = (), media: Sequence[str] = ()
) -> JourneyMap:
    """The map with some stages and some touchpoints only, and with what hangs on them.

    Parameters
    ----------
    journey_map
        The record; it stays as it is.
    stages
        Names or ids of stages; all when none is named. Touchpoints of other stages go with them.
    media
        Where touchpoints take place: "digital", "physical", "hybrid", "unknown"; all when none is
        named. A stage stays even when all its touchpoints go.

    Raises
    ------
    ParameterProblem
        There is no such stage, or no such medium.

    Notes
    -----
    What stood between two touchpoints may be gone, so neighbours here need not be neighbours in
    the journey; `selection_notes` says so for the picture.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Touchpoint
    >>> stage = Stage(id="s", name="Use")
    >>> desk = Touchpoint(id="t1", name="Desk", stage_id="s", medium_class="physical")
    >>> site = Touchpoint(id="t2", name="Site", stage_id="s", medium_class="digital")
    >>> whole = JourneyMap(id="m", title="M", stages=(stage,), touchpoints=(desk, site))
    >>> [one.name for one in selected(whole, media=["digital"]).touchpoints]
    ['Site']
    """
    kept = _stages(journey_map, stages)
    require_words("medium", media, MEDIUM_CLASSES)
    if len(kept) == len(journey_map.stages) and not media:
        return journey_map
    ids = {stage.id for stage in kept}
    known = {stage.id for stage in journey_map.stages}
    points = [
        one
        for one in journey_map.touchpoints
        if (one.stage_id in ids or (not stages and one.stage_id not in known))
        and (not media or one.medium_class in media)
    ]
    return with_what_hangs_on(journey_map, kept, points)


def with_what_hangs_on(
    journey_map: JourneyMap, stages: Sequence[Stage], touchpoints: Sequence[Any]
) -> JourneyMap:
    """The map with only these stages and touchpoints, and with what hangs on them."""
    ids = {one.id for one in (*stages, *touchpoints)}
    steps = [one for one in journey_map.steps if one.stage_id in ids]
    inside = [one for one in journey_map.interactions if one.touchpoint_id in ids]
    ids |= {one.id for one in (*steps, *inside)}
    changes: dict[str, Any] = {
        name: tuple(one for one in getattr(journey_map, name) if one.at in ids or one.at == "")
        for name in PLACED
    }
    changes |= {
        "stages": tuple(stages),
        "touchpoints": tuple(touchpoints),
        "steps": tuple(steps),
        "interactions": tuple(inside),
        "flows": tuple(one for one in journey_map.flows if one.from_id in ids and one.to_id in ids),
        "involvements": tuple(one for one in journey_map.involvements if one.stage_id in ids),
    }
    return journey_map.model_copy(update=changes)


def _stages(journey_map: JourneyMap, wanted: Sequence[str]) -> list[Stage]:
    names = {one.name for one in journey_map.stages} | {one.id for one in journey_map.stages}
    require_words("stage", wanted, names, [one.name for one in journey_map.stages])
    return [
        one for one in journey_map.stages if not wanted or one.name in wanted or one.id in wanted
    ]


def require_words(
    noun: str, given: Sequence[str], known: Sequence[str] | set[str], shown: Sequence[str] = ()
) -> None:
    """Refuse a word of a selection that names nothing, with the nearest that does.

    Raises
    ------
    ParameterProblem
        A word names nothing.
    """
    names = list(shown or known)
    for word in given:
        if word not in known:
            raise ParameterProblem(
                f"There is no {noun} {word!r} to draw. {did_you_mean(word, names)}There is "
                f"{sample_of(names, most=len(names)) or 'none'}."
            )


def selection_notes(
    *, lanes: Sequence[str] = (), stages: Sequence[str] = (), media: Sequence[str] = ()
) -> tuple[str, ...]:
    """What a picture says about what was left out of it; nothing when all is drawn.

    Examples
    --------
    >>> selection_notes(media=["digital"])
    ('Drawn in part: only digital touchpoints. What lies between is left out.',)
    """
    require_words("lane", lanes, LANES)
    parts = [say("stages {stages}", stages=", ".join(stages))] if stages else []
    parts += [say("{media} touchpoints", media=say(" and ").join(media))] if media else []
    parts += [say("lanes {lanes}", lanes=", ".join(lanes))] if lanes else []
    if not parts:
        return ()
    between = say(" What lies between is left out.") if stages or media else ""
    return (say("Drawn in part: only {parts}.{between}", parts="; ".join(parts), between=between),)
