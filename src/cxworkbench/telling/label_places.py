"""Where small labels beside marks stand so that no two overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from typing import Final

STEPS: Final = 16  # directions in which a place is sought
FARTHEST: Final = 60  # rings around the mark


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels, by its middle."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share more than an edge."""
        return (
            abs(self.x - other.x) * 2 < self.width + other.width
            and abs(self.y - other.y) * 2 < self.height + other.height
        )


def label_places(
    marks: Sequence[tuple[float, float, float]],
    sizes: Sequence[tuple[float, float]],
    *,
    width: float,
    height: float,
) -> list[tuple[float, float]]:
    """The middle of each mark's label: near it, over no mark and no other label, inside the field.

    Parameters
    ----------
    marks
        x, y and radius of each mark, in pixels from the upper left.
    sizes
        Width and height of each label.
    width, height
        Of the field.

    Notes
    -----
    Labels are put in the order given, each at the first free place on rings that grow around its
    mark. Where the field is full one may stand over a mark, and still over no other label.

    Examples
    --------
    >>> places = label_places([(50, 50, 6), (50, 50, 6)], [(12, 12)] * 2, width=100, height=100)
    >>> [(round(x), round(y)) for x, y in places]
    [(63, 50), (55, 38)]
    """
    taken: list[Box] = []
    discs = [Box(x, y, 2 * radius, 2 * radius) for x, y, radius in marks]
    for (x, y, radius), size in zip(marks, sizes, strict=True):
        ways = list(_around(x, y, radius, size, width, height))
        free = next((one for one in ways if not _meets(one, [*taken, *discs])), None)
        apart = free or next((one for one in ways if not _meets(one, taken)), ways[0])
        taken.append(apart)
    return [(one.x, one.y) for one in taken]


def _meets(box: Box, others: Sequence[Box]) -> bool:
    return any(box.meets(other) for other in others)


def _around(
    x: float, y: float, radius: float, size: tuple[float, float], width: float, height: float
) -> list[Box]:
    wide, high = size
    found = []
    for ring in range(FARTHEST):
        for step in range(STEPS):
            turn = 2 * pi * step / STEPS
            far_x, far_y = radius + wide / 2 + 1 + 5 * ring, radius + high / 2 + 1 + 5 * ring
            box = Box(x + far_x * cos(turn), y - far_y * sin(turn), wide, high)
            inside_x = wide / 2 <= box.x <= width - wide / 2
            if inside_x and high / 2 <= box.y <= height - high / 2:
                found.append(box)
    return found or [Box(x, y, wide, high)]
