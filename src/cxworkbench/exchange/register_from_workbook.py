"""The register's sheets of a workbook that people edited, read back row by row."""

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from cxworkbench.exchange.map_from_workbook import long_texts
from cxworkbench.exchange.workbook_cells import unescaped
from cxworkbench.exchange.workbook_layout import (
    REGISTER,
    REGISTER_AS_EXPORTED,
)
from cxworkbench.exchange.workbook_reading import Reading
from cxworkbench.exchange.workbook_rows import rows_of
from cxworkbench.ground.checks import Problem
from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.workbooks import SheetRows, read_sheets
from cxworkbench.records.ids import mint_id
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import check_register

_SHEET_NAMES: Final = re.compile(r'<sheet\b[^>]*?\bname="([^"]*)"')
_PREFIX: Final = {"causes": "cause", "insights": "insight", "actions": "action"}


@dataclass(frozen=True)
class RegisterWorkbook:
    """The register as a workbook has it, as it was exported, and what could not be used."""

    register: Register
    base: Register
    problems: tuple[Problem, ...]


def has_register(path: Path) -> bool:
    """Whether a file is a workbook with the sheets of a register."""
    try:
        with zipfile.ZipFile(path) as parts:
            listed = parts.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False
    return set(REGISTER) <= set(_SHEET_NAMES.findall(listed))


def read_register_workbook(path: Path, current: Register) -> RegisterWorkbook:
    """The register that a workbook holds, as it was written and people edited it.

    A row without an id is the exported one of its title, else new. Rows that are gone are removals.
    A cell that does not fit is told and counts as it was exported. What the sheets do not show
    (criteria, budget, approvals, some fields) is as it was exported.

    Parameters
    ----------
    path
        The workbook.
    current
        The register as it is now: counts as the exported one where the workbook lost its copy.

    Raises
    ------
    DataProblem
        The file is no such workbook, or a sheet or its header is missing.
    """
    sheets = read_sheets(path) if has_register(path) else {}
    if not sheets:
        raise DataProblem(
            f"{path.name} has no sheets {', '.join(REGISTER)}. A register is taken back from a "
            "workbook.xlsx that `cxworkbench run --formats workbook` wrote over all accounts. "
            "Nothing was read."
        )
    base = _as_exported(sheets) or current
    before: Mapping[str, Entry] = {one.id: one for one in base.entries}
    reading = Reading(path.name, before, frozenset(base.retired_ids), long_texts(sheets))
    for name in REGISTER:
        reading.problems += sheets[name].problems
    found = {name: [row.item for row in rows_of(reading, name, sheets[name].rows)]
             for name in REGISTER}  # fmt: skip
    taken = {*before, *base.retired_ids, *reading.given}
    entries: list[Entry] = []
    for name, items in found.items():
        for item in items:
            new = item if item.id else item.model_copy(update={"id": _new_id(name, item, taken)})
            taken.add(new.id)
            entries.append(new)
    order = {one: place for place, one in enumerate(before)}
    entries = _in_order(entries, order)
    gone = tuple(one for one in before if one not in {entry.id for entry in entries})
    retired = tuple(dict.fromkeys((*base.retired_ids, *gone)))
    made = base.model_copy(update={"entries": tuple(entries), "retired_ids": retired})
    return RegisterWorkbook(made, base, tuple(reading.problems))


def _new_id(name: str, item: Entry, taken: set[str]) -> str:
    prefix = _PREFIX.get(name) or item.kind.replace(" ", "-")
    return mint_id(prefix, item.title, taken)


def _in_order(entries: list[Entry], order: Mapping[str, int]) -> list[Entry]:
    """The entries as they stood; a new one behind those that were there."""
    return sorted(entries, key=lambda one: order.get(one.id, len(order)))


def _as_exported(sheets: Mapping[str, SheetRows]) -> Register | None:
    """The hidden copy of the register; None where it is gone or was changed."""
    if REGISTER_AS_EXPORTED not in sheets:
        return None
    text = "".join(cells[0] for cells in sheets[REGISTER_AS_EXPORTED].rows[1:] if cells)
    try:
        found = Register.model_validate_json(unescaped(text))
    except ValidationError:
        return None
    return None if check_register(found) else found
