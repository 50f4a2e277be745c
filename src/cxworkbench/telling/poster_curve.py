"""The emotion curve on a poster: a line over all places with its intervals, in plain shapes."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from cxworkbench.telling import theme
from cxworkbench.telling.deck_values import NativeChart, Series
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_shapes import Mark, Shape, Stroke, Words

_NAMES: Final = 110.0  # height of the names of the places under the curve
_SIDE: Final = 70.0  # width of the numbers at its left
_TEXT: Final = 17.0
_LEAST, _MOST = -2.0, 2.0
Level = Callable[[float], float]  # the height at which a value stands


def curve_shapes(
    chart: NativeChart, x: float, y: float, width: float, height: float
) -> list[Shape]:
    """The curve in so much room; gaps where nothing is known.

    Parameters
    ----------
    chart
        Of kind "line", values from its least to its most.
    x, y, width, height
        Where it stands.
    """
    least = _LEAST if chart.least is None else chart.least
    most = _MOST if chart.most is None else chart.most
    step = (width - _SIDE) / max(len(chart.categories), 1)
    places = [x + _SIDE + step * (at + 0.5) for at in range(len(chart.categories))]
    room = height - _NAMES

    def level(value: float) -> float:
        return y + room * (most - value) / (most - least)

    shapes: list[Shape] = list(_grid(least, most, x, width, level))
    for series in chart.series:
        shapes += _line(series, places, level)
    for place, name in zip(places, chart.categories, strict=True):
        lines = paragraph(name, place, y + room + 16, step - 10, _TEXT, theme.INK)
        shapes += [
            Words(place, one.y, one.text, one.size, one.weight, one.colour, "middle")
            for one in lines
            if isinstance(one, Words)
        ]
    return shapes


def _grid(least: float, most: float, x: float, width: float, level: Level) -> Iterator[Shape]:
    for value in range(round(least), round(most) + 1):
        height = level(value)
        dash = () if value == 0 else (6.0, 6.0)
        yield Stroke(((x + _SIDE, height), (x + width, height)), theme.LINE, 2, dash)
        sign = "−" if value < 0 else "+" if value > 0 else ""
        yield Words(x + _SIDE - 14, height + 6, f"{sign}{abs(value)}", _TEXT, 400, theme.MUTED,
                    "end")  # fmt: skip


def _line(series: Series, places: Sequence[float], level: Level) -> Iterator[Shape]:
    colour = series.colour or theme.GREYS[0]
    points = [
        None if value is None else (place, level(value))
        for place, value in zip(places, series.values, strict=True)
    ]
    for place, low, high in zip(places, series.low, series.high, strict=False):
        if low is not None and high is not None:
            yield Stroke(((place, level(low)), (place, level(high))), theme.GREYS[2], 7)
    run: list[tuple[float, float]] = []
    for point in [*points, None]:
        if point is not None:
            run.append(point)
            continue
        if len(run) > 1:
            yield Stroke(tuple(run), colour, 5)
        run = []
    for point in points:
        if point is not None:
            yield Mark(*point, 20, "circle", colour, colour)
