"""A drawn map on sheets of paper: broken into pages between its rows, or fitted to a poster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Mark,
    Shape,
    Sheet,
    Strip,
    Stroke,
    Words,
    bolder,
    bottom_of,
    shifted,
    with_text,
)
from cxworkbench.telling.theme import MUTED, SMALLEST_PAPER
from cxworkbench.telling.type_metrics import ascent, text_width, wrap

BEGUN: Final = 0.35  # of a page's height; a band that fits on one page begins no lower than this
MOST_REPEATED: Final = 0.4  # of a page's height; a taller heading is not drawn again
POSTER_TEXT: Final = (36.0, 32.0, 28.0, 24.0, 21.0, 18.0, 16.0, 14.0, 12.0, 11.0)  # points
USUAL_TEXT: Final = 11.0  # points; lines are made for it
POSTER_COLUMNS: Final = (1, 2, 3)


@dataclass(frozen=True)
class Paper:
    """A sheet that is printed or shown whole, in points; the margin is on all four sides."""

    width: float
    height: float
    margin: float

    @property
    def room(self) -> float:
        """Height between the margins."""
        return self.height - 2 * self.margin


PAPERS: Final = {
    "a4": Paper(841.89, 595.28, 31),  # on its side
    "slide": Paper(960, 540, 30),  # 13.33 by 7.5 inches, as slides are made today
    "a0": Paper(3370.39, 2383.94, 57),  # on its side
}


def fitted(draw: Callable[[Sheet], MapLayout], sheet: Sheet, height: float) -> MapLayout:
    """The drawing with the largest type at which it is no higher than `height`.

    A drawing that is long and narrow by nature stands in two or three columns where its type can
    then be larger. Where even the smallest type of a poster, 11 points, does not fit, it is drawn
    in that and goes on over the height; `pages_of` then takes a second sheet.
    """
    for size in POSTER_TEXT:
        grown = with_text(sheet, size)
        gap = grown.times(3)
        for count in POSTER_COLUMNS:
            width = (sheet.width - gap * (count - 1)) / count
            if width < grown.names + 4 * grown.column:
                continue
            layout = _drawn_bold(draw, replace(grown, width=width))
            if count == 1 and layout.height <= height:
                return layout
            if count > 1 and layout.height <= count * height:
                columns = _contents(layout.strips, height)
                if len(columns) <= count:
                    return _side_by_side(layout, columns, width + gap, sheet.width)
    return _drawn_bold(draw, with_text(sheet, POSTER_TEXT[-1]))


def _drawn_bold(draw: Callable[[Sheet], MapLayout], sheet: Sheet) -> MapLayout:
    """The drawing with lines that are as thick beside its type as on smaller sheets."""
    layout = draw(sheet)
    times = sheet.text / USUAL_TEXT
    strips = (replace(one, shapes=tuple(bolder(one.shapes, times))) for one in layout.strips)
    return replace(layout, strips=tuple(strips))


def _side_by_side(
    layout: MapLayout, columns: Sequence[Sequence[Shape]], step: float, width: float
) -> MapLayout:
    shapes = [one for place, part in enumerate(columns) for one in shifted(part, place * step)]
    height = bottom_of(shapes, 0)
    return replace(layout, width=width, height=height, strips=(Strip(0, height, tuple(shapes)),))


def pages_of(layout: MapLayout, page: str) -> tuple[MapLayout, ...]:
    """The drawing on pages of that paper, each with its margins and, of several, its number.

    A page breaks between rows. The heading of a band stands again where the band goes on. A row
    that is higher than a page goes on over the break: no line of text is cut, but a box may go on.
    A sheet without a paper, as "screen", is one page as it is.
    """
    if page not in PAPERS:
        return (layout,)
    paper = PAPERS[page]
    contents = _contents(layout.strips, paper.room)
    count = len(contents)
    return tuple(
        _page(layout, shapes, paper, number, count) for number, shapes in enumerate(contents, 1)
    )


def _contents(strips: Sequence[Strip], room: float) -> list[list[Shape]]:
    """What stands on each page, from 0 down."""
    pages: list[list[Shape]] = [[]]
    used = 0.0
    heads: list[Strip] = []  # the strips that go with the next one
    repeated: list[Strip] = []  # headings of what goes on: of the band, then of the part in it
    for number, strip in enumerate(strips):
        if strip.keep_with_next:
            heads.append(strip)
            continue
        group, heads = [*heads, strip], []
        height = sum(one.height for one in group)
        band = _band_height(strips, number) if any(one.repeats for one in group) else 0.0
        late = band <= room < used + band and used > BEGUN * room
        if used and (late or used + height > room):
            pages.append([])
            used = 0.0
            used = _place(pages, _still_above(repeated, group), used)
        repeated = _still_above(repeated, group)
        repeated += [one for one in group if one.repeats or one.repeats_within]
        if sum(one.height for one in repeated) > MOST_REPEATED * room:
            repeated = []
        for one in group:
            used = _fill(pages, one, used, room)
    _place(pages, heads, used)
    return pages


def _still_above(repeated: Sequence[Strip], group: Sequence[Strip]) -> list[Strip]:
    """Which of the headings that are in force go on above a group, which may bring its own."""
    if any(one.repeats for one in group):
        return []
    own = any(one.repeats_within for one in group)
    return [one for one in repeated if one.repeats or not own]


def _band_height(strips: Sequence[Strip], number: int) -> float:
    """Height of the band whose first row is strip `number`, its heading included."""
    rows = takewhile(lambda one: not one.repeats, strips[number:])
    heads = takewhile(lambda one: one.keep_with_next, reversed(strips[:number]))
    return sum(one.height for one in (*rows, *heads))


def _place(pages: list[list[Shape]], strips: Sequence[Strip], used: float) -> float:
    for strip in strips:
        pages[-1] += shifted(strip.shapes, down=used - strip.top)
        used += strip.height
    return used


def _fill(pages: list[list[Shape]], strip: Strip, used: float, room: float) -> float:
    """The strip on the page, and what does not fit of it on as many more as it takes."""
    if used + strip.height <= room:
        return _place(pages, [strip], used)
    if used > room / 2:
        pages.append([])
        used = 0.0
    left = shifted(strip.shapes, down=-strip.top)
    height = strip.height
    while used + height > room:
        here, left, height = _cut(left, height, room - used)
        pages[-1] += shifted(here, down=used)
        pages.append([])
        used = 0.0
    pages[-1] += shifted(left, down=used)
    return used + height


def _cut(
    shapes: Sequence[Shape], height: float, room: float
) -> tuple[list[Shape], list[Shape], float]:
    """What stands above a break, what goes on beneath it from 0 down, and how high that is."""
    words = [one for one in shapes if isinstance(one, Words)]
    below = [one for one in words if one.box[3] > room]
    start = min([room, *(one.box[1] for one in below)])
    if start <= 0:  # a line that is higher than the page: it cannot be broken
        return list(shapes), [], 0.0
    above = [one for one in words if one.box[3] <= room]
    here: list[Shape] = []
    after: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, Words):
            (here if any(shape is one for one in above) else after).append(shape)
        else:
            here += _inside(shape, 0.0, room)
            after += _inside(shape, start, height)
    return here, shifted(after, down=-start), height - start


def _inside(shape: Shape, top: float, bottom: float) -> list[Shape]:
    """The part of a box, line or mark between two heights; none when it is outside."""
    if isinstance(shape, Mark):
        return [shape] if top <= shape.y < bottom else []
    if isinstance(shape, Box):
        y, end = max(shape.y, top), min(shape.y + shape.height, bottom)
        if end < y or (end == y and shape.height > 0):
            return []
        return [replace(shape, y=y, height=end - y)]
    if isinstance(shape, Stroke):
        heights = [y for _, y in shape.points]
        if max(heights) < top or min(heights) >= bottom:
            return []
        points = tuple((x, min(max(y, top), bottom)) for x, y in shape.points)
        return [replace(shape, points=points)]
    return []


def _page(
    layout: MapLayout, shapes: Sequence[Shape], paper: Paper, number: int, count: int
) -> MapLayout:
    inside = shifted(shapes, paper.margin, paper.margin)
    inside += _foot(layout.title, paper, number, count) if count > 1 else []
    told = say(" Page {number} of {count}.", number=number, count=count) if count > 1 else ""
    strip = Strip(0, paper.height, tuple(inside))
    return MapLayout(
        paper.width, paper.height, "pt", layout.title, layout.description + told, (strip,)
    )


def _foot(title: str, paper: Paper, number: int, count: int) -> list[Shape]:
    """Title and number of a page, in its lower margin; a long title gives way to the number."""
    size = max(SMALLEST_PAPER, paper.margin * 0.3)
    base = paper.height - paper.margin / 2 + ascent(size) / 2
    right = paper.width - paper.margin
    text = say("{number} of {count}", number=number, count=count)
    shapes: list[Shape] = [Words(right, base, text, size, 400, MUTED, "end")]
    room = right - paper.margin - text_width(text, size) - size
    lines = wrap(title, room, size)
    if len(lines) == 1 and ascent(size, lines[0]) < paper.margin:
        shapes.append(Words(paper.margin, base, lines[0], size, 400, MUTED))
    return shapes
