"""The service blueprint: what customers do above, what we do beneath, and three lines between."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.journey.said import is_unknown
from cxworkbench.records.journey_map import Interaction, JourneyMap, Lane, Statement, Touchpoint
from cxworkbench.telling.map_arrows import arrow
from cxworkbench.telling.map_cells import cell, paragraph
from cxworkbench.telling.map_columns import Column, StageRun, column_of, grid_of
from cxworkbench.telling.map_header import (
    AROUND,
    Place,
    header,
    row_name,
    touchpoint_box,
    touchpoint_words,
)
from cxworkbench.telling.map_heading import PLACES, heading
from cxworkbench.telling.map_lanes import new_steps, stage_spans, step_spans
from cxworkbench.telling.map_network import DIRECTIONS
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Shape,
    Sheet,
    Strip,
    Stroke,
    as_layout,
    bottom_of,
    shifted,
    stacked,
)
from cxworkbench.telling.theme import FOCAL, INK, LINE, MUTED
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.words import count_of

LINES: Final = {  # said later
    "actions": "line of interaction",
    "frontstage": "line of visibility",
    "backstage": "line of internal interaction",
}  # row -> the line beneath it
DASHES_OF: Final[dict[str, tuple[float, ...]]] = {
    "line of interaction": (),
    "line of visibility": (9.0, 4.0),
    "line of internal interaction": (2.0, 3.0),
}
LANES_OF: Final[dict[str, tuple[Lane, ...]]] = {
    "actions": ("actions",),
    "backstage": ("backstage",),
    "support": ("systems", "partners"),
}
NAMES: Final = {  # said later
    "evidence": "physical evidence", "actions": "customer actions", "frontstage": "frontstage",
    "backstage": "backstage", "support": "support: systems and partners",
}  # fmt: skip
LINES_BEHIND: Final = ("backstage", "support")  # rows that say so where they hold nothing
OURS: Final = "frontstage: us"  # said later
Cell = Callable[[Column, float, float, Place], list[Shape]]


@dataclass(frozen=True)
class Row:
    """One row of the blueprint: its key among `NAMES`, its name, and what fills a column's cell."""

    key: str
    name: str
    cell: Cell


def blueprint(
    journey_map: JourneyMap,
    sheet: Sheet,
    *,
    lanes: Sequence[str] = (),
    notes: Sequence[str] = (),
) -> MapLayout:
    """Five rows over the touchpoints in journey order, with the three lines of a blueprint.

    Physical evidence is what the customer sees or uses at a touchpoint: its channel, its place and
    the medium of its interactions. Frontstage holds the contacts, a row for each company where
    several meet the customer. Backstage is the lane of that name and the owner; support is the
    lanes systems and partners and the touchpoint's own systems. An arrow crosses a line where both
    sides of it hold something.

    Notes
    -----
    An empty cell behind a line means that nothing is known there, not that nothing happens.

    The rows follow Bitner, Ostrom and Morgan (2008), Service blueprinting: a practical technique
    for service innovation, California Management Review 50(3).
    """
    across = sheet.width - sheet.names
    column = column_of(journey_map, sheet, around=sheet.times(AROUND), least=sheet.column)
    grid = grid_of(journey_map, most=max(1, int(across / column)))
    place = Place(sheet, across / max(grid.columns, 1))
    told: set[str] = set()
    strips = [heading(journey_map, sheet, PLACES, view=say("service blueprint"), notes=notes)]
    rows = rows_of(journey_map, lanes)
    for runs in grid.bands:
        gap = sheet.times(2.4) if len(strips) > 1 else 0.0
        head = header(journey_map.phases, runs, gap, place, touchpoints=False)
        strips.append(stacked(strips, head, sheet.times(0.4), keep_with_next=True, repeats=True))
        strips += _band(rows, runs, new_steps(runs, grid, told), strips, place)
    title = drawable(journey_map.title) or say("Journey map")
    return as_layout(sheet, title, describe_blueprint(journey_map), strips)


def rows_of(journey_map: JourneyMap, lanes: Sequence[str] = ()) -> list[Row]:
    """The blueprint's rows from top to bottom; with `lanes` only those they feed, and frontstage.

    Frontstage has a row for each company that meets the customer, ours first.
    """
    inside: dict[str, list[Interaction]] = {}
    for one in journey_map.interactions:
        inside.setdefault(one.touchpoint_id, []).append(one)
    companies = dict.fromkeys(one.company for one in journey_map.touchpoints if one.contact)
    many = [name for name in companies if name]
    found = [Row("evidence", NAMES["evidence"], _evidence(inside))]
    found.append(Row("actions", NAMES["actions"], _actions))
    for company in ["", *many] if "" in companies or not many else many:
        name = (
            (say("frontstage: {company}", company=company) if company else OURS)
            if many
            else NAMES["frontstage"]
        )
        found.append(Row("frontstage", name, _frontstage(company, inside)))
    found.append(Row("backstage", NAMES["backstage"], _backstage))
    found.append(Row("support", NAMES["support"], _support))
    return [row for row in found if not lanes or row.key == "frontstage" or _feeds(row, lanes)]


def _feeds(row: Row, lanes: Sequence[str]) -> bool:
    return any(lane in lanes for lane in LANES_OF.get(row.key, ()))


def _band(
    rows: Sequence[Row],
    runs: Sequence[StageRun],
    step_said: dict[str, tuple[Statement, ...]],
    before: Sequence[Strip],
    place: Place,
) -> list[Strip]:
    """A strip for each row of one band, the line beneath it included.

    The row of a company that meets nobody in this band is left out of it.
    """
    sheet, strips = place.sheet, list(before)
    filled: list[set[int]] = []
    drawn: list[list[Shape]] = []
    shown: list[Row] = []
    for row in rows:
        shapes, held = _row(row, runs, step_said, place)
        if row.key != "frontstage" or held or row.name in (NAMES["frontstage"], OURS):
            shown.append(row)
            drawn.append(shapes)
            filled.append(held)
    rows = shown
    for number, (row, shapes) in enumerate(zip(rows, drawn, strict=True)):
        following = rows[number + 1] if number + 1 < len(rows) else None
        line = LINES.get(row.key, "") if following and following.key != row.key else ""
        bottom = bottom_of(shapes, 0) + sheet.times(0.5)
        if line:
            lower = [held for other, held in zip(rows, filled, strict=True) if _after(other, row)]
            upper = [held for other, held in zip(rows, filled, strict=True) if other.key == row.key]
            crossing = set().union(*upper) & set().union(*lower)
            shapes = [*shapes, *_line(line, sorted(crossing), runs, bottom, place)]
        elif following:
            shapes = [*shapes, Stroke(((0, bottom), (_right(runs, place), bottom)), LINE)]
        strips.append(stacked(strips, shapes, 0.0 if line else sheet.times(0.5)))
    return strips[len(before) :]


def _after(other: Row, row: Row) -> bool:
    keys = list(NAMES)
    return keys.index(other.key) == keys.index(row.key) + 1


def _right(runs: Sequence[StageRun], place: Place) -> float:
    return place.sheet.names + sum(place.width_of(run) for run in runs)


def _line(
    name: str, crossing: Sequence[int], runs: Sequence[StageRun], y: float, place: Place
) -> list[Shape]:
    """One of the three lines with its name at the left, and arrows where both sides meet."""
    sheet = place.sheet
    label = paragraph(name, 0, y, sheet.names - sheet.times(0.8), sheet.small, INK, 600)
    height = max(bottom_of(label, y) - y, sheet.times(1.8))
    middle = y + height / 2
    label = shifted(label, down=(height - (bottom_of(label, y) - y)) / 2)
    rule = Stroke(((sheet.names, middle), (_right(runs, place), middle)), FOCAL, 1.6,
                  DASHES_OF[name])  # fmt: skip
    reach = sheet.times(0.8)
    arrows: list[Shape] = []
    for number in crossing:
        x = sheet.names + (number + 0.5) * place.column
        arrows += arrow(((x, middle - reach), (x, middle + reach)), sheet, both=True)
    return [rule, *arrows, *label, Box(0, y, 0, height + sheet.times(0.4))]


def _row(
    row: Row, runs: Sequence[StageRun], step_said: dict[str, tuple[Statement, ...]], place: Place
) -> tuple[list[Shape], set[int]]:
    """The shapes of a row from 0 down, and the places of the columns that hold something."""
    sheet = place.sheet
    y = sheet.times(0.5)
    shapes = row_name(row.name, y, sheet)
    named = len(shapes)
    for spans in (stage_spans(runs, place), step_spans(runs, place, step_said)):
        wide = [
            shape
            for left, width, said in spans
            for shape in _said(said, row, left, y, width, sheet)
        ]
        shapes += wide
        y = bottom_of(wide, y - sheet.times(0.5)) + sheet.times(0.5)
    held = set()
    columns = [column for run in runs for column in run.columns]
    for number, column in enumerate(columns):
        found = row.cell(column, sheet.names + number * place.column, y, place)
        shapes += found
        held |= {number} if found else set()
    if row.key in LINES_BEHIND and bottom_of(shapes[named:], 0) == 0:
        left, words = sheet.names + sheet.times(0.75), say("nothing known")
        shapes += paragraph(words, left, y, sheet.width / 2, sheet.small, MUTED)
    return [*shapes, Box(0, y, 0, sheet.times(1.5))], held


def _said(
    said: Sequence[Statement], row: Row, left: float, y: float, width: float, sheet: Sheet
) -> list[Shape]:
    """The cards of the lanes that feed a row, under each other."""
    pad = sheet.times(0.25)
    shapes: list[Shape] = []
    for lane in LANES_OF.get(row.key, ()):
        here = [one for one in said if one.lane == lane and not is_unknown(one)]
        if here:
            top = bottom_of(shapes, y - sheet.times(0.35)) + sheet.times(0.35)
            shapes += cell(here, lane, left + pad, top, width - 2 * pad, sheet)
    return shapes


def _small(lines: Sequence[str], x: float, y: float, place: Place) -> list[Shape]:
    sheet, pad = place.sheet, place.sheet.times(0.75)
    shapes: list[Shape] = []
    for line in lines:
        top = bottom_of(shapes, y)
        shapes += paragraph(line, x + pad, top, place.column - 2 * pad, sheet.small, MUTED)
    return shapes


def _evidence(inside: dict[str, list[Interaction]]) -> Cell:
    def cells(column: Column, x: float, y: float, place: Place) -> list[Shape]:
        point = column.touchpoint
        if point is None or not point.contact:
            return []
        media = [one.medium for one in inside.get(point.id, ())]
        seen = dict.fromkeys(one for one in (point.channel, point.location, *media) if one)
        return _small(list(seen) or ["unknown"], x, y, place)

    return cells


def _actions(column: Column, x: float, y: float, place: Place) -> list[Shape]:
    """What customers do: their own actions as touchpoints of theirs, then what is said of it."""
    row = Row("actions", "", _actions)
    own = (
        _node(column, [], x, y, place)
        if column.touchpoint and not column.touchpoint.contact
        else []
    )
    top = bottom_of(own, y - place.sheet.times(0.35)) + place.sheet.times(0.35)
    said = _said(column.said, row, x, top, place.column, place.sheet)
    if column.touchpoint and not own and not said:
        return _small(["unknown"], x, y, place)
    return [*own, *said]


def _frontstage(company: str, inside: dict[str, list[Interaction]]) -> Cell:
    def cells(column: Column, x: float, y: float, place: Place) -> list[Shape]:
        point = column.touchpoint
        if point is None:
            return [] if company else _node(column, [], x, y, place)
        if not point.contact or point.company != company:
            return []
        exchanged = [DIRECTIONS[one.direction] + (one.content or one.name)
                     for one in inside.get(point.id, ())]  # fmt: skip
        return _node(column, exchanged, x, y, place)

    return cells


def _node(column: Column, lines: Sequence[str], x: float, y: float, place: Place) -> list[Shape]:
    sheet = place.sheet
    words = touchpoint_words(column, x, y, place.column, sheet)
    for line in lines:
        top = bottom_of(words, y) + sheet.times(0.15)
        inner = place.column - sheet.times(1.25)
        words += paragraph(line, x + sheet.times(0.6), top, inner, sheet.small, MUTED)
    height = bottom_of(words, y) + sheet.times(0.5) - y
    return [*touchpoint_box(column, x, y, place.column, height, sheet), *words]


def _backstage(column: Column, x: float, y: float, place: Place) -> list[Shape]:
    said = _said(column.said, Row("backstage", "", _backstage), x, y, place.column, place.sheet)
    point = column.touchpoint
    owner = point.owner if point and point.contact else ""
    top = bottom_of(said, y - place.sheet.times(0.2)) + place.sheet.times(0.2)
    return [*said, *(_small([say("owner: {owner}", owner=owner)], x, top, place) if owner else [])]


def _support(column: Column, x: float, y: float, place: Place) -> list[Shape]:
    said = _said(column.said, Row("support", "", _support), x, y, place.column, place.sheet)
    point = column.touchpoint
    named = list(point.systems) if point and point.contact else []
    top = bottom_of(said, y - place.sheet.times(0.2)) + place.sheet.times(0.2)
    return [*said, *_small([", ".join(named)] if named else [], x, top, place)]


def is_held_behind(touchpoint: Touchpoint, said: Sequence[Statement]) -> bool:
    """Whether anything is known behind the line of visibility at a touchpoint."""
    lanes = {lane for key in ("backstage", "support") for lane in LANES_OF[key]}
    known = any(one.lane in lanes and not is_unknown(one) for one in said)
    return known or bool(touchpoint.contact and (touchpoint.owner or touchpoint.systems))


def behind_the_line(journey_map: JourneyMap) -> int:
    """How many touchpoints have anything known of them behind the line of visibility."""
    at = {one.id: one.touchpoint_id for one in journey_map.interactions}
    said: dict[str, list[Statement]] = {}
    for one in journey_map.statements:
        said.setdefault(at.get(one.at, one.at), []).append(one)
    return sum(is_held_behind(one, said.get(one.id, ())) for one in journey_map.touchpoints)


def describe_blueprint(journey_map: JourneyMap) -> str:
    """The blueprint in one sentence: contacts, own actions, and how many have a known backstage.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> shop = Touchpoint(id="t1", name="Shop", stage_id="s", owner="Sales")
    >>> think = Touchpoint(id="t2", name="Think", stage_id="s", contact=False)
    >>> describe_blueprint(JourneyMap(id="m", title="Buying", stages=(),
    ...                               touchpoints=(shop, think)))
    'Service blueprint of "Buying": 1 contact, 1 action of the customer without us; something is
    known behind the line of visibility at 1 of 2 touchpoints.'
    """
    contacts = sum(one.contact for one in journey_map.touchpoints)
    count = len(journey_map.touchpoints)
    return say(
        'Service blueprint of "{drawable}": {contacts}, {actions} of the '
        "customer without us; something is known behind the line of "
        "visibility at {behind_the_line} of {touchpoints}.",
        drawable=drawable(journey_map.title),
        contacts=count_of(contacts, "contact"),
        actions=count_of(count - contacts, "action"),
        behind_the_line=behind_the_line(journey_map),
        touchpoints=count_of(count, "touchpoint"),
    )
