"""The emotion curve on its own: one of everybody, and one for each role and segment beneath it."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_columns import StageRun, column_of, grid_of
from cxworkbench.telling.map_curve import curve, curve_height, emotion_words, stops_of
from cxworkbench.telling.map_header import AROUND, Place, header
from cxworkbench.telling.map_heading import FELT, PLACES, heading
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Shape,
    Sheet,
    Strip,
    Stroke,
    as_layout,
    bottom_of,
    stacked,
)
from cxworkbench.telling.theme import INK, LINE
from cxworkbench.telling.type_metrics import drawable

RISE: Final = 9.0  # em from the lowest to the highest emotion; the matrix has 8
Whose = Callable[[Statement], bool]
NOTHING: Final = "No emotion is known at any place."


def curves(journey_map: JourneyMap, sheet: Sheet, *, notes: Sequence[str] = ()) -> MapLayout:
    """The curve of everybody and, on the same places beneath it, of each role and segment.

    Notes
    -----
    Curves of roles rest on fewer accounts each: their counts stand on the marks. A place where a
    role was not heard is a gap, and says so in words.
    """
    high = replace(sheet, rise=RISE)
    across = sheet.width - sheet.names
    column = column_of(journey_map, sheet, around=sheet.times(AROUND), least=sheet.column)
    grid = grid_of(journey_map, most=max(1, int(across / column)))
    place = Place(high, across / max(grid.columns, 1))
    lines = lines_of(journey_map)
    said = () if lines else (NOTHING,)
    strips = [
        heading(
            journey_map, sheet, (*PLACES, *FELT), view=say("emotion curve"), notes=(*notes, *said)
        )
    ]
    for runs in grid.bands:
        head = header(journey_map.phases, runs, _gap(strips, sheet), place)
        strips.append(stacked(strips, head, sheet.times(0.6), keep_with_next=True, repeats=True))
        for name, whose in lines or [("everybody", _everybody)]:
            row = _line(name, whose, runs, place)
            strips.append(stacked(strips, row, sheet.times(0.8)))
    title = drawable(journey_map.title) or say("Journey map")
    return as_layout(sheet, title, describe_curves(journey_map), strips)


def _gap(strips: Sequence[Strip], sheet: Sheet) -> float:
    return sheet.times(2.4) if len(strips) > 1 else 0.0


def _line(name: str, whose: Whose, runs: Sequence[StageRun], place: Place) -> list[Shape]:
    """One curve with its name above it and the commonest words beneath."""
    sheet = place.sheet
    right = sheet.names + sum(place.width_of(run) for run in runs)
    shown = name[:1].upper() + name[1:]
    title = paragraph(shown, 0, sheet.times(0.4), sheet.width, sheet.text, INK, 600)
    y = bottom_of(title, 0)
    stops = [
        stop for run in runs for stop in stops_of(_only(run, whose), sheet.names, place.column)
    ]
    below = y + curve_height(sheet)
    shapes = [*curve(stops, y, sheet.names, sheet), *emotion_words(stops, below, sheet)]
    height = max(bottom_of(shapes, 0), below)
    return [Stroke(((0, 0), (right, 0)), LINE), *title, *shapes, Box(0, 0, 0, height)]


def _only(run: StageRun, whose: Whose) -> StageRun:
    columns = tuple(replace(one, said=_said_by(whose, one.said)) for one in run.columns)
    return replace(run, columns=columns, said=_said_by(whose, run.said))


def _said_by(whose: Whose, said: Sequence[Statement]) -> tuple[Statement, ...]:
    """Their statements without the name of the role, which stands above the line already."""
    everyone = {"role": "all", "segment": "all"}
    return tuple(one.model_copy(update=everyone) for one in said if whose(one))


def lines_of(journey_map: JourneyMap) -> list[tuple[str, Whose]]:
    """The curves that a map has: everybody first, then roles as the map lists them, then segments.

    Only those for which at least one emotion is known, as a value or as a word.
    """
    felt = [one for one in journey_map.statements if _is_felt(one)]
    order = [one.name for one in journey_map.roles] + [one.role for one in felt]
    roles = [name for name in dict.fromkeys(order) if any(_is_of(name, one) for one in felt)]
    segments = sorted({one.segment for one in felt} - {"", "all"})
    found: list[tuple[str, Whose]] = []
    if any(_everybody(one) for one in felt):
        found.append(("everybody", _everybody))
    found += [(say("role: {name}", name=name), _of_role(name)) for name in roles]
    found += [(say("segment: {name}", name=name), _of_segment(name)) for name in segments]
    return found


def _is_felt(one: Statement) -> bool:
    return one.lane == "emotion" and (one.value is not None or bool(one.word))


def _everybody(one: Statement) -> bool:
    return one.role in ("", "all") and one.segment in ("", "all")


def _is_of(name: str, one: Statement) -> bool:
    return one.role == name and name not in ("", "all")


def _of_role(name: str) -> Whose:
    return lambda one: _is_of(name, one)


def _of_segment(name: str) -> Whose:
    return lambda one: one.segment == name and one.role in ("", "all")


def describe_curves(journey_map: JourneyMap) -> str:
    """The curves in one sentence: whose there are, lowest and highest place of everybody's.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> till = Touchpoint(id="t", name="Till", stage_id="s")
    >>> sad = Statement(id="x", at="t", lane="emotion", value=-1.5, n=4)
    >>> describe_curves(JourneyMap(id="m", title="Buying", stages=(Stage(id="s", name="Use"),),
    ...                            touchpoints=(till,), statements=(sad,)))
    'Emotion curve of "Buying" for everybody. Lowest: Till (−1.5, n 4); highest: Till (−1.5, n 4).'
    """
    lines = lines_of(journey_map)
    title = drawable(journey_map.title)
    if not lines:
        return say('Emotion curve of "{title}": nothing is known.', title=title)
    whose = ", ".join(drawable(name) for name, _ in lines)
    names = {one.id: one.name for one in (*journey_map.stages, *journey_map.touchpoints)}
    first = lines[0][1]
    known = [
        (one.value, drawable(names[one.at]), one.n)
        for one in journey_map.statements
        if one.lane == "emotion" and one.value is not None and first(one) and one.at in names
    ]
    if not known:
        return say('Emotion curve of "{title}" for {whose}.', title=title, whose=whose)
    low, high = (_place(pick(known)) for pick in (min, max))
    return say(
        'Emotion curve of "{title}" for {whose}. Lowest: {low}; highest: {high}.',
        title=title,
        whose=whose,
        low=low,
        high=high,
    )


def _place(known: tuple[float, str, int]) -> str:
    value, name, n = known
    sign = "−" if value < 0 else "+" if value > 0 else ""
    return f"{name} ({sign}{abs(value):.3g}, n {n})" if n else f"{name} ({sign}{abs(value):.3g})"
