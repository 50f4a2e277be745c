"""Maps as picture files: SVG, PNG and PDF, made without a browser and without a network."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from cxworkbench.ground.errors import ParameterProblem, sample_of
from cxworkbench.ground.files import write_bytes
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.telling.figures import register_fonts
from cxworkbench.telling.map_pages import pages_of
from cxworkbench.telling.map_shapes import MapLayout
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.map_views import layout_view
from cxworkbench.telling.pages import font_faces
from cxworkbench.telling.pdf_pages import bound

if TYPE_CHECKING:
    import pandas as pd

PIXELS: Final = 96.0  # of an inch, as SVG counts
POINTS: Final = 72.0
_SIZE: Final = re.compile(r' width="[^"]*" height="[^"]*"')
PAGE_SAID: Final = " Page {} of "  # stands in the description of each of several pages
END_OF_HEADER: Final = 33  # bytes of a PNG's signature and first chunk
READ_OF_A_PAGE: Final = 16_384  # bytes from the beginning of a file that hold its description
PNG_DOTS: Final = {"screen": 144.0, "a4": 150.0, "slide": 144.0, "a0": 75.0}  # per inch


def write_map_picture(
    journey_map: JourneyMap,
    path: Path,
    *,
    view: str = "matrix",
    page: str = "screen",
    lanes: Sequence[str] = (),
    stages: Sequence[str] = (),
    media: Sequence[str] = (),
    times: pd.DataFrame | None = None,
) -> tuple[Path, ...]:
    """The files that a map was drawn to, chosen by the suffix of the path.

    Parameters
    ----------
    journey_map
        The record.
    path
        Ends in .svg, .png or .pdf. A PDF holds all pages. Of SVG and PNG each page is a file of its
        own: the first under the given name, the others with "-2", "-3" … before the suffix. Pages
        of a longer drawing that stood under these names are removed; other files stay.
    view, page, lanes, stages, media, times
        As for `layout_view`. "a4", "slide" and "a0" are whole sheets on their side; what does not
        fit on one goes on to the next.

    Raises
    ------
    ParameterProblem
        The suffix is none of these, or the view, sheet, lane, stage or medium is not known.
    DataProblem
        The times cannot be used.

    Notes
    -----
    The font is in SVG and PDF. Letters that it lacks (Japanese, emoji) come from the fonts of the
    computer that draws, and in SVG of the one that shows it.
    """
    layout = layout_view(
        journey_map, view=view, page=page, lanes=lanes, stages=stages, media=media, times=times
    )
    return write_layout(layout, path, page=page)


def write_layout(layout: MapLayout, path: Path, *, page: str = "screen") -> tuple[Path, ...]:
    """The files that a laid-out map was drawn to, as `write_map_picture` names them.

    Parameters
    ----------
    layout
        As `layout_view` made it for this sheet.
    path
        Ends in .svg, .png or .pdf.
    page
        The sheet it was laid out for.

    Raises
    ------
    ParameterProblem
        The suffix is none of these.
    """
    write = WRITERS.get(path.suffix.casefold())
    if write is None:
        raise ParameterProblem(
            f"A map is drawn to {sample_of(WRITERS)}, not to {path.name!r}. Give one of these "
            "suffixes."
        )
    return write(pages_of(layout, page), path, page)


def _write_svg(pages: Sequence[MapLayout], path: Path, _: str) -> tuple[Path, ...]:
    return _each(pages, path, lambda page: with_font(on_paper(page)).encode())


def _write_png(pages: Sequence[MapLayout], path: Path, sheet: str) -> tuple[Path, ...]:
    return _each(pages, path, lambda page: png_of(page, PNG_DOTS[sheet]))


def _write_pdf(pages: Sequence[MapLayout], path: Path, _: str) -> tuple[Path, ...]:
    write_bytes(path, bound([_pdf(page) for page in pages]))
    return (path,)


def _each(
    pages: Sequence[MapLayout], path: Path, made: Callable[[MapLayout], bytes]
) -> tuple[Path, ...]:
    names = [path, *(path.with_stem(f"{path.stem}-{n}") for n in range(2, len(pages) + 1))]
    for name, page in zip(names, pages, strict=True):
        write_bytes(name, made(page))
    _remove_later_pages(path, len(pages))
    return tuple(names)


def _remove_later_pages(path: Path, count: int) -> None:
    """Remove the pages that a longer drawing of that name left: files that say so themselves."""
    number = max(count, 1) + 1
    while (old := path.with_stem(f"{path.stem}-{number}")).is_file():
        with old.open("rb") as file:
            if PAGE_SAID.format(number).encode() not in file.read(READ_OF_A_PAGE):
                return
        old.unlink()
        number += 1


WRITERS: Final[dict[str, Callable[[Sequence[MapLayout], Path, str], tuple[Path, ...]]]] = {
    ".svg": _write_svg,
    ".png": _write_png,
    ".pdf": _write_pdf,
}


def with_font(svg: str) -> str:
    """A painted map that carries the font it was measured with."""
    opening, body = svg.split(">", 1)
    return f"{opening}><style>{font_faces(svg)}</style>{body}"


def png_of(layout: MapLayout, dots: float, *, over: str = "") -> bytes:
    """A page as PNG on paper, `dots` to the inch; px count as 96 to the inch.

    `over` is drawn over it, as SVG.
    """
    import vl_convert

    register_fonts()
    png = bytes(
        vl_convert.svg_to_png(_with(on_paper(layout), over), scale=dots / PIXELS, ppi=POINTS)
    )
    return _described(png, layout.description)


def _described(png: bytes, text: str) -> bytes:
    """A PNG that carries its description, as text in UTF-8 before its pixels."""
    body = b"iTXtDescription\0\0\0\0\0" + text.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:END_OF_HEADER] + chunk + png[END_OF_HEADER:]


def pdf_of(layout: MapLayout, *, over: str = "") -> bytes:
    """One sheet as a whole PDF; `over` is drawn over it, as SVG."""
    return bound([_pdf(layout, over)])


def _with(svg: str, over: str) -> str:
    return svg.replace("</svg>", f"{over}</svg>") if over else svg


def _pdf(layout: MapLayout, over: str = "") -> bytes:
    """A page as PDF of its true size.

    vl-convert takes the width of an SVG in CSS pixels for points, so it is given in points.
    """
    import vl_convert

    register_fonts()
    size = 1.0 if layout.unit == "pt" else POINTS / PIXELS
    width, height = (f"{one * size:.2f}" for one in (layout.width, layout.height))
    sized = _SIZE.sub(
        f' width="{width}px" height="{height}px"', _with(on_paper(layout), over), count=1
    )
    return bytes(vl_convert.svg_to_pdf(sized))


def on_paper(layout: MapLayout) -> str:
    """The picture with a white ground: a dark reader would show ink on night."""
    opening, body = paint(layout).split(">", 1)
    return f'{opening}><rect width="100%" height="100%" fill="#ffffff"/>{body}'
