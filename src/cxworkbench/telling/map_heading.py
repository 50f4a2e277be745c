"""The top of a drawn map: its title, whose journey it is, and what its signs mean."""

from collections.abc import Callable, Sequence
from typing import Final

from cxworkbench.ground.language import day_of, say, term
from cxworkbench.ground.terms import BASES
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.telling.basis_look import basis_look
from cxworkbench.telling.map_arrows import arrow
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_shapes import (
    Box,
    Mark,
    Shape,
    Sheet,
    Strip,
    Stroke,
    Words,
    bottom_of,
)
from cxworkbench.telling.theme import DASHES, GREYS, INK, MUTED, PAPER, SHAPES
from cxworkbench.telling.type_metrics import ascent, text_width

ASSUMED_DASH: Final = tuple(float(one) for one in DASHES["assumed"])
Sign = Callable[[float, float, Sheet], list[Shape]]


def heading(
    journey_map: JourneyMap,
    sheet: Sheet,
    signs: Sequence[tuple[Sign, str]] | None = None,
    *,
    view: str = "",
    notes: Sequence[str] = (),
) -> Strip:
    """Title, perspective, what else a reader must know, and legend, as the first strip.

    Parameters
    ----------
    journey_map
        Whose title and perspective.
    sheet
        What it is drawn on.
    signs
        The legend; all signs of the matrix when not given.
    view
        What kind of drawing it is, in words; not needed for the matrix.
    notes
        A line each: what the view shows, and what was left out of it.
    """
    title = paragraph(
        journey_map.title or say("Journey map"), 0, 0, sheet.width, sheet.title, INK, 600
    )
    y = bottom_of(title, 0) + sheet.times(0.3)
    shapes = [*title]
    whose = " · ".join([*([view] if view else []), perspective(journey_map)])
    for line in (whose, *notes):
        about = paragraph(line, 0, y, sheet.width, sheet.text, MUTED)
        shapes += about
        y = bottom_of(about, y) + sheet.times(0.15)
    shapes += _legend(y + sheet.times(0.75), sheet, SIGNS if signs is None else signs)
    return Strip(0, bottom_of(shapes, 0) + sheet.times(1.2), tuple(shapes), keep_with_next=True)


def perspective(journey_map: JourneyMap) -> str:
    """Whose journey the map shows, of which day, and whether anything in it rests on evidence."""
    whose = journey_map.perspective
    everyone = [
        f"{noun}: {value}" if value not in ("", "all") else say("all {plural}", plural=plural)
        for noun, plural, value in (
            (term("segment"), term("segments"), whose.segment),
            (term("role"), term("roles"), whose.role),
            (say("account type"), say("account types"), whose.account_type),
        )
    ]
    day = [say("as of {as_of}", as_of=day_of(journey_map.as_of))] if journey_map.as_of else []
    stamp = [journey_map.stamp] if journey_map.stamp else []
    return " · ".join([term(journey_map.kind), term(journey_map.state), *everyone, *day, *stamp])


def _legend(y: float, sheet: Sheet, signs: Sequence[tuple[Sign, str]]) -> list[Shape]:
    shapes: list[Shape] = []
    x = 0.0
    for sign, words in signs:
        text = term(words)
        width = sheet.times(2.1) + text_width(text, sheet.small)
        if x and x + width > sheet.width:
            x, y = 0.0, y + sheet.times(1.8)
        shapes += sign(x, y, sheet)
        base = y + ascent(sheet.small)
        shapes.append(Words(x + sheet.times(2.1), base, text, sheet.small, colour=MUTED))
        x += width + sheet.times(1.8)
    return shapes


def _mark(shape: str) -> Sign:
    def sign(x: float, y: float, sheet: Sheet) -> list[Shape]:
        middle = (x + sheet.times(1.2), y + sheet.times(0.62))
        return [Mark(*middle, sheet.times(0.85), shape, GREYS[0], GREYS[0])]

    return sign


def _basis(basis: str) -> Sign:
    def sign(x: float, y: float, sheet: Sheet) -> list[Shape]:
        middle = (x + sheet.times(1.2), y + sheet.times(0.62))
        look = basis_look(basis, GREYS[0])
        size = sheet.times(0.95)
        return [Mark(*middle, size, "circle", look.fill, GREYS[0], look.dash, dot=look.dot)]

    return sign


def _box(box: Callable[[float, float, float, float], Box]) -> Sign:
    def sign(x: float, y: float, sheet: Sheet) -> list[Shape]:
        return [box(x, y + sheet.times(0.1), sheet.times(1.7), sheet.times(1.05))]

    return sign


def _evidence(x: float, y: float, width: float, height: float) -> Box:
    return Box(x, y, width, height, GREYS[3])


def _assumed(x: float, y: float, width: float, height: float) -> Box:
    return Box(x + 0.5, y, width - 1, height, PAPER, GREYS[1], ASSUMED_DASH, 2)


def _own(x: float, y: float, width: float, height: float) -> Box:
    return Box(x, y, width, height, PAPER, GREYS[1], (), height / 2)


def _interval(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = y + sheet.times(0.62)
    band = Box(x, y + sheet.times(0.1), sheet.times(1.7), sheet.times(1.05), GREYS[3])
    line = Stroke(((x, middle), (x + sheet.times(1.7), middle)), GREYS[0], 2)
    return [band, line]


def _own_mark(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = (x + sheet.times(1.2), y + sheet.times(0.62))
    return [Mark(*middle, sheet.times(0.85), SHAPES["physical"], PAPER, GREYS[0])]


def _bar(dash: tuple[float, ...]) -> Sign:
    def sign(x: float, y: float, sheet: Sheet) -> list[Shape]:
        middle = x + sheet.times(1.5)
        ends = ((middle, y), (middle, y + sheet.times(1.2)))
        return [Stroke(ends, GREYS[1] if dash else GREYS[0], 2.5, dash)]

    return sign


def _first_and_last(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle, size = y + sheet.times(0.62), sheet.times(0.55)
    ends = (x + size / 2, x + sheet.times(1.65) - size / 2)
    line = Stroke(((ends[0], middle), (ends[1], middle)), GREYS[1], 0.8)
    return [line, *(Mark(end, middle, size, "circle", GREYS[0], GREYS[0]) for end in ends)]


def _own_bar(x: float, y: float, sheet: Sheet) -> list[Shape]:
    half = sheet.times(0.5)
    return [
        Box(
            x, y + sheet.times(0.1), sheet.times(1.7), 2 * half, PAPER, GREYS[0], ASSUMED_DASH, half
        )
    ]


def _unknown(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = y + sheet.times(0.62)
    return [Stroke(((x, middle), (x + sheet.times(1.7), middle)), GREYS[1], 1, (1.0, 5.0))]


def _contact(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = (x + sheet.times(1.2), y + sheet.times(0.62))
    return [Mark(*middle, sheet.times(0.8), "circle", GREYS[1], GREYS[0])]


def _way(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = y + sheet.times(0.62)
    return arrow(((x, middle), (x + sheet.times(1.7), middle)), sheet)


def _listed(x: float, y: float, sheet: Sheet) -> list[Shape]:
    middle = y + sheet.times(0.62)
    return arrow(((x, middle), (x + sheet.times(1.7), middle)), sheet, listed=True)


MEDIA: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    *((_mark(shape), name) for name, shape in SHAPES.items() if name != "unknown"),
    (_mark(SHAPES["unknown"]), "place unknown"),
)
PLACES: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    *MEDIA,
    (_box(_own), "customer alone, without us"),
    (_box(_evidence), "has evidence (n accounts)"),
    (_box(_assumed), "assumed"),
)
WAYS: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    (_contact, "contact; an arrow: which way it goes, dotted: not known"),
    (_way, "way on as stated; dashed: assumed"),
    (_listed, "order as listed, nothing states it"),
)
BARRED: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    *MEDIA,
    (_own_mark, "hollow: customer alone, without us"),
    (_bar(()), "bar: has evidence (n accounts)"),
    (_bar(ASSUMED_DASH), "dashed bar: assumed"),
)
TIMES: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    (_first_and_last, "from first to last, median of n accounts; not how long it takes"),
    (_own_mark, "hollow: customer alone, without us"),
    (_unknown, "time not known"),
)
DURATIONS: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    (_box(_assumed), "how long, as written in the map"),
    (_own_bar, "round: customer alone, without us"),
    (_unknown, "time not known"),
)
FELT: Final[tuple[tuple[Sign, str], ...]] = (  # said later
    *((_basis(basis), f"emotion {basis}") for basis in reversed(BASES)),
    (_interval, "95 % interval; a gap: nothing known"),
)
SIGNS: Final = (*PLACES, *FELT)
