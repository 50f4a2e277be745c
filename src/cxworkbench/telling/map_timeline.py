"""The timeline: when each touchpoint happens on an axis of real elapsed time, one row each."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import DataProblem, sample_of
from cxworkbench.ground.language import say
from cxworkbench.journey.elapsed import days_of, written_times
from cxworkbench.records.journey_map import JourneyMap, Touchpoint
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_columns import Column, grid_of
from cxworkbench.telling.map_header import medium_mark
from cxworkbench.telling.map_heading import DURATIONS, MEDIA, TIMES, heading
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Mark,
    Shape,
    Sheet,
    Stroke,
    Words,
    as_layout,
    bottom_of,
    stacked,
)
from cxworkbench.telling.theme import DASHES, GREYS, INK, LINE, MUTED, PAPER
from cxworkbench.telling.type_metrics import ascent, drawable, longest_word
from cxworkbench.voice.words import count_of

NAMES: Final = 0.24  # shares of the width: names at the left, what is known in words at the right
TOLD: Final = 0.17
MOST_FOR_NAMES: Final = 0.4
# said later
UNITS: Final = ((0.25, 1 / 1440, "minute"), (4.0, 1 / 24, "hour"), (10_000_000.0, 1.0, "day"))
NICE: Final = (1, 2, 5)
MOST_TICKS: Final = 8
ASSUMED: Final = tuple(float(one) for one in DASHES["assumed"])
COLUMNS: Final = ("touchpoint_id", "from_day", "to_day")
# said later
SINCE: Final = {  # said later
    "minute": "minutes since the start",
    "hour": "hours since the start",
    "day": "days since the start",
}
NO_TIMES: Final = "No time is known at any touchpoint: there is nothing to draw to scale."
WRITTEN: Final = (  # said later
    "Days from the durations written in the map, one touchpoint after another. Waiting between "
    "them is not in it, and after a touchpoint without a duration all days are the earliest."
)
GIVEN: Final = (  # said later
    "Days since each account's first event; medians over accounts of the first and the last time. "
    "What lies between the two marks is not how long it takes: a day that recurs spans months."
)


@dataclass(frozen=True)
class Span:
    """When a touchpoint happens, in days since the start, and how many accounts stand behind it.

    `lasts`: from start to end is how long it takes, as written in the map; else its first and last
    time.
    """

    start: float
    end: float
    accounts: int = 0
    lasts: bool = False


def timeline(
    journey_map: JourneyMap,
    sheet: Sheet,
    *,
    times: pd.DataFrame | None = None,
    notes: Sequence[str] = (),
) -> MapLayout:
    """Touchpoints from top to bottom in journey order, on one axis of days, hours or minutes.

    Parameters
    ----------
    journey_map
        The record.
    sheet
        What it is drawn on.
    times
        `touchpoint_id`, `from_day`, `to_day` and, if counted, `accounts`, as
        `journey.elapsed.elapsed_times` gives them; the durations in the map when not given.
    notes
        Lines for the heading.

    Raises
    ------
    DataProblem
        `times` lacks a column, or a touchpoint ends before it begins.

    Notes
    -----
    Given times are two marks, first and last, joined by a thin line; only durations that are
    written in the map are bars. A row without a known time has neither and says so; nothing is
    guessed from its neighbours.
    """
    spans = spans_of(journey_map, times)
    caveat = NO_TIMES if not spans else WRITTEN if times is None else GIVEN
    meant = DURATIONS if times is None else TIMES
    signs = (*MEDIA, *meant) if spans else MEDIA
    longest = (longest_word(one.name, sheet.text) for one in journey_map.touchpoints)
    axis = Axis.of(spans, sheet, names=max(longest, default=0.0))
    strips = [heading(journey_map, sheet, signs, view="timeline", notes=(*notes, caveat))]
    if spans:
        head = axis.head()
        strips.append(stacked(strips, head, 0.0, keep_with_next=True, repeats=True))
    stage = None
    for runs in grid_of(journey_map, most=10_000).bands:
        for column in (column for run in runs for column in run.columns):
            if column.stage is not stage:
                head = _stage(column.stage.name, axis)
                strips.append(stacked(strips, head, 0.0, keep_with_next=True, repeats_within=True))
            stage = column.stage
            strips.append(stacked(strips, _row(column, spans, axis), 0.0))
    title = drawable(journey_map.title) or say("Journey map")
    return as_layout(sheet, title, describe_timeline(journey_map, times), strips)


def spans_of(journey_map: JourneyMap, times: pd.DataFrame | None = None) -> dict[str, Span]:
    """The known times by touchpoint, given ones or those that stand in the map.

    Raises
    ------
    DataProblem
        `times` lacks a column, or a touchpoint ends before it begins.
    """
    table = written_times(journey_map) if times is None else times
    missing = [name for name in COLUMNS if name not in table]
    if missing:
        raise DataProblem(
            f"The times lack {sample_of(missing)}. A table of times has the columns "
            f"{sample_of(COLUMNS)} and, where accounts were counted, accounts."
        )
    wrong = table[table["to_day"] < table["from_day"]]
    if len(wrong):
        raise DataProblem(
            f"{count_of(len(wrong), 'touchpoint')} of the times end before they begin: "
            f"{sample_of(wrong['touchpoint_id'])}. Give to_day not before from_day."
        )
    known = table.dropna(subset=["from_day", "to_day"])
    counts = known["accounts"] if "accounts" in known else pd.Series(0, known.index)
    rows = zip(known["touchpoint_id"], known["from_day"], known["to_day"], counts, strict=True)
    here = {one.id for one in journey_map.touchpoints}
    lasts = times is None
    return {str(i): Span(float(a), float(b), int(n), lasts) for i, a, b, n in rows if i in here}


@dataclass(frozen=True)
class Axis:
    """Where a day stands on the sheet, and which marks the axis bears."""

    sheet: Sheet
    left: float
    right: float
    first: float  # days
    last: float
    unit: float  # days
    name: str
    step: float  # units from mark to mark

    @classmethod
    def of(cls, spans: dict[str, Span], sheet: Sheet, *, names: float = 0.0) -> "Axis":
        """The axis that holds all spans, beside names whose longest word is so wide."""
        first = min((0.0, *(one.start for one in spans.values())))
        last = max((first, *(one.end for one in spans.values())))
        _, unit, name = next(one for one in UNITS if last - first <= one[0])
        needed = min(names + sheet.times(3.21), MOST_FOR_NAMES * sheet.width)
        left = max(sheet.width * NAMES, needed)
        right = sheet.width * (1 - TOLD) - sheet.times(2)
        step = _nice((last - first) / unit / MOST_TICKS)
        return cls(sheet, left, right, first, max(last, first + unit), unit, name, step)

    def at(self, day: float) -> float:
        """The place of a day."""
        return self.left + (self.right - self.left) * (day - self.first) / (self.last - self.first)

    def ticks(self) -> list[float]:
        """The marks, in days."""
        start = ceil(self.first / self.unit / self.step)
        count = int(self.last / self.unit / self.step + 1e-9) - start + 1
        return [(start + n) * self.step * self.unit for n in range(count)]

    def head(self) -> list[Shape]:
        """The numbers of the axis with its unit."""
        sheet = self.sheet
        base = sheet.times(0.6) + ascent(sheet.small)
        unit = say(SINCE[self.name])
        shapes: list[Shape] = list(
            paragraph(unit, 0, sheet.times(0.6), self.left - sheet.times(3), sheet.small, MUTED)
        )
        shapes += [
            Words(self.at(day), base, f"{day / self.unit:,.0f}", sheet.small, 400, MUTED, "middle")
            for day in self.ticks()
        ]
        told = sheet.width * (1 - TOLD)
        width = sheet.width - told
        shapes += paragraph("known", told, sheet.times(0.6), width, sheet.small, MUTED, 600)
        bottom = bottom_of(shapes, 0) + sheet.times(0.3)
        rule = Stroke(((0, bottom), (sheet.width, bottom)), GREYS[1], 1.2)
        return [*shapes, rule, Box(0, 0, 0, bottom)]

    def grid(self, top: float, bottom: float) -> list[Shape]:
        """The thin lines through one row."""
        return [
            Stroke(((self.at(day), top), (self.at(day), bottom)), LINE, 0.8) for day in self.ticks()
        ]


def _nice(least: float) -> float:
    """The next of 1, 2, 5, 10, 20 … that is not under `least`."""
    size = 1.0
    while True:
        for one in NICE:
            if one * size >= least:
                return one * size
        size *= 10


def _stage(name: str, axis: Axis) -> list[Shape]:
    sheet = axis.sheet
    words = paragraph(
        name or say("(no name)"), 0, sheet.times(0.8), sheet.width, sheet.stage, INK, 600
    )
    bottom = bottom_of(words, 0) + sheet.times(0.3)
    return [*words, Box(0, 0, 0, bottom)]


def _row(column: Column, spans: dict[str, Span], axis: Axis) -> list[Shape]:
    sheet = axis.sheet
    top = sheet.times(0.4)
    point = column.touchpoint
    if point is None:
        width = axis.left - sheet.times(3)
        words = paragraph(say("no touchpoint yet"), sheet.times(1.7), top, width, sheet.text, MUTED)
        height = bottom_of(words, 0) + sheet.times(0.4)
        return [*_grid(spans, axis, height), *words, Box(0, 0, 0, height)]
    name = paragraph(point.name or say("(no name)"), sheet.times(1.7), top,
                     axis.left - sheet.times(3.2), sheet.text)  # fmt: skip
    told = sheet.width * (1 - TOLD)
    span = spans.get(point.id)
    told_words: list[Shape] = []
    for line in _told(point, span, axis):
        y = bottom_of(told_words, top)
        colour = INK if span else MUTED
        told_words += paragraph(line, told, y, sheet.width - told, sheet.small, colour)
    height = bottom_of([*name, *told_words], 0) + sheet.times(0.4)
    mark = medium_mark(point, sheet.times(0.6), top + sheet.times(0.62), sheet)
    bar = _bar(point, span, height / 2, axis) if span else _gap(height / 2, axis, bool(spans))
    return [*_grid(spans, axis, height), *bar, mark, *name, *told_words, Box(0, 0, 0, height)]


def _grid(spans: dict[str, Span], axis: Axis, height: float) -> list[Shape]:
    rule = Stroke(((0, 0), (axis.sheet.width, 0)), LINE)
    return [rule, *(axis.grid(0, height) if spans else [])]


def _bar(point: Touchpoint, span: Span, middle: float, axis: Axis) -> list[Shape]:
    """A hollow bar for a duration, never thinner than a hair; else marks at first and last time."""
    sheet = axis.sheet
    left, right = axis.at(span.start), axis.at(span.end)
    if not span.lasts:
        return _first_and_last(left, right, middle, GREYS[0] if point.contact else PAPER, sheet)
    width, half = max(right - left, sheet.times(0.25)), sheet.times(0.5)
    radius = 0.0 if point.contact else min(half, width / 2)
    return [Box(left, middle - half, width, 2 * half, PAPER, GREYS[0], ASSUMED, radius)]


def _first_and_last(
    left: float, right: float, middle: float, fill: str, sheet: Sheet
) -> list[Shape]:
    """Two marks joined by a thin line; one where they would cover each other wholly."""
    line = Stroke(((left, middle), (right, middle)), GREYS[1], 0.8)
    places = dict.fromkeys((left, right))
    marks = [Mark(x, middle, sheet.times(0.65), "circle", fill, GREYS[0]) for x in places]
    return [line, *marks]


def _gap(middle: float, axis: Axis, drawn: bool) -> list[Shape]:
    if not drawn:
        return []
    return [Stroke(((axis.left, middle), (axis.right, middle)), GREYS[1], 1, (1.0, 5.0))]


def _told(point: Touchpoint, span: Span | None, axis: Axis) -> list[str]:
    """What is known of a touchpoint's time, in words."""
    often = [point.frequency] if point.frequency else []
    if span is None:
        unread = bool(point.duration) and days_of(point.duration) is None
        lines = [say("“{duration}” is not a duration", duration=point.duration)] if unread else []
        return [say("time not known"), *lines, *often]
    if span.lasts:
        return [", ".join([point.duration, *often])]
    start, end = span.start / axis.unit, span.end / axis.unit
    first, last = f"{start:.3g}", f"{end:.3g}"
    when = f"{axis.name} {first}"
    if first != last:
        when = say("first {name} {first}, last {last}", name=axis.name, first=first, last=last)
    count = [f"n\u00a0{span.accounts}"] if span.accounts else []
    return [", ".join([when, *count, *often])]


def describe_timeline(journey_map: JourneyMap, times: pd.DataFrame | None = None) -> str:
    """The timeline in one sentence: how long it lasts, and how many times are not known.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> pilot = Touchpoint(id="t1", name="Pilot", stage_id="s", duration="6 weeks")
    >>> talk = Touchpoint(id="t2", name="Talk", stage_id="s")
    >>> describe_timeline(JourneyMap(id="m", title="Buying", stages=(), touchpoints=(pilot, talk)))
    'Timeline of "Buying": 42 days by the times of 1 of 2 touchpoints; 1 is not known.'
    """
    spans = spans_of(journey_map, times)
    title = say('Timeline of "{drawable}"', drawable=drawable(journey_map.title))
    count = len(journey_map.touchpoints)
    if not spans:
        return say(
            "{title}: no time is known at any of {touchpoints}.",
            title=title,
            touchpoints=count_of(count, "touchpoint"),
        )
    first = min(one.start for one in spans.values())
    length = max(one.end for one in spans.values()) - first
    unknown = count - len(spans)
    rest = (
        say(
            "; {unknown} {is_} not known",
            unknown=unknown,
            is_=say("is") if unknown == 1 else say("are"),
        )
        if unknown
        else ""
    )
    return say(
        "{title}: {length:.3g} {day} by the times of {spans} of {touchpoints}{rest}.",
        title=title,
        length=length,
        day=say("day") if length == 1 else say("days"),
        spans=len(spans),
        touchpoints=count_of(count, "touchpoint"),
        rest=rest,
    )
