"""How a text file separates its cells: delimiter, quotes, and rows that do not keep to them."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from cxworkbench.ground.checks import Problem

DELIMITERS: Final = (",", ";", "\t", "|")
_SAMPLE_ROWS: Final = 200
_SAMPLE_LETTERS: Final = 200_000
_STATED: Final = re.compile(r"sep=(.)\r?\n")
_MOST_LINES: Final = 10_000  # of one row; a quote that never closes takes all the rest
_NEVER: Final = "\x1f"  # a delimiter that no office writes, for a table of one column
# A quote after a backslash, inside a quoted cell and with more of that cell behind it.
_ESCAPED_INSIDE: Final = re.compile(
    r"""(?:^|[,;\t|])[ ]*"[^"\n]*\\"(?=[ ]*[^\s,;|"])""", re.MULTILINE
)
_BACKSLASH_QUOTE: Final = re.compile(r'(?<!\\)((?:\\\\)*)\\"')


@dataclass(frozen=True)
class Rows:
    """The cells of a text file, row by row as a spreadsheet counts them, and what was odd."""

    rows: list[list[str]]
    delimiter: str
    problems: tuple[Problem, ...]


def split_rows(text: str, file: str) -> Rows:
    r"""The rows and cells of a text table, each cell as it stands.

    Parameters
    ----------
    text
        The whole file; line ends of any kind.
    file
        Its name, for the problems.

    Returns
    -------
    Rows
        One list of cells per row; a row is what a spreadsheet shows as one, so a quoted cell with
        line breaks stays in its row. Blank lines are empty lists.

    Examples
    --------
    >>> split_rows('id;price\n1;2,50\n', "a.csv").rows
    [['id', 'price'], ['1', '2,50']]
    """
    problems: list[Problem] = []
    if stated := _STATED.match(text):
        text = text[stated.end() :]
        problems.append(_about_stated(file, stated[1]))
    text, with_backslash = _doubled_quotes(text)
    if with_backslash:
        what = f'{with_backslash} quotes written as \\"'
        remedy = 'read as one quote each; write "" for a quote inside a quoted cell'
        problems.append(_note(file, 0, "doubles a quote inside a quoted cell", what, remedy))
    delimiter = stated[1] if stated else find_delimiter(text)
    padded = _quotes_follow_blanks(text, delimiter) if delimiter else 0
    if padded:
        problems.append(_about_padded(file, padded))
    rows, open_quotes = _parsed(text, delimiter or _NEVER, skip_blanks=bool(padded))
    problems.extend(_open_quote(file, row, value) for row, value in open_quotes)
    swallowed = _Swallowed(delimiter)
    swallowed.look_at(rows, 1)
    problems.extend(swallowed.problems(file))
    return Rows(rows, delimiter, tuple(problems))


class Splitter:
    """The rows of a text table line by line, as `split_rows` gives them of the whole text.

    Parameters
    ----------
    head
        The beginning of the text, 200,000 letters or more where it has them.
    file
        Its name, for the problems.
    """

    def __init__(self, head: str, file: str) -> None:
        self.file = file
        stated = _STATED.match(head)
        head = head[stated.end() :] if stated else head
        self._has_stated = bool(stated)
        self.delimiter = stated[1] if stated else find_delimiter(head)
        self._padded = _quotes_follow_blanks(head, self.delimiter) if self.delimiter else 0
        self._swallowed = _Swallowed(self.delimiter)
        self._about = [_about_stated(file, stated[1])] if stated else []
        self._about += [_about_padded(file, self._padded)] if self._padded else []

    def rows(self, lines: Iterable[str]) -> Iterator[list[str]]:
        """Every row; a blank line is an empty list.

        Raises
        ------
        NotLineByLine
            A quote is escaped with a backslash or never closes: only the whole text tells how.
        """
        csv.field_size_limit(2**31 - 1)
        of_row: list[str] = []

        def watched() -> Iterator[str]:
            rest = iter(lines)
            if self._has_stated:
                next(rest, None)
            for line in rest:
                of_row.append(line)
                escaped = '\\"' in line and _ESCAPED_INSIDE.search(line)
                if escaped or len(of_row) > _MOST_LINES:
                    raise NotLineByLine
                yield line

        reader = csv.reader(
            watched(), delimiter=self.delimiter or _NEVER, skipinitialspace=bool(self._padded)
        )
        last: list[str] = []
        number = 0
        for number, row in enumerate(reader, 1):
            self._swallowed.look_at((row,), number)
            last, of_row[:] = of_row.copy(), []
            yield row
        if number and _stays_open(last, self.delimiter or _NEVER, skip_blanks=bool(self._padded)):
            raise NotLineByLine

    def problems(self) -> tuple[Problem, ...]:
        """What was odd, when all rows are read."""
        return (*self._about, *self._swallowed.problems(self.file))


class NotLineByLine(Exception):
    """A text table that can be read only in one piece."""


def find_delimiter(text: str) -> str:
    r"""The character that separates the cells: the one that gives even rows from the header down.

    Empty where there is only one column, whose cells may hold commas.

    Examples
    --------
    >>> find_delimiter("name;price;share\na;1,5;0,2\nb;2,5;0,4\n")
    ';'
    """
    head = text[:_SAMPLE_LETTERS]
    scores = {delimiter: _evenness(head, delimiter) for delimiter in DELIMITERS}
    best = max(scores, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > 0 else ""


def _evenness(head: str, delimiter: str) -> float:
    rows = [row for row in _sample(head, delimiter) if any(cell.strip() for cell in row)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0.0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    share = times / len(rows)
    from_the_top = len(rows[0]) == width
    if share < 0.5 and not len(rows[0]) > 1:
        return 0.0
    unsplit = sum(any(_has_other(cell, delimiter) for cell in row) for row in rows) / len(rows)
    return share + 0.5 * from_the_top + 0.3 * (1 - 1 / width) - 0.4 * unsplit


def _has_other(cell: str, delimiter: str) -> bool:
    return any(other in cell for other in (";", "\t", "|") if other != delimiter)


def _sample(head: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
    try:
        for _, row in zip(range(_SAMPLE_ROWS), reader, strict=False):
            yield row
    except csv.Error:  # a cell larger than the reader's limit; the sample ends there
        return


def _doubled_quotes(text: str) -> tuple[str, int]:
    r"""The text with `\"` inside cells as `""`, where the file writes quotes so, and how many."""
    if '\\"' not in text:
        return text, 0
    # A backslash just before the closing quote is a cell's own last letter, as in "C:\data\".
    if not _ESCAPED_INSIDE.search(text):
        return text, 0
    return _BACKSLASH_QUOTE.subn(r'\1""', text)


def _quotes_follow_blanks(text: str, delimiter: str) -> int:
    """How many cells begin with blanks and then a quote, where none begins with its quote."""
    if delimiter in "\t ":
        return 0
    mark = re.escape(delimiter)
    head = text[:_SAMPLE_LETTERS]
    at_once = len(re.findall(rf'{mark}"(?!")', head))
    return 0 if at_once else len(re.findall(rf'{mark} +"', head))


def _parsed(
    text: str, delimiter: str, *, skip_blanks: bool
) -> tuple[list[list[str]], list[tuple[int, str]]]:
    """All rows; a quote that never closes costs its own line, not the rest of the file."""
    csv.field_size_limit(2**31 - 1)  # the usual limit of 131 072 letters would refuse long cells
    lines = io.StringIO(text, newline="").readlines()
    rows: list[list[str]] = []
    open_quotes: list[tuple[int, str]] = []
    start = 0
    while start < len(lines):
        reader = csv.reader(lines[start:], delimiter=delimiter, skipinitialspace=skip_blanks)
        before = last = start
        for row in reader:
            rows.append(row)
            before, last = last, start + reader.line_num
        if not _stays_open(lines[before:], delimiter, skip_blanks=skip_blanks):
            break
        line = lines[before].rstrip("\r\n")
        rows[-1] = line.split(delimiter)
        open_quotes.append((len(rows), line))
        start = before + 1
    return rows, open_quotes


def _stays_open(record: list[str], delimiter: str, *, skip_blanks: bool) -> bool:
    """Whether a further line would still belong to the last record."""
    further = [*record, "x"]
    return len(list(csv.reader(further, delimiter=delimiter, skipinitialspace=skip_blanks))) == 1


def _open_quote(file: str, row: int, line: str) -> Problem:
    remedy = "the line was split at each delimiter; close the quote or double it"
    return _note(file, row, "closes each quote that it opens", line[:80], remedy)


class _Swallowed:
    """Cells whose inner lines look like rows of the table."""

    def __init__(self, delimiter: str) -> None:
        self._delimiter = delimiter
        self._widths: Counter[int] = Counter()
        self._found: list[tuple[int, int, int, str]] = []  # row, fewest delimiters, lines, first

    def look_at(self, rows: Iterable[list[str]], first: int) -> None:
        """Take further rows into account, the first of them with that number."""
        for number, row in enumerate(rows, first):
            self._widths[len(row)] += 1
            for cell in row:
                inner = cell.splitlines()[1:-1] if "\n" in cell else []
                if inner and self._delimiter:
                    fewest = min(line.count(self._delimiter) for line in inner)
                    if fewest:
                        self._found.append((number, fewest, len(inner), inner[0][:60]))

    def problems(self, file: str) -> Iterator[Problem]:
        width = self._widths.most_common(1)[0][0] if self._widths else 0
        if width < 2:
            return
        for number, fewest, lines, start in self._found:
            if fewest >= width - 1:
                remedy = "look whether a quote is missing; if the cell is right, nothing to do"
                what = f"{lines} lines inside one cell look like rows: {start}"
                yield _note(file, number, "closes each quote that it opens", what, remedy)


def _about_stated(file: str, delimiter: str) -> Problem:
    what = f"the first line names the delimiter {delimiter!r}; it is not counted as a row"
    return _note(file, 0, "starts with the header row", what, "nothing to do")


def _about_padded(file: str, cells: int) -> Problem:
    remedy = "blanks after the delimiter were left out; write none there"
    what = f"{cells} cells begin with a blank and a quote"
    return _note(file, 0, "begins a quoted cell with its quote", what, remedy)


def _note(file: str, row: int, rule: str, value: str, remedy: str) -> Problem:
    return Problem(file, row, "", rule, value, remedy, severity="note")
