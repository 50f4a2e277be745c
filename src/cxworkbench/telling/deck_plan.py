"""Which slides a deck has, and where all stands on them: measured, so nothing leaves its box.

One slide carries one figure, with the sentences that go with it. What does not fit goes on to the
next slide; nothing is cut, and no figure becomes a picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.told import Block, Section
from cxworkbench.telling import theme
from cxworkbench.telling.deck_charts import native_views
from cxworkbench.telling.deck_drawing import drawn_map, on_slides
from cxworkbench.telling.deck_frame import title_size
from cxworkbench.telling.deck_tables import fits_two_rows, measured, pages
from cxworkbench.telling.deck_values import (
    BOTTOM,
    LEADING,
    LEFT,
    ROOM,
    TOP,
    ChartBox,
    DrawingBox,
    HeatTable,
    Line,
    NativeChart,
    Part,
    Slide,
    TextBox,
    height_of,
    lines_of,
)
from cxworkbench.telling.map_shapes import shifted
from cxworkbench.telling.pages import cell_text

GAP: Final = 10.0
KICKER: Final = (LEFT, 19.0, 700.0, 16.0)
_MOST_WORDS: Final = 0.45  # of the room; more sentences than that stand on a slide of their own
_MOST_BARS: Final = 18  # of one chart; more go on in a further one
_MOST_VIEWS: Final = 6
_SUB: Final = 17.0  # height of the title of one view
_CAPTION: Final = 10.0  # points of type


@dataclass
class Planned:
    """The slides of a deck so far, and the figures that only the page can draw."""

    slides: list[Slide] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


@dataclass
class _Section:
    """One section while its blocks are laid out."""

    section: Section
    kicker: str
    into: Planned
    waiting: list[Line] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    count: int = 0
    draft: bool = False
    first: int = 0  # the first slide of this section

    def add(self, title: str, parts: Sequence[Part], caption: str = "") -> None:
        """One more slide with what waits as its evidence."""
        words: tuple[Part, ...] = ()
        if title_size(title) == 0.0:
            title, caption = self.section.title, " ".join(one for one in (title, caption) if one)
        kicker = self.kicker + (say(" · draft, not confirmed") if self.draft else "")
        words = (TextBox(*KICKER, (Line(kicker, 11, colour=theme.MUTED, after=0),), "Kicker"),)
        self.into.slides.append(
            Slide(title, kicker, (*words, *parts), "", _notes(self.ids, self.count), self.draft,
                  evidence=tuple(self.ids))
        )  # fmt: skip
        if caption:
            self.caption(caption)

    def caption(self, text: str) -> bool:
        """Whether the last slide had room at its foot for a caveat, which then stands there."""
        last = self.into.slides[-1]
        whole = " ".join(one for one in (last.caption, text) if one)
        line = Line(whole, _CAPTION, colour=theme.MUTED, after=0)
        height = height_of((line,), ROOM) + 1
        others = [one for one in last.parts if getattr(one, "name", "") != "Caption"]
        if height > BOTTOM - max(_bottom(one) for one in others) - 4:
            return False
        box = TextBox(LEFT, BOTTOM - height, ROOM, height, (line,), "Caption")
        self.into.slides[-1] = replace(last, parts=(*others, box), caption=whole)
        return True


def _notes(ids: Sequence[str], count: int) -> str:
    if not count:
        return say("This slide rests on no evidence of its own.")
    listed = ", ".join(dict.fromkeys(ids))
    named = say(" Ids: {listed}.", listed=listed) if listed else ""
    more = (
        say(" The report lists {ids} of {count:,}.", ids=len(ids), count=count)
        if 0 < len(ids) < count
        else ""
    )
    return say(
        "Evidence behind this slide: {count:,} pieces.{named}{more}",
        count=count,
        named=named,
        more=more,
    )


def _bottom(part: Part) -> float:
    return part.y + part.height


def add_section(into: Planned, section: Section, kicker: str) -> None:
    """The slides of one section at the end of the deck.

    Parameters
    ----------
    into
        The deck so far.
    section
        Holds only what the audience may see.
    kicker
        The part of the report, above each title.
    """
    at = _Section(section, kicker, into, first=len(into.slides))
    for block in section.blocks:
        _add_block(at, block)
    _flush(at)


def _add_block(at: _Section, block: Block) -> None:
    if block.kind in ("table", "chart", "map"):
        if block.draft != at.draft and at.waiting and not block.draft:
            _flush(at)
        _count(at, block)
        _graphic(at, block)
        _forget(at)
        return
    is_after_a_figure = not at.waiting and len(at.into.slides) > at.first
    if block.kind == "note" and is_after_a_figure and at.caption(block.text):
        return
    if block.draft != at.draft and at.waiting:
        _flush(at)
    _count(at, block)
    if block.kind == "quote":
        at.waiting.append(Line(f"“{block.text}”", 14, after=2, keep=True))
        at.waiting.append(
            Line(block.said_by or say("a customer"), 11, colour=theme.MUTED, after=12)
        )
    elif block.kind == "note":
        at.waiting.append(Line(block.text, 13, colour=theme.MUTED, after=7))
    else:
        at.waiting.append(Line(block.text, 14, after=7))


def _count(at: _Section, block: Block) -> None:
    at.ids += block.evidence
    at.count += max(block.evidence_count, len(block.evidence))
    at.draft = at.draft or block.draft


def _forget(at: _Section) -> None:
    at.waiting, at.ids, at.count, at.draft = [], [], 0, False


def _flush(at: _Section) -> None:
    """What waits as slides of text."""
    if not at.waiting:
        return
    columns = list(_columns(at.waiting, BOTTOM - TOP, ROOM))
    for number, lines in enumerate(columns, start=1):
        height = height_of(lines, ROOM) + 1
        title = _numbered(at.section.title, number, len(columns))
        at.add(title, [TextBox(LEFT, TOP, ROOM, height, tuple(lines), "Words")])
    _forget(at)


def _columns(lines: Sequence[Line], room: float, width: float) -> Iterator[list[Line]]:
    """Paragraphs in as many heaps as they need, each no higher than the room."""
    heap: list[Line] = []
    for group in _kept(lines, room, width):
        if heap and height_of([*heap, *group], width) > room:
            yield heap
            heap = []
        heap += group
    if heap:
        yield heap


def _kept(lines: Sequence[Line], room: float, width: float) -> Iterator[list[Line]]:
    """Paragraphs that stay together; one that is higher than a slide comes in several."""
    group: list[Line] = []
    for whole in lines:
        *first, line = _pieces(whole, room / 2 if whole.keep else room, width)
        yield from ([one] for one in first)
        group.append(line)
        if not line.keep:
            yield group
            group = []
    if group:
        yield group


def _pieces(line: Line, room: float, width: float) -> list[Line]:
    """A paragraph that is higher than a slide, in several."""
    shown = lines_of(line, width)
    most = max(1, int(room / (line.size * LEADING)))
    if len(shown) <= most:
        return [line]
    return [
        replace(line, text=" ".join(shown[start : start + most]))
        for start in range(0, len(shown), most)
    ]


def _numbered(title: str, number: int, count: int) -> str:
    return (
        title
        if count == 1
        else say("{title} ({number} of {count})", title=title, number=number, count=count)
    )


def _above(at: _Section) -> tuple[list[Part], float]:
    """The sentences that stand above a figure, and where the figure may begin."""
    if not at.waiting:
        return [], TOP
    height = height_of(at.waiting, ROOM) + 1
    if height > _MOST_WORDS * (BOTTOM - TOP):
        ids, count, draft = list(at.ids), at.count, at.draft
        _flush(at)
        at.ids, at.count, at.draft = ids, count, draft
        return [], TOP
    box = TextBox(LEFT, TOP, ROOM, height, tuple(at.waiting), "Words")
    return [box], TOP + height + GAP


def _graphic(at: _Section, block: Block) -> None:
    if block.kind == "table":
        _tables(at, block.title or at.section.title, block.columns, _cells(block), block)
    elif block.kind == "map":
        _map(at, block)
    else:
        _chart(at, block)


def _cells(block: Block) -> list[tuple[str, ...]]:
    return [tuple(cell_text(cell) for cell in row) for row in block.rows]


def _tables(
    at: _Section, title: str, columns: Sequence[str], rows: Sequence[Sequence[str]], block: Block,
    fills: Sequence[Sequence[str]] = (),
) -> None:  # fmt: skip
    above, top = _above(at)
    caption = block.text if block.kind == "table" else _subtitle(block)
    foot = _foot(caption)
    full = BOTTOM - TOP - foot
    table = measured(columns, rows, tallest=full - 60, fills=fills)
    if above and not fits_two_rows(table, BOTTOM - top - foot):
        _flush(at)
        _count(at, block)
        above, top = [], TOP
    about = " ".join(one for one in (title, caption) if one)
    boxes = list(
        pages(table, BOTTOM - top - foot, full, numeric=_numeric(block, len(fills)), about=about)
    )
    for number, box in enumerate(boxes, start=1):
        y = top if number == 1 else TOP
        parts: list[Part] = above if number == 1 else []
        at.add(_numbered(title, number, len(boxes)), [*parts, replace(box, y=y)], caption)


def _foot(caption: str) -> float:
    if not caption:
        return 0.0
    return height_of((Line(caption, _CAPTION, after=0),), ROOM) + 7


def _numeric(block: Block, shaded: int) -> frozenset[int]:
    """Columns of nothing but numbers, which stand at the right."""
    if shaded:
        return frozenset()
    found = set()
    for place in range(len(block.columns)):
        held = [row[place] for row in block.rows if row[place] is not None]
        if held and all(isinstance(one, int | float) and not isinstance(one, bool) for one in held):
            found.add(place)
    return frozenset(found)


def _subtitle(block: Block) -> str:
    title = (block.chart or {}).get("title")
    found = title.get("subtitle", "") if isinstance(title, dict) else ""
    return " ".join(found) if isinstance(found, list) else str(found)


def _chart(at: _Section, block: Block) -> None:
    views = native_views(block.chart or {})
    title = block.title or at.section.title
    if not views:
        at.into.left.append(f"{at.section.title}: {title}")
        if not at.waiting:
            at.waiting.append(Line(block.text, 14, after=7))
        _flush(at)
        return
    charts = [part for one in views if isinstance(one, NativeChart) for part in _split(one)]
    for heat in (one for one in views if isinstance(one, HeatTable)):
        _tables(at, heat.title or title, heat.columns, heat.rows, block, heat.fills)
        at.waiting = []
    groups = list(_grouped(charts))
    for number, group in enumerate(groups, start=1):
        above, top = _above(at)
        caption = _subtitle(block)
        about = " ".join(one for one in (title, caption, block.text) if one)
        parts = _placed(group, top, BOTTOM - _foot(caption), about)
        at.add(_numbered(title, number, len(groups)), [*above, *parts], caption)
        at.waiting = []


def _split(chart: NativeChart) -> list[NativeChart]:
    """A chart with more bars than a slide shows, in several."""
    count = len(chart.categories)
    if chart.kind != "bar" or count <= _MOST_BARS:
        return [chart]
    heaps = -(-count // _MOST_BARS)
    step = -(-count // heaps)
    return [_part(chart, start, start + step) for start in range(0, count, step)]


def _part(chart: NativeChart, start: int, end: int) -> NativeChart:
    series = tuple(
        replace(one, values=one.values[start:end], low=one.low[start:end], high=one.high[start:end])
        for one in chart.series
    )
    return replace(chart, categories=chart.categories[start:end], series=series)


def _grouped(charts: Sequence[NativeChart]) -> Iterator[list[NativeChart]]:
    """Charts that stand on one slide: a few small ones, or one that needs the room."""
    group: list[NativeChart] = []
    for chart in charts:
        if group and (len(group) == _MOST_VIEWS or _bars([*group, chart]) > _MOST_BARS):
            yield group
            group = []
        group.append(chart)
    if group:
        yield group


def _bars(charts: Sequence[NativeChart]) -> int:
    return sum(len(one.categories) + 1 if one.kind == "bar" else 6 for one in charts)


def _placed(charts: Sequence[NativeChart], top: float, bottom: float, about: str) -> list[Part]:
    """Bars under each other by their number, other charts in rows of two or three."""
    if all(one.kind == "bar" for one in charts):
        weights = [len(one.categories) * max(1, len(one.series) * 0.7) + 2.2 for one in charts]
        unit = (bottom - top) / sum(weights)
        parts: list[Part] = []
        for chart, weight in zip(charts, weights, strict=True):
            parts += _one_chart(chart, LEFT, top, ROOM, unit * weight, about)
            top += unit * weight
        return parts
    across = 1 if len(charts) == 1 else 2 if len(charts) in (2, 4) else 3
    down = -(-len(charts) // across)
    width, height = (ROOM - GAP * (across - 1)) / across, (bottom - top) / down
    parts = []
    for at, chart in enumerate(charts):
        x, y = LEFT + (at % across) * (width + GAP), top + (at // across) * height
        parts += _one_chart(chart, x, y, width, height, about)
    return parts


def _one_chart(
    chart: NativeChart, x: float, y: float, width: float, height: float, about: str
) -> list[Part]:
    if not chart.title:
        return [ChartBox(x, y, width, height - 4, chart, about)]
    line = Line(chart.title, 11, bold=True, after=0)
    high = height_of((line,), width) + 1
    heading = TextBox(x, y, width, high, (line,), say("Chart title"))
    return [heading, ChartBox(x, y + high, width, height - high - 4, chart, about)]


def _map(at: _Section, block: Block) -> None:
    drawn = drawn_map(block.svg)
    title = block.title or at.section.title
    if not drawn.strips:
        at.into.left.append(f"{at.section.title}: {title}")
        return
    if at.waiting:
        _flush(at)
        _count(at, block)
    pieces = on_slides(drawn, ROOM, BOTTOM - TOP)
    for number, shapes in enumerate(pieces, start=1):
        placed = tuple(shifted(shapes, LEFT, TOP))
        box = DrawingBox(LEFT, TOP, ROOM, BOTTOM - TOP, placed, block.text)
        at.add(_numbered(title, number, len(pieces)), [box])
