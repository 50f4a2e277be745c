"""A map from another tool as a proposal for people's map, with what its format cannot hold."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from cxworkbench.exchange.map_formats import WRITTEN, read_back
from cxworkbench.exchange.map_reading import ReadMap
from cxworkbench.exchange.matching import renamed_ids
from cxworkbench.records.base import Part
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.merge import OWN_FIELDS, Merged, merge_maps
from cxworkbench.records.threeway import conflicts_table
from cxworkbench.records.validity import check_map, map_ids

_WHOLE: Final = ("json", "csv", "workbook")  # formats that hold all of a map

_IDS: Final = (
    "id", "at", "stage_id", "step_id", "touchpoint_id", "role_id", "from_id", "to_id",
    "offering_ids",
)  # fmt: skip


def as_proposal(ours: JourneyMap, read: ReadMap) -> Merged:
    """The imported map with all of people's map that its format has no place for.

    What the format would hold of people's map is what the file is compared with: only what differs
    from that was changed in the file. Of formats that are only read, a file takes off nothing, and
    a field that it leaves empty stays.

    Parameters
    ----------
    ours
        The map that people keep.
    read
        The map of the file.
    """
    theirs = read.map.model_copy(update={"id": ours.id})
    if read.kind in _WHOLE:
        return Merged(theirs, conflicts_table([]))
    if read.kind in WRITTEN:
        held = _held(ours, read.kind)
        # What comes back under another id, as of a format that keeps none, is ours all the same.
        back = {new: old for old, new in renamed_ids(ours, held).items() if new}
        base, theirs = _with_ids(held, back), _with_ids(theirs, back)
    else:
        base = _in_both(ours, theirs)
    return merge_maps(None if check_map(base) else base, ours, theirs)


def _held(ours: JourneyMap, kind: str) -> JourneyMap:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / WRITTEN[kind].name
        WRITTEN[kind].write(ours, path)
        return read_back(path, kind).model_copy(update={"id": ours.id})


def _with_ids(journey_map: JourneyMap, new: Mapping[str, str]) -> JourneyMap:
    there = set(map_ids(journey_map))
    named = {was: now for was, now in new.items() if now not in there}
    return journey_map.model_copy(
        update={
            name: tuple(_renamed(one, named) for one in items_of(journey_map, name))
            for name in LISTS
        }
    )


def _renamed(one: Part, new: Mapping[str, str]) -> Part:
    fields = {name: getattr(one, name) for name in _IDS if name in type(one).model_fields}
    changed: dict[str, Any] = {
        name: tuple(new.get(each, each) for each in value)
        if isinstance(value, tuple)
        else new.get(value, value)
        for name, value in fields.items()
    }
    return one.model_copy(update=changed)


def _in_both(ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    """What both maps have: ours, as far as the other says anything about it."""
    lists = {}
    for name in LISTS:
        mine = {one.id: one for one in items_of(ours, name)}
        lists[name] = tuple(
            _said(mine[one.id], one) for one in items_of(theirs, name) if one.id in mine
        )
    said: dict[str, Any] = {
        name: _value(ours, theirs, name) for name in OWN_FIELDS if name != "stamp"
    }
    return theirs.model_copy(update=said | lists)


def _said(mine: Part, other: Part) -> Part:
    return mine.model_copy(
        update={name: _value(mine, other, name) for name in type(mine).model_fields}
    )


def _value(mine: Part, other: Part, name: str) -> Any:  # noqa: ANN401 - any field's
    field = type(other).model_fields[name]
    value = getattr(other, name)
    is_empty = not field.is_required() and value == field.get_default(call_default_factory=True)
    return value if is_empty else getattr(mine, name)
