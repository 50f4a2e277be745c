"""What is different between two versions of a map or register, one row a difference."""

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from cxworkbench.records.base import Part, as_json_text
from cxworkbench.records.edits import LISTS, PARENT_FIELDS, items_of
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import Register

BOOKKEEPING: Final = ("retired_ids", "merged_ids")  # of ids, and no content of the map
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
    own = [name for name in JourneyMap.model_fields if name not in (*LISTS, *BOOKKEEPING)]
    rows = _changed("", old, new, own, ())
    for name in LISTS:
        rows += _differences(items_of(old, name), items_of(new, name), PARENT_FIELDS.get(name, ()))
    return _table(rows)


def diff_registers(old: Register, new: Register) -> pd.DataFrame:
    """What is different between two versions of a register; columns as `diff_maps`."""
    return _table(_differences(old.entries, new.entries, ()))


def as_text(value: object) -> str:
    """A field's value as a table shows it: text as it is, nothing for None, all else as JSON."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    plain = value.model_dump(mode="json") if isinstance(value, Part) else value
    return " ".join(as_json_text(plain).split())


def _differences(
    old: Sequence[Part], new: Sequence[Part], parents: tuple[str, ...]
) -> list[tuple[str, ...]]:
    before = {_id(one): one for one in old}
    after = {_id(one): one for one in new}
    rows: list[tuple[str, ...]] = []
    for item_id, item in after.items():
        if item_id not in before:
            rows.append(("added", item_id, "", "", _title(item)))
        else:
            fields = [name for name in type(item).model_fields if name != "id"]
            rows += _changed(item_id, before[item_id], item, fields, parents)
    rows += [("removed", one, "", _title(item), "") for one, item in before.items()
             if one not in after]  # fmt: skip
    return rows + _reordered(
        [one for one in before if one in after], [one for one in after if one in before]
    )


def _changed(
    item_id: str, old: Part, new: Part, fields: Iterable[str], parents: tuple[str, ...]
) -> list[tuple[str, ...]]:
    return [
        (
            "moved" if field in parents else "changed",
            item_id,
            field,
            as_text(getattr(old, field)),
            as_text(getattr(new, field)),
        )
        for field in fields
        if getattr(old, field) != getattr(new, field)
    ]


def _reordered(old: list[str], new: list[str]) -> list[tuple[str, ...]]:
    """The fewest ids whose move explains the new order: those outside a longest common run."""
    place = {item_id: position for position, item_id in enumerate(old)}
    stays = _longest_rising([place[item_id] for item_id in new])
    return [
        ("reordered", item_id, "", _behind(old, item_id), _behind(new, item_id))
        for item_id in new
        if place[item_id] not in stays
    ]


def _longest_rising(places: list[int]) -> set[int]:
    runs: list[list[int]] = [[]]
    for place in places:
        earlier = [run for run in runs if not run or run[-1] < place]
        runs.append([*_longest(earlier), place])
    return set(_longest(runs))


def _longest(runs: list[list[int]]) -> list[int]:
    return max(runs, key=lambda run: len(run))


def _behind(order: list[str], item_id: str) -> str:
    at = order.index(item_id)
    return f"after {order[at - 1]}" if at else "first"


def _title(item: Part) -> str:
    return next(
        (str(getattr(item, name)) for name in ("name", "title", "text") if getattr(item, name, "")),
        "",
    )


def _id(item: Part) -> str:
    return str(getattr(item, "id", ""))


def _table(rows: list[tuple[str, ...]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype("str")
