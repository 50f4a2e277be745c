"""The drawn map, laid out once from its record: stages across, touchpoints beneath, lanes as rows.

Every row grows with what it holds and every text wraps at its real width, so that no two texts
overlap and none is cut. A map with more touchpoints than a page is wide breaks into bands.
"""

from collections.abc import Sequence
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.ground.terms import LANES
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.telling.map_columns import StageRun, column_of, grid_of
from cxworkbench.telling.map_curve import curve, curve_height, emotion_words, stops_of
from cxworkbench.telling.map_header import AROUND, Place, header, row_name
from cxworkbench.telling.map_heading import heading
from cxworkbench.telling.map_lanes import lane_row, new_steps
from cxworkbench.telling.map_shapes import (
    MapLayout,
    Shape,
    Sheet,
    SheetName,
    Strip,
    Stroke,
    bottom_of,
    sheet_named,
)
from cxworkbench.telling.theme import LINE
from cxworkbench.telling.type_metrics import drawable

BETWEEN_BANDS: Final = 2.4  # em
ALWAYS: Final = ("actions", "emotion")  # lanes that are drawn even where nothing is known


def layout_map(
    journey_map: JourneyMap,
    *,
    width: float | None = None,
    page: SheetName = "screen",
    lanes: Sequence[str] = (),
) -> MapLayout:
    """The whole map as plain shapes in one unit, ready for any painter.

    Parameters
    ----------
    journey_map
        The record; it is drawn as it stands and nothing is computed into it.
    width
        Of the drawing, in the sheet's unit; the sheet's own when not given.
    page
        "screen": 1400 px, text of 12 px and more. "a4": 780 pt, which is A4 on its side, text of
        9 pt and more; 9 pt are 12 px on screen, so this is also the sheet for a web page.
        "slide": 900 pt, text of 9 pt and more. "a0": 3256 pt, text of 21 pt and more.
    lanes
        The rows to draw; all that hold something when none is named.

    Returns
    -------
    MapLayout
        Strips from top to bottom, the heading with the legend first. Height follows the content.

    Raises
    ------
    ParameterProblem
        There is no such sheet, or the width is less than three columns need.

    Notes
    -----
    A cell shows its three most important statements and says how many more the table holds; a
    statement of more than 400 letters ends in "…" with the same hint.
    """
    return matrix(journey_map, sheet_named(page, width), lanes=lanes)


def matrix(
    journey_map: JourneyMap, sheet: Sheet, *, lanes: Sequence[str] = (), notes: Sequence[str] = ()
) -> MapLayout:
    """The matrix map on a sheet; `notes` are lines for its heading."""
    across = sheet.width - sheet.names
    column = column_of(journey_map, sheet, around=sheet.times(AROUND), least=sheet.column)
    grid = grid_of(journey_map, most=max(1, int(across / column)))
    place = Place(sheet, across / max(grid.columns, 1))
    strips = [heading(journey_map, sheet, notes=notes)]
    rows = [one for one in LANES if one in lanes] or lanes_of(journey_map)
    told: set[str] = set()
    for runs in grid.bands:
        gap = sheet.times(BETWEEN_BANDS) if len(strips) > 1 else 0
        top = strips[-1].top + strips[-1].height
        strips += _band(journey_map, rows, runs, top, gap, place, new_steps(runs, grid, told))
    height = strips[-1].top + strips[-1].height
    title = drawable(journey_map.title) or say("Journey map")
    return MapLayout(
        sheet.width, height, sheet.unit, title, describe_map(journey_map), tuple(strips)
    )


def describe_map(journey_map: JourneyMap) -> str:
    """What the map shows, as one sentence: the alternative text of the picture.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> describe_map(JourneyMap(id="m", title="Buying", stages=(Stage(id="s", name="Trial"),)))
    'Journey map "Buying": 1 stage (Trial), 0 touchpoints, 0 statements, none with evidence.'
    """
    stages = ", ".join(drawable(stage.name) for stage in journey_map.stages)
    said = journey_map.statements
    shown = sum(statement.basis != "assumed" for statement in said)
    return say(
        'Journey map "{drawable}": {stages} ({stages_2}), {touchpoints}, '
        "{statements}, {shown} with evidence.",
        drawable=drawable(journey_map.title),
        stages=_counted(len(journey_map.stages), "stage"),
        stages_2=stages,
        touchpoints=_counted(len(journey_map.touchpoints), "touchpoint"),
        statements=_counted(len(said), "statement"),
        shown=shown or "none",
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def lanes_of(journey_map: JourneyMap) -> tuple[str, ...]:
    """The lanes a drawn map has: those that hold something, and actions and emotion always."""
    held = {statement.lane for statement in journey_map.statements}
    return tuple(lane for lane in LANES if lane in held or lane in ALWAYS)


def _band(
    journey_map: JourneyMap,
    lanes: Sequence[str],
    runs: Sequence[StageRun],
    top: float,
    gap: float,
    place: Place,
    step_said: dict[str, tuple[Statement, ...]],
) -> list[Strip]:
    """The stages that stand side by side: their header, then one strip for each lane."""
    sheet = place.sheet
    shapes = header(journey_map.phases, runs, top + gap, place)
    bottom = bottom_of(shapes, top) + sheet.times(0.6)
    strips = [Strip(top, bottom - top, tuple(shapes), keep_with_next=True, repeats=True)]
    right = sheet.names + sum(place.width_of(run) for run in runs)
    for lane in lanes:
        y = strips[-1].top + strips[-1].height
        row: list[Shape] = [Stroke(((0, y), (right, y)), LINE)]
        inside = y + sheet.times(0.6)
        if lane == "emotion":
            row += _emotion_row(runs, inside, place)
        else:
            row += lane_row(lane, runs, inside, place, step_said)
        height = bottom_of(row, inside) + sheet.times(0.6) - y
        strips.append(Strip(y, height, tuple(row)))
    return strips


def _emotion_row(runs: Sequence[StageRun], y: float, place: Place) -> list[Shape]:
    sheet = place.sheet
    stops = [stop for run in runs for stop in stops_of(run, sheet.names, place.column)]
    words_at = y + curve_height(sheet)
    return [
        *row_name("emotion", y, sheet),
        *curve(stops, y, sheet.names, sheet),
        *emotion_words(stops, words_at, sheet),
    ]
