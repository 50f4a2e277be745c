"""What a cell of the drawn map says, and the cards it says it on.

A card with evidence is filled and has a solid bar at its left; one that a person assumed is hollow
with a dashed edge. How many accounts stand behind it is written on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.records.journey_map import Statement
from cxworkbench.telling.map_shapes import LEADING, Box, Shape, Sheet, Words
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
from cxworkbench.telling.type_metrics import ascent, drawable, text_width, wrap

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
    """The text of a card and the small note behind it: whose words, and how many accounts.

    Examples
    --------
    >>> one = Statement(id="s1", at="t1", lane="pains", text="Slow", role="user", n=3)
    >>> said_on_card(one)
    Said(text='Slow', note='user, n 3', assumed=True)
    """
    value = "" if statement.value is None else f"{statement.value:.3g}"
    text = drawable(statement.text or statement.code or statement.word) or value or "(no words)"
    whose = [one for one in (statement.segment, statement.role) if one not in ("", "all")]
    count = [f"n {statement.n}"] if statement.n else []
    note = drawable(", ".join([*whose, *count]))
    return Said(_shortened(text), note, statement.basis == "assumed")


def _shortened(text: str) -> str:
    if len(text) <= MOST_LETTERS:
        return text
    kept = text[:MOST_LETTERS].rsplit(" ", 1)[0]
    return f"{kept} … (whole text in the table)"


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
            f"+ {more} more in the table", x, y, width, sheet.small, sheet, colour=MUTED
        )
    return shapes


def _end(shapes: Sequence[Shape]) -> float:
    return max(shape.y + shape.height for shape in shapes if isinstance(shape, Box))


def card(said: Said, lane: str, x: float, y: float, width: float, sheet: Sheet) -> list[Shape]:
    """One statement on its card: a box, a bar where there is evidence, lines, and the note."""
    pad, bar = sheet.times(0.5), sheet.times(0.22)
    inner = width - 2 * pad - bar
    lines = wrap(said.text, inner, sheet.text)
    leading = LEADING * sheet.text
    words: list[Shape] = [
        Words(x + bar + pad, y + pad * 0.6 + ascent(sheet.text) + place * leading, line, sheet.text)
        for place, line in enumerate(lines)
    ]
    height = pad * 1.2 + leading * len(lines)
    beside = inner - text_width(lines[-1], sheet.text) - sheet.times(0.7)
    if said.note and text_width(said.note, sheet.small) <= beside:
        base = y + pad * 0.6 + ascent(sheet.text) + (len(lines) - 1) * leading
        right = x + width - pad
        words.append(Words(right, base, said.note, sheet.small, colour=MUTED, anchor="end"))
    elif said.note:
        words += paragraph(
            said.note, x + bar + pad, y + height - pad * 0.6, inner, sheet.small, sheet, MUTED
        )
        height += leading * len(wrap(said.note, inner, sheet.small))
    return [*_card_boxes(said, lane, x, y, width, height, bar), *words]


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
    sheet: Sheet,
    colour: str = INK,
    weight: int = 400,
) -> list[Shape]:
    """Wrapped lines from `y` down, at the left."""
    leading = LEADING * max(size, sheet.small)
    return [
        Words(x, y + ascent(size) + place * leading, line, size, weight, colour)
        for place, line in enumerate(wrap(text, width, size, weight))
    ]
