"""What is wrong with the received files, for a terminal and for a script."""

from typing import Any, Final

import pandas as pd

from cxworkbench.intake.checking import Checked

# The lists of a check with the line above each.
LISTS: Final = {
    "unplaced": "without a touchpoint or stage; place them under [values] in engagement.toml:",
    "unmatched": "belong to no account:",
    "proposed_matches": "may be the same account; say so in engagement.toml if they are:",
}


def refused_in(checked: Checked) -> int:
    """How many values, rows, columns or files could not be used."""
    return int((checked.problems["severity"] == "refused").sum())


def check_summary(checked: Checked) -> dict[str, Any]:
    """The check as a script reads it: every list as records."""
    names = ("problems", "mapping", *LISTS)
    return {name: getattr(checked, name).to_dict("records") for name in names}


def describe_check(checked: Checked) -> str:
    """The check as text: how columns were understood, then what has no place, then each problem."""
    lines = ["How the columns were understood:", *_rows(checked.mapping)]
    for name, meaning in LISTS.items():
        table = getattr(checked, name)
        if len(table):
            lines += ["", f"{len(table)} {meaning}", *_rows(table)]
    refused = refused_in(checked)
    notes = len(checked.problems) - refused
    if len(checked.problems):
        lines += ["", *(_problem(row) for row in checked.problems.to_dict("records"))]
    return "\n".join([*lines, "", f"{refused} could not be used, {notes} to know."])


def _problem(row: dict[Any, Any]) -> str:
    place = f"{row['file']}, row {row['row']}" if row["row"] else str(row["file"])
    column = f", {row['column']}" if row["column"] else ""
    value = f": {row['value']!r}" if row["value"] else ""
    note = "" if row["severity"] == "refused" else " (all of it is used)"
    return f"{place}{column}{value}. Must hold: {row['rule']}. {row['remedy']}{note}"


def _rows(table: pd.DataFrame) -> list[str]:
    return ["  " + "  ".join(_cell(value) for value in row) for row in table.to_numpy()]


def _cell(value: object) -> str:
    text = " ".join(str(value).split())
    return text or "-"
