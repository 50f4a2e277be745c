"""What is different between two versions of a map or register, one row a difference."""

from collections.abc import Iterable
from typing import Final

import pandas as pd

from cxworkbench.records.base import Part, as_json_text
from cxworkbench.records.changes import BOOKKEEPING, Change, list_changes, map_changes
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register

COLUMNS: Final = ("change", "id", "field", "old", "new")


def diff_maps(old: JourneyMap, new: JourneyMap) -> pd.DataFrame:
    """What is different between two versions of a map.

    Parameters
    ----------
    old, new
        The earlier and the later version.

    Returns
    -------
    pandas.DataFrame
        One row per difference, by list and then in the order of the later version: `change`
        ("changed", "added", "removed", "moved" to another parent, "reordered" among its like);
        `id`, empty for the map's own fields; `field`; `old` and `new` as text, empty where there
        is none. No rows: the two are equal but for their retired and merged ids.
    """
    changes = map_changes(old, new)
    return _table(one for one in changes if one.list or one.field not in BOOKKEEPING)


def diff_registers(old: Register, new: Register) -> pd.DataFrame:
    """What is different between two versions of a register; columns as `diff_maps`."""
    return _table(list_changes(old.entries, new.entries, "entries"))


def as_text(value: object) -> str:
    """A field's value as a table shows it: text as it is, nothing for None, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    plain = value.model_dump(mode="json") if isinstance(value, Part) else value
    return " ".join(as_json_text(plain).split())


def _row(one: Change) -> tuple[str, ...]:
    if one.change == "reordered":
        return (one.change, one.id, "", _behind(one.old), _behind(one.new))
    if one.change in ("added", "removed"):
        return (one.change, one.id, "", _title(one.old), _title(one.new))
    return (one.change, one.id, one.field, as_text(one.old), as_text(one.new))


def _behind(other: str) -> str:
    return f"after {other}" if other else "first"


def _title(item: Part | None) -> str:
    return next(
        (str(getattr(item, name)) for name in ("name", "title", "text") if getattr(item, name, "")),
        "",
    )


def _table(changes: Iterable[Change]) -> pd.DataFrame:
    return pd.DataFrame([_row(one) for one in changes], columns=list(COLUMNS)).astype("str")
