"""Pictures that a page may hold: charts drawn to SVG without a network, and a check of any SVG.

What comes out is well-formed, refers to nothing outside itself, runs nothing, and is the same text
each time. The check names what is allowed; everything else is refused.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Final
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from cxworkbench.ground.errors import RecordProblem, sample_of
from cxworkbench.ground.language import ENGLISH, chart_locale, language, term
from cxworkbench.telling.theme import FONT_STACK
from cxworkbench.telling.type_metrics import drawable, xml_text

SVG: Final = "{http://www.w3.org/2000/svg}"


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS: Final = _names(
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan "
    "clipPath linearGradient stop"
)
ATTRIBUTES: Final = _names(
    "id role aria-label width height viewBox x y x1 y1 x2 y2 cx cy r rx ry dx dy d points "
    "transform offset gradientUnits clipPathUnits fill fill-opacity fill-rule stroke "
    "stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap "
    "stroke-linejoin stroke-miterlimit paint-order opacity stop-color stop-opacity clip-path "
    "clip-rule font-family font-size font-style font-weight text-anchor dominant-baseline "
    "data-top data-height data-keep"
)
# Vega writes these for browsers that follow the mouse; a picture on a page needs none of them.
LEFT_OUT: Final = _names(
    "class version pointer-events aria-roledescription display cursor "
    "{http://www.w3.org/1999/xlink}href"
)
_PLACES: Final = _names("x y x1 y1 x2 y2 cx cy d points transform width height")
_LONG_DECIMAL: Final = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")


def chart_svg(spec: Mapping[str, Any], text: str = "") -> str:
    """A chart as SVG text with an alternative text for those who cannot see it.

    Parameters
    ----------
    spec
        A Vega-Lite specification with its data inside.
    text
        What the chart shows, in words; the specification's description when empty.

    Raises
    ------
    RecordProblem
        The specification fetches its data from an address.
    """
    _require_own_data(spec)
    content = json.dumps(_without_controls(spec), ensure_ascii=False)
    root = _parsed(_drawn(content, language()))
    _rename_ids(root, content)
    _say_terms(root)
    title = drawable(_title_of(spec)) or "Chart"
    described = drawable(text or str(spec.get("description", ""))) or title
    return _root_text(root, title, described)


def checked_svg(svg: str) -> str:
    """The same SVG text, when it is one that a page may hold.

    Raises
    ------
    RecordProblem
        It is not well-formed, or holds an element, an attribute or an address that could run
        something or fetch something.
    """
    root = _parsed(svg)
    held = [one.tag.removeprefix(SVG) for one in root.iter()]
    _refuse("elements", [name for name in held if name not in ELEMENTS])
    attributes = [item for one in root.iter() for item in one.attrib.items()]
    _refuse("attributes", [name for name, _ in attributes if name not in ATTRIBUTES])
    # A label is words for a screen reader; no browser takes an address from it.
    used = [value for name, value in attributes if name != "aria-label"]
    _refuse("addresses", [value for value in used if _points_outside(value)])
    return svg


def _say_terms(root: Any) -> None:  # noqa: ANN401 - lxml is untyped
    """Names of categories that a chart keeps in English, in the language in use."""
    if language() == ENGLISH:
        return
    for one in root.iter(f"{SVG}text"):
        if one.text:
            word = one.text.rstrip("\u200b")
            one.text = term(word) + one.text[len(word) :]


@lru_cache(maxsize=128)
def _drawn(content: str, _: str) -> str:
    """A chart as Vega draws it. In a batch every account's report holds charts of all accounts."""
    import vl_convert

    register_fonts()
    name = chart_locale()
    locale: dict[str, Any] = {"format_locale": name, "time_format_locale": name} if name else {}
    return str(vl_convert.vegalite_to_svg(content, allowed_base_urls=[], **locale))


@cache
def register_fonts() -> None:
    """Let vl-convert know the shipped font, once in a process."""
    import vl_convert

    vl_convert.register_font_directory(str(files("cxworkbench.telling").joinpath("fonts")))


def _without_controls(content: Any) -> Any:  # noqa: ANN401 - a specification nests anything
    """The specification with control characters replaced.

    vl-convert 1.9 measures text by parsing it as XML and ends the whole process, past any
    exception, when a letter is one that XML refuses.
    """
    if isinstance(content, str):
        return xml_text(content)
    if isinstance(content, Mapping):
        return {xml_text(str(key)): _without_controls(value) for key, value in content.items()}
    if isinstance(content, list | tuple):
        return [_without_controls(value) for value in content]
    return content


def _require_own_data(spec: Mapping[str, Any]) -> None:
    addresses = [str(url) for url in _data_addresses(spec)]
    if addresses:
        raise RecordProblem(
            f"A chart takes its data from {sample_of(addresses)}. A told chart carries its data "
            "inside. Give the chart a table, not an address."
        )


def _data_addresses(content: object) -> Iterator[object]:
    """Every `url` of a `data` entry, however deep; tables themselves are not searched."""
    if isinstance(content, Mapping):
        for name, inside in content.items():
            if name == "data" and isinstance(inside, Mapping) and "url" in inside:
                yield inside["url"]
            elif name not in ("datasets", "values"):
                yield from _data_addresses(inside)
    elif isinstance(content, list | tuple):
        for inside in content:
            yield from _data_addresses(inside)


def _parsed(svg: str) -> ElementTree.Element:
    if "<!" in svg:
        raise RecordProblem(
            "A picture holds a document type, an entity or a comment ('<!'). A told picture is "
            "plain SVG. Paint it again with this version of the workbench."
        )
    try:
        root = ElementTree.fromstring(svg)  # noqa: S314 - entities cannot occur without "<!"
    except ElementTree.ParseError as broken:
        raise RecordProblem(
            f"A picture is not well-formed SVG: {broken}. Paint it again with this version of "
            "the workbench."
        ) from broken
    if root.tag != f"{SVG}svg":
        raise RecordProblem(
            f"A picture begins with {root.tag!r}. A told picture is an svg element. Paint it "
            "again with this version of the workbench."
        )
    return root


def _refuse(what: str, found: list[str]) -> None:
    if found:
        raise RecordProblem(
            f"A picture holds {len(found)} {what} that a page does not take: "
            f"{sample_of(found)}. Paint it again with this version of the workbench."
        )


def _points_outside(value: str) -> bool:
    return bool(re.search(r"url\s*\((?!#)|:", value, flags=re.IGNORECASE))


def _rename_ids(root: ElementTree.Element, content: str) -> None:
    """Ids made from the chart: Vega counts them over the process, and a page holds many charts."""
    prefix = "c" + hashlib.sha256(content.encode("utf-8")).hexdigest()[:10]
    old = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    new = {name: f"{prefix}-{place}" for place, name in enumerate(old)}
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                element.attrib[name] = new[value]
            elif value.startswith("url(#"):
                element.attrib[name] = f"url(#{new[value[5:-1]]})"


def _title_of(spec: Mapping[str, Any]) -> str:
    title = spec.get("title", "")
    text = title.get("text", "") if isinstance(title, Mapping) else title
    return " ".join(text) if isinstance(text, list | tuple) else str(text)


def _root_text(root: ElementTree.Element, title: str, described: str) -> str:
    root.attrib.update({"role": "img", "aria-label": described, "font-family": FONT_STACK})
    inside = "".join(_as_text(child) for child in root)
    head = f"<title>{escape(title)}</title><desc>{escape(described)}</desc>"
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg"{_attributes(root)}>{head}{inside}</svg>'
    return checked_svg(drawn)


def _as_text(element: ElementTree.Element) -> str:
    """An element and what is in it, without the parts that draw nothing."""
    if element.attrib.get("display") == "none" or element.attrib.get("d") == "M0,0h0v0h0Z":
        return ""
    name = element.tag.removeprefix(SVG)
    inside = escape(element.text or "") + "".join(_as_text(child) for child in element)
    if name == "g" and not inside:
        return ""
    inner = {key: value for key, value in element.attrib.items() if not _is_label(key)}
    opening = f"{name}{_attributes(element, inner)}"
    return f"<{opening}>{inside}</{name}>" if inside else f"<{opening}/>"


def _is_label(name: str) -> bool:
    """Labels of single marks: the picture as a whole has one, and its table stands beside it."""
    return name in ("role", "aria-label", "aria-hidden")


def _attributes(element: ElementTree.Element, kept: Mapping[str, str] | None = None) -> str:
    shown = element.attrib if kept is None else kept
    return "".join(
        f" {name}={quoteattr(_rounded(name, value))}"
        for name, value in shown.items()
        if name not in LEFT_OUT and (kept is None or not _is_default(element.tag, name, value))
    )


def _is_default(tag: str, name: str, value: str) -> bool:
    """Whether leaving the attribute out draws the same; a line of text begins where its x says."""
    return (name, value) in _DEFAULTS and not (tag == f"{SVG}tspan" and name in ("x", "y"))


def _rounded(name: str, value: str) -> str:
    if name not in _PLACES:
        return value
    return _LONG_DECIMAL.sub(lambda found: f"{float(found[0]):.2f}", value)


_DEFAULTS: Final = frozenset(
    {("opacity", "1"), ("font-family", FONT_STACK), ("font-weight", "400"), ("x", "0"), ("y", "0")}
)
