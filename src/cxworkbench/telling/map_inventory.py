"""The touchpoint inventory as a drawn table: one row a touchpoint, under the name of its stage."""

from collections.abc import Sequence
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import JourneyMap, Statement, Touchpoint
from cxworkbench.telling.map_cells import paragraph, said_on_card
from cxworkbench.telling.map_columns import Column, grid_of
from cxworkbench.telling.map_header import medium_mark, where_of
from cxworkbench.telling.map_heading import BARRED, heading
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
from cxworkbench.telling.theme import DASHES, GREYS, INK, LINE, MUTED
from cxworkbench.telling.type_metrics import drawable, longest_word
from cxworkbench.voice.words import count_of, signed

SHARES: Final = {
    "touchpoint": 0.22, "where": 0.13, "who": 0.15, "what customers do": 0.23,
    "how it feels": 0.12, "systems": 0.07, "how often, how long": 0.08,
}  # fmt: skip
LANE_OF: Final = {"what customers do": "actions", "how it feels": "emotion", "systems": "systems"}
UNKNOWN: Final = "unknown"
MOST_OF_A_SHEET: Final = 0.35  # of its width, for a column with a long word
ASSUMED: Final = tuple(float(one) for one in DASHES["assumed"])
Columns = dict[str, tuple[float, float]]  # name -> left end and width


def inventory_picture(
    journey_map: JourneyMap,
    sheet: Sheet,
    *,
    lanes: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> MapLayout:
    """Every touchpoint of the map as a row; "unknown" where the map knows nothing.

    A solid bar at the left of a row: something said there has evidence; a dashed one: assumed.
    With `lanes`, only the columns that these fill, beside name, place and owner.
    """
    columns = _columns(journey_map, sheet, lanes)
    strips = [heading(journey_map, sheet, BARRED, view=say("touchpoint inventory"), notes=notes)]
    strips.append(
        stacked(strips, _names(columns, sheet), sheet.times(0.3), keep_with_next=True, repeats=True)
    )
    stage = None
    for runs in grid_of(journey_map, most=10_000).bands:
        for run in runs:
            for column in run.columns:
                head = _stage(run.stage.name, sheet) if column.stage is not stage else []
                stage = column.stage
                if head:
                    strips.append(_heading_of_a_stage(strips, head, sheet.times(0.2)))
                row = _row(column, columns, sheet)
                strips.append(stacked(strips, row, sheet.times(0.45)))
    title = drawable(journey_map.title) or say("Journey map")
    return as_layout(sheet, title, describe_inventory_picture(journey_map), strips)


def _heading_of_a_stage(strips: Sequence[Strip], head: Sequence[Shape], gap: float) -> Strip:
    return stacked(strips, head, gap, keep_with_next=True, repeats_within=True)


def _columns(journey_map: JourneyMap, sheet: Sheet, lanes: Sequence[str]) -> Columns:
    """Where the columns stand; names and places get room for their longest word."""
    points = journey_map.touchpoints
    names = max((longest_word(one.name, sheet.text, 600) for one in points), default=0.0)
    places = max((longest_word(one.channel, sheet.text) for one in points), default=0.0)
    needed = {"touchpoint": names + sheet.times(2.71), "where": places + sheet.times(1.01)}
    shares = {
        name: share
        for name, share in SHARES.items()
        if not lanes or name not in LANE_OF or LANE_OF[name] in lanes
    }
    whole, x = sum(shares.values()), 0.0
    wide = {
        name: min(least, MOST_OF_A_SHEET * sheet.width)
        for name, least in needed.items()
        if least > sheet.width * shares[name] / whole
    }
    rest = sum(share for name, share in shares.items() if name not in wide)
    room = sheet.width - sum(wide.values())
    found: Columns = {}
    for name, share in shares.items():
        width = wide.get(name, room * share / rest if rest else 0.0)
        found[name] = (x, width - sheet.times(1))
        x += width
    return found


def _names(columns: Columns, sheet: Sheet) -> list[Shape]:
    shapes: list[Shape] = []
    for name, (x, width) in columns.items():
        left = x + (sheet.times(1.7) if name == "touchpoint" else 0)
        shown = name[:1].upper() + name[1:]
        shapes += paragraph(shown, left, 0, width - (left - x), sheet.small, MUTED, 600)
    bottom = bottom_of(shapes, 0) + sheet.times(0.3)
    return [*shapes, Stroke(((0, bottom), (sheet.width, bottom)), GREYS[1], 1.2)]


def _stage(name: str, sheet: Sheet) -> list[Shape]:
    words = paragraph(name or say("(no name)"), sheet.times(0.5), sheet.times(0.8),
                      sheet.width - sheet.times(1), sheet.stage, INK, 600)  # fmt: skip
    return [*words, Box(0, 0, 0, bottom_of(words, 0))]


def _row(column: Column, columns: Columns, sheet: Sheet) -> list[Shape]:
    top = sheet.times(0.45)
    rule = Stroke(((0, 0), (sheet.width, 0)), LINE)
    point = column.touchpoint
    if point is None:
        words = paragraph(
            say("no touchpoint yet"), sheet.times(1.7), top, sheet.width, sheet.text, MUTED
        )
        return [rule, *words]
    shapes: list[Shape] = []
    for name, (x, width) in columns.items():
        left = x + (sheet.times(1.7) if name == "touchpoint" else 0)
        known = _text(name, point, column.said)
        weight = 600 if name == "touchpoint" else 400
        colour = INK if known else MUTED
        shapes += _under_each_other(
            known or [UNKNOWN], left, top, width - (left - x), sheet.text, colour, weight
        )
    middle = top + sheet.times(0.62)
    mark = medium_mark(point, sheet.times(1), middle, sheet)
    bottom = bottom_of(shapes, 0)
    return [rule, _bar(column.said, top, bottom, sheet), mark, *shapes]


def _under_each_other(
    lines: Sequence[str], x: float, y: float, width: float, size: float, colour: str, weight: int
) -> list[Shape]:
    shapes: list[Shape] = []
    for line in lines:
        shapes += paragraph(line, x, bottom_of(shapes, y), width, size, colour, weight)
    return shapes


def _text(name: str, point: Touchpoint, said: Sequence[Statement]) -> list[str]:
    """What a cell of the table says, a text a paragraph; none where nothing is known."""
    if name == "touchpoint":
        return [point.name or say("(no name)")]
    if name == "where":
        medium = point.medium_class if point.channel and point.medium_class != "unknown" else ""
        return _given([where_of(point), medium, point.location])
    if name == "who":
        owner = ", ".join(_given([point.company, point.owner]))
        to = say(" to {receivers}", receivers=", ".join(point.receivers)) if point.receivers else ""
        begun = (
            say("begun by {initiator}{to}", initiator=point.initiator, to=to)
            if point.initiator
            else to.strip()
        )
        return _given([owner, begun])
    if name == "how often, how long":
        return _given([point.frequency, point.duration])
    held = _in_lane(said, LANE_OF[name])
    if name == "systems":
        named = [*point.systems, *(said_on_card(one).text for one in held)]
        return _given([", ".join(dict.fromkeys(named))])
    if name == "how it feels":
        held.sort(key=lambda one: (one.value is None, one.segment != "all", one.role != "all"))
        more = (
            [say("+ {held} of single roles or segments", held=len(held) - 1)]
            if len(held) > 1
            else []
        )
        return [*(_told(one) for one in held[:1]), *more]
    return [_told(one) for one in held]


def _in_lane(said: Sequence[Statement], lane: str) -> list[Statement]:
    return [one for one in said if one.lane == lane and not is_unknown(one)]


def _told(one: Statement) -> str:
    """A statement with its count, an emotion with its interval; "assumed" where it is."""
    text, note = said_on_card(one).text, said_on_card(one).note
    if one.value is not None:
        ends = () if one.low is None or one.high is None else (one.low, one.high)
        between = f" ({' to '.join(signed(end) for end in ends)})" if ends else ""
        text = f"{signed(one.value)}{between} {one.word}".rstrip()
    return ", ".join(_given([text, note, "assumed" if one.basis == "assumed" else ""]))


def _given(parts: Sequence[str]) -> list[str]:
    return [part for part in parts if part]


def _bar(said: Sequence[Statement], top: float, bottom: float, sheet: Sheet) -> Shape:
    x = sheet.times(0.15)
    solid = any(one.evidence for one in said)
    dash = () if solid else ASSUMED
    return Stroke(((x, top), (x, bottom)), GREYS[0] if solid else GREYS[1], 2.5, dash)


def describe_inventory_picture(journey_map: JourneyMap) -> str:
    """The inventory in one sentence: how many touchpoints, by where they take place.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> site = Touchpoint(id="t", name="Site", stage_id="s", medium_class="digital")
    >>> describe_inventory_picture(
    ...     JourneyMap(id="m", title="Buying", stages=(), touchpoints=(site,)))
    'Touchpoint inventory of "Buying": 1 touchpoint, 1 digital.'
    """
    counts: dict[str, int] = {}
    for one in journey_map.touchpoints:
        counts[one.medium_class] = counts.get(one.medium_class, 0) + 1
    order = ("digital", "physical", "hybrid", "unknown")
    parts = [f"{counts[name]} {name}" for name in order if name in counts]
    total = count_of(len(journey_map.touchpoints), "touchpoint")
    return (
        ", ".join(
            [
                say(
                    'Touchpoint inventory of "{drawable}": {total}',
                    drawable=drawable(journey_map.title),
                    total=total,
                ),
                *parts,
            ]
        )
        + "."
    )
