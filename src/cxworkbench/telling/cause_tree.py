"""The cause tree drawn: pains at the left, each why one column further right.

A cause stands once, however many pains it explains, and lines lead to it from each of them. What a
person says of it is a shape beside its words and the word itself, never a colour alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from cxworkbench.ground.language import later, say, term
from cxworkbench.insight.cause_trees import REFUTED, explained_by, status_warning
from cxworkbench.records.causes import CAUSE
from cxworkbench.records.register import Entry, Register
from cxworkbench.telling.drawn_maps import DrawnMap
from cxworkbench.telling.map_cells import paragraph
from cxworkbench.telling.map_shapes import (
    SHEETS,
    Box,
    MapLayout,
    Mark,
    Shape,
    Sheet,
    Strip,
    Stroke,
    Words,
    as_layout,
    bottom_of,
    shifted,
    stacked,
    within_margins,
)
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.theme import GAIN, GREYS, INK, MUTED, PAIN, PAIN_TINT, PAPER
from cxworkbench.telling.type_metrics import ascent, text_width
from cxworkbench.voice.words import count_of

WIDTH: Final = 1000.0  # pixels, as wide as a notebook
LEAST_COLUMN: Final = 176.0  # pixels of a card; with more whys the drawing becomes wider
GUTTER: Final = 44.0  # between two columns, where the lines turn
GAP: Final = 12.0  # between two cards
PAD: Final = 7.0
SIGN: Final = 12.0
MARGIN: Final = 8.0
ENTRY: Final = 20.0  # from the top of a card to where lines leave and enter it
TURNS: Final = 4  # lines of so many cards turn side by side in a gutter
DASH: Final = (4.0, 3.0)


@dataclass(frozen=True)
class Look:
    """How a status is drawn: a sign's shape, its fill and edge, and the card's edge."""

    shape: str
    fill: str
    edge: str
    dash: tuple[float, ...] = ()


SUGGESTION: Final = "suggestion"
LOOKS: Final[Mapping[str, Look]] = {
    "supported": Look("circle", GAIN, GAIN),
    "hypothesis": Look("circle", PAPER, GREYS[0]),
    REFUTED: Look("cross", PAIN, PAIN, DASH),
    SUGGESTION: Look("diamond", PAPER, GREYS[1], DASH),
}
LEGEND: Final = {
    "supported": later("supported by evidence"),
    "hypothesis": later("hypothesis, not shown yet"),
    REFUTED: later("refuted"),
    SUGGESTION: later("suggestion: only goes together"),
}


@dataclass(frozen=True)
class _Node:
    """One card in its column; `shapes` are laid out from 0, 0."""

    entry: Entry
    column: int
    height: float
    shapes: tuple[Shape, ...]
    top: float = 0.0


def draw_causes(register: Register, *, title: str = "", most: int = 12) -> DrawnMap:
    """The causes of a register as a notebook shows them; see `cause_layout`."""
    layout = cause_layout(register, title=title, most=most)
    return DrawnMap(paint(layout), layout.description)


def cause_layout(register: Register, *, title: str = "", most: int = 12) -> MapLayout:
    """The cause tree of a register as shapes.

    Parameters
    ----------
    register
        Whose pains, gaps, moments and causes; those that no cause is named for are only counted.
    title
        Above it; without one "Why: from pains to causes".
    most
        How many pains are drawn, the weightiest first; how many more there are is said.

    Notes
    -----
    A refuted cause stays drawn, with a cross: that it was looked at is worth knowing.
    """
    roots = _roots(register)
    shown = roots[:most]
    by_id = {one.id: one for one in register.entries}
    columns = _columns(by_id, shown)
    sheet, column = _sheet(max(columns.values(), default=0) + 1)
    counts = {cause: len(pains) for cause, pains in explained_by(register).items()}
    placed = _placed(by_id, shown, columns, _Drawing(sheet, column, counts))
    words = _describe(shown, placed)
    strips = [_heading(sheet, title or say("Why: from pains to causes"), words, len(roots) - most)]
    body = [*_all_lines(placed, column), *_cards(placed, column)]
    if not body:
        body = paragraph(_nothing(), 0, 0, sheet.width, sheet.text, MUTED)
    # A page cuts at the edges of a strip: the cards' own edges stand a little inside.
    strips.append(stacked(strips, shifted(body, down=2), sheet.times(1)))
    whole = as_layout(sheet, title or say("Why: from pains to causes"), words, strips)
    return within_margins(whole, MARGIN)


@dataclass(frozen=True)
class _Drawing:
    sheet: Sheet
    column: float
    pains: Mapping[str, int]  # cause -> pains that it explains


def _roots(register: Register) -> list[Entry]:
    """Findings with a cause, the weightiest first; after them causes that stand under nothing."""
    named = {key for one in register.entries for key in one.caused_by}
    found = [one for one in register.entries if one.kind != CAUSE and one.caused_by]
    loose = [one for one in register.entries if one.kind == CAUSE and one.id not in named]
    return [*sorted(found, key=lambda one: -(one.value or 0.0)), *loose]


def _columns(by_id: Mapping[str, Entry], roots: Sequence[Entry]) -> dict[str, int]:
    """The column of everything below these: one further than the furthest that names it."""
    columns = {one.id: int(one.kind == CAUSE) for one in roots}
    waiting = [one.id for one in roots]
    while waiting:
        key = waiting.pop(0)
        for below in by_id[key].caused_by:
            if below in by_id and columns.get(below, -1) < columns[key] + 1:
                columns[below] = columns[key] + 1
                waiting.append(below)
    return columns


def _sheet(columns: int) -> tuple[Sheet, float]:
    width = max(WIDTH, columns * LEAST_COLUMN + (columns - 1) * GUTTER)
    shown = max(columns, 3)
    return replace(SHEETS["screen"], width=width), (width - (shown - 1) * GUTTER) / shown


def _placed(
    by_id: Mapping[str, Entry],
    roots: Sequence[Entry],
    columns: Mapping[str, int],
    drawing: _Drawing,
) -> dict[str, _Node]:
    """Every card once, each beside the first that names it, and no two over each other."""
    placed: dict[str, _Node] = {}
    y = 0.0
    for root in roots:
        y = _place(by_id, root, y, columns, drawing, placed)
    return placed


def _place(
    by_id: Mapping[str, Entry],
    entry: Entry,
    top: float,
    columns: Mapping[str, int],
    drawing: _Drawing,
    placed: dict[str, _Node],
) -> float:
    """Where the next card may begin, once this one and all below it have their place."""
    shapes = _card_words(entry, drawing)
    height = bottom_of(shapes, 0) + PAD
    placed[entry.id] = _Node(entry, columns[entry.id], height, tuple(shapes), top)
    y = top
    for key in entry.caused_by:
        if key in by_id and key not in placed:
            y = _place(by_id, by_id[key], y, columns, drawing, placed)
    return max(y, top + height + GAP)


def _card_words(entry: Entry, drawing: _Drawing) -> list[Shape]:
    sheet = drawing.sheet
    left = PAD if entry.kind != CAUSE else PAD + SIGN + 6
    room = drawing.column - left - PAD
    shapes = paragraph(entry.title, left, PAD, room, sheet.text, INK, 600)
    for line in _notes(entry, drawing):
        y = bottom_of(shapes, 0) + 2
        shapes += paragraph(line, left, y, room, sheet.small, MUTED)
    warning = status_warning(entry) if entry.kind == CAUSE else ""
    if warning:
        y = bottom_of(shapes, 0) + 2
        shapes += paragraph(f"! {warning}", left, y, room, sheet.small, PAIN)
    return shapes


def _notes(entry: Entry, drawing: _Drawing) -> list[str]:
    if entry.kind != CAUSE:
        many = f", {count_of(entry.n, 'account')}" if entry.n else ""
        return [f"{term(entry.kind)}{many}"]
    kind = term(entry.cause_kind) if entry.cause_kind else say("kind not said")
    lines = [f"{kind} · {term(_status(entry))}"]
    if not entry.suggested:
        lines.append(
            say("{n} for, {against} against", n=len(entry.evidence), against=len(entry.against))
        )
    explains = drawing.pains.get(entry.id, 0)
    if explains > 1:
        lines.append(say("explains {pains}", pains=count_of(explains, "pain")))
    if entry.backstage_ids:
        lines.append(say("places behind the scenes: {n}", n=len(entry.backstage_ids)))
    if entry.company_interactions:
        lines.append(say("exchanges with partners: {n}", n=len(entry.company_interactions)))
    return lines


def _cards(placed: Mapping[str, _Node], column: float) -> list[Shape]:
    shapes: list[Shape] = []
    for node in placed.values():
        x = node.column * (column + GUTTER)
        cause = node.entry.kind == CAUSE
        look = LOOKS[_status(node.entry)] if cause else Look("", PAIN_TINT, PAIN)
        fill = PAPER if cause else PAIN_TINT
        shapes.append(Box(x, node.top, column, node.height, fill, look.edge, look.dash, 3.0, 1.5))
        if cause:
            shapes.append(_sign(look, x + PAD + SIGN / 2, node.top + PAD + 8))
        shapes += shifted(node.shapes, x, node.top)
    return shapes


def _sign(look: Look, x: float, y: float) -> Mark:
    return Mark(x, y, SIGN, look.shape, look.fill, look.edge, thickness=2.0)


def _all_lines(placed: Mapping[str, _Node], column: float) -> list[Shape]:
    """From each card to its causes: out at the right, down in the gutter, in at the left.

    Cards of one column turn their lines at different places, so that each can be followed.
    """
    shapes: list[Shape] = []
    bent: dict[int, int] = {}
    for node in placed.values():
        below = [placed[key] for key in node.entry.caused_by if key in placed]
        turn = bent.get(node.column, 0)
        if any(one.top != node.top for one in below):
            bent[node.column] = turn + 1
        shapes += [_line(node, one, column, turn % TURNS) for one in below]
    return shapes


def _line(upper: _Node, lower: _Node, column: float, turn: int) -> Stroke:
    start = upper.column * (column + GUTTER) + column
    end = lower.column * (column + GUTTER)
    leave, enter = upper.top + ENTRY, lower.top + ENTRY
    first = start + GUTTER * (turn + 1) / (TURNS + 1)
    points = [(start, leave), (first, leave), (first, enter), (end, enter)]
    if lower.column - upper.column > 1:  # past the cards between, in the gap above the cause
        above, last = lower.top - GAP / 2, end - GUTTER / (TURNS + 1)
        points = [(start, leave), (first, leave), (first, above), (last, above), (last, enter),
                  (end, enter)]  # fmt: skip
    return Stroke(tuple(points), GREYS[1], 1.5, LOOKS[_status(lower.entry)].dash)


def _status(entry: Entry) -> str:
    return SUGGESTION if entry.suggested else entry.cause_status or "hypothesis"


def _heading(sheet: Sheet, title: str, words: str, more: int) -> Strip:
    shapes = paragraph(title, 0, 0, sheet.width, sheet.title, INK, 600)
    y = bottom_of(shapes, 0) + 4
    shapes += paragraph(words, 0, y, sheet.width, sheet.text, MUTED)
    if more > 0:
        y = bottom_of(shapes, 0) + 2
        left = say("Not drawn: {findings} more with a cause.", findings=count_of(more, "finding"))
        shapes += paragraph(left, 0, y, sheet.width, sheet.text, MUTED)
    y, x = bottom_of(shapes, 0) + 12, 0.0
    for status, look in LOOKS.items():
        meaning = say(LEGEND[status])
        shapes.append(_sign(look, x + SIGN / 2, y + 7))
        shapes.append(
            Words(x + SIGN + 8, y + ascent(sheet.small), meaning, sheet.small, colour=MUTED)
        )
        x += SIGN + 8 + text_width(meaning, sheet.small) + 26
    return Strip(0, bottom_of(shapes, 0) + 16, tuple(shapes), keep_with_next=True)


def _describe(shown: Sequence[Entry], placed: Mapping[str, _Node]) -> str:
    causes = [one.entry for one in placed.values() if one.entry.kind == CAUSE]
    if not causes:
        return _nothing()
    findings = sum(one.kind != CAUSE for one in shown)
    deepest = max(one.column for one in placed.values())
    return say(
        "{causes} under {findings}, up to {deepest} deep: {supported} supported, {refuted} "
        "refuted, {suggested} only suggested.",
        causes=count_of(len(causes), "cause"),
        findings=count_of(findings, "finding"),
        deepest=count_of(deepest, "why"),
        supported=sum(_status(one) == "supported" for one in causes),
        refuted=sum(_status(one) == REFUTED for one in causes),
        suggested=sum(one.suggested for one in causes),
    )


def _nothing() -> str:
    return say("No cause is entered yet: ask why, and enter the answer under its pain.")
