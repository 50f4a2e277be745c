"""What a slide holds, as values in points: text, tables, charts and drawings, each with its place.

A painter needs nothing else. Text is measured with the shipped font, whose letters are wider than
those of the fonts a deck is set in, so that what fits here fits there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from cxworkbench.telling.map_shapes import Shape
from cxworkbench.telling.theme import INK
from cxworkbench.telling.type_metrics import wrap

WIDTH, HEIGHT = 960.0, 540.0  # 13.33 by 7.5 inches
LEFT: Final = 40.0
ROOM: Final = WIDTH - 2 * LEFT
TOP: Final = 104.0  # of what stands under the title
BOTTOM: Final = 498.0
LEADING: Final = 1.26  # line height in em, written into the deck as points
_WIDER: Final = frozenset("0123456789.,–-−+%()")
LOGO_ROOM: Final = 150.0  # that a logo takes from the title's line


@dataclass(frozen=True)
class Line:
    """One paragraph and how it is set."""

    text: str
    size: float = 14.0
    bold: bool = False
    colour: str = INK
    after: float = 6.0  # points under it
    keep: bool = False  # on one slide with the paragraph after it

    def height(self, width: float) -> float:
        """Its height in a box that leaves so much width for letters."""
        return len(lines_of(self, width)) * self.size * LEADING + self.after


def lines_of(line: Line, width: float) -> list[str]:
    """The lines that a paragraph takes."""
    weight = 600 if line.bold else 400
    return wrap(line.text, width / slack(line.text), line.size, weight) or [""]


def slack(text: str) -> float:
    """How many times as wide as measured a text may become in another usual font.

    Letters of Arial and its like are narrower than those of the shipped font, figures are up to
    an eighth wider.

    Examples
    --------
    >>> slack("Delivery"), slack("2026")
    (1.02, 1.13)
    """
    if not text:
        return 1.0
    return round(1.02 + 0.11 * sum(one in _WIDER for one in text) / len(text), 4)


@dataclass(frozen=True)
class TextBox:
    """Paragraphs in a box; `pad` is paper inside it at the left and right."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[Line, ...]
    name: str = "Text"
    fill: str = ""
    edge: str = ""  # a bar of this colour at the left
    pad: float = 0.0
    align: Literal["l", "r", "ctr"] = "l"

    @property
    def needed(self) -> float:
        """The height that its text takes."""
        return height_of(self.lines, self.width - 2 * self.pad) + 2 * min(self.pad, 6.0)


def height_of(lines: Sequence[Line], width: float) -> float:
    """The height of paragraphs under each other, without the room under the last."""
    return sum(line.height(width) for line in lines) - (lines[-1].after if lines else 0.0)


@dataclass(frozen=True)
class TableBox:
    """A table with measured columns and rows; `fills` may give a cell its ground."""

    x: float
    y: float
    widths: tuple[float, ...]
    heights: tuple[float, ...]  # of the header first
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    size: float
    numeric: frozenset[int] = frozenset()
    fills: tuple[tuple[str, ...], ...] = ()
    about: str = ""

    @property
    def height(self) -> float:
        """Of the whole table."""
        return sum(self.heights)

    @property
    def width(self) -> float:
        """Of the whole table."""
        return sum(self.widths)


@dataclass(frozen=True)
class Series:
    """The values of one series of a chart; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    across: tuple[float, ...] = ()  # of a scatter: where each value stands
    colour: str = ""  # that means something in the page; empty: the next of the quiet ones
    hollow: bool = False


@dataclass(frozen=True)
class NativeChart:
    """A chart of the kinds that presentation programs draw and let people change."""

    kind: Literal["bar", "column", "line", "scatter"]
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""  # of the view, where a figure has several
    axis: str = ""  # what the values are
    across: str = ""  # of a scatter: what stands across
    percent: bool = False
    least: float | None = None
    most: float | None = None
    dots: bool = False  # the values stand alone: marks, no bars from zero


@dataclass(frozen=True)
class HeatTable:
    """A figure of shaded cells, told as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fills: tuple[tuple[str, ...], ...]
    title: str = ""


@dataclass(frozen=True)
class ChartBox:
    """A native chart and its place."""

    x: float
    y: float
    width: float
    height: float
    chart: NativeChart
    about: str = ""


@dataclass(frozen=True)
class DrawingBox:
    """Plain shapes in one group, as of a map."""

    x: float
    y: float
    width: float
    height: float
    shapes: tuple[Shape, ...]  # in points of the slide
    about: str = ""


Part = TextBox | TableBox | ChartBox | DrawingBox


@dataclass(frozen=True)
class Slide:
    """One slide: its subject, what stands on it, the caveat, and what it rests on."""

    title: str
    kicker: str = ""
    parts: tuple[Part, ...] = ()
    caption: str = ""
    notes: str = ""
    draft: bool = False
    cover: bool = False
    evidence: tuple[str, ...] = field(default=())
