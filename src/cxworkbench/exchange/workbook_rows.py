"""The rows of one sheet of a map's workbook as items of the map, with what is wrong in them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from pydantic import ValidationError

from cxworkbench.exchange.workbook_cells import WrongCell, from_cell, whole_cell
from cxworkbench.exchange.workbook_headers import header_of
from cxworkbench.exchange.workbook_layout import (
    KIND_OF_SHEET,
    ORDER,
    PARTS,
    REVIEW,
    WHERE,
    Column,
    belongs,
    columns_of_sheet,
)
from cxworkbench.exchange.workbook_matching import with_lost_ids
from cxworkbench.exchange.workbook_reading import Reading, Row
from cxworkbench.records.base import Part

_LEFT_OUT: Final = "The row was left out."
_SCALED: Final = ("value", "low", "high")
_KEPT: Final = "The cell counts as it was exported."


def rows_of(reading: Reading, name: str, table: Sequence[Sequence[str]]) -> list[Row]:
    """The items that a sheet holds, in its order; statements in the order of the map.

    A row without an id is the exported one of its name and place, else it is new. What is wrong in
    a cell is told, and the cell counts as it was exported; a row that cannot be read without it is
    left out.

    Raises
    ------
    DataProblem
        The sheet has no header, or its rows cannot be told from new ones.
    """
    columns = {column.name: column for column in columns_of_sheet(name)}
    at, places = header_of(reading, name, columns, table)
    lines: list[tuple[int, Mapping[str, str]]] = []
    for number, cells in enumerate(table[at + 1 :], start=at + 2):
        said = {one: cells[to] if to < len(cells) else "" for one, to in places.items()}
        if any(said.get(one, "").strip() for one in columns if one not in (WHERE, ORDER)):
            lines.append((number, said))
    found: list[tuple[float, Row]] = []
    behind = 0.0
    for number, line in with_lost_ids(reading, name, columns, lines):
        behind = _order(line.get(ORDER, ""), behind)
        row = _row(reading, name, number, line, columns)
        if row is not None:
            found.append((behind, row))
    if name == "statements":
        found.sort(key=lambda one: one[0])  # stable: a new row stays behind the one above it
    return [row for _, row in found]


def _order(text: str, behind: float) -> float:
    try:
        return float(text) if text.strip() else behind
    except ValueError:
        return behind


def _row(
    reading: Reading, name: str, number: int, said: Mapping[str, str],
    columns: Mapping[str, Column],
) -> Row | None:  # fmt: skip
    one = said.get("id", "").strip()
    before = reading.base.get(one)
    if before is not None and not belongs(name, before):
        reading.add(name, number, "id", "is an id of this sheet", one,
                    f"It belongs to another sheet. {_LEFT_OUT}")  # fmt: skip
        return None
    if one and (one in reading.given or one in reading.retired):
        rule = "stands once" if one in reading.given else "was not removed before"
        remedy = f"Empty the cell, and the row gets an id of its own. {_LEFT_OUT}"
        reading.add(name, number, "id", rule, one, remedy)
        return None
    content = _kept(name, before, columns)
    for column in (each for each in columns.values() if each.field is not None):
        if not _read_cell(reading, name, number, said, column, before, content):
            return None
    item = _made(reading, name, number, content, before)
    if item is None:
        return None
    if one:
        reading.given.add(one)
    review = {each: said.get(each, "").strip() for each in REVIEW if said.get(each, "").strip()}
    return Row(number, item, review)


def _kept(name: str, before: Part | None, columns: Mapping[str, Column]) -> dict[str, Any]:
    """Fields that the sheet does not show: as they were, or what the sheet stands for."""
    if before is None:
        return {"kind": KIND_OF_SHEET[name]} if name in KIND_OF_SHEET else {}
    return {one: getattr(before, one) for one in type(before).model_fields if one not in columns}


def _read_cell(
    reading: Reading, name: str, number: int, said: Mapping[str, str], column: Column,
    before: Part | None, content: dict[str, Any],
) -> bool:  # fmt: skip
    """Whether the row can still be read, after a cell was put into its content."""
    info = column.field
    if info is None or (column.name not in said and before is None and not info.is_required()):
        return True
    if column.name not in said and before is not None:
        content[column.name] = getattr(before, column.name)
        return True
    text = said.get(column.name, "")
    try:
        value = from_cell(column.kind, whole_cell(text, reading.rests), info)
        value = _blank_is_default(column, value, before, is_new=not said.get("id", "").strip())
        if content.get("lane") != getattr(before, "lane", "") or value != getattr(
            before, column.name
        ):
            _require_range(column.name, content, value)
        if info.is_required() and column.name != "id" and not str(value).strip():
            _require_words(value, getattr(before, column.name, None), said)
    except WrongCell as wrong:
        stays = before is not None or not info.is_required()
        remedy = f"{wrong.remedy} {_KEPT if before is not None else _LEFT_OUT}"
        if before is None and stays:
            remedy = f"{wrong.remedy} The cell counts as empty."
        reading.add(name, number, column.name, wrong.rule, text, remedy)
        if before is not None:
            content[column.name] = getattr(before, column.name)
            if column.name in _SCALED and not _is_on_scale(content[column.name]):
                content["lane"] = getattr(before, "lane", "")  # where the number may stand
        return stays
    content[column.name] = value
    return True


def _blank_is_default(
    column: Column,
    value: Any,  # noqa: ANN401 - any field's value
    before: Part | None,
    *,
    is_new: bool,
) -> Any:  # noqa: ANN401
    """A text that stands for "all" or the like when nobody wrote any, unless the map had it so."""
    usual = column.field.default if column.field and column.kind == "text" else ""
    if not isinstance(usual, str) or not usual or value.strip():
        return value
    was = getattr(before, column.name, usual if is_new else "")
    return value if was in ("", value) else usual


def _require_range(column: str, content: Mapping[str, Any], value: object) -> None:
    """A number of an emotion lies on the scale."""
    if content.get("lane") == "emotion" and column in _SCALED and not _is_on_scale(value):
        raise WrongCell("is between -2 and +2", "Write a number from -2 to +2, or leave it empty.")


def _is_on_scale(value: object) -> bool:
    return not isinstance(value, int | float) or -2 <= value <= 2


def _require_words(value: object, before: object, said: Mapping[str, str]) -> None:
    """A needed cell may be empty only where the map had it so."""
    was_so = before == value or (before is None and said.get("id", "").strip())
    if not was_so:
        raise WrongCell("is filled", "Write something, or remove the whole row.")


def _made(
    reading: Reading, name: str, number: int, content: Mapping[str, Any], before: Part | None
) -> Any:  # noqa: ANN401 - an item of whichever list
    try:
        return PARTS[name].model_validate(content)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        column = str(first["loc"][0]) if first["loc"] else ""
        remedy = _KEPT.replace("cell", "row") if before is not None else _LEFT_OUT
        reading.add(name, number, column, first["msg"].lower(), str(first["input"]), remedy)
        return before
