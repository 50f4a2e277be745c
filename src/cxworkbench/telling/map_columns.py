"""Which columns a drawn map has, in journey order, and how they break into bands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Final

from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Step, Touchpoint
from cxworkbench.telling.map_shapes import Sheet
from cxworkbench.telling.type_metrics import longest_word

NOWHERE: Final = Stage(id="", name="Not yet placed")


@dataclass(frozen=True)
class Column:
    """One touchpoint with what is said at it; `touchpoint` None where a stage has none yet."""

    stage: Stage
    step: Step | None
    touchpoint: Touchpoint | None
    said: tuple[Statement, ...] = ()


@dataclass(frozen=True)
class StageRun:
    """The columns of one stage that stand in one band."""

    stage: Stage
    columns: tuple[Column, ...]
    said: tuple[Statement, ...] = ()  # at the stage as a whole
    continued: bool = False
    first: int = 0  # place of its first column in the band


@dataclass(frozen=True)
class Grid:
    """All bands, and how many columns the widest may have."""

    bands: tuple[tuple[StageRun, ...], ...]
    columns: int
    step_said: dict[str, tuple[Statement, ...]] = field(default_factory=dict)


def column_of(journey_map: JourneyMap, sheet: Sheet, *, around: float, least: float) -> float:
    """Width of a column in which no word of a touchpoint's name or channel breaks.

    Parameters
    ----------
    journey_map
        Whose touchpoints.
    sheet
        What they are drawn on; a column is never wider than the room beside the lane names.
    around
        What stands beside the words in a column, in the sheet's unit.
    least
        A column is never narrower.
    """
    words = [
        max(longest_word(one.name, sheet.text, 600), longest_word(one.channel, sheet.small))
        for one in journey_map.touchpoints
    ]
    needed = max(words, default=0.0) + around + 0.01
    return min(max(least, needed), sheet.width - sheet.names)


def grid_of(journey_map: JourneyMap, *, most: int) -> Grid:
    """The map's columns in bands of at most `most`, stages kept whole where they fit.

    Every touchpoint has a column; a stage without any has one empty column, so that the hole is
    seen. A touchpoint whose stage the map does not have stands under "Not yet placed" at the end.
    """
    runs = [run for run in _stage_runs(journey_map) if run.columns]
    if not runs:
        return Grid((), most)
    fewest = _pack(runs, most)
    for narrower in range(max(1, ceil(most / 3)), most):  # the same number of bands, more even
        packed = _pack(runs, narrower)
        if len(packed) == len(fewest):
            return Grid(packed, narrower, _said_at_steps(journey_map))
    return Grid(fewest, most, _said_at_steps(journey_map))


def _stage_runs(journey_map: JourneyMap) -> list[StageRun]:
    said = _said_by_place(journey_map)
    known = {stage.id for stage in journey_map.stages}
    runs = [
        StageRun(stage, _columns(journey_map, stage, said), tuple(said.get(stage.id, ())))
        for stage in journey_map.stages
    ]
    lost = [one for one in journey_map.touchpoints if one.stage_id not in known]
    columns = tuple(Column(NOWHERE, None, one, tuple(said.get(one.id, ()))) for one in lost)
    return [*runs, StageRun(NOWHERE, columns)]


def _said_by_place(journey_map: JourneyMap) -> dict[str, list[Statement]]:
    """Statements by the element they are drawn at; those of an interaction at its touchpoint."""
    drawn_at = {one.id: one.touchpoint_id for one in journey_map.interactions}
    said: dict[str, list[Statement]] = {}
    for statement in journey_map.statements:
        said.setdefault(drawn_at.get(statement.at, statement.at), []).append(statement)
    return said


def _said_at_steps(journey_map: JourneyMap) -> dict[str, tuple[Statement, ...]]:
    said = _said_by_place(journey_map)
    return {step.id: tuple(said[step.id]) for step in journey_map.steps if step.id in said}


def _columns(
    journey_map: JourneyMap, stage: Stage, said: dict[str, list[Statement]]
) -> tuple[Column, ...]:
    steps = [step for step in journey_map.steps if step.stage_id == stage.id]
    place = {step.id: number for number, step in enumerate(steps)}
    inside = [one for one in journey_map.touchpoints if one.stage_id == stage.id]
    inside.sort(key=lambda one: place.get(one.step_id, len(steps)))  # stable: list order within
    used = {one.step_id for one in inside}
    columns = [
        Column(
            stage,
            steps[place[one.step_id]] if one.step_id in place else None,
            one,
            tuple(said.get(one.id, ())),
        )
        for one in inside
    ]
    columns += [Column(stage, step, None) for step in steps if step.id not in used]
    columns.sort(key=lambda one: place[one.step.id] if one.step else len(steps))
    return tuple(columns) or (Column(stage, None, None),)


def _pack(runs: Sequence[StageRun], most: int) -> tuple[tuple[StageRun, ...], ...]:
    bands: list[list[StageRun]] = [[]]
    taken = 0
    for run in runs:
        for piece in _pieces(run, most):
            if taken + len(piece.columns) > most:
                bands.append([])
                taken = 0
            bands[-1].append(
                StageRun(piece.stage, piece.columns, piece.said, piece.continued, first=taken)
            )
            taken += len(piece.columns)
    return tuple(tuple(band) for band in bands if band)


def _pieces(run: StageRun, most: int) -> list[StageRun]:
    """A stage that is too wide for one band in even pieces; what is said at it with the first."""
    count = ceil(len(run.columns) / most)
    size = ceil(len(run.columns) / count)
    starts = range(0, len(run.columns), size)
    return [
        StageRun(
            run.stage,
            run.columns[start : start + size],
            run.said if start == 0 else (),
            continued=start > 0,
        )
        for start in starts
    ]
