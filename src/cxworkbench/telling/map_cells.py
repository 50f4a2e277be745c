"""What a cell of the drawn map says, and the cards it says it on.

A card with evidence is filled and has a solid bar at its left; one that a person assumed is hollow
with a dashed edge. How many accounts stand behind it is written on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from cxworkbench.ground.language import say
from cxworkbench.records.journey_map import Statement
from cxworkbench.telling.map_shapes import Box, Shape, Sheet, Words
from cxworkbench.telling.theme import (
    DASHES,
    GAIN,
    GAIN_TINT,
    GREYS,
    INK,
    MUTED,
    PAIN,
    PAIN_TINT,
    PAPER,
    SHADE,
)
from cxworkbench.telling.type_metrics import TOGETHER, ascent, drawable, leading, text_width, wrap

MOST_IN_A_CELL: Final = 3
MOST_LETTERS: Final = 400  # of one statement; what is longer is marked and whole in the table
BARS: Final = {"pains": PAIN, "gains": GAIN}  # lane -> colour of the bar; the others are grey
TINTS: Final = {"pains": PAIN_TINT, "gains": GAIN_TINT}


@dataclass(frozen=True)
class Said:
    """One statement as its card shows it."""

    text: str
    note: str
    assumed: bool


def most_important(statements: Sequence[Statement], most: int = MOST_IN_A_CELL) -> list[Statement]:
    """The statements a cell shows: with evidence first, then by accounts, then by voices."""
    ranked = sorted(statements, key=lambda one: (one.basis == "assumed", -one.n, -one.voices))
    return ranked[:most]


def said_on_card(statement: Statement) -> Said:
    r"""The text of a card and the small note behind it: whose words, and how many accounts.

    Examples
    --------
    >>> one = Statement(id="s1", at="t1", lane="pains", text="Slow", role="user", n=3)
    >>> said_on_card(one)
    Said(text='Slow', note='user, n\xa03', assumed=True)
    """
    value = "" if statement.value is None else f"{statement.value:.3g}"
    text = (
        drawable(statement.text or statement.code or statement.word) or value or say("(no words)")
    )
    whose = [one for one in (statement.segment, statement.role) if one not in ("", "all")]
    count = [f"n{TOGETHER}{statement.n}"] if statement.n else []
    note = ", ".join([drawable(one) for one in whose] + count)
    return Said(_shortened(text), note, statement.basis == "assumed")


def _shortened(text: str) -> str:
    if len(text) <= MOST_LETTERS:
        return text
    kept = text[:MOST_LETTERS].rsplit(" ", 1)[0]
    return say("{kept} … (whole text in the table)", kept=kept)


def cell(
    statements: Sequence[Statement], lane: str, x: float, y: float, width: float, sheet: Sheet
) -> list[Shape]:
    """The cards of one cell from `y` down; how many more there are is said beneath."""
    shown = most_important(statements)
    shapes: list[Shape] = []
    for statement in shown:
        shapes += card(said_on_card(statement), lane, x, y, width, sheet)
        y = _end(shapes) + sheet.times(0.35)
    more = len(statements) - len(shown)
    if more:
        shapes += paragraph(
            say("+ {more} more in the table", more=more), x, y, width, sheet.small, colour=MUTED
        )
    return shapes


def _end(shapes: Sequence[Shape]) -> float:
    return max(shape.y + shape.height for shape in shapes if isinstance(shape, Box))


def card(said: Said, lane: str, x: float, y: float, width: float, sheet: Sheet) -> list[Shape]:
    """One statement on its card: a box, a bar where there is evidence, lines, and the note."""
    pad, bar = sheet.times(0.5), sheet.times(0.22)
    left, inner = x + bar + pad, width - 2 * pad - bar
    words = paragraph(said.text, left, y + pad * 0.6, inner, sheet.text)
    bottom = y + pad * 0.6 + _height(said.text, inner, sheet.text)
    last = words[-1]
    if said.note and isinstance(last, Words):
        room = inner - text_width(last.text, sheet.text) - sheet.times(0.7)
        if (
            text_width(said.note, sheet.small) <= room
            and said.note.replace(TOGETHER, " ").isascii()
        ):
            words.append(replace(_note(said.note, sheet), x=x + width - pad, y=last.y))
        else:
            words += paragraph(said.note, left, bottom, inner, sheet.small, MUTED)
            bottom += _height(said.note, inner, sheet.small)
    height = bottom + pad * 0.6 - y
    return [*_card_boxes(said, lane, x, y, width, height, bar), *words]


def _note(text: str, sheet: Sheet) -> Words:
    return Words(0, 0, text, sheet.small, colour=MUTED, anchor="end")


def _height(text: str, width: float, size: float) -> float:
    return leading(size, drawable(text)) * len(wrap(text, width, size))


def _card_boxes(
    said: Said, lane: str, x: float, y: float, width: float, height: float, bar: float
) -> list[Shape]:
    colour = BARS.get(lane, GREYS[1])
    if said.assumed:
        dash = tuple(float(one) for one in DASHES["assumed"])
        return [Box(x + 0.5, y, width - 1, height, PAPER, colour, dash, radius=2)]
    return [
        Box(x, y, width, height, TINTS.get(lane, SHADE)),
        Box(x, y, bar, height, colour),
    ]


def paragraph(
    text: str,
    x: float,
    y: float,
    width: float,
    size: float,
    colour: str = INK,
    weight: int = 400,
) -> list[Shape]:
    """Wrapped lines from `y` down, at the left."""
    whole = drawable(text)
    first, step = y + ascent(size, whole), leading(size, whole)
    return [
        Words(x, first + place * step, line, size, weight, colour)
        for place, line in enumerate(wrap(text, width, size, weight))
    ]
