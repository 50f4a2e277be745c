"""Tables on slides: columns and rows measured, long tables on several slides, nothing cut."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from cxworkbench.telling.deck_values import LEADING, LEFT, ROOM, Line, TableBox, lines_of, slack
from cxworkbench.telling.type_metrics import longest_word, text_width

PAD_X, PAD_Y = 5.0, 3.0
SIZES: Final = (12.0, 11.0, 10.0, 9.0)  # points; the largest at which no word breaks
_WIDEST: Final = 460.0  # of a column that holds sentences
_LEAST: Final = 34.0


@dataclass(frozen=True)
class Measured:
    """A table with its type size, its columns' widths and each row's height."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    fills: tuple[tuple[str, ...], ...]
    size: float
    widths: tuple[float, ...]
    head: float
    heights: tuple[float, ...]


def measured(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    room: float = ROOM,
    tallest: float = 300.0,
    fills: Sequence[Sequence[str]] = (),
) -> Measured:
    """The table in the largest type at which its columns hold their words, else in the smallest.

    A row that would be taller than `tallest` goes on in a further row.
    """
    size, least = SIZES[-1], [0.0]
    for size in SIZES:
        least = [_least(columns, rows, at, size) for at in range(len(columns))]
        if sum(least) <= room:
            break
    wanted = [_wanted(columns, rows, at, size) for at in range(len(columns))]
    widths = _shared(least, wanted, room)
    head = _height(columns, widths, size, bold=True)
    cut: list[tuple[tuple[str, ...], tuple[str, ...]]] = []
    for at, row in enumerate(rows):
        ground = tuple(fills[at]) if fills else ()
        cut += [(piece, ground) for piece in _pieces(row, widths, size, tallest)]
    cells = tuple(piece for piece, _ in cut)
    heights = tuple(_height(row, widths, size) for row in cells)
    grounds = tuple(ground for _, ground in cut) if fills else ()
    return Measured(tuple(columns), cells, grounds, size, tuple(widths), head, heights)


def pages(
    table: Measured, first: float, rest: float, *, numeric: frozenset[int] = frozenset(),
    about: str = "",
) -> Iterator[TableBox]:  # fmt: skip
    """The table in boxes: one with the rows that fit in `first`, others that fit in `rest`.

    The boxes stand at the top of their room; who places them moves them.
    """
    at, room = 0, first
    while at < len(table.rows) or at == 0:
        used, end = table.head, at
        while end < len(table.rows) and (used + table.heights[end] <= room or end == at):
            used += table.heights[end]
            end += 1
        yield TableBox(
            LEFT, 0.0, table.widths, (table.head, *table.heights[at:end]), table.columns,
            table.rows[at:end], table.size, numeric, table.fills[at:end], about,
        )  # fmt: skip
        if end >= len(table.rows):
            return
        at, room = end, rest


def fits_two_rows(table: Measured, room: float) -> bool:
    """Whether the header and the first two rows (or all there are) stand in so much height."""
    return table.head + sum(table.heights[:2]) <= room


def _column(
    columns: Sequence[str], rows: Sequence[Sequence[str]], at: int
) -> Iterator[tuple[str, bool]]:
    yield columns[at], True
    for row in rows:
        yield row[at], False


def _least(columns: Sequence[str], rows: Sequence[Sequence[str]], at: int, size: float) -> float:
    words = (
        slack(text) * longest_word(text, size, 600 if bold else 400)
        for text, bold in _column(columns, rows, at)
    )
    return max(_LEAST, max(words, default=0.0) + 2 * PAD_X + 1)


def _wanted(columns: Sequence[str], rows: Sequence[Sequence[str]], at: int, size: float) -> float:
    whole = (
        slack(text) * text_width(text[:160], size, 600 if bold else 400)
        for text, bold in _column(columns, rows, at)
    )
    return max(_LEAST, min(_WIDEST, max(whole, default=0.0) + 2 * PAD_X + 1))


def _shared(least: Sequence[float], wanted: Sequence[float], room: float) -> list[float]:
    """The room shared out: each column its words, then what it wants, then the wide ones more."""
    if sum(least) > room:
        return [one * room / sum(least) for one in least]
    wanted = [max(pair) for pair in zip(least, wanted, strict=True)]
    if sum(wanted) <= room:
        spare = room - sum(wanted)
        return [one + spare * one / sum(wanted) for one in wanted]
    more = [a - b for a, b in zip(wanted, least, strict=True)]
    part = (room - sum(least)) / sum(more)
    return [a + part * b for a, b in zip(least, more, strict=True)]


def _height(
    row: Sequence[str], widths: Sequence[float], size: float, *, bold: bool = False
) -> float:
    counts = [
        len(_lines(text, width, size, bold=bold)) for text, width in zip(row, widths, strict=True)
    ]
    return max(counts, default=1) * size * LEADING + 2 * PAD_Y


def _lines(text: str, width: float, size: float, *, bold: bool = False) -> list[str]:
    return lines_of(Line(text, size, bold), width - 2 * PAD_X)


def _pieces(
    row: Sequence[str], widths: Sequence[float], size: float, tallest: float
) -> list[tuple[str, ...]]:
    most = max(1, int((tallest - 2 * PAD_Y) / (size * LEADING)))
    lines = [_lines(text, width, size) for text, width in zip(row, widths, strict=True)]
    if max(len(one) for one in lines) <= most:
        return [tuple(row)]
    count = -(-max(len(one) for one in lines) // most)
    return [
        tuple(" ".join(one[at * most : (at + 1) * most]) for one in lines) for at in range(count)
    ]
