"""The register as sheets of a workbook that people edit: findings, causes, insights, actions."""

from collections.abc import Mapping
from typing import Any, Final

from cxworkbench.exchange.map_to_workbook import choose_from
from cxworkbench.exchange.workbook_book import Book
from cxworkbench.exchange.workbook_cells import escaped, to_cell
from cxworkbench.exchange.workbook_layout import (
    REGISTER,
    WHERE,
    Column,
    belongs,
    columns_of_sheet,
)
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Entry, Register

_SPARE_ROWS: Final = 500  # rows under the last one that have the lists of values too
_SENTENCES: Final = ("title", "observation", "cause", "consequence", "recommendation", "why",
                     "decided_because")  # fmt: skip


def add_register(book: Book, register: Register, journey_map: JourneyMap | None = None) -> None:
    """The sheets of a register; what they do not show stays in the register when they come back.

    Parameters
    ----------
    book
        Takes the sheets.
    register
        Its entries, in its order.
    journey_map
        Names the places in the column that is only to read; its sheets give the lists of stages.
    """
    names = _names(journey_map)
    for name in REGISTER:
        columns = columns_of_sheet(name)
        entries = [one for one in register.entries if belongs(name, one)]
        rows = [[_cell(column, one, names) for column in columns] for one in entries]
        sheet = book.add_sheet(name, [column.name for column in columns], rows)
        last = len(rows) + 1 + _SPARE_ROWS
        for at, column in enumerate(columns, start=1):
            letter = sheet.cell(row=1, column=at).column_letter
            if column.name in _SENTENCES:
                sheet.column_dimensions[letter].width = 44
            if column.name != "stage_id" or journey_map is not None:
                choose_from(sheet, f"{letter}2:{letter}{last}", column)


def _cell(column: Column, entry: Entry, names: Mapping[str, str]) -> Any:  # noqa: ANN401
    if column.name == WHERE:
        places = (entry.stage_id, *entry.touchpoint_ids)
        return escaped(" > ".join(names[one] for one in places if one in names))
    return to_cell(column.kind, getattr(entry, column.name))


def _names(journey_map: JourneyMap | None) -> dict[str, str]:
    if journey_map is None:
        return {}
    return {one.id: one.name for one in (*journey_map.stages, *journey_map.touchpoints)}
