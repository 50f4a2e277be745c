"""A map as a folder of CSV files, one for each of its lists, which gives it back whole."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, get_args

from pydantic import ValidationError

from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem, did_you_mean
from cxworkbench.ground.files import neutral, without_apostrophe, write_bytes
from cxworkbench.ground.tables import read_table
from cxworkbench.records.base import Part
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap, Perspective
from cxworkbench.records.messages import faults_in, joined
from cxworkbench.records.validity import check_record

MAP_TABLE: Final = "map.csv"  # the fields of the map itself: field, value
_OWN: Final = tuple(
    name for name in JourneyMap.model_fields if name not in (*LISTS, "perspective")
)  # fmt: skip
_PERSPECTIVE: Final = "perspective."


def write_map_folder(journey_map: JourneyMap, folder: Path) -> None:
    """The files in `folder`: `map.csv` with the map's own fields, and one for each list.

    A spreadsheet opens them without running anything: a text that it would take for a formula
    starts with an apostrophe, which is taken off again on reading. Several texts in a cell stand
    on lines of their own, or as JSON where one of them has lines itself.
    """
    fields = [(name, _cell(getattr(journey_map, name))) for name in _OWN]
    of_perspective = journey_map.perspective
    fields += [
        (f"{_PERSPECTIVE}{name}", _cell(getattr(of_perspective, name)))
        for name in Perspective.model_fields
    ]
    _write(folder / MAP_TABLE, ("field", "value"), fields)
    for name in LISTS:
        columns = tuple(list_kind(name).model_fields)
        rows = [[_cell(getattr(one, column)) for column in columns]
                for one in items_of(journey_map, name)]  # fmt: skip
        _write(folder / f"{name}.csv", columns, rows)


def list_kind(name: str) -> type[Part]:
    """The kind of element that a list of a map holds.

    Examples
    --------
    >>> list_kind("flows").__name__
    'Flow'
    """
    kind: type[Part] = get_args(JourneyMap.model_fields[name].annotation)[0]
    return kind


def read_map_folder(folder: Path) -> tuple[JourneyMap, list[Problem]]:
    """The map of a folder of CSV files; a list without a file is empty.

    Files that a spreadsheet saved in its own way (semicolons, another encoding) are read too.

    Raises
    ------
    DataProblem
        There is no `map.csv` or `stages.csv`, a column is none of a map's, a cell does not hold
        what its field takes, or a parent is not there.
    """
    problems: list[Problem] = []
    own = {row["field"]: row["value"] for row in _rows(folder / MAP_TABLE, problems)}
    content: dict[str, Any] = {
        name: _value(JourneyMap, name, own[name]) for name in _OWN if name in own
    }
    content["perspective"] = {
        name: own[f"{_PERSPECTIVE}{name}"]
        for name in Perspective.model_fields
        if f"{_PERSPECTIVE}{name}" in own
    }
    for name in LISTS:
        path = folder / f"{name}.csv"
        if path.is_file() or name == "stages":
            content[name] = _elements(path, list_kind(name), problems)
    content = {name: value for name, value in content.items() if value is not None}
    try:
        journey_map = JourneyMap.model_validate(content)
    except ValidationError as wrong:
        raise DataProblem(faults_in(wrong, JourneyMap, folder.name, content)) from wrong
    if faults := check_record(journey_map):
        raise DataProblem(joined(f"{folder.name}, {fault}" for fault in faults))
    return journey_map, problems


def _elements(path: Path, kind: type[Part], problems: list[Problem]) -> list[dict[str, Any]]:
    elements = []
    for row in _rows(path, problems):
        for column in row:
            if column not in kind.model_fields:
                raise DataProblem(
                    f"{path.name} has a column {column!r}, which a map has not. "
                    f"{did_you_mean(column, kind.model_fields)}"
                    f"Its columns: {', '.join(kind.model_fields)}."
                )
        values = {name: _value(kind, name, cell) for name, cell in row.items()}
        elements.append({name: value for name, value in values.items() if value is not None})
    return elements


def _cell(value: Any) -> str:  # noqa: ANN401 - a field holds anything
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return neutral(_several([str(one) for one in value]))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return neutral(value) if isinstance(value, str) else repr(value)


def _several(texts: Sequence[str]) -> str:
    lines = "\n".join(texts)
    if list(texts) == _texts(lines):
        return lines
    return json.dumps(list(texts), ensure_ascii=False)


def _texts(cell: str) -> list[str]:
    if cell.startswith("["):
        try:
            found = json.loads(cell)
        except ValueError:
            return cell.split("\n")
        if isinstance(found, list) and all(isinstance(one, str) for one in found):
            return found
    return cell.split("\n") if cell else []


def _links(cell: str) -> Any:  # noqa: ANN401 - checked by the record
    try:
        return json.loads(cell) if cell else {}
    except ValueError:
        return cell


def _value(kind: type[Part], name: str, cell: str) -> Any:  # noqa: ANN401
    """What the cell holds; None where it is empty and its field need not be filled."""
    field = kind.model_fields[name]
    if isinstance(field.default, tuple):
        return _texts(cell)
    if field.default_factory is dict:
        return _links(cell)
    is_text = field.is_required() or isinstance(field.default, str)
    return cell if cell or is_text else None


def _write(path: Path, columns: Iterable[str], rows: Iterable[Sequence[str]]) -> None:
    text = io.StringIO(newline="")
    # Every cell in quotation marks: a lone carriage return in a bare one would end the row.
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    write_bytes(path, text.getvalue().encode("utf-8-sig"))


def _rows(path: Path, problems: list[Problem]) -> list[Mapping[str, str]]:
    if not path.is_file():
        raise DataProblem(
            f"{path.parent.name} has no {path.name}. A folder of a map holds {MAP_TABLE}, "
            "stages.csv and a file for each further list. Export the map again with --format csv."
        )
    if path.read_bytes().startswith(b'\xef\xbb\xbf"'):
        text = path.read_bytes().decode("utf-8-sig", "replace")
        read = list(csv.reader(io.StringIO(text, newline="")))
        header, rows = read[0], read[1:]
        if '"' + '","'.join(header) + '"' == text.split("\n", 1)[0]:
            return [_uncovered(dict(zip(header, row, strict=False))) for row in rows]
    received = read_table(path)  # a spreadsheet saved it
    problems += received.problems
    return [_uncovered(row) for row in received.frame.to_dict("records")]


def _uncovered(row: Mapping[Any, str]) -> Mapping[str, str]:
    return {str(name): without_apostrophe(cell) for name, cell in row.items()}
