"""Workbooks (.xlsx) as rows of text: each cell as a person sees it, merged cells, hidden sheets."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, did_you_mean
from cxworkbench.ground.headers import Span

_LARGEST: Final = 2**30  # bytes unpacked; a workbook beyond it is none that a person made
_ONLY_ZEROS: Final = re.compile(r"0{2,}")


@dataclass(frozen=True)
class SheetRows:
    """One sheet: its rows as text, merged areas counted from 0, all sheet names, what was odd."""

    rows: list[list[str]]
    merged: tuple[Span, ...]
    sheet: str
    sheets: tuple[str, ...]
    problems: tuple[Problem, ...]


def read_sheet(path: Path, *, sheet: str = "") -> SheetRows:
    """The cells of one sheet, as the workbook shows them.

    Formulas give the value that was saved with them. Whole numbers have no decimals, others the
    15 digits that Excel keeps; dates are ISO; a number shown with leading zeros keeps them.

    Parameters
    ----------
    path
        The workbook.
    sheet
        Name of the sheet; empty for the first visible one that holds something.

    Raises
    ------
    DataProblem
        The file is cut short or no workbook, or it has no such sheet.
    """
    workbook = _opened(path, values=True)
    tables = workbook.worksheets
    names = tuple(table.title for table in tables)
    if not tables:
        raise DataProblem(f"{path.name} has no sheet with cells. Save the table as a worksheet.")
    chosen = _chosen(path, tables, sheet)
    rows = _rows(chosen)
    merged = tuple(
        (area.min_row - 1, area.max_row - 1, area.min_col - 1, area.max_col - 1)
        for area in sorted(chosen.merged_cells.ranges, key=lambda area: area.bounds)
    )
    problems = (
        *_unsaved_formulas(path, chosen),
        *_error_cells(path, chosen),
        *_other_sheets(path, tables, chosen, asked=sheet),
    )
    return SheetRows(rows, merged, chosen.title, names, problems)


def read_sheets(path: Path) -> dict[str, SheetRows]:
    """All worksheets of a workbook by name, hidden ones too; cells as `read_sheet` gives them.

    Raises
    ------
    DataProblem
        The file is cut short or no workbook.
    """
    workbook = _opened(path, values=True)
    names = tuple(table.title for table in workbook.worksheets)
    has_formulas = _has_formulas(path)
    found = {}
    for table in workbook.worksheets:
        unsaved = tuple(_unsaved_formulas(path, table)) if has_formulas else ()
        problems = (*unsaved, *_error_cells(path, table))
        found[table.title] = SheetRows(_rows(table), (), table.title, names, problems)
    return found


def cell_text(value: Any, number_format: str = "") -> str:  # noqa: ANN401 - a cell holds anything
    """The text of one cell's value, without noise from floating point.

    Examples
    --------
    >>> cell_text(7.0), cell_text(0.1 + 0.2), cell_text(7, "00000"), cell_text(None)
    ('7', '0.3', '00007', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float | Decimal):
        text = _number_text(value)
        zeros = _ONLY_ZEROS.fullmatch(number_format)
        return text.zfill(len(number_format)) if zeros and text.isdecimal() else text
    if isinstance(value, dt.datetime):
        return _moment_text(value)
    return str(value)


def _number_text(value: float | Decimal) -> str:
    if isinstance(value, int):
        return str(value)
    text = format(value, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def _moment_text(value: dt.datetime) -> str:
    if value.tzinfo is None and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def _opened(path: Path, *, values: bool) -> Any:  # noqa: ANN401 - openpyxl has no types
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            # openpyxl warns of styles and extensions that it leaves out; no cell is among them.
            warnings.simplefilter("ignore", UserWarning)
            _refuse_what_is_too_large(path)
            with path.open("rb") as file:  # openpyxl would refuse a path that ends otherwise
                return load_workbook(file, data_only=values)
    except DataProblem:
        raise
    except zipfile.BadZipFile as broken:
        raise DataProblem(
            f"{path.name} is cut short or damaged: its end is missing. Copy or export it again."
        ) from broken
    except Exception as broken:  # openpyxl raises whatever the damage leads to
        raise DataProblem(
            f"{path.name} is no workbook that can be read ({type(broken).__name__}: {broken}). "
            "Open it in a spreadsheet program and save it as .xlsx again."
        ) from broken


def _refuse_what_is_too_large(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(part.file_size for part in archive.infolist())
    if size > _LARGEST:
        raise DataProblem(
            f"{path.name} unpacks to {size / 2**30:.1f} GB. At most 1 GB is read as a workbook. "
            "Export the table as CSV or Parquet."
        )


def _chosen(path: Path, tables: Sequence[Any], sheet: str) -> Any:  # noqa: ANN401
    by_name = {table.title: table for table in tables}
    if sheet and sheet not in by_name:
        raise DataProblem(
            f"{path.name} has no sheet {sheet!r}. {did_you_mean(sheet, by_name)}"
            f"Its sheets: {', '.join(by_name)}."
        )
    if sheet:
        return by_name[sheet]
    seen = [table for table in tables if table.sheet_state == "visible"]
    return next((table for table in seen if _holds_something(table)), (seen or tables)[0])


def _holds_something(table: Any) -> bool:  # noqa: ANN401
    return any(
        value not in (None, "") for row in table.iter_rows(values_only=True) for value in row
    )


def _rows(table: Any) -> list[list[str]]:  # noqa: ANN401
    rows = [
        [cell_text(cell.value, cell.number_format if cell.has_style else "") for cell in row]
        for row in table.iter_rows(min_row=1, min_col=1)
    ]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()  # a sheet's size counts cells that only have a colour
    return rows


def _unsaved_formulas(path: Path, chosen: Any) -> Iterator[Problem]:  # noqa: ANN401
    if not _has_formulas(path):
        return
    formulas = _opened(path, values=False)[chosen.title]
    for row in formulas.iter_rows():
        for cell in row:
            saved = chosen[cell.coordinate]
            # A saved empty text has type "str"; a value that was never saved has none.
            if cell.data_type == "f" and saved.value is None and saved.data_type != "str":
                yield Problem(
                    path.name,
                    cell.row,
                    cell.column_letter,
                    "has a saved value for each formula",
                    _formula_text(cell.value),
                    "open the workbook in a spreadsheet program and save it, or paste the values",
                )


def _formula_text(value: Any) -> str:  # noqa: ANN401
    return value if isinstance(value, str) else str(getattr(value, "text", value))


def _has_formulas(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        sheets = [part for part in archive.namelist() if part.startswith("xl/worksheets/")]
        return any(re.search(rb"<(\w+:)?f[ >/]", archive.read(part)) for part in sheets)


def _error_cells(path: Path, chosen: Any) -> Iterator[Problem]:  # noqa: ANN401
    for row in chosen.iter_rows():
        for cell in row:
            if cell.data_type == "e":
                yield Problem(
                    path.name,
                    cell.row,
                    cell.column_letter,
                    "has a value, not an error of the spreadsheet",
                    str(cell.value),
                    "correct the formula in the workbook and save it again",
                )


def _other_sheets(
    path: Path,
    tables: Sequence[Any],
    chosen: Any,  # noqa: ANN401
    *,
    asked: str,
) -> Iterator[Problem]:
    others = [table for table in tables if table is not chosen and _holds_something(table)]
    if asked or not others:
        return
    names = ", ".join(
        f"{table.title!r}{'' if table.sheet_state == 'visible' else ' (hidden)'}"
        for table in others
    )
    what = f"read {chosen.title!r}; not read: {names}"
    remedy = "name the sheet to read where another one is meant"
    yield Problem(path.name, 0, "", "holds one table", what, remedy, severity="note")
