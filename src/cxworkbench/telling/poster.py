"""The poster: one sheet of A0 with where to act first, the curve and the map, in the brand."""

import base64
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.ground.files import write_bytes
from cxworkbench.ground.language import say
from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Block, Section, Told
from cxworkbench.telling import theme
from cxworkbench.telling.audience import TITLES
from cxworkbench.telling.brand import kind_of_picture
from cxworkbench.telling.deck_charts import native_views
from cxworkbench.telling.deck_drawing import DrawnMap, DrawnStrip, drawn_map, scaled
from cxworkbench.telling.deck_values import NativeChart
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_pages import PAPERS
from cxworkbench.telling.map_pictures import pdf_of, png_of, with_font
from cxworkbench.telling.map_shapes import (
    Box,
    MapLayout,
    Shape,
    Strip,
    Stroke,
    bottom_of,
    shifted,
)
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.pages import cell_text
from cxworkbench.telling.poster_curve import curve_shapes
from cxworkbench.telling.report_content import FIRST, PARTS, account_title

_A0: Final = PAPERS["a0"]
MARGIN: Final = 80.0
BAR: Final = 44.0
_TOP: Final = 300.0  # of what stands under the title
_FOOT: Final = 2310.0
_SIDE: Final = 740.0  # width of the column at the left
_GAP: Final = 60.0
_CURVE: Final = 450.0  # height of the curve
_LOGO: Final = (420.0, 130.0)
_HEADING, _WORDS, _SMALL = 46.0, 28.0, 24.0  # points
_MOST_COLUMNS: Final = 5
_SUFFIXES: Final = (".pdf", ".svg", ".png")
_DOTS: Final = 60.0  # of a PNG, to the inch


def make_poster(
    told: Sequence[Told], audience: str, brand: Brand, logo: bytes | None = None
) -> bytes:
    """The poster as PDF; `told` already holds only what the audience may see."""
    return pdf_of(poster_layout(told, audience, brand), over=_logo(logo))


def write_poster(
    told: Sequence[Told], path: Path, *, audience: str, brand: Brand, logo: bytes | None = None
) -> Path:
    """The poster as a picture file, chosen by the suffix of the path: .pdf, .svg or .png.

    Parameters
    ----------
    told
        Holds only what the audience may see.
    path
        The file.
    audience
        Named at the foot.
    brand, logo
        The client's frame.

    Raises
    ------
    ParameterProblem
        The suffix is none of these.
    """
    if path.suffix not in _SUFFIXES:
        raise ParameterProblem(
            f"A poster is drawn to {sample_of(_SUFFIXES)}, not to {path.name!r}. Give one of these "
            "suffixes."
        )
    layout = poster_layout(told, audience, brand)
    if path.suffix == ".pdf":
        content = pdf_of(layout, over=_logo(logo))
    elif path.suffix == ".png":
        content = png_of(layout, _DOTS, over=_logo(logo))
    else:
        content = with_font(paint(layout).replace("</svg>", f"{_logo(logo)}</svg>")).encode()
    write_bytes(path, content)
    return path


def poster_layout(told: Sequence[Told], audience: str, brand: Brand) -> MapLayout:
    """The poster as plain shapes in points.

    At the left where to act first; at the right the curve over the whole journey and under it the
    map, as large as the sheet allows. What was not told leaves its place to the rest.
    """
    ordered = sorted(told, key=lambda one: list(PARTS).index(one.part))
    lead = ordered[-1]
    left = MARGIN + _SIDE + _GAP
    width = _A0.width - MARGIN - left
    shapes = [*_frame(lead, audience, brand), *_first(ordered)]
    top = _TOP
    curve = _curve(ordered)
    if curve is not None:
        block, chart = curve
        shapes += paragraph(block.title, left, top, width, _HEADING, theme.INK, 600)
        shapes += curve_shapes(chart, left, top + 80, width, _CURVE - 80)
        top += _CURVE + 40
    for block in _blocks(ordered, "map"):
        drawn = drawn_map(block.svg)
        if drawn.strips:
            shapes += _map(drawn, left, top, width, _FOOT - 40 - top)
            break
    about = say("Poster of {account}: where to act first, the emotion curve and the map.",
                account=account_title(lead))  # fmt: skip
    strip = Strip(0, _A0.height, tuple(shapes))
    return MapLayout(_A0.width, _A0.height, "pt", account_title(lead), about, (strip,))


def _frame(lead: Told, audience: str, brand: Brand) -> Iterator[Shape]:
    room = _A0.width - 2 * MARGIN
    yield Box(0, 0, _A0.width, BAR, fill=brand.colour)
    yield from paragraph(account_title(lead), MARGIN, 90, room - _LOGO[0], 84, theme.INK, 600)
    facts = [brand.name or lead.client, lead.journey_word]
    facts += [say("as of {day}", day=lead.as_of)] if lead.as_of else []
    yield from paragraph(" · ".join(facts), MARGIN, 205, room - _LOGO[0], 34, theme.MUTED)
    yield Stroke(((MARGIN, _FOOT), (_A0.width - MARGIN, _FOOT)), theme.LINE, 2)
    foot = f"{say(audience)}: {say(TITLES[audience])}"
    yield from paragraph(foot, MARGIN, _FOOT + 14, room, 22, theme.MUTED)


def _first(told: Sequence[Told]) -> list[Shape]:
    """Where to act first, in words: as much of it as the column holds, and what is left out."""
    section = next((one for part in told for one in part.sections if one.key == FIRST), None)
    if section is None:
        return []
    shapes: list[Shape] = paragraph(section.title, MARGIN, _TOP, _SIDE, _HEADING, theme.INK, 600)
    y = bottom_of(shapes, _TOP) + 30
    left_out = 0
    for piece in _pieces(section):
        block = _stacked(piece, y)
        if bottom_of(block, y) > _FOOT - 90:
            left_out += 1
            continue
        shapes += block
        y = bottom_of(block, y) + 34
    if left_out:
        words = say("And {n:,} more in the report.", n=left_out)
        shapes += paragraph(words, MARGIN, y, _SIDE, _SMALL, theme.MUTED)
    return shapes


Piece = list[tuple[str, float, int, str]]  # text, size, weight, colour


def _pieces(section: Section) -> Iterator[Piece]:
    for block in section.blocks:
        if block.kind == "table":
            yield from _row_pieces(block)
        elif block.kind in ("sentence", "note"):
            draft = [(say("Draft, not confirmed"), _SMALL, 400, theme.MUTED)] if block.draft else []
            yield [(block.text, _WORDS, 400, theme.INK), *draft]


def _row_pieces(block: Block) -> Iterator[Piece]:
    """Rows of a table as numbered points: its first column, then the others with their names."""
    for number, row in enumerate(block.rows, start=1):
        rest = [
            f"{name}: {cell_text(cell)}"
            for name, cell in zip(block.columns[1:], row[1:], strict=True)
            if cell not in (None, "")
        ]
        head = f"{number}. {cell_text(row[0])}"
        yield [(head, _WORDS, 600, theme.INK), (" · ".join(rest), _SMALL, 400, theme.MUTED)]


def _stacked(piece: Piece, y: float) -> list[Shape]:
    shapes: list[Shape] = []
    for text, size, weight, colour in piece:
        lines = paragraph(text, MARGIN, y, _SIDE, size, colour, weight)
        shapes += lines
        y = bottom_of(lines, y) + 8
    return shapes


def _blocks(told: Sequence[Told], kind: str) -> Iterator[Block]:
    for part in told:
        for section in part.sections:
            yield from (block for block in section.blocks if block.kind == kind)


def _curve(told: Sequence[Told]) -> tuple[Block, NativeChart] | None:
    """The first line over the whole journey that part 2 tells."""
    for block in _blocks([one for one in told if one.part == "map"], "chart"):
        for view in native_views(block.chart or {}):
            if isinstance(view, NativeChart) and view.kind == "line":
                return block, view
    return None


def _map(drawn: DrawnMap, left: float, top: float, width: float, height: float) -> list[Shape]:
    """The map in as many columns side by side as let it be largest."""
    bands = list(_bands(drawn.strips))
    scale, columns = max(
        (_packed(drawn, bands, count, width, height) for count in range(1, _MOST_COLUMNS + 1)),
        key=lambda one: one[0],
    )
    count = len(columns)
    step = (width + _GAP) / count if count > 1 else width
    shapes: list[Shape] = []
    for at, column in enumerate(columns):
        y = top
        for band in column:
            start = band[0].top
            moved = [one for strip in band for one in shifted(strip.shapes, down=-start)]
            shapes += shifted([scaled(one, scale) for one in moved], left + at * step, y)
            y += scale * sum(strip.height for strip in band)
    return shapes


def _bands(strips: Sequence[DrawnStrip]) -> Iterator[list[DrawnStrip]]:
    """The rows that belong together: a header of stages with the lanes under it."""
    band: list[DrawnStrip] = []
    for strip in strips:
        if strip.keep and any(not one.keep for one in band) and len(band) > 1:
            yield band
            band = []
        band.append(strip)
    if band:
        yield band


def _packed(
    drawn: DrawnMap, bands: Sequence[list[DrawnStrip]], count: int, width: float, height: float
) -> tuple[float, list[list[list[DrawnStrip]]]]:
    """The largest scale at which the bands stand in so many columns, and the columns."""
    scale = (width - _GAP * (count - 1)) / count / drawn.width
    while True:
        columns: list[list[list[DrawnStrip]]] = [[]]
        used = 0.0
        for band in bands:
            high = scale * sum(one.height for one in band)
            if columns[-1] and used + high > height:
                columns.append([])
                used = 0.0
            columns[-1].append(band)
            used += high
        tallest = max(sum(scale * one.height for b in c for one in b) for c in columns)
        if len(columns) <= count and tallest <= height:
            return scale, columns
        scale *= 0.97


def _logo(logo: bytes | None) -> str:
    """The logo as a picture inside the drawing, at the top right; "" for none."""
    if logo is None:
        return ""
    width, height = _LOGO
    data = base64.b64encode(logo).decode("ascii")
    return (
        f'<image x="{_A0.width - MARGIN - width:.2f}" y="90" width="{width}" height="{height}" '
        f'preserveAspectRatio="xMaxYMid meet" href="data:{kind_of_picture(logo)};base64,{data}"/>'
    )
