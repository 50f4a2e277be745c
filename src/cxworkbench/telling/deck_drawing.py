"""A painted map read back as plain shapes, so that a slide holds it as shapes people can change.

The pictures are the workbench's own: they hold rectangles, lines, circles and lines of text, and
nothing is named or fetched. What is anything else is left out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, cast

from cxworkbench.telling.map_shapes import Box, Mark, Shape, Stroke, Words, shifted

_SPACE: Final = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class DrawnStrip:
    """One row of a map; `keep` where it goes with the next."""

    top: float
    height: float
    keep: bool
    shapes: tuple[Shape, ...]


@dataclass(frozen=True)
class DrawnMap:
    """A map as its picture has it."""

    width: float
    height: float
    strips: tuple[DrawnStrip, ...]


def drawn_map(svg: str) -> DrawnMap:
    """The shapes of a painted map, row by row.

    Examples
    --------
    >>> from cxworkbench.telling.map_shapes import Box, MapLayout, Strip
    >>> from cxworkbench.telling.map_svg import paint
    >>> box = Box(1, 2, 30, 40, fill="#ffffff")
    >>> drawn_map(paint(MapLayout(100, 50, "pt", "t", "d", (Strip(0, 50, (box,)),)))).strips[0]
    DrawnStrip(top=0.0, height=50.0, keep=False, shapes=(Box(x=1.0, y=2.0, width=30.0, \
height=40.0, fill='#ffffff', stroke='', dash=(), radius=0.0, thickness=1.0),))
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(svg.encode(), parser)
    _, _, width, height = (float(one) for one in root.get("viewBox", "0 0 1 1").split())
    strips = [_strip(one) for one in root.iterfind(f"{_SPACE}g") if one.get("data-top")]
    return DrawnMap(width, height, tuple(strips))


def _strip(group: Any) -> DrawnStrip:  # noqa: ANN401 - lxml has no types
    shapes = tuple(shape for one in group for shape in _shapes(one))
    keep = group.get("data-keep") == "next"
    return DrawnStrip(float(group.get("data-top")), float(group.get("data-height")), keep, shapes)


def _shapes(one: Any) -> Iterator[Shape]:  # noqa: ANN401
    kind = str(one.tag).removeprefix(_SPACE)
    if kind == "rect":
        yield Box(
            _number(one, "x"), _number(one, "y"), _number(one, "width"), _number(one, "height"),
            _ink(one, "fill"), _ink(one, "stroke"), _dash(one), _number(one, "rx"),
            _number(one, "stroke-width", 1.0),
        )  # fmt: skip
    elif kind in ("polyline", "polygon"):
        points = tuple(
            (float(a), float(b)) for a, b in (pair.split(",") for pair in one.get("points").split())
        )
        closed = kind == "polygon"
        yield Stroke(
            points, _ink(one, "stroke"), _number(one, "stroke-width", 1.0), _dash(one),
            _ink(one, "fill"), closed,
        )  # fmt: skip
    elif kind == "circle":
        yield Mark(
            _number(one, "cx"), _number(one, "cy"), 2 * _number(one, "r"), "circle",
            _ink(one, "fill"), _ink(one, "stroke"), _dash(one), _number(one, "stroke-width", 1.0),
        )  # fmt: skip
    elif kind == "path":
        yield from _cross(one)
    elif kind == "text":
        anchor = cast("Literal['start', 'middle', 'end']", one.get("text-anchor", "start"))
        yield Words(
            _number(one, "x"), _number(one, "y"), "".join(one.itertext()),
            _number(one, "font-size", 9.0), int(one.get("font-weight", "400")),
            one.get("fill", "#000000"), anchor, one.get("stroke") is not None,
        )  # fmt: skip


def _cross(one: Any) -> Iterator[Shape]:  # noqa: ANN401
    """The two strokes of a cross: the only path that a map holds."""
    for piece in one.get("d", "").split("M")[1:]:
        ends = [pair.split() for pair in piece.split("L")]
        if all(len(end) == 2 for end in ends):
            points = tuple((float(a), float(b)) for a, b in ends)
            yield Stroke(points, _ink(one, "stroke"), _number(one, "stroke-width", 1.0))


def _number(one: Any, name: str, usual: float = 0.0) -> float:  # noqa: ANN401
    return float(one.get(name, usual))


def _ink(one: Any, name: str) -> str:  # noqa: ANN401
    found = one.get(name, "")
    return "" if found == "none" else str(found)


def _dash(one: Any) -> tuple[float, ...]:  # noqa: ANN401
    return tuple(float(part) for part in one.get("stroke-dasharray", "").split())


def on_slides(drawn: DrawnMap, width: float, height: float) -> list[tuple[Shape, ...]]:
    """The map in pieces that each fit in so much room, broken between its rows.

    It is as large as the width allows; where one row is higher than the room, all are smaller.
    """
    groups = list(_groups(drawn.strips))
    tallest = max((sum(one.height for one in group) for group in groups), default=height)
    scale = min(width / drawn.width, height / tallest)
    pieces: list[tuple[Shape, ...]] = []
    shapes: list[Shape] = []
    start = groups[0][0].top if groups else 0.0
    for group in groups:
        end = group[-1].top + group[-1].height
        if shapes and (end - start) * scale > height:
            pieces.append(tuple(shapes))
            shapes, start = [], group[0].top
        for strip in group:
            shapes += [scaled(one, scale) for one in shifted(strip.shapes, down=-start)]
    return [*pieces, tuple(shapes)] if shapes else pieces


def _groups(strips: Sequence[DrawnStrip]) -> Iterator[list[DrawnStrip]]:
    group: list[DrawnStrip] = []
    for strip in strips:
        group.append(strip)
        if not strip.keep:
            yield group
            group = []
    if group:
        yield group


def scaled(shape: Shape, by: float) -> Shape:
    """The same shape, so many times as large from the top left."""
    if isinstance(shape, Stroke):
        points = tuple((x * by, y * by) for x, y in shape.points)
        return replace(shape, points=points, thickness=shape.thickness * by)
    if isinstance(shape, Words):
        return replace(shape, x=shape.x * by, y=shape.y * by, size=shape.size * by)
    if isinstance(shape, Box):
        return replace(
            shape, x=shape.x * by, y=shape.y * by, width=shape.width * by,
            height=shape.height * by, radius=shape.radius * by,
        )  # fmt: skip
    return replace(shape, x=shape.x * by, y=shape.y * by, size=shape.size * by)


def together(shapes: Iterable[Shape]) -> list[Shape | tuple[Words, ...]]:
    """The shapes, lines of one paragraph joined, so that a person changes it in one text box."""
    found: list[Shape | tuple[Words, ...]] = []
    for shape in shapes:
        last = found[-1] if found else None
        if isinstance(shape, Words):
            if isinstance(last, tuple) and _goes_on(last[-1], shape):
                found[-1] = (*last, shape)
            else:
                found.append((shape,))
        else:
            found.append(shape)
    return found


def _goes_on(above: Words, below: Words) -> bool:
    alike = (above.x, above.size, above.weight, above.colour, above.anchor) == (
        below.x, below.size, below.weight, below.colour, below.anchor,
    )  # fmt: skip
    return alike and 1.0 < (below.y - above.y) / above.size < 1.5 and not above.halo
