"""The plain shapes a drawn map is made of, and the sizes of the sheets it is drawn on.

A painter (SVG, slide, print) needs nothing else: no font, no record, no arithmetic.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.telling.theme import INK, LINE
from cxworkbench.telling.type_metrics import ascent, descent, text_width

SheetName = Literal["screen", "a4", "slide", "a0"]


@dataclass(frozen=True)
class Words:
    """One line of text; `y` is its base line, `x` its left end, middle or right end by `anchor`."""

    x: float
    y: float
    text: str
    size: float
    weight: int = 400
    colour: str = INK
    anchor: Literal["start", "middle", "end"] = "start"
    halo: bool = False  # a rim of paper, for words that stand on a curve

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the line as the font's own height makes it."""
        width = text_width(self.text, self.size, self.weight)
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return (
            left,
            self.y - ascent(self.size, self.text),
            left + width,
            self.y + descent(self.size, self.text),
        )


@dataclass(frozen=True)
class Box:
    """A rectangle; `dash` empty is a solid edge, `fill` or `stroke` empty is none."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    dash: tuple[float, ...] = ()
    radius: float = 0.0
    thickness: float = 1.0


@dataclass(frozen=True)
class Stroke:
    """A line through points, or an outline where `closed`."""

    points: tuple[tuple[float, float], ...]
    stroke: str = LINE
    thickness: float = 1.0
    dash: tuple[float, ...] = ()
    fill: str = ""
    closed: bool = False


@dataclass(frozen=True)
class Mark:
    """A sign of one of the theme's shapes, `size` across; hollow where `fill` is the paper's."""

    x: float
    y: float
    size: float
    shape: str
    fill: str
    stroke: str
    dash: tuple[float, ...] = ()
    thickness: float = 1.5
    dot: str = ""  # colour of a dot in its middle, none where empty


Shape = Words | Box | Stroke | Mark


@dataclass(frozen=True)
class Strip:
    """One row of the map over its whole width; a page breaks between strips where it can.

    A strip that `repeats` stands again at the top of a page on which what it heads goes on; one
    that `repeats_within` stands again beneath it, until the next of either kind.
    """

    top: float
    height: float
    shapes: tuple[Shape, ...]
    keep_with_next: bool = False
    repeats: bool = False
    repeats_within: bool = False


@dataclass(frozen=True)
class MapLayout:
    """A whole drawn map in strips from top to bottom, the first being its heading."""

    width: float
    height: float
    unit: Literal["px", "pt"]
    title: str
    description: str
    strips: tuple[Strip, ...]

    @property
    def words(self) -> tuple[Words, ...]:
        """Every line of text, in drawing order."""
        shapes = (shape for strip in self.strips for shape in strip.shapes)
        return tuple(shape for shape in shapes if isinstance(shape, Words))


@dataclass(frozen=True)
class Sheet:
    """What a map is drawn on: unit, width, and the sizes that go with them."""

    unit: Literal["px", "pt"]
    width: float
    text: float
    small: float
    stage: float
    title: float
    column: float  # a column is never narrower
    names: float  # width of the lane names at the left
    rise: float = 8.0  # em from the lowest emotion to the highest

    def times(self, ems: float) -> float:
        """A length in the sheet's unit from one in em of its text."""
        return ems * self.text


# 780 pt is the printable width of A4 on its side with 11 mm margins; 12 CSS pixels are 9 points, so
# a map laid out for paper is never under 12 pixels on screen either.
SHEETS: Final[dict[str, Sheet]] = {
    "screen": Sheet("px", 1400, 12.5, 12, 14, 20, 138, 112),
    "a4": Sheet("pt", 780, 9, 9, 10.5, 14, 99, 76),
    "slide": Sheet("pt", 900, 10, 9, 11.5, 16, 108, 84),
    "a0": Sheet("pt", 3256, 24, 21.6, 28, 48, 252, 204),
}


def sheet_named(page: str, width: float | None = None) -> Sheet:
    """The sheet of a name, made as wide as `width` when one is given.

    Raises
    ------
    ParameterProblem
        There is no such sheet, or it would be narrower than three columns.
    """
    if page not in SHEETS:
        raise ParameterProblem(
            f"There is no sheet {page!r}. {did_you_mean(page, SHEETS)}A map is laid out for "
            f"{sample_of(SHEETS, most=len(SHEETS))}."
        )
    sheet = SHEETS[page]
    if width is None:
        return sheet
    least = sheet.names + 3 * sheet.column
    if not width >= least:
        raise ParameterProblem(
            f"A map for {page!r} cannot be {width:g} {sheet.unit} wide: names and three columns "
            f"take {least:g} {sheet.unit}. Give a larger width."
        )
    return replace(sheet, width=float(width))


def with_text(sheet: Sheet, size: float) -> Sheet:
    """The same sheet, as wide as before, with type of `size` and all that is measured by it."""
    grown = size / sheet.text
    names = ("text", "small", "stage", "title", "column", "names")
    return replace(sheet, **{name: getattr(sheet, name) * grown for name in names})


def bottom_of(shapes: Iterable[Shape], start: float) -> float:
    """The lowest point that the boxes and words of a list reach, `start` when there are none."""
    lowest = start
    for shape in shapes:
        if isinstance(shape, Words):
            lowest = max(lowest, shape.box[3])
        elif isinstance(shape, Box):
            lowest = max(lowest, shape.y + shape.height)
    return lowest


def shifted(shapes: Iterable[Shape], right: float = 0.0, down: float = 0.0) -> list[Shape]:
    """The same shapes, moved."""
    return [_moved(shape, right, down) for shape in shapes]


def _moved(shape: Shape, right: float, down: float) -> Shape:
    if isinstance(shape, Stroke):
        return replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
    return replace(shape, x=shape.x + right, y=shape.y + down)


def bolder(shapes: Iterable[Shape], times: float) -> list[Shape]:
    """The same shapes with lines and dashes so many times as thick and long, for large sheets."""
    return [shape if isinstance(shape, Words) else _bold(shape, times) for shape in shapes]


def _bold(shape: Box | Stroke | Mark, times: float) -> Shape:
    dash = tuple(one * times for one in shape.dash)
    return replace(shape, thickness=shape.thickness * times, dash=dash)


def stacked(strips: Sequence[Strip], more: Sequence[Shape], gap: float, **fields: bool) -> Strip:
    """The next strip: `more`, laid out from 0 down, beneath the strips there are, `gap` below it.

    `fields` are those of `Strip` that say how a page breaks around it.
    """
    top = strips[-1].top + strips[-1].height if strips else 0.0
    height = bottom_of(more, 0) + gap
    return Strip(top, height, tuple(shifted(more, down=top)), **fields)


def as_layout(sheet: Sheet, title: str, description: str, strips: Sequence[Strip]) -> MapLayout:
    """Strips that stand under each other as one drawing."""
    height = strips[-1].top + strips[-1].height
    return MapLayout(sheet.width, height, sheet.unit, title, description, tuple(strips))


def within_margins(layout: MapLayout, margin: float) -> MapLayout:
    """The drawing with so much paper around it, above and below within its outer strips."""
    last = len(layout.strips) - 1
    strips = []
    for place, one in enumerate(layout.strips):
        above, below = (margin if place == 0 else 0.0), (margin if place == last else 0.0)
        top = one.top + margin - above
        shapes = tuple(shifted(one.shapes, margin, margin))
        strips.append(replace(one, top=top, height=one.height + above + below, shapes=shapes))
    width, height = layout.width + 2 * margin, layout.height + 2 * margin
    return replace(layout, width=width, height=height, strips=tuple(strips))
