"""The rows of one sheet of a map's workbook as items of the map, with what is wrong in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import ValidationError

from cxworkbench.exchange.workbook_cells import WrongCell, from_cell, whole_cell
from cxworkbench.exchange.workbook_layout import (
    ORDER,
    PARTS,
    PREFIX,
    REVIEW,
    WHERE,
    Column,
    columns_of_sheet,
)
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import did_you_mean
from cxworkbench.records.base import Part
from cxworkbench.records.ids import mint_id

_LEFT_OUT: Final = "The row was left out."
_KEPT: Final = "The cell counts as it was exported."


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its number, the item in it, and what reviewers filled in."""

    number: int
    item: Any
    review: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Reading:
    """What is known while a workbook is read: the map as exported, ids given, problems found."""

    file: str
    base: Mapping[str, Any]  # id -> item as exported
    retired: frozenset[str]
    rests: dict[str, str]  # of long texts
    given: set[str] = field(default_factory=set)  # ids that stand in some sheet
    problems: list[Problem] = field(default_factory=list)

    def add(
        self, sheet: str, row: int, column: str, rule: str, value: str, remedy: str, *,
        note: bool = False,
    ) -> None:  # fmt: skip
        """One more problem, with the sheet it is in."""
        severity = "note" if note else "refused"
        where = f"{self.file}, sheet {sheet}"
        self.problems.append(Problem(where, row, column, rule, value[:80], remedy, severity))


def rows_of(reading: Reading, name: str, table: Sequence[Sequence[str]]) -> list[Row]:
    """The items that a sheet holds, in its order; statements in the order of the map.

    A row without an id is new: its id is made from its name. What is wrong in a cell is told, and
    the cell counts as it was exported; a row that cannot be read without it is left out.
    """
    columns = {column.name: column for column in columns_of_sheet(name)}
    places = _places(reading, name, columns, table[0] if table else ())
    found: list[tuple[float, Row]] = []
    behind = 0.0
    for number, cells in enumerate(table[1:], start=2):
        said = {one: cells[at] if at < len(cells) else "" for one, at in places.items()}
        if not any(said.get(one, "").strip() for one in columns if one not in (WHERE, ORDER)):
            continue
        behind = _order(said.get(ORDER, ""), behind)
        row = _row(reading, name, number, said, columns)
        if row is not None:
            found.append((behind, row))
    if name == "statements":
        found.sort(key=lambda one: one[0])  # stable: a new row stays behind the one above it
    return [row for _, row in found]


def with_ids(rows: Mapping[str, Sequence[Row]], reading: Reading) -> dict[str, list[Row]]:
    """The same rows, those without an id with a new one made from what they say."""
    taken = {*reading.base, *reading.retired, *reading.given}
    made: dict[str, list[Row]] = {}
    for name, few in rows.items():
        made[name] = []
        for row in few:
            item = row.item
            if not item.id:
                item = item.model_copy(update={"id": _new_id(name, item, taken)})
                taken.add(item.id)
            made[name].append(Row(row.number, item, row.review))
    return made


def _new_id(name: str, item: Any, taken: set[str]) -> str:  # noqa: ANN401
    """As the edits of a map make it, so that a row and a click give the same id."""
    inside = {"statements": "at", "flows": "from_id", "involvements": "role_id",
              "comments": "at", "decisions": "at"}  # fmt: skip
    said = {"statements": f"{getattr(item, 'lane', '')} {getattr(item, 'text', '')}",
            "flows": getattr(item, "to_id", ""),
            "involvements": getattr(item, "stage_id", "")}  # fmt: skip
    prefix = PREFIX[name]
    if name in inside:
        prefix = f"{prefix}-{getattr(item, inside[name]) or 'map'}"
    words = said.get(name, getattr(item, "name", "") or getattr(item, "text", ""))
    return mint_id(prefix, str(words), taken)


def _places(
    reading: Reading, name: str, columns: Mapping[str, Column], headers: Sequence[str]
) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, header in enumerate(headers):
        title = " ".join(header.split())
        if title in columns and title not in places:
            places[title] = at
        elif title:
            near = did_you_mean(title, columns)
            rule, remedy = "is a column of the sheet", f"{near}It was not read."
            reading.add(name, 1, title, rule, title, remedy, note=True)
    lost = [
        one for one, column in columns.items() if column.field is not None and one not in places
    ]
    for one in lost:
        rule, remedy = "is there", "Put the column back; its cells count as they were exported."
        reading.add(name, 1, one, rule, "", remedy)
    return places


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
    if before is not None and not isinstance(before, PARTS[name]):
        reading.add(name, number, "id", "is an id of this sheet", one,
                    f"It belongs to another sheet. {_LEFT_OUT}")  # fmt: skip
        return None
    if one and (one in reading.given or one in reading.retired):
        rule = "stands once" if one in reading.given else "was not removed before"
        remedy = f"Empty the cell, and the row gets an id of its own. {_LEFT_OUT}"
        reading.add(name, number, "id", rule, one, remedy)
        return None
    content: dict[str, Any] = {}
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
        return stays
    content[column.name] = value
    return True


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
