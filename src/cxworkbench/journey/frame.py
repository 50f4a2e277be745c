"""The frame of a map: stages, steps and touchpoints in order, before anything is said at them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from cxworkbench.ground.errors import RecordProblem, sample_of
from cxworkbench.records.engagement import StageBelief, TouchpointPlace
from cxworkbench.records.ids import mint_id
from cxworkbench.records.journey_map import JourneyMap, MediumClass, Stage, Step, Touchpoint


@dataclass(frozen=True)
class Frame:
    """The levels of a map that hold what is said."""

    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]
    touchpoints: tuple[Touchpoint, ...]


def map_frame(
    stages: Sequence[StageBelief],
    places: Sequence[TouchpointPlace],
    voices: pd.DataFrame,
    events: pd.DataFrame,
    *,
    people: JourneyMap | None = None,
) -> Frame:
    """Stages and touchpoints as the engagement names them, then those that only evidence names.

    A touchpoint keeps its place also when no evidence speaks of it. Where the engagement leaves
    its channel or medium open, what its events show is taken.

    Parameters
    ----------
    stages
        In journey order.
    places
        The engagement's touchpoints, in journey order.
    voices, events
        Evidence tables.
    people
        The map that people keep. A stage that was renamed keeps the id that it has or had there.

    Returns
    -------
    Frame
        A touchpoint that evidence names and the engagement does not stands last in the stage its
        rows name most often; without a known stage it is left out.

    Raises
    ------
    RecordProblem
        A touchpoint of the engagement lies in a stage that the engagement does not have.
    """
    made = _stages(stages, people)
    by_name = {stage.name: stage.id for stage in made}
    astray = [place.id for place in places if place.stage not in by_name]
    if astray:
        raise RecordProblem(
            f"engagement.toml: {len(astray)} of {len(places)} touchpoints lie in a stage that is "
            f"not among its stages: {sample_of(astray)}. Stages: {', '.join(by_name)}. "
            "Correct their stage, or add it to stages."
        )
    steps = _steps(places, by_name)
    seen = _seen_media(events)
    known = [_touchpoint(place, by_name, steps, seen) for place in places]
    told = _only_in_evidence(voices, events, by_name, [found.id for found in known])
    return Frame(made, tuple(steps.values()), (*known, *(_filled(one, seen) for one in told)))


def _stages(stages: Sequence[StageBelief], people: JourneyMap | None) -> tuple[Stage, ...]:
    made: list[Stage] = []
    for belief in stages:
        taken = [stage.id for stage in made]
        known = [] if people is None else list(_ids_with(people, belief))
        left = [one for one in known if one not in taken]
        key = left[0] if left else mint_id("st", belief.name, taken)
        made.append(Stage(id=key, **belief.model_dump(exclude={"formerly"})))
    return tuple(made)


def _ids_with(people: JourneyMap, belief: StageBelief) -> Iterator[str]:
    """The ids by which people's map knows a stage or knew it before it was merged or removed."""
    there = {*(stage.id for stage in people.stages), *people.retired_ids}
    minted = [mint_id("st", name, ()) for name in (belief.name, *belief.formerly)]
    yield from (one for one in minted[:1] if one in there)
    yield from (stage.id for stage in people.stages if stage.name == belief.name)
    yield from (one for one in minted[1:] if one in there)


def _steps(
    places: Sequence[TouchpointPlace], stage_ids: dict[str, str]
) -> dict[tuple[str, str], Step]:
    steps: dict[tuple[str, str], Step] = {}
    for place in places:
        key = (place.stage, place.step)
        if place.step and key not in steps:
            minted = mint_id("step", place.step, [step.id for step in steps.values()])
            steps[key] = Step(id=minted, name=place.step, stage_id=stage_ids[place.stage])
    return steps


def _touchpoint(
    place: TouchpointPlace,
    stage_ids: dict[str, str],
    steps: dict[tuple[str, str], Step],
    seen: dict[str, tuple[MediumClass, str]],
) -> Touchpoint:
    step = steps.get((place.stage, place.step))
    made = Touchpoint(
        id=place.id,
        name=place.name,
        stage_id=stage_ids[place.stage],
        step_id=step.id if step else "",
        medium_class=place.medium_class,
        channel=place.channel,
        contact=place.contact,
        owner=place.owner,
    )
    return _filled(made, seen)


def _filled(touchpoint: Touchpoint, seen: dict[str, tuple[MediumClass, str]]) -> Touchpoint:
    medium, channel = seen.get(touchpoint.id, ("unknown", ""))
    return touchpoint.model_copy(
        update={
            "medium_class": medium
            if touchpoint.medium_class == "unknown"
            else touchpoint.medium_class,
            "channel": touchpoint.channel or channel,
        }
    )


def _seen_media(events: pd.DataFrame) -> dict[str, tuple[MediumClass, str]]:
    """Medium class and commonest channel of each touchpoint's events; both sorts seen: hybrid."""
    seen: dict[str, tuple[MediumClass, str]] = {}
    for touchpoint, rows in events.groupby("touchpoint_id"):
        classes = set(rows["medium_class"]) & {"digital", "physical", "hybrid"}
        medium: MediumClass = "unknown"
        if len(classes) == 1:
            medium = classes.pop()
        elif classes:
            medium = "hybrid"
        seen[str(touchpoint)] = (medium, _commonest(rows["channel"]))
    return seen


def _only_in_evidence(
    voices: pd.DataFrame, events: pd.DataFrame, stage_ids: dict[str, str], known: Collection[str]
) -> list[Touchpoint]:
    rows = pd.concat([voices[["touchpoint_id", "stage"]], events[["touchpoint_id", "stage"]]])
    rows = rows[~rows["touchpoint_id"].isin([*known, ""]) & rows["stage"].isin(stage_ids)]
    stages = rows.groupby("touchpoint_id")["stage"].agg(_commonest)
    return [
        Touchpoint(id=str(key), name=_name_from_id(str(key)), stage_id=stage_ids[stage])
        for key, stage in stages.items()
    ]


def _commonest(values: pd.Series) -> str:
    """The value found most often, the first by alphabet of several; empty when all are blank."""
    counts = values[values != ""].value_counts()
    return min(counts.index[counts == counts.max()], default="")


def _name_from_id(key: str) -> str:
    words = key.removeprefix("tp-").replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]) if words else key
