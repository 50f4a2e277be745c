"""An analysis workbook that people edited: what it changes, and taking it in."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from cxworkbench.exchange.map_from_workbook import is_map_workbook
from cxworkbench.exchange.register_from_workbook import read_register_workbook
from cxworkbench.ground.checks import problems_table
from cxworkbench.ground.locking import only_one
from cxworkbench.ground.shell import in_shell
from cxworkbench.records.accepting import MAP_FILE, REGISTER_FILE
from cxworkbench.records.diff import diff_registers
from cxworkbench.records.register import Register
from cxworkbench.records.store import save_record
from cxworkbench.records.taking_back import take_back
from cxworkbench.running.map_answers import list_conflicts
from cxworkbench.running.map_workbooks import preview_workbook, problem_lines
from cxworkbench.running.registers import own_register
from cxworkbench.voice.words import count_of

_LAST_LINE = "Nothing was written."


@dataclass(frozen=True)
class RegisterPreview:
    """What a workbook changes in the register and the map, before or after it is taken in.

    `changes` as `diff_registers`, `map_changes` as `diff_maps`; `problems` as
    `ground.checks.problems_table`; `conflicts` as `records.merge`.
    """

    changes: pd.DataFrame
    map_changes: pd.DataFrame
    problems: pd.DataFrame
    conflicts: pd.DataFrame
    written: bool
    told: str

    @property
    def whole(self) -> bool:
        """Whether all of the workbook could be used, and it was written where that was asked."""
        return not (self.problems["severity"] == "refused").any()


def import_register(
    file: Path, folder: Path, *, yes: bool = False, yes_remove: bool = False
) -> RegisterPreview:
    """What an edited workbook changes; with `yes` it is taken in.

    Only what was changed in the workbook comes in; what was changed in register or map meanwhile
    stays, and what both changed is listed.

    Parameters
    ----------
    file
        The workbook.
    folder
        The engagement.
    yes
        Whether it is written.
    yes_remove
        Whether that also holds where rows are gone, so that entries or parts of the map are lost.

    Raises
    ------
    ParameterProblem
        The folder holds no engagement, or no register was accepted yet.
    DataProblem, RecordProblem
        The file is no such workbook, or what was changed does not fit together.
    """
    current = own_register(folder)
    if not yes:
        return _previewed(file, folder, current, write=False)
    with only_one(folder, "cxworkbench register import"):
        current = own_register(folder)
        seen = _previewed(file, folder, current, write=False)
        lost = _removed(seen.changes) + _removed(seen.map_changes)
        if lost and not yes_remove:
            again = f"cxworkbench register import {in_shell(file)} {in_shell(folder)}"
            told = seen.told.rpartition(_LAST_LINE)[0]
            return RegisterPreview(
                seen.changes, seen.map_changes, seen.problems, seen.conflicts, False,
                f"{told}{_LAST_LINE} {count_of(lost, 'row')} would be removed. To remove them: "
                f"{again} --yes --yes-remove",
            )  # fmt: skip
    return _previewed(file, folder, current, write=True)


def _removed(changes: pd.DataFrame) -> int:
    return int((changes["change"] == "removed").sum())


def _previewed(file: Path, folder: Path, current: Register, *, write: bool) -> RegisterPreview:
    read = read_register_workbook(file, current)
    merged = take_back(read.base, current, read.register)
    changes = diff_registers(current, merged.register)
    of_map = None
    if is_map_workbook(file) and (folder / MAP_FILE).is_file():
        of_map = preview_workbook(file, folder, write=write)
    problems = problems_table(read.problems)
    if write and len(changes):
        save_record(merged.register, folder / REGISTER_FILE)
    titles = {one.id: one.title for one in (*current.entries, *merged.register.entries)}
    lines = [_counted(file, changes), *(_line(row, titles) for row in changes.to_dict("records"))]
    lines += problem_lines(problems)
    lines += list_conflicts(merged.conflicts, ours="the register", theirs="the workbook")
    if of_map is not None:
        told = of_map.told.replace(f"{file.name}: ", "The map: ", 1).split("\n")
        lines += [one for one in told if not one.startswith(_LAST_LINE)]
        problems = pd.concat([problems, of_map.problems], ignore_index=True)
    lines.append(
        f"Register: {folder / REGISTER_FILE}"
        if write
        else f"{_LAST_LINE} Take it in: cxworkbench register import {in_shell(file)} "
        f"{in_shell(folder)} --yes"
    )
    map_changes = changes.iloc[:0] if of_map is None else of_map.changes
    conflicts = merged.conflicts
    if of_map is not None:
        conflicts = pd.concat([conflicts, of_map.conflicts], ignore_index=True)
    return RegisterPreview(changes, map_changes, problems, conflicts, write, "\n".join(lines))


def _counted(file: Path, changes: pd.DataFrame) -> str:
    if changes.empty:
        return f"{file.name}: the register stays as it is."
    return f"{file.name}: {count_of(len(changes), 'change')} in the register."


def _line(row: Mapping[Any, Any], titles: Mapping[str, str]) -> str:
    title = titles.get(str(row["id"]), "")
    name = f'"{title}" ({row["id"]})'
    if row["change"] in ("added", "removed"):
        return f"  {row['change']}: {name}"
    if row["change"] != "changed":
        return f"  {row['change']}: {name}, {row['new']}"
    return f"  {name}, {row['field']}: {_shown(row['old'])} -> {_shown(row['new'])}"


def _shown(text: object) -> str:
    return f'"{text}"' if text else "nothing"
