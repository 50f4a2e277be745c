"""Charts as presentation programs know them, from the specification that the page draws.

Only what a reader sees is taken: the labels, the values and their intervals. Other fields that
travel with the data of a chart do not reach the data sheet of the deck.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from cxworkbench.telling.deck_values import HeatTable, NativeChart, Series
from cxworkbench.telling.theme import FOCAL, GAIN, GREYS, INK, PAIN, PAPER

Row = Mapping[str, Any]
_TERM: Final = re.compile(
    r"^(?P<no>!?)\s*(?:isValid\()?datum(?:\.(?P<a>\w+)|\[['\"](?P<b>[^'\"]+)['\"]\])\)?"
    r"(?:\s*(?P<op>===?|!==?|>=|<=|>|<)\s*(?P<to>.+))?$"
)
_COLOURS: Final = {
    FOCAL: "dark", INK: "dark", PAIN: "orange", GAIN: "blue", GREYS[0]: "dark grey",
    GREYS[1]: "grey", GREYS[2]: "light grey", GREYS[3]: "lightest grey",
}  # fmt: skip
_MOST_ROWS: Final = 40  # categories that a slide can still show
_DARKEST: Final = (0x7B, 0x87, 0x91)  # of a shaded cell


@dataclass(frozen=True)
class _Layer:
    mark: str
    encoding: Mapping[str, Any]
    rows: Sequence[Row]
    colour: str = ""  # of all its marks
    hollow: bool = False

    def field(self, channel: str, *kinds: str) -> str:
        """The field on a channel, where it is of one of these kinds; else empty."""
        found = self.encoding.get(channel)
        if not isinstance(found, Mapping) or "field" not in found:
            return ""
        return str(found["field"]) if not kinds or found.get("type") in kinds else ""


class _Foreign(Exception):
    """The figure is of no kind that presentation programs draw."""


def native_views(spec: Mapping[str, Any]) -> tuple[NativeChart | HeatTable, ...]:
    """The figure as native charts and shaded tables, one for each of its views.

    Parameters
    ----------
    spec
        A Vega-Lite specification with its data inside.

    Returns
    -------
    tuple
        Nothing where one of its views is of no kind that presentation programs draw: such a figure
        stays in the page, and is never put on a slide as a picture.

    Examples
    --------
    >>> spec = {"mark": "bar", "data": {"values": [{"a": "x", "n": 3, "secret": 1}]},
    ...         "encoding": {"y": {"field": "a", "type": "nominal"},
    ...                      "x": {"field": "n", "type": "quantitative", "title": "accounts"}}}
    >>> [chart] = native_views(spec)
    >>> chart.kind, chart.categories, chart.series[0].values, chart.axis
    ('bar', ('x',), (3.0,), 'accounts')
    """
    datasets = spec.get("datasets", {})
    try:
        found = tuple(_view(layers, title) for layers, title in _views(spec, (), {}, datasets, ""))
    except _Foreign:
        return ()
    return found


def _views(
    node: Mapping[str, Any], rows: Sequence[Row], encoding: Mapping[str, Any],
    datasets: Mapping[str, Any], title: str,
) -> Iterable[tuple[list[_Layer], str]]:  # fmt: skip
    """Each single view of a specification with its layers and its own title."""
    rows = _rows(node, rows, datasets)
    encoding = {**encoding, **node.get("encoding", {})}
    for name in ("vconcat", "hconcat", "concat"):
        if name in node:
            for child in node[name]:
                yield from _views(child, rows, encoding, datasets, _title(child))
            return
    if "facet" in node:
        yield from _facets(node, rows, encoding, datasets)
        return
    yield list(_layers(node, rows, encoding, datasets)), title


def _facets(
    node: Mapping[str, Any], rows: Sequence[Row], encoding: Mapping[str, Any],
    datasets: Mapping[str, Any],
) -> Iterable[tuple[list[_Layer], str]]:  # fmt: skip
    facet = node["facet"]
    by = facet if "field" in facet else facet.get("row") or facet.get("column") or {}
    name = by.get("field", "")
    if not name:
        raise _Foreign
    for value in dict.fromkeys(row.get(name) for row in rows):
        few = [row for row in rows if row.get(name) == value]
        yield from _views(node["spec"], few, encoding, datasets, str(value))


def _layers(
    node: Mapping[str, Any], rows: Sequence[Row], encoding: Mapping[str, Any],
    datasets: Mapping[str, Any],
) -> Iterable[_Layer]:  # fmt: skip
    rows = _rows(node, rows, datasets)
    encoding = {**encoding, **node.get("encoding", {})}
    if "layer" in node:
        for child in node["layer"]:
            yield from _layers(child, rows, encoding, datasets)
        return
    mark = node.get("mark")
    if mark is None:
        raise _Foreign
    drawn = {"type": mark} if isinstance(mark, str) else mark
    colour = str(drawn.get("color", "")) if "color" not in encoding else ""
    hollow = drawn.get("filled") is False or drawn.get("fill") == PAPER
    yield _Layer(str(drawn["type"]), encoding, rows, colour, hollow)


def _rows(
    node: Mapping[str, Any], rows: Sequence[Row], datasets: Mapping[str, Any]
) -> Sequence[Row]:
    data = node.get("data")
    if isinstance(data, Mapping):
        rows = data["values"] if "values" in data else datasets.get(str(data.get("name")), rows)
    for step in node.get("transform", ()):
        if set(step) != {"filter"} or not isinstance(step["filter"], str):
            raise _Foreign
        rows = _filtered(rows, step["filter"])
    return rows


def _filtered(rows: Sequence[Row], words: str) -> list[Row]:
    tests = [_test(term.strip()) for term in words.split("&&")]
    return [row for row in rows if all(test(row) for test in tests)]


def _test(term: str) -> Callable[[Row], bool]:
    found = _TERM.match(term.strip("() ") if not term.startswith("isValid") else term)
    if not found:
        raise _Foreign
    name, wrong = found["a"] or found["b"], bool(found["no"])
    sign, to = found["op"], (found["to"] or "").strip()
    if sign is None:
        if "isValid" in term:
            return lambda row: (row.get(name) is not None) != wrong
        return lambda row: bool(row.get(name)) != wrong
    value = _literal(to)
    signs: dict[str, Callable[[Any], bool]] = {
        "==": lambda a: a == value, "!=": lambda a: a != value, ">": lambda a: a > value,
        "<": lambda a: a < value, ">=": lambda a: a >= value, "<=": lambda a: a <= value,
    }  # fmt: skip
    compared = signs[sign[:2] if sign[0] in "=!" else sign]
    return lambda row: bool(row.get(name) is not None or value is None) and compared(row.get(name))


def _literal(text: str) -> Any:  # noqa: ANN401 - text, a number or nothing
    if text in ("null", "true", "false"):
        return {"null": None, "true": True, "false": False}[text]
    if text[:1] in "'\"":
        return text[1:-1]
    try:
        return float(text)
    except ValueError:
        raise _Foreign from None


def _view(layers: list[_Layer], title: str) -> NativeChart | HeatTable:
    heat = [one for one in layers if one.mark == "rect" and _named(one, "x") and _named(one, "y")]
    if heat or any(one.mark == "text" and _named(one, "x") and _named(one, "y") for one in layers):
        return _heat(layers, title)
    for mark in ("line", "bar", "point", "tick"):
        drawn = [one for one in layers if one.mark == mark and one.rows]
        across = next((c for c in ("x", "y") if any(_named(one, c) for one in drawn)), "")
        if across:
            few = [one for one in drawn if _named(one, across)]
            return _by_category(few, layers, across, mark, title)
        numbers = [
            one
            for one in drawn
            if one.field("x", "quantitative", "temporal") and one.field("y", "quantitative")
        ]
        if numbers:
            return _by_number(numbers, mark, title)
    raise _Foreign


def _named(layer: _Layer, channel: str) -> str:
    return layer.field(channel, "nominal", "ordinal")


def _by_category(
    drawn: list[_Layer], layers: list[_Layer], across: str, mark: str, title: str
) -> NativeChart:
    """Bars, points or a line over named places."""
    along = "y" if across == "x" else "x"
    label = _named(drawn[0], across)
    rows = [row for one in drawn for row in one.rows]
    names = _order(drawn[0].encoding[across], rows, label, gaps=mark == "line")
    if not names or len(names) > _MOST_ROWS:
        raise _Foreign
    axis = drawn[0].encoding[along]
    found = _held(drawn, across, along, label)
    asides = _asides(layers, across, label)
    if not set(names) <= set(asides):
        asides = {}  # they head a part of the places, as stages do
    usual = _words(str(axis.get("title") or title or "Value"))
    made = [_series(one, names, usual if len(found) == 1 else "") for one in found]
    ends = _ends(layers, across, along, label)
    owner = next((at for at, one in enumerate(made) if _inside(one, names, ends)), None)
    if owner is not None:
        made[owner] = _with_ends(made[owner], names, ends)
    least, most = _domain(axis)
    return NativeChart(
        "line" if mark == "line" else "bar" if across == "y" else "column",
        tuple(_words(" · ".join(p for p in (str(one), asides.get(one, "")) if p)) for one in names),
        tuple(made), title, _words(str(axis.get("title") or "")), percent=_is_share(axis),
        least=least, most=most, dots=mark in ("point", "tick"),
    )  # fmt: skip


@dataclass
class _Held:
    """The values of one series while they are collected."""

    name: str
    colour: str
    values: dict[Any, float | None]
    hollow: bool


def _held(drawn: list[_Layer], across: str, along: str, label: str) -> list[_Held]:
    """The series: those of one field and colour together, those that a field names apart."""
    found: dict[tuple[str, str], _Held] = {}
    for layer in drawn:
        name = layer.field(along, "quantitative")
        if not name:
            raise _Foreign
        by = layer.field("color", "nominal") or layer.field(f"{across}Offset", "nominal")
        for row in layer.rows:
            key = (str(row.get(by)), "") if by else (name, layer.colour)
            held = found.setdefault(key, _Held(key[0], key[1], {}, layer.hollow))
            held.values[row.get(label)] = _number(row.get(name))
            held.hollow = held.hollow and layer.hollow
    made = list(found.values())
    names = [one.name for one in made]
    for one in made:
        if names.count(one.name) > 1:  # told apart by colour alone, as the caption says
            one.name = _COLOURS.get(one.colour, one.name)
    return made


def _inside(
    one: Series, names: Sequence[Any], ends: Mapping[Any, tuple[float | None, float | None]]
) -> bool:
    """Whether the intervals are those of a series: each of its values lies in its own."""
    pairs = [(v, *ends[n]) for v, n in zip(one.values, names, strict=True) if n in ends]
    whole = [(v, a, b) for v, a, b in pairs if v is not None and a is not None and b is not None]
    return bool(whole) and all(min(a, b) <= v <= max(a, b) for v, a, b in whole)


def _series(held: _Held, names: Sequence[Any], usual: str) -> Series:
    values = tuple(held.values.get(one) for one in names)
    return Series(
        usual or _words(held.name), values, colour=held.colour, hollow=held.hollow and not usual
    )


def _with_ends(
    one: Series, names: Sequence[Any], ends: Mapping[Any, tuple[float | None, float | None]]
) -> Series:
    pairs = [ends.get(name, (None, None)) for name in names]
    return replace(one, low=tuple(a for a, _ in pairs), high=tuple(b for _, b in pairs))


def _ends(
    layers: list[_Layer], across: str, along: str, label: str
) -> dict[Any, tuple[float | None, float | None]]:
    """The interval at each place, where the figure draws one."""
    for layer in layers:
        to = layer.field(f"{along}2")
        if layer.mark in ("rule", "area") and to and layer.field(across) == label:
            start = layer.field(along, "quantitative")
            if start == "low" and to == "high":
                return {row.get(label): (_number(row.get(start)), _number(row.get(to)))
                        for row in layer.rows}  # fmt: skip
    return {}


def _asides(layers: list[_Layer], across: str, label: str) -> dict[Any, str]:
    """Words that stand beside the places of a figure, such as how many accounts."""
    other = "x" if across == "y" else "y"
    found: dict[Any, str] = {}
    for layer in layers:
        words = layer.field("text")
        beside = isinstance(layer.encoding.get(other), Mapping) and "value" in layer.encoding[other]
        if layer.mark == "text" and words and beside and layer.field(across) == label:
            found |= {row.get(label): str(row.get(words) or "") for row in layer.rows}
    return found


def _by_number(drawn: list[_Layer], mark: str, title: str) -> NativeChart | HeatTable:
    """Points over two numbers, bars over ranges, or lines over time."""
    first = drawn[0]
    x, y = first.field("x"), first.field("y")
    axis = first.encoding["y"]
    if mark == "bar" and first.field("x2"):
        ranges = tuple(f"{row[x]:g}–{row[first.field('x2')]:g}" for row in first.rows)
        values = tuple(_number(row.get(y)) for row in first.rows)
        name = _words(str(axis.get("title") or y))
        return NativeChart("column", ranges, (Series(name, values),), title, name)
    if first.field("x", "temporal"):
        raise _Foreign
    series: dict[str, list[tuple[float, float]]] = {}
    for layer in drawn:
        by = layer.field("color", "nominal")
        for row in layer.rows:
            at = (_number(row.get(layer.field("x"))), _number(row.get(layer.field("y"))))
            if at[0] is not None and at[1] is not None:
                key = str(row[by]) if by else layer.field("y")
                series.setdefault(key, []).append((at[0], at[1]))
    if not series:
        raise _Foreign
    made = tuple(
        Series(_words(name), tuple(b for _, b in points), across=tuple(a for a, _ in points))
        for name, points in series.items()
    )
    least, most = _domain(axis)
    return NativeChart(
        "scatter", (), made, title, _words(str(axis.get("title") or y)),
        _words(str(first.encoding["x"].get("title") or x)), _is_share(axis), least, most,
        dots=mark != "line",
    )  # fmt: skip


def _heat(layers: list[_Layer], title: str) -> HeatTable:
    words = [one for one in layers if one.mark == "text" and _named(one, "x") and _named(one, "y")]
    if not words:
        raise _Foreign
    x, y, said = _named(words[0], "x"), _named(words[0], "y"), words[0].field("text")
    rows = [row for one in words for row in one.rows]
    across = _order(words[0].encoding["x"], rows, x)
    down = _order(words[0].encoding["y"], rows, y)
    if not across or len(down) > _MOST_ROWS or len(across) > 14:
        raise _Foreign
    cells = {(row.get(x), row.get(y)): str(row.get(said) or "") for row in rows}
    shades = _shades([one for one in layers if one.mark == "rect"], x, y)
    return HeatTable(
        ("", *(_words(str(one)) for one in across)),
        tuple((_words(str(b)), *(_words(cells.get((a, b), "")) for a in across)) for b in down),
        tuple(("", *(shades.get((a, b), "") for a in across)) for b in down),
        title,
    )


def _shades(rects: list[_Layer], x: str, y: str) -> dict[tuple[Any, Any], str]:
    for layer in rects:
        name = layer.field("color", "quantitative")
        if not name:
            continue
        values = {(row.get(x), row.get(y)): _number(row.get(name)) for row in layer.rows}
        known = [abs(one) for one in values.values() if one is not None]
        most = max(known, default=0.0)
        return {
            at: _tint(abs(one) / most) for at, one in values.items() if one is not None and most
        }
    return {}


def _tint(part: float) -> str:
    """A grey that is the darker the larger the part, light enough for dark words."""
    light = part * 0.62
    return "#" + "".join(f"{round(255 - (255 - one) * light):02x}" for one in _DARKEST)


def _order(
    channel: Mapping[str, Any], rows: Iterable[Row], label: str, *, gaps: bool = False
) -> list[Any]:
    """The places in the order in which the figure has them."""
    said = channel.get("sort")
    domain = channel.get("scale", {}).get("domain") if channel.get("scale") else None
    first = [one for one in (said, domain) if isinstance(one, list)]
    there = dict.fromkeys(row.get(label) for row in rows)
    ordered = [one for one in (first[0] if first else []) if gaps or one in there]
    return [*ordered, *(one for one in there if one not in ordered and one is not None)]


def _domain(channel: Mapping[str, Any]) -> tuple[float | None, float | None]:
    scale = channel.get("scale") or {}
    domain = scale.get("domain")
    values = (channel.get("axis") or {}).get("values")
    if isinstance(values, list) and len(values) > 1 and isinstance(domain, list):
        return _number(values[0]), _number(values[-1])
    if isinstance(domain, list) and len(domain) == 2:
        return _number(domain[0]), _number(domain[1])
    return _number(scale.get("domainMin")), _number(scale.get("domainMax"))


def _is_share(channel: Mapping[str, Any]) -> bool:
    axis = channel.get("axis") or {}
    return "%" in f"{axis.get('format', '')}{axis.get('labelExpr', '')}"


def _title(node: Mapping[str, Any]) -> str:
    title = node.get("title", "")
    text = title.get("text", "") if isinstance(title, Mapping) else title
    return _words(" ".join(text) if isinstance(text, list) else str(text or ""))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value:
        return None
    return float(value)


def _words(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())
