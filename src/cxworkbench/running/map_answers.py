"""What a command says of a merge: conflicts, and what went, in words."""

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import pandas as pd

from cxworkbench.exchange.map_formats import WRITTEN
from cxworkbench.exchange.map_reading import known_kind
from cxworkbench.ground.errors import DataProblem, ParameterProblem
from cxworkbench.records.diff import diff_maps
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap

_LONGEST: Final = 60  # signs of a value
_SHOWN: Final = 3  # names


def list_conflicts(
    conflicts: pd.DataFrame, *, ours: str = "what people had", theirs: str = "the proposal"
) -> list[str]:
    """The conflicts of a merge in words, one a line under their count; no line for none.

    Parameters
    ----------
    conflicts
        As `records.merge.Merged` has them.
    ours, theirs
        What the two sides are called.
    """
    if conflicts.empty:
        return []
    rows = conflicts.to_dict("records")
    head = f"{count_of_things(len(rows), 'conflict')}; {ours} stays:"
    if any(row["kept"] != "ours" for row in rows):
        head = f"{count_of_things(len(rows), 'conflict')}:"
    return [head, *(f"  {_conflict(row, ours, theirs)}" for row in rows)]


def _conflict(row: dict[Any, Any], ours: str, theirs: str) -> str:
    why = str(row["why"]).replace("the proposal", theirs)
    reason = f" ({why})" if why else ""
    where = ", ".join(str(row[name]) for name in ("id", "field") if row[name]) or "the map"
    stays = ours if row["kept"] == "ours" else theirs
    mine, other = _shown(row["ours"]), _shown(row["theirs"])
    values = f"was {_shown(row['base'])}, {ours} {mine}, {theirs} {other}"
    return f"{where}: {values}; {stays} stays{reason}"


def _shown(value: str) -> str:
    """A value in quotation marks, of an element its name; "nothing" where there is none."""
    text = str(value)
    if text.startswith("{"):
        try:
            content = json.loads(text)
            text = str(content.get("name") or content.get("text") or content.get("id") or "")
        except ValueError:
            pass
    if not text:
        return "nothing"
    return repr(text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…")


def taken_off(before: JourneyMap, after: JourneyMap) -> str:
    """What one map has and the other has no more: elements, and fields emptied; "" for nothing."""
    found = []
    for name in LISTS:
        left = {one.id for one in items_of(after, name)}
        gone = [one for one in items_of(before, name) if one.id not in left]
        if gone:
            titles = [str(getattr(one, "name", "") or getattr(one, "text", "")) for one in gone]
            named = ", ".join(repr(one[:_LONGEST]) for one in titles[:_SHOWN] if one)
            more = f" and {len(gone) - _SHOWN} more" if len(gone) > _SHOWN else ""
            found.append(
                count_of_things(len(gone), name.removesuffix("s"))
                + (f" ({named}{more})" if named else "")
            )
    changes = diff_maps(before, after)
    emptied = changes[
        (changes["change"] == "changed") & ~changes["old"].isin(("", "[]", "{}"))
        & changes["new"].isin(("", "[]", "{}"))
    ]  # fmt: skip
    fields = Counter(emptied["field"].tolist())
    found += [f"{name} of {n}" for name, n in fields.items()]
    return "; ".join(found)


def require_own_place(path: Path, inputs: list[Path]) -> None:
    """Nothing, when a file that is to be written is none of those that are read.

    Raises
    ------
    ParameterProblem
        It is one of them.
    """
    if path.resolve() in [one.resolve() for one in inputs]:
        raise ParameterProblem(
            f"--out {path} is a file that this command reads, and would be overwritten. Nothing "
            "was written. Name another file."
        )


def require_same_format(path: Path, kind: str, *, force: bool) -> None:
    """Nothing, when there is no file yet, it is one of this format, or it may be overwritten.

    Raises
    ------
    ParameterProblem
        It is something else.
    """
    called = WRITTEN[kind].called
    if not path.exists() or (path.is_dir() and kind == "csv" and _is_tables(path, force=force)):
        return
    if path.is_file() and kind != "csv" and (force or _kind_of(path) == kind):
        return
    remedy = "Name another one" if path.is_dir() == (kind != "csv") else (
        "Name another one, or overwrite it with --force"
    )  # fmt: skip
    raise ParameterProblem(
        f"{path} is there already, and is not {called} of a map. Nothing was written. {remedy}."
    )


def _is_tables(path: Path, *, force: bool) -> bool:
    return force or not any(path.iterdir()) or (path / "map.csv").is_file()


def _kind_of(path: Path) -> str:
    try:
        return known_kind(path)
    except (DataProblem, OSError):
        return ""


def count_of_things(number: int, noun: str) -> str:
    """A number with its noun: "1 stage", "2 stages"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
