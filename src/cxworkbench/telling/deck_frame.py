"""The client's frame around every slide: a bar in its colour, its logo, its font, the footer.

Brand colours stand on the frame alone; data keep the colours that each mean one thing.
"""

import io
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from cxworkbench.records.engagement import Brand
from cxworkbench.telling import theme
from cxworkbench.telling.deck_values import (
    HEIGHT,
    LEADING,
    LEFT,
    LOGO_ROOM,
    ROOM,
    WIDTH,
    Line,
    lines_of,
)
from cxworkbench.telling.type_metrics import xml_text

EMU: Final = 12700
BAR: Final = 8.0  # height of the bar at the top
TITLE: Final = (LEFT, 38.0, ROOM - LOGO_ROOM, 62.0)
COVER_TITLE: Final = (LEFT, 170.0, ROOM, 120.0)
LOGO: Final = (WIDTH - LEFT - 130.0, 18.0, 130.0, 46.0)  # the logo lies inside, at the right
FOOT: Final = 512.0
_SIZES: Final = (24.0, 20.0, 17.0)
_NAMES: Final = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def title_size(text: str, width: float = TITLE[2]) -> float:
    """The largest type in which a title takes two lines; 0 where it takes more in the smallest.

    Examples
    --------
    >>> title_size("Pains"), title_size("Pains and gains " * 30)
    (24.0, 0.0)
    """
    for size in _SIZES:
        if len(lines_of(Line(text, size, bold=True), width)) * size * LEADING <= TITLE[3]:
            return size
    return 0.0


def framed_presentation(brand: Brand, footer: str, logo: bytes | None) -> tuple[Any, Any]:
    """An empty presentation with the client's frame, and its layout."""
    from pptx import Presentation
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    layout = deck.slide_layouts[5]  # title only
    for one in list(deck.slide_layouts):
        if one is not layout:
            deck.slide_layouts.remove(one)
    layout.name = "Finding"
    _set_theme(deck.slide_master, brand)
    _set_master(deck.slide_master, layout, brand, footer)
    if logo is not None:
        _add_logo(deck.slide_master, logo, brand)
    return deck, layout


def _set_theme(master: Any, brand: Brand) -> None:  # noqa: ANN401 - python-pptx
    """The client's colour and font as those of the file, so that what people add takes them."""
    from lxml import etree
    from pptx.opc.constants import RELATIONSHIP_TYPE

    part = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = etree.fromstring(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    colours = [brand.colour, theme.GREYS[0], theme.GREYS[1], theme.PAIN, theme.GAIN, theme.GREYS[2]]
    for at, colour in enumerate(colours, start=1):
        [slot] = root.xpath(f".//a:accent{at}", namespaces=space)
        for child in list(slot):
            slot.remove(child)
        etree.SubElement(slot, f"{{{space['a']}}}srgbClr", val=colour.lstrip("#").upper())
    for latin in root.xpath(".//a:majorFont/a:latin | .//a:minorFont/a:latin", namespaces=space):
        latin.set("typeface", brand.font)
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _set_master(master: Any, layout: Any, brand: Brand, footer: str) -> None:  # noqa: ANN401
    from pptx.oxml import parse_xml

    for shape in [*master.placeholders, *layout.placeholders]:
        kind = shape.placeholder_format.type
        if shape.placeholder_format.idx == 0:
            _place(shape, *TITLE)
        elif shape in list(layout.placeholders) or "BODY" not in str(kind):
            shape._element.getparent().remove(shape._element)
        else:
            _place(shape, LEFT, 104, ROOM, 380)
    for holder in (master, layout):
        for shape in holder.placeholders:
            if shape.placeholder_format.idx == 0:
                _set_title_body(shape)
    tree = master.shapes._spTree
    bar = _shape(90, "Brand bar", (0, 0, WIDTH, BAR), brand.colour)
    foot = _footer(91, footer)
    number = _number(92)
    for at, text in enumerate((bar, foot, number)):
        tree.insert(2 + at, parse_xml(text))


def _place(shape: Any, x: float, y: float, width: float, height: float) -> None:  # noqa: ANN401
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = Pt(x), Pt(y), Pt(width), Pt(height)


def _set_title_body(shape: Any) -> None:  # noqa: ANN401
    body = shape._element.txBody.bodyPr
    for name in ("lIns", "rIns", "tIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", "t")
    for child in list(body):
        body.remove(child)


def _box(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<a:xfrm><a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )


def _shape(number: int, name: str, place: tuple[float, float, float, float], colour: str) -> str:
    return (
        f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_box(*place)}<a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill><a:ln><a:noFill/></a:ln>'
        "</p:spPr></p:sp>"
    )


def _small(
    number: int, name: str, place: tuple[float, float, float, float], inside: str, align: str
) -> str:
    return (
        f'<p:sp {_NAMES}><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr txBox="1"/>'
        f'<p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>{_box(*place)}<a:noFill/></p:spPr><p:txBody>'
        '<a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0"><a:noAutofit/></a:bodyPr>'
        f'<a:p><a:pPr algn="{align}"/>{inside}</a:p></p:txBody></p:sp>'
    )


def _footer(number: int, text: str) -> str:
    colour = f'<a:solidFill><a:srgbClr val="{theme.MUTED.lstrip("#").upper()}"/></a:solidFill>'
    run = (f'<a:r><a:rPr lang="en-GB" sz="900">{colour}</a:rPr>'
           f"<a:t>{escape(xml_text(text))}</a:t></a:r>")  # fmt: skip
    return _small(number, "Footer", (LEFT, FOOT, ROOM - 60, 14), run, "l")


def _number(number: int) -> str:
    colour = f'<a:solidFill><a:srgbClr val="{theme.MUTED.lstrip("#").upper()}"/></a:solidFill>'
    field = (
        '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum">'
        f'<a:rPr lang="en-GB" sz="900">{colour}</a:rPr><a:t>‹#›</a:t></a:fld>'
    )
    return _small(number, "Slide number", (WIDTH - LEFT - 50, FOOT, 50, 14), field, "r")


def _add_logo(master: Any, logo: bytes, brand: Brand) -> None:  # noqa: ANN401
    from pptx.oxml import parse_xml

    image, link = master.part.get_or_add_image_part(io.BytesIO(logo))
    across, down = image.image.size
    scale = min(LOGO[2] / across, LOGO[3] / down)
    width, height = across * scale, down * scale
    place = (LOGO[0] + LOGO[2] - width, LOGO[1], width, height)
    about = quoteattr(f"Logo of {brand.name}" if brand.name else "Logo")
    picture = (
        f'<p:pic {_NAMES}><p:nvPicPr><p:cNvPr id="93" name="Logo" descr={about}/><p:cNvPicPr/>'
        f'<p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill><a:blip r:embed="{link}"/><a:stretch>'
        f"<a:fillRect/></a:stretch></p:blipFill><p:spPr>{_box(*place)}</p:spPr></p:pic>"
    )
    master.shapes._spTree.append(parse_xml(picture))
