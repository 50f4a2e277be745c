"""The three-way rule for one list of elements: what people did stays, what is new comes in.

`base` is the last proposal that was accepted, `ours` what people made of it, `theirs` the new
proposal. A field that only one side changed takes that side's value; where both changed it, ours
stays and the conflict is listed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

import pandas as pd

from cxworkbench.records.base import Part
from cxworkbench.records.diff import as_text

P = TypeVar("P", bound=Part)
CONFLICT_COLUMNS: Final = ("id", "field", "base", "ours", "theirs", "kept", "why")

# Fields that mean something only together: one side's place, and one side's measurement.
UNITS: Final = (
    ("role_id", "stage_id", "step_id"),
    ("from_id", "to_id"),
    (
        "basis",
        "evidence",
        "n",
        "share",
        "voices",
        "value",
        "low",
        "high",
        "word",
        "counts",
        "against",
        "as_of",
        "why",
    ),
)


@dataclass(frozen=True)
class Conflict:
    """One thing on which the two sides differ, and which of them stays."""

    id: str
    field: str
    base: str
    ours: str
    theirs: str
    kept: str  # "ours" or "theirs"
    why: str


@dataclass(frozen=True)
class Sides(Generic[P]):
    """The three versions of one list, each by id in its own order."""

    base: Mapping[str, P]
    ours: Mapping[str, P]
    theirs: Mapping[str, P]
    conflicts: list[Conflict] = field(default_factory=list)


def sides(base: Sequence[P], ours: Sequence[P], theirs: Sequence[P]) -> Sides[P]:
    """The three versions of one list, by id."""
    return Sides(_by_id(base), _by_id(ours), _by_id(theirs))


def item_id(item: Part) -> str:
    """The id of an element, statement or entry."""
    return str(getattr(item, "id", ""))


def is_fixed(item: Part) -> bool:
    """True for what a person locked or confirmed, which no proposal changes or removes."""
    return bool(getattr(item, "locked", False)) or getattr(item, "status", "") == "confirmed"


def merge_items(three: Sides[P], *, retired: Collection[str] = ()) -> dict[str, P]:
    """The elements that stay, merged field by field, in the order they come in.

    Adds to `three.conflicts` all that was decided against one side.

    Parameters
    ----------
    three
        The three versions.
    retired
        Ids that people took out for good; a proposal does not bring them back.
    """
    return {
        one: merged for one in _order(three) if (merged := _merged(one, three, retired)) is not None
    }


def conflicts_table(conflicts: Sequence[Conflict]) -> pd.DataFrame:
    """All conflicts as one table, in the order they were found, equal ones once."""
    rows = [
        (one.id, one.field, one.base, one.ours, one.theirs, one.kept, one.why)
        for one in dict.fromkeys(conflicts)
    ]
    return pd.DataFrame(rows, columns=list(CONFLICT_COLUMNS)).astype("str")


def merge_fields(
    one: str, three: tuple[P | None, P, P], names: Sequence[str], conflicts: list[Conflict]
) -> dict[str, object]:
    """The values of these fields, unit by unit; where both sides changed one, ours."""
    base, ours, theirs = three
    values: dict[str, object] = {}
    for unit in _units(names):
        old = None if base is None else _values(base, unit)
        mine, new = _values(ours, unit), _values(theirs, unit)
        take_theirs = old is not None and mine == old and not is_fixed(ours)
        values |= dict(zip(unit, new if take_theirs else mine, strict=True))
        if not take_theirs and new not in (mine, old):
            why = _why(ours, base)
            conflicts += _differing(one, unit, old, mine, new, why)
    return values


def _by_id(items: Sequence[P]) -> dict[str, P]:
    return {item_id(one): one for one in items}


def _merged(one: str, three: Sides[P], retired: Collection[str]) -> P | None:
    base, ours, theirs = three.base.get(one), three.ours.get(one), three.theirs.get(one)
    if ours is not None and theirs is not None:
        names = [name for name in type(ours).model_fields if name != "id"]
        values = merge_fields(one, (base, ours, theirs), names, three.conflicts)
        return ours.model_copy(update=values)
    if ours is None and theirs is not None:
        return _proposed(one, base, theirs, retired, three.conflicts)
    if ours is not None and base is not None:
        return _left_out(one, base, ours, three.conflicts)
    return ours


def _proposed(
    one: str, base: P | None, theirs: P, retired: Collection[str], conflicts: list[Conflict]
) -> P | None:
    if base is None and one not in retired:
        return theirs
    if base is None or theirs != base:
        conflicts.append(
            Conflict(one, "", as_text(base), "", as_text(theirs), "ours", "a person removed it")
        )
    return None


def _left_out(one: str, base: P, ours: P, conflicts: list[Conflict]) -> P | None:
    if ours == base and not is_fixed(ours):
        return None
    why = f"the proposal leaves it out; {_why(ours, base)}"
    conflicts.append(Conflict(one, "", as_text(base), as_text(ours), "", "ours", why))
    return ours


def _why(ours: P, base: P | None) -> str:
    if getattr(ours, "locked", False):
        return "a person locked it"
    if is_fixed(ours):
        return "a person confirmed it"
    return "both sides added it" if base is None else "a person changed it"


def _units(names: Sequence[str]) -> list[tuple[str, ...]]:
    units: dict[tuple[str, ...], None] = {}
    for name in names:
        together = next((unit for unit in UNITS if name in unit), (name,))
        units[tuple(one for one in together if one in names)] = None
    return list(units)


def _values(item: Part, unit: tuple[str, ...]) -> tuple[object, ...]:
    return tuple(getattr(item, name) for name in unit)


def _differing(
    one: str,
    unit: tuple[str, ...],
    old: tuple[object, ...] | None,
    mine: tuple[object, ...],
    new: tuple[object, ...],
    why: str,
) -> list[Conflict]:
    before = old or (None,) * len(unit)
    return [
        Conflict(one, name, as_text(b), as_text(o), as_text(t), "ours", why)
        for name, b, o, t in zip(unit, before, mine, new, strict=True)
        if o != t
    ]


def _order(three: Sides[P]) -> list[str]:
    """All ids: the order of the side that changed it (ours where both did), the rest in place."""
    base, ours, theirs = list(three.base), list(three.ours), list(three.theirs)
    shared = set(base) & set(ours) & set(theirs)
    old, mine, new = ([one for one in ids if one in shared] for ids in (base, ours, theirs))
    if mine in (old, new):
        return _with_the_rest(theirs, ours)
    if new != old:
        three.conflicts.append(
            Conflict("", "order", " ".join(old), " ".join(mine), " ".join(new), "ours",
                     "a person put them in another order")
        )  # fmt: skip
    return _with_the_rest(ours, theirs)


def _with_the_rest(first: list[str], second: list[str]) -> list[str]:
    """The first order; what only the second has comes right after the one before it there."""
    order, placed = list(first), set(first)
    previous = ""
    for one in second:
        if one not in placed:
            order.insert(order.index(previous) + 1 if previous else 0, one)
            placed.add(one)
        previous = one
    return order
