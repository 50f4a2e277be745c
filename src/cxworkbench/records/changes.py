"""The smallest set of changes that leads from one version of a map to another, and back onto it."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from cxworkbench.ground.errors import ParameterProblem, did_you_mean
from cxworkbench.records.base import Part
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.map_items import LISTS, PARENT_FIELDS, items_of

BOOKKEEPING: Final = ("retired_ids", "merged_ids")  # of ids, and no content of the map
Kind = Literal["changed", "moved", "added", "removed", "reordered"]


@dataclass(frozen=True)
class Change:
    """One difference between two versions.

    `old` and `new` are the field's values of what changed or moved, the element itself of what was
    added or removed, and for what was reordered the element that it stood and stands behind, "" for
    none. `after` is the id that what was added or reordered stands behind in the later version.
    """

    change: Kind
    list: str  # one of `LISTS`; "" for a field of the map itself
    id: str
    field: str
    old: Any
    new: Any
    after: str = ""


def map_changes(old: JourneyMap, new: JourneyMap) -> tuple[Change, ...]:
    """What leads from one version of a map to another, with as few changes as can be.

    A change is one field set, one element added or removed, or one element put elsewhere in its
    list. No other set of such changes that leads from `old` to `new` is smaller.

    Returns
    -------
    tuple of Change
        The map's own fields, then list by list in the order of the later version: changed, moved
        and added, then removed, then reordered; last the bookkeeping of ids, where it does not
        follow from the rest.

    Notes
    -----
    Fields: each that differs must be set once. Elements: ids are never given twice, so each that
    is only on one side is added or removed once. Order: all but a longest run of elements that
    keep their order must be put elsewhere once, and that is enough.

    References
    ----------
    Longest increasing subsequence: Fredman (1975), Discrete Mathematics 11, 29-35.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> a, b, c = (Stage(id=name, name=name) for name in "abc")
    >>> old = JourneyMap(id="m", title="Old", stages=(a, b, c))
    >>> changes = map_changes(old, JourneyMap(id="m", title="New", stages=(c, a, b)))
    >>> [(one.change, one.id, one.field, one.old, one.new) for one in changes]
    [('changed', '', 'title', 'Old', 'New'), ('reordered', 'c', '', 'b', '')]
    """
    own = [name for name in JourneyMap.model_fields if name not in (*LISTS, *BOOKKEEPING)]
    changes = [*_set("", "", old, new, own)]
    for name in LISTS:
        changes += list_changes(items_of(old, name), items_of(new, name), name)
    then = _with_retired(old, changes)
    return (*changes, *_set("", "", then, new, BOOKKEEPING))


def apply_diff(old: JourneyMap, changes: Sequence[Change]) -> JourneyMap:
    """The later version: the earlier one after these changes, exactly.

    Parameters
    ----------
    old
        The earlier version.
    changes
        As `map_changes` gave them for it.

    Raises
    ------
    ParameterProblem
        A change is of an element that is not in this version, or is there already.

    Examples
    --------
    >>> from cxworkbench.records.journey_map import Stage
    >>> old = JourneyMap(id="m", title="", stages=(Stage(id="a", name="Use"),))
    >>> new = JourneyMap(id="m", title="Pilot", stages=())
    >>> apply_diff(old, map_changes(old, new)).title
    'Pilot'
    """
    update: dict[str, Any] = {}
    for name in LISTS:
        here = [one for one in changes if one.list == name]
        if here:
            update[name] = _applied(items_of(old, name), here)
    retired = _with_retired(old, changes).retired_ids
    own = {one.field: one.new for one in changes if not one.list}
    return old.model_copy(update={**update, "retired_ids": retired, **own})


def list_changes(old: Sequence[Part], new: Sequence[Part], name: str) -> list[Change]:
    """What leads from one version of a list to another; `name` says which fields are its place."""
    before, after = by_id(old), by_id(new)
    changes: list[Change] = []
    behind = ""
    for one, item in after.items():
        if one in before:
            changes += _set(name, one, before[one], item, _fields(item))
        else:
            changes.append(Change("added", name, one, "", None, item, behind))
        behind = one
    changes += [
        Change("removed", name, one, "", item, None)
        for one, item in before.items()
        if one not in after
    ]
    return changes + list(_reordered(name, list(before), list(after)))


def by_id(items: Iterable[Part]) -> dict[str, Any]:
    """The items by their ids, in order."""
    return {str(getattr(one, "id", "")): one for one in items}


def _fields(item: Part) -> list[str]:
    return [field for field in type(item).model_fields if field != "id"]


def _set(name: str, one: str, old: Part, new: Part, fields: Iterable[str]) -> Iterator[Change]:
    places = PARENT_FIELDS.get(name, ())
    for field in fields:
        was, now = getattr(old, field), getattr(new, field)
        if was != now:
            yield Change("moved" if field in places else "changed", name, one, field, was, now)


def _reordered(name: str, before: list[str], after: list[str]) -> Iterator[Change]:
    """The fewest elements whose move explains the new order: those outside a longest run."""
    old, new = set(before), set(after)
    was = [one for one in before if one in new]
    now = [one for one in after if one in old]
    place = {one: position for position, one in enumerate(was)}
    stays = _longest_rising([place[one] for one in now])
    stood, stands = _behind(was), _behind(now)
    truly = _behind(after)
    for one in now:
        if place[one] not in stays:
            yield Change("reordered", name, one, "", stood[one], stands[one], truly[one])


def _behind(order: list[str]) -> dict[str, str]:
    return dict(zip(order, ["", *order], strict=False))


def _longest_rising(places: Sequence[int]) -> set[int]:
    """A longest run of places that rise: for each length the run that ends lowest is kept."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        before[place] = ends[at - 1] if at else None
        ends[at : at + 1] = [place]
    run: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        run.add(last)
        last = before[last]
    return run


def _with_retired(old: JourneyMap, changes: Iterable[Change]) -> JourneyMap:
    gone = [one.id for one in changes if one.change == "removed"]
    retired = tuple(dict.fromkeys((*old.retired_ids, *gone)))
    return old.model_copy(update={"retired_ids": retired})


def _applied(items: Sequence[Part], changes: Sequence[Change]) -> tuple[Part, ...]:
    found = by_id(items)
    for change in changes:
        _require_fitting(found, change)
        if change.change in ("changed", "moved"):
            found[change.id] = found[change.id].model_copy(update={change.field: change.new})
        elif change.change == "removed":
            del found[change.id]
    placed = {one.id: one for one in changes if one.change in ("added", "reordered")}
    order = [one for one in found if one not in placed]
    new = {one: change.new for one, change in placed.items() if change.change == "added"}
    _put_behind(order, placed)
    return tuple(new[one] if one in new else found[one] for one in order)


def _put_behind(order: list[str], placed: Mapping[str, Change]) -> None:
    """Put each behind the one before it, which is put first where it is to be put itself."""
    waiting = dict(placed)
    while waiting:
        ready = [one for one, change in waiting.items() if change.after not in waiting]
        for one in ready or list(waiting):
            after = waiting.pop(one).after
            order.insert(order.index(after) + 1 if after else 0, one)


def _require_fitting(found: Mapping[str, Part], change: Change) -> None:
    if (change.id in found) == (change.change != "added"):
        return
    there = "is there already" if change.id in found else "is not there"
    raise ParameterProblem(
        f"{change.id!r} was {change.change}, and it {there}. {did_you_mean(change.id, found)}"
        "Apply a difference to the version that it was made from."
    )
