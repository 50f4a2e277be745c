"""The emotion curve of one band: marks with their counts, the interval band, gaps where unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.telling.basis_look import basis_look
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_columns import StageRun
from cxworkbench.telling.map_shapes import Mark, Shape, Sheet, Stroke, Words
from cxworkbench.telling.theme import DASHES, GAIN, GREYS, LINE, MUTED, PAIN, SHAPES
from cxworkbench.telling.type_metrics import ascent
from cxworkbench.voice.feelings import HIGHEST, LOWEST, TELLING

SCALE: Final = ((2.0, "+2 very good"), (0.0, "0 neutral"), (-2.0, "−2 very bad"))  # said later
MARGIN: Final = 2.2  # em above and below the scale, so that counts have room


@dataclass(frozen=True)
class Stop:
    """One place on the curve: a touchpoint's column, or a whole stage where only that is known."""

    x: float  # its middle
    width: float
    statement: Statement | None
    medium_class: str = "unknown"
    word: str = ""  # an emotion that is only known as a word
    others: int = 0  # emotions of single roles and segments, which only the table shows


def curve_height(sheet: Sheet) -> float:
    """Height of the row that holds the curve, without the words beneath it."""
    return sheet.times(sheet.rise + 2 * MARGIN)


def stops_of(run: StageRun, left: float, width: float) -> list[Stop]:
    """The places of one stage's emotions, in order.

    Parameters
    ----------
    run
        The stage's columns in this band.
    left
        Where the band's first column begins.
    width
        Of one column.
    """
    start = left + run.first * width
    stops = []
    for place, column in enumerate(run.columns):
        said = _emotions(column.said)
        medium = column.touchpoint.medium_class if column.touchpoint else "unknown"
        stops.append(_stop(start + (place + 0.5) * width, width, said, medium))
        bare = next((one.word for one in column.said if one.lane == "emotion" and one.word), "")
        stops[-1] = stops[-1] if said else replace(stops[-1], word=bare)
    at_stage = _emotions(run.said)
    if at_stage and all(stop.statement is None for stop in stops):
        whole = width * len(run.columns)
        return [_stop(start + whole / 2, whole, at_stage, "unknown")]
    return stops


def _emotions(said: Sequence[Statement]) -> list[Statement]:
    """Emotions with a value; the one over all roles and segments first, then by accounts."""
    known = [one for one in said if one.lane == "emotion" and one.value is not None]
    return sorted(known, key=lambda one: (one.segment != "all", one.role != "all", -one.n))


def _stop(x: float, width: float, said: Sequence[Statement], medium: str) -> Stop:
    others = max(0, len(said) - 1)
    return Stop(x, width, said[0] if said else None, medium, others=others)


def curve(stops: Sequence[Stop], y: float, names: float, sheet: Sheet) -> list[Shape]:
    """The curve with its scale, from `y` down; nothing is drawn across a place without a value."""
    right = max((stop.x + stop.width / 2 for stop in stops), default=names)
    return [
        *_scale(y, names, right, sheet),
        *_intervals(stops, y, sheet),
        *_lines(stops, y, sheet),
        *(shape for place, _ in enumerate(stops) for shape in _mark(stops, place, y, sheet)),
    ]


def _height_of(value: float, y: float, sheet: Sheet) -> float:
    inside = min(max(value, LOWEST), HIGHEST)
    return y + sheet.times(MARGIN + sheet.rise * (HIGHEST - inside) / (HIGHEST - LOWEST))


def _scale(y: float, names: float, right: float, sheet: Sheet) -> list[Shape]:
    shapes: list[Shape] = []
    for value, words in SCALE:
        level = _height_of(value, y, sheet)
        dash = () if value == 0 else (1.0, 3.0)
        shapes.append(Stroke(((names, level), (right, level)), LINE, 1, dash))
        base = level + ascent(sheet.small) * 0.38
        end = names - sheet.times(0.5)
        shapes.append(Words(end, base, words, sheet.small, colour=MUTED, anchor="end"))
    return shapes


def _known(stop: Stop) -> tuple[float, Statement] | None:
    said = stop.statement
    return None if said is None or said.value is None else (said.value, said)


def _interval(stop: Stop) -> tuple[float, float] | None:
    said = stop.statement
    return None if said is None or said.low is None or said.high is None else (said.low, said.high)


def _intervals(stops: Sequence[Stop], y: float, sheet: Sheet) -> list[Shape]:
    """A band between neighbours that both have an interval, a bar at every place that has one."""
    shapes: list[Shape] = []
    for one, two in pairwise(stops):
        first, second = _interval(one), _interval(two)
        if first and second:
            ends = ((one.x, first[0]), (one.x, first[1]), (two.x, second[1]), (two.x, second[0]))
            points = tuple((x, _height_of(value, y, sheet)) for x, value in ends)
            shapes.append(Stroke(points, "", 0, (), GREYS[3], closed=True))
    for stop in stops:
        if ends_of := _interval(stop):
            low, high = (_height_of(value, y, sheet) for value in ends_of)
            shapes.append(Stroke(((stop.x, low), (stop.x, high)), GREYS[2], 1.5))
    return shapes


def _lines(stops: Sequence[Stop], y: float, sheet: Sheet) -> list[Shape]:
    shapes: list[Shape] = []
    for one, two in pairwise(stops):
        first, second = _known(one), _known(two)
        if first and second:
            assumed = "assumed" in (first[1].basis, second[1].basis)
            dash = tuple(float(part) for part in DASHES["assumed"]) if assumed else ()
            ends = ((one.x, first[0]), (two.x, second[0]))
            points = tuple((x, _height_of(value, y, sheet)) for x, value in ends)
            shapes.append(Stroke(points, GREYS[0], 2, dash))
    return shapes


def emotion_colour(value: float) -> str:
    """The colour of an emotion's mark: pain, gain, or grey when it is near neutral."""
    if value <= -TELLING:
        return PAIN
    return GAIN if value >= TELLING else GREYS[0]


def _mark(stops: Sequence[Stop], place: int, y: float, sheet: Sheet) -> list[Shape]:
    stop = stops[place]
    if not (known := _known(stop)):
        return []
    value, said = known
    level, colour = _height_of(value, y, sheet), emotion_colour(value)
    shape = SHAPES[stop.medium_class]
    look = basis_look(said.basis, colour)
    mark = Mark(stop.x, level, sheet.times(0.95), shape, look.fill, colour, look.dash, dot=look.dot)
    return [mark, *_count(stops, place, level, y, sheet)] if said.n else [mark]


def _count(stops: Sequence[Stop], place: int, level: float, y: float, sheet: Sheet) -> list[Shape]:
    """How many accounts stand behind a mark, on the side that the line does not take."""
    beside = [known for at in (place - 1, place + 1) if (known := _at(stops, at))]
    levels = [_height_of(value, y, sheet) for value, _ in beside]
    in_a_valley = bool(levels) and sum(levels) / len(levels) < level
    said = stops[place].statement
    count = f"n {said.n}" if said else ""
    base = level + sheet.times(1.65) if in_a_valley else level - sheet.times(0.85)
    return [Words(stops[place].x, base, count, sheet.small, 600, anchor="middle", halo=True)]


def _at(stops: Sequence[Stop], place: int) -> tuple[float, Statement] | None:
    return _known(stops[place]) if 0 <= place < len(stops) else None


def emotion_words(stops: Sequence[Stop], y: float, sheet: Sheet) -> list[Shape]:
    """The commonest word under each mark, "unknown" where nobody was heard."""
    shapes: list[Shape] = []
    pad = sheet.times(0.4)
    for stop in stops:
        left, width = stop.x - stop.width / 2 + pad, stop.width - 2 * pad
        for text in _words(stop):
            lines = paragraph(text, left, y, width, sheet.small, MUTED)
            shapes += [_centred(line, stop.x) for line in lines if isinstance(line, Words)]
    return shapes


def _words(stop: Stop) -> list[str]:
    said = stop.statement
    if said is None:
        return [say("unknown ({word})", word=stop.word) if stop.word else "unknown"]
    whose = [one for one in (said.segment, said.role) if one not in ("", "all")]
    more = [say("+ {others} in the table", others=stop.others)] if stop.others else []
    text = ", ".join([one for one in (said.word, *whose, *more) if one])
    return [text] if text else []


def _centred(line: Words, x: float) -> Words:
    return Words(x, line.y, line.text, line.size, line.weight, line.colour, "middle")
