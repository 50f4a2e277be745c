"""Slides painted into a PowerPoint file: native text, tables, charts and shapes, nothing else.

The same slides give the same bytes: no clock, no random id, no name of a person or machine.
"""

import datetime
import io
from collections.abc import Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from cxworkbench.exchange.stable_zip import without_times
from cxworkbench.records.engagement import Brand
from cxworkbench.telling import theme
from cxworkbench.telling.deck_chart_file import add_chart
from cxworkbench.telling.deck_drawing import together
from cxworkbench.telling.deck_frame import framed_presentation
from cxworkbench.telling.deck_tables import PAD_X, PAD_Y
from cxworkbench.telling.deck_values import (
    LEADING,
    ChartBox,
    DrawingBox,
    Line,
    Slide,
    TableBox,
    TextBox,
)
from cxworkbench.telling.map_shapes import Box, Mark, Shape, Stroke, Words
from cxworkbench.telling.type_metrics import ascent, text_width, xml_text

EMU: Final = 12700  # in a point
_NAMES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TABLE: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"
_FORMS: Final = {"circle": "ellipse", "square": "rect", "diamond": "diamond"}


def deck_bytes(
    slides: Sequence[Slide], *, brand: Brand, footer: str, title: str, as_of: str,
    logo: bytes | None = None,
) -> bytes:  # fmt: skip
    """The file of a deck.

    Parameters
    ----------
    slides
        In their order; every part has its place.
    brand
        The client's frame.
    footer
        Stands at the foot of each slide.
    title, as_of
        Of the file's own properties; the day counts as the day it was made.
    logo
        A picture (PNG or JPEG) for the top right of each slide.
    """
    deck, layout = framed_presentation(brand, footer, logo)
    day = _day(as_of)
    own = deck.core_properties
    own.title, own.author, own.last_modified_by = title, "cxworkbench", "cxworkbench"
    own.created = own.modified = day
    own.revision = 1
    for one in slides:
        _add_slide(deck, layout, one)
    file = io.BytesIO()
    deck.save(file)
    return without_times(file.getvalue(), day)


def _day(as_of: str) -> datetime.datetime:
    try:
        return datetime.datetime.fromisoformat(as_of[:10])
    except ValueError:
        return datetime.datetime(2000, 1, 1)


def _add_slide(deck: Any, layout: Any, one: Slide) -> None:  # noqa: ANN401 - python-pptx
    from pptx.oxml import parse_xml

    slide = deck.slides.add_slide(layout)
    tree = slide.shapes._spTree
    for shape in list(slide.shapes):
        tree.remove(shape._element)
    ids = _Ids()
    shapes = [_title(one, ids), *(_painted(part, ids) for part in one.parts)]
    text = "".join(shape for shape in shapes if shape)
    for element in parse_xml(f"<p:spTree {_NAMES}>{text}</p:spTree>"):
        tree.append(element)
    for part in one.parts:
        if isinstance(part, ChartBox):
            add_chart(slide, part)
    if one.notes:
        slide.notes_slide.notes_text_frame.text = xml_text(one.notes)


class _Ids:
    """Ids of the shapes of one slide; the tree itself is 1."""

    def __init__(self) -> None:
        self.last = 1

    def next(self) -> int:
        self.last += 1
        return self.last


def _title(one: Slide, ids: _Ids) -> str:
    from cxworkbench.telling.deck_frame import COVER_TITLE, title_size

    place = _frame(*COVER_TITLE) if one.cover else ""
    size = 30.0 if one.cover else title_size(one.title)
    shown = Line(one.title, size, bold=True, colour=theme.INK, after=0)
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.next()}" name="Title"/><p:cNvSpPr>'
        '<a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>'
        f"<p:spPr>{place}</p:spPr><p:txBody><a:bodyPr/>{_paragraph(shown)}</p:txBody></p:sp>"
    )


def _painted(part: object, ids: _Ids) -> str:
    if isinstance(part, TextBox):
        return _text_box(part, ids)
    if isinstance(part, TableBox):
        return _table(part, ids)
    if isinstance(part, DrawingBox):
        return _drawing(part, ids)
    return ""  # a chart needs its own file


def _emu(points: float) -> int:
    return round(points * EMU)


def _frame(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<a:xfrm><a:off x="{_emu(x)}" y="{_emu(y)}"/>'
        f'<a:ext cx="{max(_emu(width), 0)}" cy="{max(_emu(height), 0)}"/></a:xfrm>'
    )


def _fill(colour: str) -> str:
    if not colour:
        return "<a:noFill/>"
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def _line(colour: str, thickness: float = 1.0, dash: Sequence[float] = ()) -> str:
    if not colour:
        return "<a:ln><a:noFill/></a:ln>"
    dashed = '<a:prstDash val="dash"/>' if dash and max(dash) > min(dash) else ""
    return f'<a:ln w="{_emu(thickness)}">{_fill(colour)}{dashed}</a:ln>'


def _paragraph(line: Line, align: str = "l") -> str:
    spacing = f'<a:lnSpc><a:spcPts val="{round(line.size * LEADING * 100)}"/></a:lnSpc>'
    after = f'<a:spcAft><a:spcPts val="{round(line.after * 100)}"/></a:spcAft>'
    return (
        f'<a:p><a:pPr algn="{align}">{spacing}<a:spcBef><a:spcPts val="0"/></a:spcBef>{after}'
        f"<a:buNone/></a:pPr>{_run(line.text, line.size, line.colour, bold=line.bold)}</a:p>"
    )


def _run(text: str, size: float, colour: str, *, bold: bool = False) -> str:
    shown = escape(xml_text(" ".join(text.split())))
    strong = ' b="1"' if bold else ' b="0"'
    return (
        f'<a:r><a:rPr lang="en-GB" sz="{round(size * 100)}"{strong}>{_fill(colour)}</a:rPr>'
        f"<a:t>{shown}</a:t></a:r>"
    )


def _text_box(part: TextBox, ids: _Ids) -> str:
    pad, low = _emu(part.pad), _emu(min(part.pad, 6.0))
    body = (
        f'<a:bodyPr wrap="square" lIns="{pad}" rIns="{pad}" tIns="{low}" bIns="{low}" anchor="t">'
        "<a:noAutofit/></a:bodyPr>"
    )
    text = "".join(_paragraph(one, part.align) for one in part.lines)
    bar = ""
    if part.edge:
        bar = _plain(ids.next(), f"{part.name} bar", _frame(part.x, part.y, 3, part.height),
                     "rect", _fill(part.edge), _line(""))  # fmt: skip
    return bar + (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{ids.next()}" name={quoteattr(part.name)}/>'
        '<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>'
        f"{_frame(part.x, part.y, part.width, part.height)}"
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{_fill(part.fill)}</p:spPr>'
        f"<p:txBody>{body}{text}</p:txBody></p:sp>"
    )


def _table(part: TableBox, ids: _Ids) -> str:
    grid = "".join(f'<a:gridCol w="{_emu(one)}"/>' for one in part.widths)
    rows = [_row(part, part.columns, part.heights[0], head=True)]
    for at, cells in enumerate(part.rows):
        fills = part.fills[at] if part.fills else ()
        rows.append(_row(part, cells, part.heights[at + 1], fills=fills))
    return (
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="{ids.next()}" name="Table" '
        f"descr={quoteattr(xml_text(part.about))}/><p:cNvGraphicFramePr><a:graphicFrameLocks "
        'noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
        f"{_frame(part.x, part.y, part.width, part.height).replace('a:xfrm>', 'p:xfrm>')}"
        f'<a:graphic><a:graphicData uri="{_TABLE}"><a:tbl><a:tblPr firstRow="1"/>'
        f"<a:tblGrid>{grid}</a:tblGrid>{''.join(rows)}</a:tbl></a:graphicData></a:graphic>"
        "</p:graphicFrame>"
    )


def _row(
    part: TableBox, cells: Sequence[str], height: float, *, head: bool = False,
    fills: Sequence[str] = (),
) -> str:  # fmt: skip
    ink = theme.MUTED if head else theme.INK
    found = []
    for at, text in enumerate(cells):
        align = "r" if at in part.numeric else "l"
        line = Line(text, part.size, bold=head, colour=ink, after=0)
        ground = fills[at] if fills else ""
        found.append(
            f"<a:tc><a:txBody><a:bodyPr/>{_paragraph(line, align)}</a:txBody>"
            f'<a:tcPr marL="{_emu(PAD_X)}" marR="{_emu(PAD_X)}" marT="{_emu(PAD_Y)}" '
            f'marB="{_emu(PAD_Y)}" anchor="t">{_edges(head)}{_fill(ground)}</a:tcPr></a:tc>'
        )
    return f'<a:tr h="{_emu(height)}">{"".join(found)}</a:tr>'


def _edges(head: bool) -> str:
    rule = theme.GREYS[1] if head else theme.LINE
    none = "".join(f"<a:{one}><a:noFill/></a:{one}>" for one in ("lnL", "lnR", "lnT"))
    return f'{none}<a:lnB w="{_emu(0.75)}">{_fill(rule)}</a:lnB>'


def _drawing(part: DrawingBox, ids: _Ids) -> str:
    number = ids.next()
    inner = "".join(_drawn(one, ids) for one in together(part.shapes))
    frame = _frame(part.x, part.y, part.width, part.height)
    inside = frame.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
    inside = inside.removeprefix("<a:xfrm>").removesuffix("</a:xfrm>")
    return (
        f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{number}" name="Map" '
        f"descr={quoteattr(xml_text(part.about))}/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
        f"<p:grpSpPr>{frame.removesuffix('</a:xfrm>')}{inside}</a:xfrm></p:grpSpPr>"
        f"{inner}</p:grpSp>"
    )


def _drawn(shape: Shape | tuple[Words, ...], ids: _Ids) -> str:
    if isinstance(shape, tuple):
        return _words(shape, ids.next())
    if isinstance(shape, Box):
        if not (shape.fill or shape.stroke):
            return ""
        return _plain(
            ids.next(), "Box", _frame(shape.x, shape.y, shape.width, shape.height),
            "roundRect" if shape.radius else "rect", _fill(shape.fill),
            _line(shape.stroke, shape.thickness, shape.dash),
            _roundness(shape),
        )  # fmt: skip
    if isinstance(shape, Mark):
        half = shape.size / 2
        return _plain(
            ids.next(), "Mark", _frame(shape.x - half, shape.y - half, shape.size, shape.size),
            _FORMS.get(shape.shape, "ellipse"), _fill(shape.fill),
            _line(shape.stroke, shape.thickness, shape.dash),
        )  # fmt: skip
    if isinstance(shape, Stroke):
        return _path(shape, ids.next())
    return _words((shape,), ids.next())


def _roundness(shape: Box) -> str:
    if not shape.radius:
        return ""
    part = min(50000, round(100000 * shape.radius / max(min(shape.width, shape.height), 0.1)))
    return f'<a:gd name="adj" fmla="val {part}"/>'


def _plain(
    number: int, name: str, frame: str, form: str, fill: str, line: str, adjust: str = ""
) -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f'<p:spPr>{frame}<a:prstGeom prst="{form}"><a:avLst>{adjust}</a:avLst></a:prstGeom>'
        f"{fill}{line}</p:spPr></p:sp>"
    )


def _path(shape: Stroke, number: int) -> str:
    """A line through points as a form of its own, whose points a person can move."""
    left, top = (min(one[at] for one in shape.points) for at in (0, 1))
    width, height = (
        max(one[at] for one in shape.points) - low for at, low in ((0, left), (1, top))
    )
    steps = "".join(
        f'<a:{"moveTo" if at == 0 else "lnTo"}><a:pt x="{_emu(x - left)}" y="{_emu(y - top)}"/>'
        f"</a:{'moveTo' if at == 0 else 'lnTo'}>"
        for at, (x, y) in enumerate(shape.points)
    )
    close = "<a:close/>" if shape.closed else ""
    filled = "" if shape.fill else ' fill="none"'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Line"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>'
        f"<p:spPr>{_frame(left, top, width, height)}<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/>"
        '<a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{_emu(width)}" h="{_emu(height)}"{filled}>{steps}{close}</a:path>'
        f"</a:pathLst></a:custGeom>{_fill(shape.fill)}"
        f"{_line(shape.stroke, shape.thickness, shape.dash)}</p:spPr></p:sp>"
    )


def _words(lines: Sequence[Words], number: int) -> str:
    """Lines of one paragraph in a box that does not wrap them again."""
    first = lines[0]
    step = lines[1].y - first.y if len(lines) > 1 else first.size * LEADING
    width = 1.04 * max(text_width(one.text, one.size, one.weight) for one in lines) + 2
    left = first.x - {"start": 0.0, "middle": width / 2, "end": width}[first.anchor]
    # A line of exact height has its base at four fifths of it (PowerPoint 16, LibreOffice 7.4).
    top = first.y - ascent(first.size) - (step - first.size * 1.21) / 2
    align = {"start": "l", "middle": "ctr", "end": "r"}[first.anchor]
    spacing = f'<a:lnSpc><a:spcPts val="{round(step * 100)}"/></a:lnSpc>'
    runs = "<a:br/>".join(_run(one.text, one.size, one.colour, bold=one.weight > 500)
                          for one in lines)  # fmt: skip
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="Words"/><p:cNvSpPr txBox="1"/><p:nvPr/>'
        f"</p:nvSpPr><p:spPr>{_frame(left, top, width, step * len(lines))}"
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody>'
        '<a:bodyPr wrap="none" lIns="0" rIns="0" tIns="0" bIns="0" anchor="t"><a:noAutofit/>'
        f'</a:bodyPr><a:p><a:pPr algn="{align}">{spacing}<a:buNone/></a:pPr>{runs}</a:p>'
        "</p:txBody></p:sp>"
    )
