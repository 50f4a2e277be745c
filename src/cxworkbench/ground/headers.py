"""Which rows of a received table are its header, and what its columns are called."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

# Rows and columns from and to, counted from 0, the last ones included.
Span = tuple[int, int, int, int]

_LOOKED_AT: Final = 1000  # rows that decide what a usual row is
_BELOW: Final = 30  # rows under a header that say what its columns hold
_NUMBER_OR_DATE: Final = re.compile(
    r"[-+−(€$£\s]*\d[\d.,:/'\u00a0\u202f T-]*(?:[eE][+-]?\d+)?\s*[%€$£)Z]?\s*"
)


@dataclass(frozen=True)
class HeaderRows:
    """Positions of the header rows, first and last, from 0; `last` is -1 where there is none."""

    first: int
    last: int

    @property
    def data_from(self) -> int:
        """Position of the first row under the header."""
        return self.last + 1 if self.last >= 0 else self.first


def find_header(rows: Sequence[Sequence[str]], merged: Sequence[Span] = ()) -> HeaderRows:
    """The rows that name the columns.

    The first row that is about as full as the usual row, below titles and remarks. Further rows
    belong to it where merged cells reach into them, or where names are missing or double and the
    next row holds words above columns of numbers. A first row that reads like the rows below it is
    data, and the table has no header.

    Examples
    --------
    >>> find_header([["Sales 2025", ""], ["", ""], ["id", "sum"], ["1", "20"], ["2", "30"]])
    HeaderRows(first=2, last=2)
    >>> find_header([["1", "20"], ["2", "30"]])
    HeaderRows(first=0, last=-1)
    """
    head = rows[:_LOOKED_AT]
    filled = [_filled(row, place, merged) for place, row in enumerate(head)]
    first = _first_full_row(head, filled)
    if _reads_like_data(head, first):
        above = _heading_above(head, filled, first)
        if above < 0:
            return HeaderRows(first, -1)
        first = above
    last = _end_of_merged(head, first, merged)
    while last == first or not _overlaps(last, merged):
        if _is_complete(head, first, last) or not _is_second_line(head, last + 1):
            break
        last += 1
    return HeaderRows(first, last)


def is_blank(row: Sequence[str]) -> bool:
    """Whether no cell of the row holds anything but blanks."""
    return not any(cell.strip() for cell in row)


def joined_names(header: Sequence[Sequence[str]], width: int) -> list[str]:
    """One name per column: the words of the header rows from top to bottom, repeated ones once.

    Examples
    --------
    >>> joined_names([["Price", "Price"], ["net", "gross"]], 2)
    ['Price net', 'Price gross']
    """
    names = []
    for column in range(width):
        parts = [" ".join(row[column].split()) for row in header if column < len(row)]
        kept = [part for place, part in enumerate(parts) if part and part not in parts[:place]]
        names.append(" ".join(kept))
    return names


def unique_names(names: Sequence[str]) -> list[str]:
    """The names, each once: a repeated one gets a number, one that is missing its column's number.

    Examples
    --------
    >>> unique_names(["id", "", "id", "id_2"])
    ['id', 'column_2', 'id_3', 'id_2']
    """
    taken = {name for name in names if name}
    seen: set[str] = set()
    unique = []
    for place, name in enumerate(names, 1):
        wanted = name or f"column_{place}"
        if wanted in seen or (not name and wanted in taken):
            number = 2
            while f"{wanted}_{number}" in taken | seen:
                number += 1
            wanted = f"{wanted}_{number}"
        seen.add(wanted)
        unique.append(wanted)
    return unique


def _filled(row: Sequence[str], place: int, merged: Sequence[Span]) -> int:
    """Cells of the row that hold something; a title that is merged over the row counts once."""
    cells = sum(bool(cell.strip()) for cell in row)
    widest = max((right - left + 1 for top, bottom, left, right in merged
                  if top <= place <= bottom), default=1)  # fmt: skip
    return 1 if cells == widest > 1 else cells


def _first_full_row(head: Sequence[Sequence[str]], filled: Sequence[int]) -> int:
    counts = Counter(count for count in filled if count > 1) or Counter(filled)
    del counts[0]
    usual = max(counts, key=lambda count: (counts[count], count))
    enough = max(min(usual, 2), 0.6 * usual)
    start, end = _largest_block(filled)
    for place, count in enumerate(filled):
        # A remark above the table, such as "Region: north", has two cells.
        nearly = count >= usual - 1 > 2
        words_above = (count >= usual or nearly) and _is_all_words(head[place])
        if (start <= place < end and count >= enough) or words_above:
            return place
    return next(place for place, count in enumerate(filled) if count)


def _largest_block(filled: Sequence[int]) -> tuple[int, int]:
    """From and to (not included) of the run of rows without a blank one that holds most cells."""
    best, start = (0, 0, 0), 0
    for place, count in enumerate([*filled, 0]):
        if not count:
            best = max(best, (sum(filled[start:place]), -start, place))
            start = place + 1
    return -best[1], best[2]


def _is_value(cell: str) -> bool:
    return _NUMBER_OR_DATE.fullmatch(cell) is not None


def _column_below(rows: Sequence[Sequence[str]], place: int, column: int) -> list[str]:
    below = [row[column] for row in rows[place + 1 : place + 1 + _BELOW] if column < len(row)]
    return [cell for cell in below if cell.strip()]


def _share_of_values(cells: Sequence[str]) -> float:
    return sum(_is_value(cell) for cell in cells) / len(cells) if cells else 0.0


def _reads_like_data(rows: Sequence[Sequence[str]], place: int) -> bool:
    values = [column for column, cell in enumerate(rows[place]) if _is_value(cell)]
    if not values or _counts_up(rows[place], values):
        return False
    alike = sum(_share_of_values(_column_below(rows, place, column)) >= 0.5 for column in values)
    return alike * 2 >= len(values)


def _counts_up(row: Sequence[str], values: Sequence[int]) -> bool:
    """Whether the numbers of a row are labels: years, or 1, 2, 3 and on."""
    cells = [row[column].strip() for column in values]
    if not all(cell.isdecimal() and cell.isascii() for cell in cells):
        return False
    numbers = [int(cell) for cell in cells]
    rising = all(a < b for a, b in pairwise(numbers))
    years = all(1900 <= number <= 2100 for number in numbers)
    even = len(numbers) > 2 and len({b - a for a, b in pairwise(numbers)}) == 1
    beside_words = any(cell.strip() and not _is_value(cell) for cell in row)
    return rising and ((years and (beside_words or len(numbers) > 2)) or (even and beside_words))


def _heading_above(rows: Sequence[Sequence[str]], filled: Sequence[int], first: int) -> int:
    """The row above that names at least some of the columns; -1 where there is none.

    The row just above, or the first row of the nearest block of words of more than one column.
    """
    just_above = first - 1
    alone = just_above >= 0 and filled[just_above] == 1 and _is_all_words(rows[just_above])
    if alone and not rows[just_above][0].strip():
        return just_above  # a title would stand in the first column
    heading = -1
    for place in range(just_above, -1, -1):
        if filled[place] > 1 and _is_all_words(rows[place]):
            heading = place
        elif heading >= 0:
            break
    return heading


def _is_all_words(row: Sequence[str]) -> bool:
    return not any(_is_value(cell) for cell in row)


def _overlaps(place: int, merged: Sequence[Span]) -> bool:
    return any(top <= place <= bottom for top, bottom, _, _ in merged)


def _end_of_merged(rows: Sequence[Sequence[str]], first: int, merged: Sequence[Span]) -> int:
    """The last row that merged cells tie to the first: down a column, or a group over its parts."""
    last, place = first, first
    while place <= last < len(rows):
        for top, bottom, left, right in merged:
            if top == place and any(cell.strip() for cell in rows[place][left : right + 1]):
                last = max(last, bottom)
                if bottom == last and right > left and bottom == place and place + 1 < len(rows):
                    last = place + 1
        place += 1
    return min(last, len(rows) - 1)


def _is_complete(rows: Sequence[Sequence[str]], first: int, last: int) -> bool:
    width = max(len(row) for row in rows[first : last + 1])
    names = joined_names(rows[first : last + 1], width)
    used = [name for column, name in enumerate(names) if _column_below(rows, last, column)]
    return all(used) and len(set(used)) == len(used)


def _is_second_line(rows: Sequence[Sequence[str]], place: int) -> bool:
    if place >= len(rows) or is_blank(rows[place]):
        return False
    if not _is_all_words(rows[place]):
        return False
    named = [column for column, cell in enumerate(rows[place]) if cell.strip()]
    below = [_column_below(rows, place, column) for column in named]
    return any(len(cells) > 1 and _share_of_values(cells) >= 0.8 for cells in below)
