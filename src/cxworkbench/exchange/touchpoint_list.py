"""A map as a touchpoint list that people can change and send back: one row a touchpoint."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from cxworkbench.exchange.headings import FIELDS, LANE_OF, in_one_cell
from cxworkbench.ground.files import write_csv
from cxworkbench.records.journey_map import JourneyMap, Statement, Touchpoint

COLUMNS: Final = (
    "id", "phase", "stage", "step", "touchpoint", "medium_class", *FIELDS, "receivers", "contact",
    "emotion", "emotion_word", *LANE_OF,
)  # fmt: skip


def touchpoint_list(journey_map: JourneyMap) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """The map as a touchpoint list, and what of it has no place there.

    Returns
    -------
    pandas.DataFrame
        One row per touchpoint in journey order, columns `COLUMNS`, all text; several statements
        of a lane stand in one cell, one a line.
    tuple of str
        A sentence for each kind of content that the list cannot hold; empty for none.
    """
    stages = {stage.id: stage for stage in journey_map.stages}
    phases = {phase.id: phase.name for phase in journey_map.phases}
    steps = {step.id: step.name for step in journey_map.steps}
    said: dict[str, list[Statement]] = {}
    for statement in journey_map.statements:
        said.setdefault(statement.at, []).append(statement)
    rows = []
    for stage in journey_map.stages:
        for one in journey_map.touchpoints:
            if one.stage_id == stage.id:
                names = (phases.get(stages[one.stage_id].phase_id, ""), stage.name)
                rows.append(_row(one, names, steps.get(one.step_id, ""), said.get(one.id, [])))
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str"), _losses(journey_map)


def write_touchpoint_list(journey_map: JourneyMap, path: Path) -> tuple[str, ...]:
    """What the list cannot hold, after the map was written as a touchpoint list (CSV)."""
    frame, losses = touchpoint_list(journey_map)
    write_csv(frame, path)
    return losses


def _row(
    touchpoint: Touchpoint, place: tuple[str, str], step: str, said: Iterable[Statement]
) -> dict[str, str]:
    by_lane: dict[str, list[Statement]] = {}
    for statement in said:
        by_lane.setdefault(statement.lane, []).append(statement)
    emotion = (by_lane.get("emotion") or [Statement(id="", at="", lane="emotion")])[0]
    lanes = {
        column: in_one_cell(_text_of(one, touchpoint) for one in by_lane.get(lane, ()))
        for column, lane in LANE_OF.items()
    }
    return {
        "id": touchpoint.id,
        "phase": place[0],
        "stage": place[1],
        "step": step,
        "touchpoint": touchpoint.name,
        "medium_class": touchpoint.medium_class,
        **{name: getattr(touchpoint, name) for name in FIELDS},
        "receivers": in_one_cell(touchpoint.receivers),
        "contact": "yes" if touchpoint.contact else "no",
        "emotion": "" if emotion.value is None else f"{emotion.value:g}",
        "emotion_word": emotion.word,
        **lanes,
    }


def _text_of(statement: Statement, touchpoint: Touchpoint) -> str:
    is_it = statement.lane == "moments of truth" and statement.text == touchpoint.name
    return "yes" if is_it else statement.text


def _losses(journey_map: JourneyMap) -> tuple[str, ...]:
    touchpoints = {touchpoint.id for touchpoint in journey_map.touchpoints}
    said = journey_map.statements
    emotions = [s.at for s in said if s.lane == "emotion" and s.at in touchpoints]
    counted = (
        (len([s for s in said if s.evidence]), "statements keep no evidence, basis or count"),
        (len([s for s in said if s.at not in touchpoints]), "statements at stages or steps"),
        (len(emotions) - len(set(emotions)), "further emotions of one touchpoint"),
        (len([s for s in said if s.low is not None]), "intervals"),
        (len(journey_map.interactions), "interactions"),
        (
            len({s.id for s in journey_map.stages} - {t.stage_id for t in journey_map.touchpoints}),
            "stages without a touchpoint",
        ),
        (len([t for t in journey_map.touchpoints if t.systems]), "lists of systems"),
    )
    return tuple(f"{count} {what}: not in a touchpoint list" for count, what in counted if count)
