"""A map's workbook that people edited, read back: the map, problems row by row, what was said."""

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from cxworkbench.exchange.workbook_cells import WrongCell, from_cell, unescaped, whole_cell
from cxworkbench.exchange.workbook_ids import with_ids
from cxworkbench.exchange.workbook_layout import AS_EXPORTED, LONG_TEXTS, MAP_SHEET, map_fields
from cxworkbench.exchange.workbook_links import linked
from cxworkbench.exchange.workbook_reading import Reading, Row
from cxworkbench.exchange.workbook_review import Review, reviews_in
from cxworkbench.exchange.workbook_rows import rows_of
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.workbooks import SheetRows, read_sheets
from cxworkbench.records.changes import BOOKKEEPING
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import LISTS, items_of
from cxworkbench.records.messages import joined
from cxworkbench.records.validity import check_map, map_ids

_SHEET_NAMES: Final = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"')
_OTHER_FILES: Final = {
    b"\x89PNG": "a picture (PNG)", b"\xff\xd8\xff": "a picture (JPEG)", b"GIF8": "a picture (GIF)",
    b"%PDF": "a PDF", b"\xd0\xcf\x11\xe0": "a file of an old Office or one with a password",
    b"<": "XML or HTML",
}  # fmt: skip
_KEPT: Final = ("id", "schema_version", *BOOKKEEPING)  # not changed in a workbook


@dataclass(frozen=True)
class MapWorkbook:
    """A workbook read back.

    `map` is the map as the workbook has it, `base` as it was exported; `problems` what could not
    be used, each with sheet, row and column; `reviews` what reviewers filled in.
    """

    map: JourneyMap
    base: JourneyMap
    problems: tuple[Problem, ...]
    reviews: tuple[Review, ...]


def is_map_workbook(path: Path) -> bool:
    """Whether a file is a workbook with the sheets of a map."""
    try:
        with zipfile.ZipFile(path) as parts:
            listed = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return {MAP_SHEET, *LISTS} <= set(_SHEET_NAMES.findall(listed))


def read_map_workbook(path: Path, current: JourneyMap | None = None) -> MapWorkbook:
    """The map that a workbook holds, as `write_map_workbook` wrote it and people edited it.

    A row without an id is the exported one of its name and place, else new. Rows that are gone are
    removals. A cell that does not fit is told
    and counts as it was exported; other cells of its row are used.

    Parameters
    ----------
    path
        The workbook.
    current
        The map as it is now: counts as the exported one where the workbook has lost its own copy.

    Raises
    ------
    DataProblem
        The file is no workbook, a sheet or its header is missing, or what is left is no whole map.
    """
    _require_workbook(path)
    sheets = read_sheets(path)
    lost = [name for name in (MAP_SHEET, *LISTS) if name not in sheets]
    if lost:
        raise DataProblem(
            f"{path.name} has no sheet {', '.join(lost)}. A map's workbook is what `cxworkbench "
            "map export --format workbook` writes: keep its sheets, and remove rows instead of a "
            "sheet. Nothing was read."
        )
    rests = long_texts(sheets)
    base = _as_exported(sheets) or current
    before = {one.id: one for name in LISTS for one in items_of(base, name)} if base else {}
    retired = frozenset(base.retired_ids if base else ())
    reading = Reading(path.name, before, retired, rests)
    for sheet in (MAP_SHEET, *LISTS):
        reading.problems += sheets[sheet].problems
    own, reviewer = _own_fields(reading, sheets[MAP_SHEET].rows, base)
    rows = {name: rows_of(reading, name, sheets[name].rows) for name in LISTS}
    whole = linked(with_ids(rows, reading), reading)
    found = _put_together(path, own, whole, base)
    reviews = reviews_in(reading, whole, reviewer)
    return MapWorkbook(found, base or found, tuple(reading.problems), reviews)


def _require_workbook(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as problem:
        raise DataProblem(
            f"{path.name} cannot be read ({problem.strerror or problem}). Name another file."
        ) from problem
    what = next((name for sign, name in _OTHER_FILES.items() if start.startswith(sign)), "")
    if start.lstrip()[:1] in (b"{", b"["):
        what = "JSON, such as a map's own file"
    if what:
        raise DataProblem(
            f"{path.name} is {what}, and no workbook. A map's workbook is what `cxworkbench map "
            "export --format workbook` writes: an .xlsx file. Nothing was read."
        )


def long_texts(sheets: Mapping[str, SheetRows]) -> dict[str, str]:
    """What went on in the sheet of long texts, by its number."""
    rests: dict[str, str] = {}
    for cells in sheets[LONG_TEXTS].rows[1:] if LONG_TEXTS in sheets else []:
        number, part = [*cells, "", ""][:2]
        rests[number] = rests.get(number, "") + part
    return rests


def _as_exported(sheets: Mapping[str, SheetRows]) -> JourneyMap | None:
    """The hidden copy of the map; None where it is gone or was changed."""
    if AS_EXPORTED not in sheets:
        return None
    text = "".join(cells[0] for cells in sheets[AS_EXPORTED].rows[1:] if cells)
    try:
        found = JourneyMap.model_validate_json(unescaped(text))
    except ValidationError:
        return None
    return None if check_map(found) else found


def _own_fields(
    reading: Reading, table: Sequence[Sequence[str]], base: JourneyMap | None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The map's own fields, and what the sheet says of the reviewer."""
    said = {
        row[0].strip(): (number, [*row, ""][1])
        for number, row in enumerate(table[1:], start=2)
        if row and row[0].strip()
    }
    columns = map_fields()
    values: dict[str, Any] = {}
    for path, column in columns.items():
        was = _at(base, path) if base else None
        if base and (path in _KEPT or path not in said):
            values[path] = was
            continue
        number, text = said.get(path, (0, ""))
        try:
            if column.field is not None:
                values[path] = from_cell(column.kind, whole_cell(text, reading.rests), column.field)
        except WrongCell as wrong:
            remedy = f"{wrong.remedy} The cell counts as it was exported."
            reading.add(MAP_SHEET, number, path, wrong.rule, text, remedy)
            if base:
                values[path] = was
    reviewer = {name: text.strip() for name, (_, text) in said.items() if name not in columns}
    return _nested(values), reviewer


def _at(journey_map: JourneyMap | None, path: str) -> Any:  # noqa: ANN401 - any field's value
    value: Any = journey_map
    for step in path.split("."):
        value = getattr(value, step)
    return value


def _nested(values: Mapping[str, Any]) -> dict[str, Any]:
    nested: dict[str, Any] = {}
    for path, value in values.items():
        outer, _, inner = path.partition(".")
        if inner:
            nested.setdefault(outer, {})[inner] = value
        else:
            nested[outer] = value
    return nested


def _put_together(
    path: Path, own: Mapping[str, Any], rows: Mapping[str, Sequence[Row]], base: JourneyMap | None
) -> JourneyMap:
    try:
        bare = JourneyMap.model_validate({**own, "stages": ()})
    except ValidationError as problem:
        raise DataProblem(
            f"{path.name}, sheet {MAP_SHEET}: {problem.errors(include_url=False)[0]['msg']}. "
            "Take the sheet as it was exported. Nothing was read."
        ) from problem
    items = {name: tuple(row.item for row in few) for name, few in rows.items()}
    found = bare.model_copy(update=dict(items))
    if base:
        there = set(map_ids(found))
        gone = [one for one in map_ids(base) if one not in there]
        retired = tuple(dict.fromkeys((*base.retired_ids, *gone)))
        found = found.model_copy(update={"retired_ids": retired})
    faults = check_map(found)
    if faults:
        raise DataProblem(f"{joined(f'{path.name}: {one}' for one in faults)} Nothing was read.")
    return found
