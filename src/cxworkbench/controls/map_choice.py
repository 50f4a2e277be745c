"""Two people's versions: how they went together, and the other's taken for a single thing."""

from typing import Any, Final

import pandas as pd

from cxworkbench.records import edits, gestures
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import whole
from cxworkbench.records.threeway import UNITS
from cxworkbench.records.validity import map_ids
from cxworkbench.voice.words import count_of

ORDER: Final = "order"


def with_theirs(ours: JourneyMap, theirs: JourneyMap, item_id: str, field: str) -> JourneyMap:
    """Our map with their value of one field, or with their whole element.

    Parameters
    ----------
    ours, theirs
        The merged map, and the other person's.
    item_id, field
        As a conflict names them; an empty id is the map itself, an empty field the whole element.

    Raises
    ------
    RecordProblem
        It would not fit into our map any more, such as an element whose stage is gone.
    """
    if field == ORDER and not item_id:
        return _in_their_order(ours, theirs)
    if not item_id:
        return whole(ours.model_copy(update={field: getattr(theirs, field)}))
    if not field:
        return _with_element(ours, theirs, item_id)
    name = gestures.list_of(ours, item_id)
    unit = next((one for one in UNITS if field in one), (field,))
    source = edits.item_with(theirs, item_id)
    values = {one: getattr(source, one) for one in unit if one in type(source).model_fields}
    items = tuple(
        one.model_copy(update=values) if one.id == item_id else one
        for one in edits.items_of(ours, name)
    )
    return whole(ours.model_copy(update={name: items}))


def describe_merge(conflicts: pd.DataFrame) -> str:
    """One sentence: whether two people's work went together, and how much was in the way.

    Examples
    --------
    >>> describe_merge(pd.DataFrame({"id": []}))
    'Merged and saved: nothing was in the way.'
    """
    if conflicts.empty:
        return "Merged and saved: nothing was in the way."
    return (
        f"Merged and saved. {count_of(len(conflicts), 'thing')} both changed: yours stayed; the "
        "list says what the other has."
    )


def _with_element(ours: JourneyMap, theirs: JourneyMap, item_id: str) -> JourneyMap:
    if item_id not in map_ids(theirs):
        return gestures.take_out(ours, [item_id])
    if item_id in map_ids(ours):
        return ours
    name = gestures.list_of(theirs, item_id)
    there = edits.items_of(theirs, name)
    ids = [one.id for one in there]
    following = set(ids[ids.index(item_id) + 1 :])
    mine = list(edits.items_of(ours, name))
    at = next((number for number, one in enumerate(mine) if one.id in following), len(mine))
    mine.insert(at, edits.item_with(theirs, item_id))
    retired = tuple(one for one in ours.retired_ids if one != item_id)
    return whole(ours.model_copy(update={name: tuple(mine), "retired_ids": retired}))


def _in_their_order(ours: JourneyMap, theirs: JourneyMap) -> JourneyMap:
    update: dict[str, Any] = {}
    for name in edits.LISTS:
        place = {one.id: n for n, one in enumerate(edits.items_of(theirs, name))}
        mine = edits.items_of(ours, name)
        known = iter(sorted((one for one in mine if one.id in place), key=lambda x: place[x.id]))
        update[name] = tuple(next(known) if one.id in place else one for one in mine)
    return whole(ours.model_copy(update=update))
