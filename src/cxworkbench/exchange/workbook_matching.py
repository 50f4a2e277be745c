"""Rows of a map's workbook that lost their id, found again by their name and place."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

from cxworkbench.exchange.workbook_cells import WrongCell, from_cell, whole_cell
from cxworkbench.exchange.workbook_layout import Column, belongs
from cxworkbench.exchange.workbook_reading import Reading
from cxworkbench.ground.errors import DataProblem

Said = Mapping[str, str]
# What tells the rows of a sheet apart where they have no id.
_TOLD_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "phases": ("name",), "stages": ("name",), "offerings": ("name",), "roles": ("name",),
    "steps": ("name", "stage_id"), "touchpoints": ("name", "stage_id"),
    "interactions": ("name", "touchpoint_id"),
    "statements": ("lane", "at", "text", "segment", "role"), "flows": ("from_id", "to_id"),
    "involvements": ("role_id", "stage_id"), "comments": ("at", "text"),
    "decisions": ("at", "text"), "findings": ("kind", "title"), "causes": ("title",),
    "insights": ("title",), "actions": ("title",),
}  # fmt: skip
_MANY: Final = 3  # rows that are told one by one


def with_lost_ids(
    reading: Reading, name: str, columns: Mapping[str, Column], lines: Sequence[tuple[int, Said]]
) -> list[tuple[int, Said]]:
    """The rows of a sheet, those without an id with that of the exported row they must be.

    A row is the only exported one of its name and place whose id stands nowhere in the sheet; of
    several, the one that is the same in every cell. Each is told.

    Raises
    ------
    DataProblem
        All ids of a sheet are gone, and which rows are new cannot be told.
    """
    there = {said.get("id", "").strip() for _, said in lines}
    missing = {
        one: item for one, item in reading.base.items() if belongs(name, item) and one not in there
    }
    bare = {number: said for number, said in lines if not said.get("id", "").strip()}
    if not bare or not missing:
        return list(lines)
    found = _same_in_all(reading, columns, bare, missing)
    _add_of_one_name(reading, name, columns, bare, missing, found)
    if there == {""} and len(missing) >= _MANY and len(found) < len(bare):
        raise DataProblem(
            f"{reading.file}, sheet {name} has lost all ids, and rows in it are not as they were "
            f"exported: {', '.join(str(one) for one in bare if one not in found)}. Put the ids "
            "back. If all the exported rows are to go, take the workbook in without them first. "
            "Nothing was read."
        )
    _tell(reading, name, found)
    return [
        (number, {**said, "id": found[number]} if number in found else said)
        for number, said in lines
    ]


def _value(reading: Reading, column: Column, said: Said) -> Any:  # noqa: ANN401 - any field's value
    if column.field is None or column.name not in said:
        return None
    try:
        text = whole_cell(said[column.name], reading.rests)
        value = from_cell(column.kind, text, column.field)
    except WrongCell:
        return None
    usual = column.field.default
    return usual if value == "" and isinstance(usual, str) else value


def _same_in_all(
    reading: Reading, columns: Mapping[str, Column], bare: Mapping[int, Said],
    missing: Mapping[str, Any],
) -> dict[int, str]:  # fmt: skip
    fields = [one for one in columns.values() if one.field is not None and one.name != "id"]
    by_content: dict[str, list[str]] = {}
    for one, item in missing.items():
        by_content.setdefault(repr([getattr(item, each.name) for each in fields]), []).append(one)
    found = {}
    for number, said in bare.items():
        same = by_content.get(repr([_value(reading, each, said) for each in fields]))
        if same:
            found[number] = same.pop(0)  # rows that are the same in every cell stand in order
    return found


def _add_of_one_name(
    reading: Reading, name: str, columns: Mapping[str, Column], bare: Mapping[int, Said],
    missing: Mapping[str, Any], found: dict[int, str],
) -> None:  # fmt: skip
    fields = [columns[one] for one in _TOLD_BY[name]]
    rest = {one: item for one, item in missing.items() if one not in found.values()}
    was = {one: tuple(_key(getattr(item, each.name)) for each in fields)
           for one, item in rest.items()}  # fmt: skip
    now = {
        number: tuple(_key(_place(reading, each, said)) for each in fields)
        for number, said in bare.items()
        if number not in found
    }
    before, after = Counter(was.values()), Counter(now.values())
    ids = {key: one for one, key in was.items()}
    for number, key in now.items():
        if before[key] == 1 and after[key] == 1 and any(key):
            found[number] = ids[key]


def _place(reading: Reading, column: Column, said: Said) -> Any:  # noqa: ANN401
    """The value of a cell; the id of the only thing of that name where an id is meant."""
    value = _value(reading, column, said)
    if column.kind != "id" or value in reading.base:
        return value
    same = [
        one
        for one, item in reading.base.items()
        if _key(getattr(item, "name", "")) == _key(value) != ""
    ]
    return same[0] if len(same) == 1 else value


def _key(value: object) -> str:
    return " ".join(str(value or "").split()).casefold()


def _tell(reading: Reading, name: str, found: Mapping[int, str]) -> None:
    rule = "stands in every row that was exported"
    if len(found) > _MANY:
        remedy = "Each counts as the exported row of its name and place."
        reading.add(name, 0, "id", rule, f"{len(found)} rows without", remedy, note=True)
        return
    for number, one in found.items():
        remedy = f"It counts as {one}, by its name and place. For a new one, write another name."
        reading.add(name, number, "id", rule, "", remedy, note=True)
