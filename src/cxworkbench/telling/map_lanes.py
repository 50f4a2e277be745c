"""One lane of a drawn map: what is said of whole stages, of steps, and of each touchpoint."""

from collections.abc import Sequence

from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import Statement
from cxworkbench.telling.map_cells import cell, paragraph
from cxworkbench.telling.map_columns import Column, Grid, StageRun
from cxworkbench.telling.map_header import Place, row_name, steps_of
from cxworkbench.telling.map_shapes import Shape, bottom_of
from cxworkbench.telling.theme import MUTED


def lane_row(
    lane: str,
    runs: Sequence[StageRun],
    y: float,
    place: Place,
    step_said: dict[str, tuple[Statement, ...]],
) -> list[Shape]:
    """One lane: what is said of whole stages first, then of steps, then of touchpoints."""
    sheet = place.sheet
    shapes = row_name(lane, y, sheet)
    for spans in (stage_spans(runs, place), step_spans(runs, place, step_said)):
        row = [
            shape
            for left, width, said in spans
            for shape in said_cell(said, lane, left, y, width, place)
        ]
        shapes += row
        y = bottom_of(row, y - sheet.times(0.5)) + sheet.times(0.5)
    for run in runs:
        for number, column in enumerate(run.columns):
            left = place.start_of(run) + number * place.column
            if is_unknown_cell(column, lane):
                shapes += unknown_cell(left, y, place)
            shapes += said_cell(column.said, lane, left, y, place.column, place)
    return shapes


def stage_spans(
    runs: Sequence[StageRun], place: Place
) -> list[tuple[float, float, tuple[Statement, ...]]]:
    """Left end, width and statements of each stage as a whole."""
    return [(place.start_of(run), place.width_of(run), run.said) for run in runs]


def step_spans(
    runs: Sequence[StageRun], place: Place, step_said: dict[str, tuple[Statement, ...]]
) -> list[tuple[float, float, tuple[Statement, ...]]]:
    """Left end, width and statements of each step as a whole."""
    return [
        (
            place.start_of(run) + start * place.column,
            count * place.column,
            step_said.get(step.id, ()),
        )
        for run in runs
        for start, count, step in steps_of(run)
    ]


def said_cell(
    said: Sequence[Statement], lane: str, left: float, y: float, width: float, place: Place
) -> list[Shape]:
    """What is said in one lane at one place, as cards; nothing where nothing is known."""
    pad = place.sheet.times(0.25)
    here = [one for one in said if one.lane == lane and not is_unknown(one)]
    return cell(here, lane, left + pad, y, width - 2 * pad, place.sheet) if here else []


def is_unknown_cell(column: Column, lane: str) -> bool:
    """Whether a touchpoint's cell says "unknown": no action, or the record itself says so."""
    here = [one for one in column.said if one.lane == lane]
    known = [one for one in here if not is_unknown(one)]
    asked = lane == "actions" or bool(here)
    return column.touchpoint is not None and asked and not known


def unknown_cell(left: float, y: float, place: Place) -> list[Shape]:
    """The word that stands in a column where something was asked for and is not known."""
    sheet = place.sheet
    pad = sheet.times(0.75)
    return paragraph("unknown", left + pad, y, place.column - pad, sheet.small, MUTED)


def new_steps(
    runs: Sequence[StageRun], grid: Grid, told: set[str]
) -> dict[str, tuple[Statement, ...]]:
    """What is said at the steps that first appear in this band, so that it is drawn once."""
    here = {step.id for run in runs for _, _, step in steps_of(run)} - told
    told |= here
    return {step: said for step, said in grid.step_said.items() if step in here}
