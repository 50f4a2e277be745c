"""The workbook form of CJML: one sheet a journey, a head, and a table of touchpoints."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from cxworkbench.exchange.cjml_journeys import FoundJourney, FoundPhase, FoundTouchpoint
from cxworkbench.exchange.headings import plain, yes_or_no
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.files import without_apostrophe
from cxworkbench.ground.workbooks import read_sheet

SKIPPED: Final = frozenset((
    "log", "user guide", "channels", "actors", "phases", "simplifications", "about",
    "screenshots", "configure", "input through web form",
))  # fmt: skip
_HEADINGS: Final = {
    "include": "include", "tp id": "id", "phase": "phase", "initiator s label": "initiator_label",
    "receiver s label": "receiver_label", "actor who initiated": "initiator",
    "actor who received": "receiver", "channel": "channel", "comment": "comment",
    "ux description": "experience", "ux rating": "rating", "deviation": "deviation",
    "date": "date", "time": "time",
}  # fmt: skip
_FIELDS: Final = (
    "id", "phase", "initiator", "receiver", "initiator_label", "receiver_label", "channel",
    "comment", "experience", "rating",
)  # fmt: skip
_HEAD_COLUMN: Final = 3  # column D, counted from 0
_EXPERIENCE: Final = 12  # the 13th column holds the experience, whatever its heading
_END_USER, _STATUS, _SUMMARY, _CREATOR = 2, 4, 5, 6  # rows of the head as a spreadsheet counts
_SEARCHED: Final = 20  # rows in which the table must begin


def is_cjml_form(path: Path) -> bool:
    """Whether one of the workbook's sheets has the columns of the form."""
    first = read_sheet(path)
    return any(
        _table_row(read_sheet(path, sheet=name).rows) is not None
        for name in first.sheets
        if plain(name) not in SKIPPED
    )


def read_cjml_form(path: Path) -> list[FoundJourney]:
    """The journeys of a workbook of this form, one for each sheet that holds a table.

    Raises
    ------
    DataProblem
        No sheet has the columns of the form.
    """
    found = []
    for name in read_sheet(path).sheets:
        if plain(name) in SKIPPED:
            continue
        rows = read_sheet(path, sheet=name).rows
        start = _table_row(rows)
        if start is not None:
            found.append(_read_journey(name, rows, start, f"{path.name}, sheet {name}"))
    if not found:
        raise DataProblem(
            f"{path.name} has no sheet with the columns of the CJML form: TP ID, Phase, "
            "Initiator's label … Check that the right workbook was named."
        )
    return found


def _table_row(rows: Sequence[Sequence[str]]) -> int | None:
    for number, row in enumerate(rows[:_SEARCHED]):
        known = {_HEADINGS.get(plain(cell), "") for cell in row}
        if {"id", "initiator_label"} <= known:
            return number
    return None


def _read_journey(sheet: str, rows: Sequence[Sequence[str]], start: int, file: str) -> FoundJourney:
    found = FoundJourney(id=sheet.strip(), title=sheet.strip())
    found.end_user = _head(rows, _END_USER, start)
    found.summaries = [text for text in (_head(rows, _SUMMARY, start),) if text]
    for place, what in ((_STATUS, "status of the journey"), (_CREATOR, "creator")):
        found.left_out[what] += bool(_head(rows, place, start))
    columns = _columns(rows[start])
    for number, row in enumerate(rows[start + 1 :], start + 2):
        cells = {
            name: without_apostrophe(row[place].strip()) if place < len(row) else ""
            for name, place in columns.items()
        }
        if any(cells.get(name) for name in _FIELDS):
            _add_row(found, cells, number, file)
    found.left_out = +found.left_out
    return found


def _columns(header: Sequence[str]) -> dict[str, int]:
    columns = {
        _HEADINGS[plain(cell)]: place
        for place, cell in reversed(list(enumerate(header)))
        if plain(cell) in _HEADINGS
    }
    if "experience" not in columns and len(header) > _EXPERIENCE:
        columns["experience"] = _EXPERIENCE
    return columns


def _add_row(found: FoundJourney, cells: dict[str, str], number: int, file: str) -> None:
    if yes_or_no(cells.get("include", "")) is False or plain(cells.get("include", "")) == "nei":
        remedy = "left out, as Include says; nothing to do"
        name = cells.get("id") or cells.get("initiator_label", "")
        found.problems.append(Problem(file, number, "Include", "is yes", name, remedy, "note"))
        return
    one = FoundTouchpoint()
    for name in _FIELDS:
        setattr(one, name, cells.get(name, ""))
    one.contact = bool(one.receiver)  # an empty receiver makes an action
    deviates = cells.get("deviation", "")
    is_deviation = bool(deviates) and yes_or_no(deviates) is not False and plain(deviates) != "nei"
    dated = bool(cells.get("date") or cells.get("time"))
    found.left_out["deviations"] += is_deviation
    found.left_out["times"] += dated
    if is_deviation or dated or one.rating or one.experience:
        found.planned = False
    if one.phase and one.phase not in [phase.id for phase in found.phases]:
        found.phases.append(FoundPhase(one.phase, one.phase))
    found.touchpoints.append(one)


def _head(rows: Sequence[Sequence[str]], row: int, start: int) -> str:
    if row > start or len(rows[row - 1]) <= _HEAD_COLUMN:
        return ""
    return without_apostrophe(rows[row - 1][_HEAD_COLUMN].strip())
