"""The drawn map as SVG text: the layout's shapes, painted and nothing else.

Every text is escaped, every number rounded to hundredths, nothing is referred to by address or id:
the same layout gives the same text, and many maps stand on one page without disturbing each other.
"""

import re
from functools import singledispatch
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from cxworkbench.telling.map_shapes import Box, MapLayout, Mark, Strip, Stroke, Words
from cxworkbench.telling.theme import FONT_STACK, PAPER
from cxworkbench.telling.type_metrics import piece_width, pieces_of

DOT: Final = 0.2  # radius of the dot in a mark, of the mark's size
HALO: Final = 3.0  # thickness of the rim of paper around words that stand on a curve


def paint(layout: MapLayout) -> str:
    """The whole map as one `<svg>` with a title and a description for those who cannot see it.

    Each strip is a group with `data-top` and `data-height`: a page may be broken between them, save
    after one that says `data-keep`.
    """
    size = f"{_number(layout.width)} {_number(layout.height)}"
    width, height = (f"{_number(one)}{layout.unit}" for one in (layout.width, layout.height))
    strips = "".join(_strip(strip) for strip in layout.strips)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {size}" font-family={quoteattr(FONT_STACK)} '
        f"aria-label={quoteattr(layout.description)}>"
        f"<title>{escape(layout.title)}</title><desc>{escape(layout.description)}</desc>"
        f"{strips}</svg>"
    )


def _strip(strip: Strip) -> str:
    shapes = "".join(_painted(shape) for shape in strip.shapes)
    keep = ' data-keep="next"' if strip.keep_with_next else ""
    place = f'data-top="{_number(strip.top)}" data-height="{_number(strip.height)}"'
    return f"<g {place}{keep}>{shapes}</g>"


def _number(value: float) -> str:
    """A length with two decimals at most, so that equal layouts give equal text."""
    shown = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if shown == "-0" else shown


@singledispatch
def _painted(shape: object) -> str:
    raise TypeError(f"no way to paint {type(shape).__name__}")


@_painted.register
def _(shape: Words) -> str:
    weight = "" if shape.weight == 400 else f' font-weight="{shape.weight}"'
    anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
    halo = (
        f' paint-order="stroke" stroke="{PAPER}" stroke-width="{_number(HALO)}"'
        if shape.halo
        else ""
    )
    return (
        f'<text x="{_number(shape.x)}" y="{_number(shape.y)}" font-size="{_number(shape.size)}" '
        f'fill="{shape.colour}"{weight}{anchor}{halo}>{_set(shape)}</text>'
    )


def _set(shape: Words) -> str:
    """The text; symbols that the font lacks stand apart, so that each piece finds its own font.

    Painters of PNG and PDF take one font for all that stands together, and would draw the words
    around a symbol in the first font that has it.
    """
    pieces = pieces_of(shape.text)
    if len(pieces) < 2:
        return escape(shape.text)
    widths = [piece_width(piece, shape.size, shape.weight) for piece in pieces]
    x = shape.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * sum(widths)
    found = []
    for piece, width in zip(pieces, widths, strict=True):
        place = f'<tspan text-anchor="start" x="{_number(x)}">'
        found.append(f"{place}{escape(piece)}</tspan>")
        x += width
    return "".join(found)


@_painted.register
def _(shape: Box) -> str:
    if not (shape.fill or shape.stroke):
        return ""
    radius = f' rx="{_number(shape.radius)}"' if shape.radius else ""
    ink = _ink(shape.fill, shape.stroke, shape.thickness, shape.dash)
    return (
        f'<rect x="{_number(shape.x)}" y="{_number(shape.y)}" width="{_number(shape.width)}" '
        f'height="{_number(shape.height)}"{radius}{ink}/>'
    )


@_painted.register
def _(shape: Stroke) -> str:
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
    name = "polygon" if shape.closed else "polyline"
    ink = _ink(shape.fill, shape.stroke, shape.thickness, shape.dash)
    return f'<{name} points="{points}"{ink}/>'


@_painted.register
def _(shape: Mark) -> str:
    dot = ""
    if shape.dot:
        centre = f'cx="{_number(shape.x)}" cy="{_number(shape.y)}"'
        dot = f'<circle {centre} r="{_number(shape.size * DOT)}" fill="{shape.dot}"/>'
    return _outline(shape) + dot


def _outline(shape: Mark) -> str:
    ink = _ink(shape.fill, shape.stroke, shape.thickness, shape.dash)
    x, y, half = shape.x, shape.y, shape.size / 2
    if shape.shape == "circle":
        return f'<circle cx="{_number(x)}" cy="{_number(y)}" r="{_number(half)}"{ink}/>'
    if shape.shape == "square":
        side = half * 0.9
        corner = f'x="{_number(x - side)}" y="{_number(y - side)}"'
        return f'<rect {corner} width="{_number(2 * side)}" height="{_number(2 * side)}"{ink}/>'
    if shape.shape == "diamond":
        tip = 1.2 * half
        corners = ((x + tip, y), (x, y + tip), (x - tip, y), (x, y - tip))
        points = " ".join(f"{_number(a)},{_number(b)}" for a, b in corners)
        return f'<polygon points="{points}"{ink}/>'
    arm = half * 0.8
    strokes = (
        f"M{_number(x - arm)} {_number(y - arm)}L{_number(x + arm)} {_number(y + arm)}"
        f"M{_number(x - arm)} {_number(y + arm)}L{_number(x + arm)} {_number(y - arm)}"
    )
    # A cross has no inside to be hollow: the less sure, the thinner.
    thickness = shape.thickness * (2 / 3 if shape.dash else 1 if shape.fill == PAPER else 4 / 3)
    width = _number(thickness)
    return f'<path d="{strokes}" fill="none" stroke="{shape.stroke}" stroke-width="{width}"/>'


def _ink(fill: str, stroke: str, thickness: float, dash: tuple[float, ...]) -> str:
    edge = f' stroke="{stroke}" stroke-width="{_number(thickness)}"' if stroke else ""
    dashed = f' stroke-dasharray="{" ".join(_number(one) for one in dash)}"' if dash else ""
    return f' fill="{fill or "none"}"{edge}{dashed}'


def strips_of(svg: str) -> list[str]:
    """A painted map as pictures that stand under each other, so that a page breaks between them.

    What stays with the next (a heading, a band's header) carries the class `keep`. The first keeps
    the title and the description. An SVG without strips comes back whole.
    """
    opening, body = svg.split(">", 1)
    strips = list(_STRIP.finditer(body))
    if not strips:
        return [svg]
    width = _attribute(opening, "viewBox").split()[2]
    unit = _attribute(opening, "width").lstrip("0123456789.")
    head, fonts = body[: strips[0].start()], _attribute(opening, "font-family")
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg"{_role(place, opening)}{_keep(strip)} '
        f'width="{width}{unit}" height="{strip["height"]}{unit}" '
        f'viewBox="0 {strip["top"]} {width} {strip["height"]}" font-family="{fonts}">'
        f"{head if place == 0 else ''}{strip['shapes']}</svg>"
        for place, strip in enumerate(strips)
    ]


_STRIP: Final = re.compile(
    r'<g data-top="(?P<top>[\d.]+)" data-height="(?P<height>[\d.]+)"(?P<keep> data-keep="next")?>'
    r"(?P<shapes>.*?)</g>",
    flags=re.DOTALL,
)


def _attribute(opening: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]*)"', opening)
    return found[1] if found else ""


def _role(place: int, opening: str) -> str:
    if place:
        return ' aria-hidden="true"'
    return f' role="img" aria-label="{_attribute(opening, "aria-label")}"'


def _keep(strip: re.Match[str]) -> str:
    return ' class="keep"' if strip["keep"] else ""
