"""A received file as a table of text, and the table with its numbers and dates.

Whatever an office produces: CSV in any encoding and with any delimiter, .xlsx, Parquet, event logs
in XES. Nothing is repaired in silence: each thing that was decided or odd is a problem in the list.
"""

import contextlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.dates import as_dates, is_date
from cxworkbench.ground.dialects import split_rows
from cxworkbench.ground.encodings import decode
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.event_logs import GZIP, is_event_log, read_event_log
from cxworkbench.ground.headers import Span
from cxworkbench.ground.layout import lay_out
from cxworkbench.ground.numbers import as_numbers, decimal_mark, is_number
from cxworkbench.ground.workbooks import cell_text, read_sheet

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and any office file with a password
_ZIP: Final = b"PK\x03\x04"
_PARQUET: Final = b"PAR1"
_MAY_BE_LOG: Final = (GZIP, b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"\n", b" ")
_NO_TABLES: Final = {
    _PARQUET: "Parquet",
    b"%PDF": "a PDF",
    GZIP: "packed with gzip",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"7z\xbc\xaf": "packed with 7-Zip",
    b"Rar!": "packed with RAR",
    b"{\\rtf": "a text document (RTF)",
}
_ID_NAME: Final = re.compile(
    r"(?i:\b(ids?|code|codice|zip|plz|postcode|postal|phone|tel|fax|iban|vat|sku)\b)"
    r"|(?i:\b(key|nr|no|num|number|nummer)\.?$)|[a-z](Id|ID|Nr|No)$"
)
_LEADING_ZERO: Final = re.compile(r"0\d+")
_EIGHT_DIGITS: Final = re.compile(r"\d{8}")
_MOST: Final = 0.8  # of a column's cells must read as numbers or dates for the column to be of them


@dataclass(frozen=True)
class ReceivedRows:
    """The rows of a received file before a header is looked for, and how they were read."""

    rows: list[list[str]]
    problems: tuple[Problem, ...]
    merged: tuple[Span, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Received:
    """A file as it was received: its cells as text, how it was read, and what was odd.

    `frame` holds every cell as it stands, blank ones as "", with the spreadsheet's row number as
    its index. `delimiter` and `encoding` are empty for a workbook; `header_row` is 0 where the
    columns have no names; `sheets` are all sheets of a workbook. `tool` is the survey tool that
    exported it, where its header rows say so, and `asked` is column -> the question's text.
    """

    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    encoding: str = ""
    delimiter: str = ""
    header_row: int = 1
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    file: str = ""
    tool: str = ""
    asked: dict[str, str] = field(default_factory=dict)


def read_table(path: Path, *, sheet: str = "", encoding: str = "") -> Received:
    """The table that a received file holds, every cell as text.

    Parameters
    ----------
    path
        A CSV or other text table, an .xlsx workbook, Parquet, or an event log in XES; its content
        decides, not its name.
    sheet
        Which sheet of a workbook; empty for the first visible one that holds something.
    encoding
        How a text file is written, where the guess was wrong; empty to have it found.

    Returns
    -------
    Received
        The table and `problems`: notes on what was decided (encoding, header, blank rows), and
        what could not be used.

    Raises
    ------
    DataProblem
        The file cannot be read as a table at all; the message says what to do.
    """
    start = _start_of(path)
    if start.startswith(_PARQUET):
        return _parquet(path)
    if start.startswith(_MAY_BE_LOG) and is_event_log(path):
        frame, problems = read_event_log(path)
        return Received(frame, problems, header_row=0, file=path.name)
    read = read_rows(path, sheet=sheet, encoding=encoding)
    laid_out = lay_out(read.rows, path.name, read.merged)
    return Received(
        laid_out.frame,
        (*read.problems, *laid_out.problems),
        read.encoding,
        read.delimiter,
        laid_out.header_row,
        read.sheet,
        read.sheets,
        path.name,
        laid_out.tool,
        laid_out.asked,
    )


def read_rows(path: Path, *, sheet: str = "", encoding: str = "") -> ReceivedRows:
    """The rows and cells of a text table or workbook as they stand, header rows among them.

    For layouts whose header is not one row of column names; else use `read_table`.

    Raises
    ------
    DataProblem
        As `read_table`; also for Parquet, which has no rows above its columns' names.
    """
    start = _start_of(path)
    if start == _OLE:
        raise _old_workbook(path)
    if start.startswith(_ZIP):
        read = read_sheet(path, sheet=sheet)
        return ReceivedRows(
            read.rows, read.problems, read.merged, sheet=read.sheet, sheets=read.sheets
        )
    for mark, kind in _NO_TABLES.items():
        if start.startswith(mark):
            raise DataProblem(
                f"{path.name} is {kind}, not a table. Tables are CSV, .xlsx or Parquet. "
                "Export or unpack the table itself."
            )
    return _text_rows(path, encoding)


def _start_of(path: Path) -> bytes:
    if not path.is_file():
        raise DataProblem(f"There is no file {path}. Check its name and its folder.")
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise DataProblem(f"{path.name} is empty: it has no bytes. Export it again.")
    return start


def typed(
    received: Received, *, decimal: str = "", date_order: str = ""
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """The table with its columns of numbers and dates as such, and what did not fit them.

    A column becomes numbers or dates where at least four fifths of its cells read so; the others
    are missing in it and listed. Ids, codes and phone numbers, known by the column's name or by a
    leading zero, stay text, and so does a column whose numbers or dates cannot be decided.

    Parameters
    ----------
    received
        As `read_table` gives it; left as it is.
    decimal
        "," or "." for all columns; empty to decide for each. A column that decides nothing goes
        with the others of its table, where they agree.
    date_order
        "dmy" or "mdy" for all columns; empty to decide for each.

    Returns
    -------
    pandas.DataFrame
        Same rows, same columns: float64, datetime64[us] or text.
    tuple of Problem
        Every cell that is not what its column is, and every column that could not be decided.
    """
    frame, problems = {}, []
    shared = decimal or _shared_decimal(received.frame)
    for name in received.frame.columns:
        column, found = _typed_column(
            received.frame[name], decimal, shared, date_order, received.file
        )
        frame[name] = column
        problems.extend(found)
    return pd.DataFrame(frame, index=received.frame.index), tuple(problems)


def _typed_column(
    column: pd.Series, decimal: str, shared: str, date_order: str, file: str
) -> tuple[pd.Series, list[Problem]]:
    name, cells = str(column.name), _cells(column)
    if (
        not cells
        or _ID_NAME.search(name.replace("_", " "))
        or any(map(_LEADING_ZERO.fullmatch, cells))
    ):
        return column, []
    if _share(cells, is_date) >= _MOST and not all(map(_EIGHT_DIGITS.fullmatch, cells)):
        typed_column, problems = as_dates(column, order=date_order, file=file, name=name)
    elif _share(cells, is_number) >= _MOST:
        own = decimal or ("" if decimal_mark(cells) else shared)
        typed_column, problems = as_numbers(column, decimal=own, file=file, name=name)
    else:
        return column, []
    undecided = [problem for problem in problems if not problem.row and _is_refused(problem)]
    return (column, undecided) if undecided else (typed_column, problems)


def _cells(column: pd.Series) -> Counter[str]:
    """The texts of a column that are not blank, each with how often it stands there."""
    cells = Counter(column.str.strip().tolist())
    del cells[""]
    return cells


def _share(cells: Counter[str], holds: Callable[[str], bool]) -> float:
    return sum(times for text, times in cells.items() if holds(text)) / cells.total()


def _is_refused(problem: Problem) -> bool:
    return problem.severity == "refused"


def _shared_decimal(frame: pd.DataFrame) -> str:
    """The decimal mark that the columns of numbers agree on; empty where none or two are proved."""
    marks = set()
    for name in frame.columns:
        cells = _cells(frame[name])
        if cells and _share(cells, is_number) >= _MOST:
            marks.add(decimal_mark(cells))
    marks.discard("")
    return marks.pop() if len(marks) == 1 else ""


def _text_rows(path: Path, encoding: str) -> ReceivedRows:
    try:
        decoded = decode(path.read_bytes(), encoding=encoding)
    except DataProblem as not_text:
        raise DataProblem(f"{path.name}: {not_text}") from not_text
    _refuse_markup(path, decoded.text)
    split = split_rows(decoded.text, path.name)
    problems = about_encoding(path.name, decoded.encoding, decoded.guess, decoded.odd_lines)
    return ReceivedRows(
        split.rows,
        (*problems, *split.problems),
        encoding=decoded.encoding,
        delimiter=split.delimiter,
    )


def about_encoding(file: str, encoding: str, guess: str, odd_lines: Sequence[int]) -> list[Problem]:
    """The note that the encoding of a text file was guessed; none where it was not."""
    if not guess:
        return []
    what = f"read as {encoding}: {guess}"
    remedy = "look at the preview; save as UTF-8 or name the encoding if letters are wrong"
    row = odd_lines[0] if odd_lines else 0
    return [Problem(file, row, "", "is written in UTF-8", what, remedy, "note")]


def is_parquet(path: Path) -> bool:
    """Whether the file begins as Parquet does."""
    return _start_of(path).startswith(_PARQUET)


def is_plain_text(path: Path) -> bool:
    """Whether the file begins as text does that is no markup, JSON, workbook or archive."""
    start = _start_of(path)
    known = (_OLE, _ZIP, *_NO_TABLES, *_MAY_BE_LOG)
    return not start.startswith(known) and start.lstrip()[:1] not in (b"<", b"{", b"[", b"")


def _refuse_markup(path: Path, text: str) -> None:
    start = text.lstrip()[:400]
    if re.match(r"<(!doctype|html|head|body|table|\?xml|meta)\b", start, re.IGNORECASE):
        what = "XML" if start.startswith("<?xml") else "a web page (HTML)"
        raise DataProblem(
            f"{path.name} is {what}, whatever its name says. Tables are CSV, .xlsx or Parquet. "
            "Open it in a spreadsheet program and save it as .xlsx."
        )
    if start[:1] in ("{", "[") and _is_json(text):
        raise DataProblem(
            f"{path.name} is JSON. Tables are CSV, .xlsx or Parquet. Export it as one of these."
        )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


def _old_workbook(path: Path) -> DataProblem:
    content = path.read_bytes()
    with_password = "EncryptedPackage".encode("utf-16-le") in content or re.search(
        rb"\x2f\x00[\x04-\xff]\x00(\x00|\x01)\x00", content[:20_000]
    )
    if with_password:
        return DataProblem(
            f"{path.name} is encrypted, so its cells cannot be read. "
            "Open it with its password, remove the password, and save it as .xlsx."
        )
    return DataProblem(
        f"{path.name} is a workbook of the old kind (.xls). Workbooks are read as .xlsx. "
        "Open it in a spreadsheet program and save it as .xlsx."
    )


def _parquet(path: Path) -> Received:
    with damaged_parquet(path):
        table = pq.read_table(path)
    columns = {name: texts_of(table.column(name)) for name in table.column_names}
    rows = pd.Index(range(2, table.num_rows + 2), name="row", dtype="int64")
    return Received(pd.DataFrame(columns, index=rows, dtype="str"), (), file=path.name)


@contextlib.contextmanager
def damaged_parquet(path: Path) -> Iterator[None]:
    """Reading inside says in words that the Parquet file is damaged."""
    try:
        yield
    except (pa.ArrowException, OSError) as broken:
        raise DataProblem(
            f"{path.name} is cut short or damaged Parquet ({str(broken).splitlines()[0]}). "
            "Export it again."
        ) from broken


def texts_of(column: pa.ChunkedArray) -> list[str]:
    """The values of an Arrow column as the texts of cells."""
    texts = {value: cell_text(value) for value in column.unique().to_pylist()}
    return [texts[value] for value in column.to_pylist()]
