"""The rows above the lanes of one band: phases, stages, steps and touchpoints."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Phase, Stage, Step, Touchpoint
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_columns import Column, StageRun
from cxworkbench.telling.map_shapes import Box, Mark, Shape, Sheet, Stroke, bottom_of
from cxworkbench.telling.theme import DASHES, GREYS, INK, MUTED, PAPER, SHADE, SHAPES
from cxworkbench.telling.type_metrics import drawable, text_width

ON_THEIR_OWN: Final = "without us"  # said later
AROUND: Final = 2.5  # em of a touchpoint's box that its sign and edges take from its words
ASSUMED_DASH: Final = tuple(float(one) for one in DASHES["assumed"])


@dataclass(frozen=True)
class Place:
    """Where a band's columns stand: they begin after the lane names, each `column` wide."""

    sheet: Sheet
    column: float

    def start_of(self, run: StageRun) -> float:
        """Left end of a stage."""
        return self.sheet.names + run.first * self.column

    def width_of(self, run: StageRun) -> float:
        """Width of a stage."""
        return len(run.columns) * self.column


def header(
    phases: Sequence[Phase],
    runs: Sequence[StageRun],
    top: float,
    place: Place,
    *,
    touchpoints: bool = True,
) -> list[Shape]:
    """The rows above the lanes, from `top` down; a row that the map has no use for is left out.

    Without `touchpoints` it ends with the steps, for views that place touchpoints themselves.
    """
    shapes = _phase_row(phases, runs, top, place)
    rows = (_stage_row, _step_row, _touchpoint_row) if touchpoints else (_stage_row, _step_row)
    for row in rows:
        y = bottom_of(shapes, top) + (place.sheet.times(0.5) if shapes else 0)
        shapes += row(runs, y, place)
    return shapes


def row_name(name: str, y: float, sheet: Sheet) -> list[Shape]:
    """The name of a row, at the left."""
    width = sheet.names - sheet.times(0.8)
    shown = name[:1].upper() + name[1:]
    return paragraph(shown, 0, y, width, sheet.small, MUTED, 600)


def _phase_row(
    phases: Sequence[Phase], runs: Sequence[StageRun], y: float, place: Place
) -> list[Shape]:
    names = {phase.id: phase.name for phase in phases}
    sheet = place.sheet
    shapes: list[Shape] = []
    for phase_id, group in groupby(runs, key=lambda run: run.stage.phase_id):
        inside = list(group)
        if phase_id in names:
            width = sum(place.width_of(run) for run in inside) - sheet.times(1)
            left = place.start_of(inside[0])
            shapes += paragraph(names[phase_id], left, y, width, sheet.small, MUTED, 600)
    return shapes


def _stage_row(runs: Sequence[StageRun], y: float, place: Place) -> list[Shape]:
    """The header band: one arrow a stage, filled where there is evidence, hollow where believed."""
    sheet = place.sheet
    tip = sheet.times(0.8)
    words = [word for run in runs for word in _stage_words(run, y, tip, place)]
    bottom = max(bottom_of(words, y), y + sheet.times(2)) + sheet.times(0.5)
    # The box gives the row its height; an arrow's outline has none that rows are measured by.
    arrows: list[Shape] = [_arrow(run, y, bottom, tip, place) for run in runs]
    return [*arrows, *words, Box(0, y, 0, bottom - y)]


def _stage_words(run: StageRun, y: float, tip: float, place: Place) -> list[Shape]:
    sheet = place.sheet
    left = place.start_of(run) + tip + sheet.times(0.4)
    inner = place.width_of(run) - 2.2 * tip - sheet.times(0.6)
    name = run.stage.name + (say(" (continued)") if run.continued else "")
    top = y + sheet.times(0.5)
    title = paragraph(name, left, top, inner, _fitting_size(name, inner, sheet), INK, 600)
    below = bottom_of(title, top) + sheet.times(0.1)
    return [*title, *paragraph(_belief(run.stage), left, below, inner, sheet.small, MUTED)]


def _fitting_size(text: str, width: float, sheet: Sheet) -> float:
    """The stage's size of type, smaller when its longest word would have to be broken."""
    words = drawable(text).split()
    needed = max((text_width(word, 1, 600) for word in words), default=0)
    return max(sheet.small, min(sheet.stage, width / needed)) if needed else sheet.stage


def _belief(stage: Stage) -> str:
    if stage.basis != "assumed" or not stage.id:
        return ""
    return (
        "assumed"
        if stage.confidence is None
        else say("assumed, {confidence:.0%} sure", confidence=stage.confidence)
    )


def _arrow(run: StageRun, top: float, bottom: float, tip: float, place: Place) -> Shape:
    left = place.start_of(run) + 1
    right = left + place.width_of(run) - 2 - tip * 0.2
    middle = (top + bottom) / 2
    points = (
        (left, top), (right - tip, top), (right, middle), (right - tip, bottom),
        (left, bottom), (left + tip, middle),
    )  # fmt: skip
    if run.stage.basis == "assumed":
        return Stroke(points, GREYS[1], 1, ASSUMED_DASH, PAPER, closed=True)
    return Stroke(points, GREYS[3], 1, (), GREYS[3], closed=True)


def steps_of(run: StageRun) -> list[tuple[int, int, Step]]:
    """Place of the first column, number of columns and step, for each step of a stage."""
    found: list[tuple[int, int, Step]] = []
    start = 0
    for step, group in groupby(run.columns, key=lambda column: column.step):
        count = len(list(group))
        if step is not None:
            found.append((start, count, step))
        start += count
    return found


def _step_row(runs: Sequence[StageRun], y: float, place: Place) -> list[Shape]:
    """Names of steps, each over its columns with a rule beneath; nothing when there are none."""
    sheet, pad = place.sheet, place.sheet.times(0.3)
    spans = [
        (place.start_of(run) + start * place.column + pad, count * place.column - 2 * pad, step)
        for run in runs
        for start, count, step in steps_of(run)
    ]
    names = [
        word
        for left, width, step in spans
        for word in paragraph(step.name, left, y, width, sheet.text)
    ]
    if not names:
        return []
    bottom = bottom_of(names, y) + sheet.times(0.2)
    rules = [Stroke(((x, bottom), (x + width, bottom)), GREYS[1]) for x, width, _ in spans]
    return [*names, *rules, *row_name("steps", y, sheet)]


def _touchpoint_row(runs: Sequence[StageRun], y: float, place: Place) -> list[Shape]:
    """A head for each touchpoint, all of one height: sign, name, and by which channel."""
    heads = [
        (column, place.start_of(run) + number * place.column)
        for run in runs
        for number, column in enumerate(run.columns)
    ]
    words = [touchpoint_words(column, x, y, place.column, place.sheet) for column, x in heads]
    bottom = max(bottom_of(lines, y) for lines in words) + place.sheet.times(0.5)
    shapes: list[Shape] = []
    for (column, x), lines in zip(heads, words, strict=True):
        shapes += touchpoint_box(column, x, y, place.column, bottom - y, place.sheet)
        shapes += lines
    return [*shapes, *row_name("touchpoints", y + place.sheet.times(0.5), place.sheet)]


def touchpoint_words(column: Column, x: float, y: float, width: float, sheet: Sheet) -> list[Shape]:
    """Sign, name and channel of a touchpoint, inside a box of `width` that begins at `y`."""
    top, left = y + sheet.times(0.5), x + sheet.times(0.6)
    inner = width - sheet.times(1.25)
    if column.touchpoint is None:
        return paragraph(say("no touchpoint yet"), left, top, inner, sheet.small, MUTED)
    sign = sheet.times(1.25)
    name = paragraph(
        column.touchpoint.name or say("(no name)"), left + sign, top, inner - sign, sheet.text,
        INK, 600,
    )  # fmt: skip
    below = bottom_of(name, top) + sheet.times(0.1)
    note = where_of(column.touchpoint)
    under = paragraph(note, left + sign, below, inner - sign, sheet.small, MUTED)
    mark = medium_mark(column.touchpoint, left + sheet.times(0.4), top + sheet.times(0.62), sheet)
    return [mark, *name, *under]


def medium_mark(touchpoint: Touchpoint, x: float, y: float, sheet: Sheet) -> Mark:
    """The sign of where a touchpoint takes place; hollow for what goes on without us."""
    fill = GREYS[0] if touchpoint.contact else PAPER
    return Mark(x, y, sheet.times(0.8), SHAPES[touchpoint.medium_class], fill, GREYS[0])


def where_of(touchpoint: Touchpoint) -> str:
    """By which channel a touchpoint goes, else in which medium; and whether it goes without us."""
    medium = "" if touchpoint.medium_class == "unknown" else touchpoint.medium_class
    place = touchpoint.channel or medium
    own = "" if touchpoint.contact else ON_THEIR_OWN
    return ", ".join(one for one in (own, place) if one)


def touchpoint_box(
    column: Column, x: float, y: float, width: float, height: float, sheet: Sheet
) -> list[Shape]:
    """Filled where anything said there has evidence; a pill for what goes on without us."""
    pad = sheet.times(0.25)
    left, width = x + pad, width - 2 * pad
    if column.touchpoint is None:
        return [Box(left, y, width, height, "", GREYS[2], (1.0, 3.0), radius=2)]
    if not column.touchpoint.contact:
        return [Box(left, y, width, height, PAPER, GREYS[1], radius=sheet.times(1.1))]
    if not any(one.evidence for one in column.said):
        return [Box(left + 0.5, y, width - 1, height, PAPER, GREYS[1], ASSUMED_DASH, radius=2)]
    return [Box(left, y, width, height, SHADE), Box(left, y, width, 2, GREYS[0])]
