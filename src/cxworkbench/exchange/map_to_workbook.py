"""A map as a workbook (.xlsx) that people read, edit and send back: a sheet for each layer."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from cxworkbench.exchange.workbook_book import Book
from cxworkbench.exchange.workbook_cells import choices_of, escaped, to_cell
from cxworkbench.exchange.workbook_layout import (
    AS_EXPORTED,
    DICTIONARY,
    MAP_SHEET,
    ORDER,
    REFERS,
    WHERE,
    Column,
    columns_of_sheet,
    map_fields,
)
from cxworkbench.ground.files import write_bytes
from cxworkbench.ground.terms import LANES
from cxworkbench.records.journey_map import JourneyMap, Statement
from cxworkbench.records.map_items import LISTS, Item, items_of

_SPARE_ROWS: Final = 500  # rows under the last one that have the lists of values too
_REVIEWER: Final = {
    "who": "Reviewer: counts for all rows in which who is empty.",
    "who role": "The reviewer's role.",
    "who account": "The reviewer's account, by its id.",
    "said on": "Day of the review, as 2026-02-28.",
}


def write_map_workbook(journey_map: JourneyMap, path: Path) -> None:
    """The map as a workbook at `path`; `read_map_workbook` gives it back as it was.

    A sheet for the map itself and one for each of its lists; a dictionary of all columns; lists of
    values to choose from; columns in which reviewers agree, disagree and comment. Text is text: a
    spreadsheet takes none of it for a formula, a number or a date. A hidden sheet keeps the map as
    it was exported, so that what was changed here is told from what was changed elsewhere.

    Notes
    -----
    The same map gives the same bytes. A text longer than a cell holds (32,767 characters) goes on
    in the sheet `long texts`; control characters are written as their number.
    """
    book = Book()
    add_map(book, journey_map)
    add_dictionary(book, LISTS)
    book.add_long_texts()
    book.add_copy(AS_EXPORTED, journey_map.model_dump_json())
    write_bytes(path, book.to_bytes())


def add_map(book: Book, journey_map: JourneyMap) -> None:
    """The sheets of a map; its long texts and its copy are added when all sheets are there."""
    _write_map_sheet(book, journey_map)
    names = _names(journey_map)
    for name in LISTS:
        _write_list(book, journey_map, name, names)


def _write_map_sheet(book: Book, journey_map: JourneyMap) -> None:
    rows = []
    for path, column in map_fields().items():
        value: Any = journey_map
        for step in path.split("."):
            value = getattr(value, step)
        meaning = f"{column.meaning} ({column.allowed})"
        rows.append([path, to_cell(column.kind, value), meaning])
    rows += [[name, "", meaning] for name, meaning in _REVIEWER.items()]
    sheet = book.add_sheet(MAP_SHEET, ["field", "value", "meaning"], rows)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = sheet.column_dimensions["C"].width = 60
    sheet.auto_filter.ref = None
    for row, column in enumerate(map_fields().values(), start=2):
        choose_from(sheet, f"B{row}", column)


def _write_list(book: Book, journey_map: JourneyMap, name: str, names: Mapping[str, str]) -> None:
    columns = columns_of_sheet(name)
    items = list(enumerate(items_of(journey_map, name), start=1))
    if name == "statements":
        items.sort(key=lambda one: LANES.index(getattr(one[1], "lane", LANES[0])))
    rows = [[_cell(column, item, place, names) for column in columns] for place, item in items]
    sheet = book.add_sheet(name, [column.name for column in columns], rows)
    last = len(rows) + 1 + _SPARE_ROWS
    for at, column in enumerate(columns, start=1):
        letter = sheet.cell(row=1, column=at).column_letter
        choose_from(sheet, f"{letter}2:{letter}{last}", column)


def _cell(column: Column, item: Item, place: int, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    if column.name == ORDER:
        return place
    if column.name == WHERE:
        return escaped(_where(item, names))
    if column.field is None:
        return ""
    return to_cell(column.kind, getattr(item, column.name))


def _where(item: Item, names: Mapping[str, str]) -> str:
    fields = ("phase_id", "stage_id", "step_id", "touchpoint_id", "at", "role_id", "from_id",
              "to_id")  # fmt: skip
    order = ("role_id", "stage_id") if hasattr(item, "role_id") else fields
    found = [names.get(str(getattr(item, field, "")), "") for field in order]
    return " > ".join(one for one in found if one)


def _names(journey_map: JourneyMap) -> dict[str, str]:
    """Id -> name, for each thing that has one, and the words of each statement."""
    return {
        item.id: str(
            getattr(item, "name", "") or (item.text if isinstance(item, Statement) else "")
        )
        for name in LISTS
        for item in items_of(journey_map, name)
    }


def choose_from(sheet: Any, cells: str, column: Column) -> None:  # noqa: ANN401
    """The list of values to choose from in these cells, where a column has one."""
    from openpyxl.worksheet.datavalidation import DataValidation

    words = _list_of(column)
    if not words:
        return
    choice = DataValidation(type="list", formula1=words, allow_blank=True)
    choice.errorTitle, choice.error = column.name, f"Allowed: {column.allowed}"[:255]
    sheet.add_data_validation(choice)
    choice.add(cells)


def _list_of(column: Column) -> str:
    if column.name in REFERS and column.field is not None:
        return f"={REFERS[column.name]}!$A$2:$A$1000"
    if column.kind == "choice" and column.field is not None:
        return f'"{",".join(one for one in choices_of(column.field) if one)}"'
    if column.kind == "yes or no":
        return '"yes,no"'
    return '"x"' if column.name in ("agree", "disagree") else ""


def add_dictionary(book: Book, lists: Sequence[str], *, with_map: bool = True) -> None:
    """The sheet that says what each column means and which values it takes."""
    own = map_fields() if with_map else {}
    rows = [[MAP_SHEET, path, one.meaning, one.allowed, _needed(one)]
            for path, one in own.items()]  # fmt: skip
    for name in lists:
        rows += [[name, one.name, one.meaning, one.allowed, _needed(one)]
                 for one in columns_of_sheet(name)]  # fmt: skip
    sheet = book.add_sheet(DICTIONARY, ["sheet", "column", "meaning", "allowed", "needed"], rows)
    for letter, width in zip("ABCDE", (16, 22, 70, 50, 12), strict=True):
        sheet.column_dimensions[letter].width = width


def _needed(column: Column) -> str:
    is_needed = column.field is not None and column.field.is_required() and column.name != "id"
    return "yes" if is_needed else "no"
