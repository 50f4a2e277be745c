"""Arrows of a drawn network: lines with heads, numbers on them, and tracks that keep them apart."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from cxworkbench.telling.map_shapes import Box, Shape, Sheet, Stroke, Words
from cxworkbench.telling.theme import DASHES, GREYS, INK, PAPER
from cxworkbench.telling.type_metrics import ascent, text_width

TRACK: Final = 1.9  # em from one track to the next
APART: Final = 1.5  # em between two ways on one track
ASSUMED: Final = tuple(float(one) for one in DASHES["assumed"])
Point = tuple[float, float]


def arrow(
    points: Sequence[Point],
    sheet: Sheet,
    *,
    assumed: bool = False,
    both: bool = False,
    listed: bool = False,
) -> list[Shape]:
    """A line through the points with a head at its end, and at its start too where `both`.

    One that only the order of a list gives (`listed`) is thin and light, its head open.
    """
    if listed:
        line = Stroke(tuple(points), GREYS[1], 0.8)
        left, tip, right = _corners(points[-2], points[-1], sheet)
        return [line, Stroke((left, tip, right), GREYS[1], 0.8)]
    dash = ASSUMED if assumed else ()
    line = Stroke(tuple(points), GREYS[0], 1.3, dash)
    start = [_head(points[1], points[0], sheet)] if both else []
    return [line, _head(points[-2], points[-1], sheet), *start]


def _head(before: Point, tip: Point, sheet: Sheet) -> Shape:
    return Stroke(_corners(before, tip, sheet), GREYS[0], 1, (), GREYS[0], closed=True)


def _corners(before: Point, tip: Point, sheet: Sheet) -> tuple[Point, Point, Point]:
    """The corners of a head, its tip in the middle."""
    length, half = sheet.times(0.55), sheet.times(0.28)
    x, y = tip
    if abs(before[0] - x) > abs(before[1] - y):
        back = x - length if before[0] < x else x + length
        return (back, y - half), (x, y), (back, y + half)
    back = y - length if before[1] < y else y + length
    return (x - half, back), (x, y), (x + half, back)


def badge(number: int, x: float, y: float, sheet: Sheet) -> list[Shape]:
    """The number of a way in a small box, its middle at x, y."""
    text = str(number)
    width = text_width(text, sheet.small, 600) + sheet.times(0.6)
    height = sheet.times(1.35)
    box = Box(x - width / 2, y - height / 2, width, height, PAPER, GREYS[0], (), sheet.times(0.3))
    base = y + ascent(sheet.small) * 0.36
    return [box, Words(x, base, text, sheet.small, 600, INK, "middle")]


def tracks(spans: Sequence[tuple[float, float]], sheet: Sheet) -> list[int]:
    """On which track each way runs so that none covers another, 0 being the nearest to the lanes.

    Short ways come first, so that they run inside the long ones.
    """
    gap = sheet.times(APART)
    taken: list[list[tuple[float, float]]] = []
    levels = [0] * len(spans)
    order = sorted(range(len(spans)), key=lambda place: abs(spans[place][1] - spans[place][0]))
    for place in order:
        low, high = min(spans[place]) - gap, max(spans[place]) + gap
        level = next((n for n, held in enumerate(taken) if _is_free(held, low, high)), len(taken))
        if level == len(taken):
            taken.append([])
        taken[level].append((low, high))
        levels[place] = level
    return levels


def _is_free(held: Sequence[tuple[float, float]], low: float, high: float) -> bool:
    return all(high <= start or low >= end for start, end in held)


def middle_of(points: Sequence[Point]) -> Point:
    """The middle of the longest piece of a line, where its number has most room."""
    one, two = max(pairwise(points), key=lambda ends: _length(*ends))
    return ((one[0] + two[0]) / 2, (one[1] + two[1]) / 2)


def _length(one: Point, two: Point) -> float:
    return abs(one[0] - two[0]) + abs(one[1] - two[1])
