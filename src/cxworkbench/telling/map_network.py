"""The swimlane network: a lane for the customer, for us and for each company; arrows between."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import JourneyMap, Touchpoint
from cxworkbench.telling.map_arrows import TRACK, arrow, badge, tracks
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_columns import Column, Grid, StageRun, column_of, grid_of
from cxworkbench.telling.map_header import (
    AROUND,
    Place,
    header,
    row_name,
    touchpoint_box,
    touchpoint_words,
)
from cxworkbench.telling.map_heading import PLACES, WAYS, heading
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Mark,
    Shape,
    Sheet,
    Stroke,
    as_layout,
    bottom_of,
    shifted,
    stacked,
)
from cxworkbench.telling.map_ways import Way, handoffs, undrawn_flows, ways_of
from cxworkbench.telling.theme import GREYS, INK, LINE, MUTED
from cxworkbench.telling.type_metrics import drawable
from cxworkbench.voice.words import count_of

CUSTOMER: Final = "customer"
US: Final = "us"  # said later
WIDER: Final = 1.15  # columns against those of the matrix: arrows need room between them
GUTTER: Final = 1.0  # em at each side of a node
MOST_INTERACTIONS: Final = 3
BADGE_ROOM: Final = 2.6  # em
DIRECTIONS: Final = {"to customer": "↑ ", "from customer": "↓ ", "both": "↑↓ ", "unknown": "· "}
LEAVES, ENTERS = 0.78, 0.22  # where in its width a node is left and entered by such ways
NONE_STATED: Final = "no branches or loops are stated"  # said later


@dataclass(frozen=True)
class Node:
    """One touchpoint in its column and lane; `shapes` are its words, laid out from 0, 0."""

    number: int  # its place in the band
    id: str  # "" where a stage has no touchpoint
    lane: str
    column: Column
    left: float
    width: float
    height: float
    shapes: tuple[Shape, ...]
    towards: str = "unknown"  # which way it goes between customer and us
    top: float = 0.0

    @property
    def middle(self) -> float:
        """Its vertical middle."""
        return self.top + self.height / 2

    def across(self, share: float) -> float:
        """A point along its width."""
        return self.left + share * self.width


def network(journey_map: JourneyMap, sheet: Sheet, *, notes: Sequence[str] = ()) -> MapLayout:
    """Touchpoints in journey order, each in the lane of the company that answers for it.

    What customers do without us stands in their own lane; each contact hangs on a dot there, with
    an arrow the way that its interactions go. A numbered arrow is told in words in the list
    beneath; where its two ends stand in different bands, both say its number. An arrow that nothing
    states, only the order of the list, is thin and light.
    """
    across = sheet.width - sheet.names
    around = sheet.times(AROUND + 2 * GUTTER)
    column = column_of(journey_map, sheet, around=around, least=sheet.column * WIDER)
    grid = grid_of(journey_map, most=max(1, int(across / column)))
    place = Place(sheet, across / max(grid.columns, 1))
    ways = ways_of(journey_map, _order(grid))
    about = describe_network(journey_map)
    strips = [
        heading(journey_map, sheet, (*PLACES, *WAYS), view=say("swimlane network"), notes=notes)
    ]
    for runs in grid.bands:
        gap = sheet.times(2.4) if len(strips) > 1 else 0.0
        head = header(journey_map.phases, runs, gap, place, touchpoints=False)
        strips.append(stacked(strips, head, sheet.times(0.4), keep_with_next=True, repeats=True))
        nodes = _nodes(journey_map, runs, ways, place)
        strips.append(stacked(strips, _band(nodes, ways, place), sheet.times(0.6)))
    for row in _list(journey_map, ways, sheet):
        strips.append(stacked(strips, row, sheet.times(0.3)))
    title = drawable(journey_map.title) or say("Journey map")
    return as_layout(sheet, title, about, strips)


def _order(grid: Grid) -> list[str]:
    columns = (column for runs in grid.bands for run in runs for column in run.columns)
    return [column.touchpoint.id if column.touchpoint else "" for column in columns]


def lane_of(column: Column) -> str:
    """The lane a touchpoint stands in: the customer's, ours, or its company's."""
    if column.touchpoint is None:
        return US
    if not column.touchpoint.contact:
        return CUSTOMER
    return drawable(column.touchpoint.company) or US


def _nodes(
    journey_map: JourneyMap, runs: Sequence[StageRun], ways: Sequence[Way], place: Place
) -> list[Node]:
    sheet = place.sheet
    gutter = sheet.times(GUTTER)
    columns = [column for run in runs for column in run.columns]
    here = {one.touchpoint.id for one in columns if one.touchpoint}
    width = place.column - 2 * gutter
    found = []
    for number, column in enumerate(columns):
        words = touchpoint_words(column, 0, 0, width, sheet)
        point = column.touchpoint
        for text in _lines(journey_map, point.id, ways, here) if point else ():
            y = bottom_of(words, 0) + sheet.times(0.15)
            inner = width - sheet.times(1.25)
            words += paragraph(text, sheet.times(0.6), y, inner, sheet.small, MUTED)
        left = sheet.names + number * place.column + gutter
        height = bottom_of(words, 0) + sheet.times(0.5)
        key = point.id if point else ""
        towards = _towards(journey_map, point) if point else "unknown"
        found.append(
            Node(number, key, lane_of(column), column, left, width, height, tuple(words), towards)
        )
    return found


def _towards(journey_map: JourneyMap, touchpoint: Touchpoint) -> str:
    """Which way a contact goes, by its interactions, else by who begins it where that says so."""
    inside = [one for one in journey_map.interactions if one.touchpoint_id == touchpoint.id]
    ways = {one.direction for one in inside} - {"unknown"}
    if len(ways) == 1:
        return ways.pop()
    if ways:
        return "both"
    return say("from customer") if touchpoint.initiator.casefold() == CUSTOMER else "unknown"


def _lines(journey_map: JourneyMap, at: str, ways: Sequence[Way], here: set[str]) -> list[str]:
    """What stands in a node beneath its name: what is exchanged, and ways to other bands."""
    inside = [one for one in journey_map.interactions if one.touchpoint_id == at]
    texts = [DIRECTIONS[one.direction] + (one.content or one.name) for one in inside]
    shown = texts[:MOST_INTERACTIONS]
    shown += (
        [say("+ {texts} more", texts=len(texts) - len(shown))] if len(texts) > len(shown) else []
    )
    for way in ways:
        if way.number and way.source == at and way.target not in here:
            shown.append(say("way {number} starts here", number=way.number))
        if way.number and way.target == at and way.source not in here:
            shown.append(say("way {number} ends here", number=way.number))
    return shown


def _band(nodes: Sequence[Node], ways: Sequence[Way], place: Place) -> list[Shape]:
    """One band, laid out from 0 down: onward ways above, lanes, loops beneath."""
    sheet = place.sheet
    at = {node.id: node for node in nodes if node.id}
    inside = [way for way in ways if way.source in at and way.target in at]
    steps = {way: at[way.target].number - at[way.source].number for way in inside}
    onward = [way for way in inside if steps[way] > 1]
    back = [way for way in inside if steps[way] < 1]
    above = tracks([_span(way, at) for way in onward], sheet)
    beneath = tracks([_span(way, at) for way in back], sheet)
    top = _depth(above, sheet)
    right = sheet.names + len(nodes) * place.column
    rows, tops, bottom = _lanes(nodes, top, right, sheet)
    at = {key: replace(node, top=tops[node.lane]) for key, node in at.items()}
    shapes = [*rows, *_contacts(at.values(), top, sheet)]
    for way, level in zip(onward, above, strict=True):
        y = top - sheet.times((level + 0.6) * TRACK)
        shapes += _around(at[way.source], at[way.target], way, y, sheet)
    for way, level in zip(back, beneath, strict=True):
        y = bottom + sheet.times((level + 0.6) * TRACK)
        shapes += _around(at[way.source], at[way.target], way, y, sheet)
    for way in inside:
        shapes += _direct(at[way.source], at[way.target], way, sheet) if steps[way] == 1 else []
    shapes += _beyond(nodes, ways, at, right, sheet)
    for node in nodes:
        shapes += _drawn(replace(node, top=tops[node.lane]), sheet)
    return [*shapes, Box(0, 0, 0, bottom + _depth(beneath, sheet))]


def _span(way: Way, at: dict[str, Node]) -> tuple[float, float]:
    return at[way.source].across(LEAVES), at[way.target].across(ENTERS)


def _depth(levels: Sequence[int], sheet: Sheet) -> float:
    return sheet.times((max(levels) + 1.4) * TRACK) if levels else 0.0


def _lanes(
    nodes: Sequence[Node], top: float, right: float, sheet: Sheet
) -> tuple[list[Shape], dict[str, float], float]:
    """Rules and names of the lanes from `top` down, where nodes begin in each, and the lower end.

    The customer's lane always stands, and ours before those of the companies.
    """
    pad = sheet.times(0.6)
    here = dict.fromkeys(node.lane for node in nodes)
    names = [CUSTOMER, *([US] if US in here else []), *(n for n in here if n not in (CUSTOMER, US))]
    shapes: list[Shape] = []
    tops: dict[str, float] = {}
    for name in names:
        shapes.append(Stroke(((0, top), (right, top)), LINE))
        tops[name] = top + pad
        label = row_name(name, tops[name], sheet)
        inside = [node.height for node in nodes if node.lane == name]
        least = sheet.times(2 if name == CUSTOMER else 3)
        low = max(bottom_of(label, top), tops[name] + max([least, *inside]))
        shapes += label
        top = low + pad
    return [*shapes, Stroke(((0, top), (right, top)), LINE)], tops, top


def _contacts(nodes: Iterable[Node], top: float, sheet: Sheet) -> list[Shape]:
    """For each contact a dot in the customer's lane and the line that it hangs on."""
    shapes: list[Shape] = []
    for node in nodes:
        point = node.column.touchpoint
        if point is None or node.lane == CUSTOMER:
            continue
        x, y = node.across(0.5), top + sheet.times(1.4)
        shapes += _link(node, (x, y), sheet)
        shapes.append(Mark(x, y, sheet.times(0.8), "circle", GREYS[1], GREYS[0]))
    return shapes


def _link(node: Node, dot: tuple[float, float], sheet: Sheet) -> list[Shape]:
    x, y = dot
    start, end = (x, y + sheet.times(0.5)), (x, node.top)
    towards = node.towards
    if towards == "unknown":
        return [Stroke((start, end), GREYS[1], 1.3, (1.5, 3.0))]
    if towards == "both":
        return arrow((start, end), sheet, both=True)
    return arrow((start, end) if towards == "from customer" else (end, start), sheet)


def _around(source: Node, target: Node, way: Way, y: float, sheet: Sheet) -> list[Shape]:
    """A way that passes other nodes: out above or beneath all lanes, along its track, and in."""
    above = y < source.top
    out, into = source.across(LEAVES), target.across(ENTERS)
    start = source.top if above else source.top + source.height
    end = target.top if above else target.top + target.height
    points = ((out, start), (out, y), (into, y), (into, end))
    line = arrow(points, sheet, assumed=way.assumed, listed=not way.number)
    return [*line, *badge(way.number, (out + into) / 2, y, sheet)] if way.number else line


def _direct(source: Node, target: Node, way: Way, sheet: Sheet) -> list[Shape]:
    """A way to the next column, through the room between the two."""
    edge = sheet.times(0.25)
    (x, y), (end, low) = (source.across(1) - edge, source.middle), (
        target.left + edge, target.middle,
    )  # fmt: skip
    middle = (x + end) / 2
    level = abs(y - low) < sheet.times(0.5)
    points = ((x, y), (end, y)) if level else ((x, y), (middle, y), (middle, low), (end, low))
    line = arrow(points, sheet, assumed=way.assumed, listed=not way.number)
    if not way.number:
        return line
    beside = abs(y - low) < sheet.times(BADGE_ROOM)  # too short a rise to bear the number
    level_of_badge = min(y, low) - sheet.times(1) if beside else (y + low) / 2
    return [*line, *badge(way.number, middle, level_of_badge, sheet)]


def _beyond(
    nodes: Sequence[Node], ways: Sequence[Way], at: dict[str, Node], right: float, sheet: Sheet
) -> list[Shape]:
    """Short arrows where plain order leads to the next band or comes from the one before."""
    first, last = nodes[0].id, nodes[-1].id
    edge, shapes = sheet.times(0.25), list[Shape]()
    for way in ways:
        if not way.number and way.source == last and way.target not in at:
            node = at[last]
            shapes += arrow(
                ((node.across(1) - edge, node.middle), (right, node.middle)), sheet, listed=True
            )
        if not way.number and way.target == first and way.source not in at:
            node = at[first]
            start = node.left - sheet.times(GUTTER) + edge
            ends = ((start, node.middle), (node.left + edge, node.middle))
            shapes += arrow(ends, sheet, listed=True)
    return shapes


def _drawn(node: Node, sheet: Sheet) -> list[Shape]:
    box = touchpoint_box(node.column, node.left, node.top, node.width, node.height, sheet)
    return [*box, *shifted(node.shapes, node.left, node.top)]


def _list(journey_map: JourneyMap, ways: Sequence[Way], sheet: Sheet) -> list[list[Shape]]:
    """The numbered ways in words, one row each, with a title above the first."""
    lines = [
        say("Way {number}, {text}", number=way.number, text=way.text) for way in ways if way.number
    ]
    lost = undrawn_flows(journey_map, ways)
    if lost:
        lines.append(
            say("{lost} more, whose end has no touchpoint yet, cannot be drawn.", lost=lost)
        )
    if not lines:
        return []
    title = paragraph(say("Ways on"), 0, sheet.times(1), sheet.width, sheet.text, INK, 600)
    rows = [paragraph(text, 0, 0, sheet.width, sheet.text) for text in lines]
    return [title, *rows]


def describe_network(journey_map: JourneyMap) -> str:
    """The network in one sentence: lanes, touchpoints, hand-offs between companies, ways on.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage, Touchpoint
    >>> shop = Touchpoint(id="t1", name="Shop", stage_id="s")
    >>> van = Touchpoint(id="t2", name="Van", stage_id="s", company="Carrier")
    >>> describe_network(JourneyMap(id="m", title="Buying", stages=(Stage(id="s", name="Get"),),
    ...                             touchpoints=(shop, van)))
    'Swimlane network of "Buying": 2 touchpoints in the lanes customer, us, Carrier; 1 hand-off
    between companies, 1 only by the order as listed; no branches or loops are stated; 1 arrow is
    the order as listed.'
    """
    grid = grid_of(journey_map, most=10_000)
    columns = [column for runs in grid.bands for run in runs for column in run.columns]
    lanes = dict.fromkeys([CUSTOMER, *(lane_of(one) for one in columns if one.touchpoint)])
    ways = ways_of(journey_map, _order(grid))
    stated = [way for way in ways if way.number]
    kinds = count_of(len(stated), "way") + say(" on stated") if stated else NONE_STATED
    plain = [way for way in ways if not way.number]
    crossing = handoffs(journey_map, plain)
    if plain:
        kinds += say(
            "; {arrows} {is_} the order as listed",
            arrows=count_of(len(plain), "arrow"),
            is_=_is(plain),
        )
    between = say(", {crossing} only by the order as listed", crossing=crossing) if crossing else ""
    return say(
        'Swimlane network of "{drawable}": {touchpoints} in the lanes '
        "{lanes}; {hand_offs} between companies{between}; {kinds}.",
        drawable=drawable(journey_map.title),
        touchpoints=count_of(len(journey_map.touchpoints), "touchpoint"),
        lanes=", ".join(lanes),
        hand_offs=count_of(handoffs(journey_map, ways), "hand-off"),
        between=between,
        kinds=kinds,
    )


def _is(ways: Sequence[Way]) -> str:
    return say("is") if len(ways) == 1 else say("are")
