"""Native charts in a PowerPoint file, each with a data sheet that a person can change."""

import math
from typing import Any, Final

from cxworkbench.exchange.stable_zip import without_times
from cxworkbench.ground.files import FORMULA_STARTS
from cxworkbench.telling import theme
from cxworkbench.telling.deck_values import ChartBox, NativeChart, Series

_COLOURS: Final = (
    theme.GREYS[1],
    theme.FOCAL,
    theme.GREYS[2],
    theme.PAIN,
    theme.GAIN,
    theme.GREYS[3],
)
_SPACE: Final = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_BELOW, _ABOVE = "interval, down to", "interval, up to"


def add_chart(slide: Any, part: ChartBox) -> None:  # noqa: ANN401 - python-pptx
    """The chart on the slide, in its place."""
    from pptx.util import Pt

    chart = part.chart
    frame = slide.shapes.add_chart(
        _kind(chart), Pt(part.x), Pt(part.y), Pt(part.width), Pt(part.height), _data(chart)
    )
    frame.name = "Chart"
    frame._element.nvGraphicFramePr.cNvPr.set("descr", part.about)
    _dress(frame.chart, chart)
    _still(frame.chart)


def _kind(chart: NativeChart) -> Any:  # noqa: ANN401
    from pptx.enum.chart import XL_CHART_TYPE as KIND

    return {
        "bar": KIND.BAR_CLUSTERED, "column": KIND.COLUMN_CLUSTERED, "line": KIND.LINE_MARKERS,
        "scatter": KIND.XY_SCATTER if chart.dots else KIND.XY_SCATTER_LINES_NO_MARKERS,
    }[chart.kind]  # fmt: skip


def _data(chart: NativeChart) -> Any:  # noqa: ANN401
    from pptx.chart.data import CategoryChartData, XyChartData

    if chart.kind == "scatter":
        points = XyChartData()
        for one in chart.series:
            made = points.add_series(_plain(one.name))
            for x, y in zip(one.across, one.values, strict=True):
                if y is not None:
                    made.add_data_point(x, y)
        return points
    data = CategoryChartData(number_format="0%" if chart.percent else "General")
    data.categories = [_plain(one) for one in chart.categories]
    for one in chart.series:
        data.add_series(_plain(one.name), one.values)
        if one.low:
            data.add_series(_BELOW, _away(one, one.low))
            data.add_series(_ABOVE, _away(one, one.high))
    return data


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula when the data sheet is opened."""
    return f"\u200b{text}" if text[:1] in FORMULA_STARTS else text


def _away(one: Series, ends: tuple[float | None, ...]) -> list[float | None]:
    return [
        None if end is None or value is None else abs(round(end - value, 6))
        for end, value in zip(ends, one.values, strict=True)
    ]


def _dress(native: Any, chart: NativeChart) -> None:  # noqa: ANN401
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_LEGEND_POSITION
    from pptx.util import Pt

    native.font.size = Pt(10)
    native.font.color.rgb = RGBColor.from_string(theme.INK.lstrip("#").upper())
    native.has_title = False
    native.has_legend = len(chart.series) > 1
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
    _axes(native, chart)
    _intervals(native, chart)
    for at, series in enumerate(native.plots[0].series):
        _colour(series, chart, at, chart.series[at])
        _hollow(series, chart, chart.series[at])
    if chart.kind in ("bar", "column"):
        native.plots[0].gap_width = 60 if len(chart.categories) > 3 else 140
        native.plots[0].overlap = 0 if len(chart.series) > 1 else 100


def _colour(series: Any, chart: NativeChart, at: int, one: Series) -> None:  # noqa: ANN401
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_MARKER_STYLE as STYLE
    from pptx.util import Pt

    colour = RGBColor.from_string((one.colour or _COLOURS[at % len(_COLOURS)]).lstrip("#").upper())
    if chart.kind in ("bar", "column"):
        if one.hollow:
            series.format.fill.background()
            series.format.line.color.rgb = colour
        else:
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = colour
        series.invert_if_negative = False
        return
    styles = (STYLE.CIRCLE, STYLE.SQUARE, STYLE.DIAMOND, STYLE.TRIANGLE)
    series.marker.style = (
        styles[at % len(styles)] if chart.dots or chart.kind == "line" else STYLE.NONE
    )
    series.marker.size = 7
    series.marker.format.fill.solid()
    series.marker.format.fill.fore_color.rgb = colour
    series.marker.format.line.color.rgb = colour
    series.smooth = False
    if chart.kind == "scatter" and chart.dots:
        series.format.line.fill.background()
    else:
        series.format.line.color.rgb = colour
        series.format.line.width = Pt(2)


def _axes(native: Any, chart: NativeChart) -> None:  # noqa: ANN401
    from pptx.dml.color import RGBColor
    from pptx.enum.chart import XL_TICK_LABEL_POSITION as PLACE
    from pptx.util import Pt

    value, category = native.value_axis, native.category_axis
    shade = RGBColor.from_string(theme.LINE.lstrip("#").upper())
    value.major_gridlines.format.line.color.rgb = shade
    value.format.line.fill.background()
    category.format.line.color.rgb = shade
    category.has_major_gridlines = False
    least, most = _range(chart)
    value.minimum_scale, value.maximum_scale = least, most
    value.major_unit = _step(most - least)
    if chart.kind != "scatter":
        _name_each(category)
    if chart.kind == "bar":
        category.reverse_order = True  # first at the top, as in the page
    value.tick_label_position = PLACE.HIGH if chart.kind == "bar" else PLACE.LOW
    category.tick_label_position = PLACE.LOW
    if chart.percent:
        value.tick_labels.number_format, value.tick_labels.number_format_is_linked = "0%", False
    for axis, text in ((value, chart.axis), (category, chart.across)):
        axis.has_title = bool(text)
        if text:
            frame = axis.axis_title.text_frame
            frame.text = text
            run = frame.paragraphs[0].runs[0]
            run.font.size, run.font.bold = Pt(10), False


def _range(chart: NativeChart) -> tuple[float, float]:
    """The ends of the axis of values: all of each interval inside, and 0 where bars begin there."""
    held = [
        one
        for series in chart.series
        for some in (series.values, series.low, series.high)
        for one in some
        if one is not None
    ]
    if chart.kind in ("bar", "column"):
        held.append(0.0)
    least, most = min(held, default=0.0), max(held, default=1.0)
    step = _step(max(most - least, 1e-9))
    found = (step * math.floor(least / step), step * math.ceil(most / step))
    low = found[0] if chart.least is None else min(chart.least, least)
    high = found[1] if chart.most is None else max(chart.most, most)
    return (low, high) if high > low else (low, low + 1.0)


def _step(span: float) -> float:
    """A round step that divides a span into four to eight parts.

    Examples
    --------
    >>> _step(25), _step(1.0), _step(4)
    (5.0, 0.2, 1.0)
    """
    size: float = 10 ** math.floor(math.log10(span / 4))
    return next((size * one for one in (1.0, 2.0, 5.0) if span / (size * one) <= 8), size * 10)


def _name_each(category: Any) -> None:  # noqa: ANN401
    """Every place keeps its name: none is skipped for want of room."""
    from pptx.oxml import parse_xml

    skip = parse_xml(f'<c:tickLblSkip xmlns:c="{_SPACE}" val="1"/>')
    category._element.find(f"{{{_SPACE}}}noMultiLvlLbl").addprevious(skip)


def _hollow(series: Any, chart: NativeChart, one: Series) -> None:  # noqa: ANN401
    """Bars without an interval hollow, where others have one: too few to tell."""
    from pptx.dml.color import RGBColor

    if not one.low or chart.kind not in ("bar", "column"):
        return
    edge = RGBColor.from_string((one.colour or theme.GREYS[1]).lstrip("#").upper())
    for at, (low, value) in enumerate(zip(one.low, one.values, strict=True)):
        if low is None and value is not None:
            point = series.points[at].format
            point.fill.background()
            point.line.color.rgb = edge


def _intervals(native: Any, chart: NativeChart) -> None:  # noqa: ANN401
    """Intervals as error bars over two columns of the data sheet, in place of two series."""
    from pptx.oxml import parse_xml

    if chart.kind == "scatter":
        return
    plot = native.plots[0]._element
    found = plot.findall(f"{{{_SPACE}}}ser")
    taken = 0
    for at, one in enumerate(chart.series):
        place = at + taken
        if not one.low:
            continue
        own, below, above = found[place : place + 3]
        bars = (
            f'<c:errBars xmlns:c="{_SPACE}"><c:errDir val="y"/><c:errBarType val="both"/>'
            f'<c:errValType val="cust"/><c:noEndCap val="1"/>{_taken(above, "plus")}'
            f"{_taken(below, 'minus')}<c:spPr><a:ln "
            'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" w="19050">'
            f'<a:solidFill><a:srgbClr val="{theme.INK.lstrip("#").upper()}"/></a:solidFill></a:ln>'
            "</c:spPr></c:errBars>"
        )
        element = parse_xml(bars)
        if chart.kind != "line":
            element.remove(element[0])  # bars have one direction
        own.find(f"{{{_SPACE}}}cat").addprevious(element)
        for series in (below, above):
            plot.remove(series)
        taken += 2


def _taken(series: Any, name: str) -> str:  # noqa: ANN401
    """The values of a series that is to go, with where they stand in the data sheet."""
    from lxml import etree

    values = series.find(f"{{{_SPACE}}}val")
    inner = "".join(etree.tostring(one, encoding="unicode") for one in values)
    return f"<c:{name}>{inner}</c:{name}>"


def _still(native: Any) -> None:  # noqa: ANN401
    """The data sheet without the time at which it was made."""
    import datetime

    part = native.part.chart_workbook.xlsx_part
    part._blob = without_times(part.blob, datetime.datetime(2000, 1, 1))
