"""A proposed map or register merged into people's own, so that nobody's work is lost."""

from dataclasses import dataclass
from typing import Final

import pandas as pd

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.base import Part
from cxworkbench.records.changes import BOOKKEEPING
from cxworkbench.records.edits import LISTS, items_of
from cxworkbench.records.journey_map import JourneyMap
from cxworkbench.records.register import LINKS, Entry, Register
from cxworkbench.records.settling import (
    keep_what_took_in,
    kept_parent,
    settle,
    stages_of_one_name,
)
from cxworkbench.records.threeway import (
    Conflict,
    Sides,
    conflicts_table,
    merge_fields,
    merge_items,
    sides,
)
from cxworkbench.records.validity import check_map, check_register, map_ids

OWN_FIELDS: Final = tuple(
    name for name in JourneyMap.model_fields if name not in (*LISTS, "id", *BOOKKEEPING)
)


@dataclass(frozen=True)
class Merged:
    """A merged map, and what the two sides did not agree on.

    `conflicts` has one row per disagreement: `id`, `field`, the three values as text, which side
    was `kept` ("ours" or "theirs"), and `why`.
    """

    map: JourneyMap
    conflicts: pd.DataFrame


@dataclass(frozen=True)
class MergedRegister:
    """A merged register, and what the two sides did not agree on, as in `Merged`."""

    register: Register
    conflicts: pd.DataFrame


def merge_maps(base: JourneyMap | None, ours: JourneyMap, theirs: JourneyMap) -> Merged:
    """People's map with all of a proposal that does not go against what people did.

    What a person locked or confirmed stays as it is; what a person removed stays away; what both
    sides changed stays ours and is listed. An element whose parent is gone on one side keeps the
    parent, or is left out, and is listed. The merged map is always whole.

    Parameters
    ----------
    base
        The last proposal that was accepted; None when there never was one.
    ours
        People's own map.
    theirs
        The new proposal.

    Raises
    ------
    RecordProblem
        The proposal is of another map, or one of the three is not whole.
    """
    if theirs.id != ours.id:
        raise RecordProblem(
            f"The proposal is of map {theirs.id!r}, and the map here is {ours.id!r}. A proposal is "
            "merged into the map it was made from."
        )
    for which, version in (("last", base), ("own", ours), ("proposed", theirs)):
        _require_whole(which, version)
    old = base or JourneyMap(id=ours.id, title="", stages=())
    conflicts: list[Conflict] = []
    own = merge_fields("", (base, ours, theirs), OWN_FIELDS, conflicts)
    three = {name: _sides_of(name, old, ours, theirs) for name in LISTS}
    lists = {name: merge_items(side, retired=ours.retired_ids) for name, side in three.items()}
    for side in three.values():
        conflicts += side.conflicts
    keep_what_took_in(old, ours, lists, three, conflicts)
    settle(lists, three, conflicts)
    merged = ours.model_copy(
        update=own | {name: tuple(items.values()) for name, items in lists.items()}
    )
    conflicts += stages_of_one_name(merged, ours, theirs)
    retired = _retired(old, ours, theirs, merged)
    ids = {"retired_ids": retired, "merged_ids": _merged_ids(ours, theirs, retired)}
    return Merged(merged.model_copy(update=ids), conflicts_table(conflicts))


def merge_registers(base: Register | None, ours: Register, theirs: Register) -> MergedRegister:
    """People's register with all of a proposal that does not go against what people did.

    The rule is that of `merge_maps`. An entry that others rest on stays as long as one of them
    does; a proposed entry that rests on one that people removed comes in without that link.
    """
    old = base or Register()
    side = sides(old.entries, ours.entries, theirs.entries)
    entries = merge_items(side, retired=ours.retired_ids)
    _settle_causes(entries, side)
    gone_ids = [one for one in (*side.base, *side.theirs) if one not in entries]
    new_retired = [one for one in theirs.retired_ids if one not in old.retired_ids]
    retired = _joined(ours.retired_ids, [*new_retired, *gone_ids], set(entries))
    kept = {"entries": tuple(entries.values()), "retired_ids": retired}
    approvals = {one.rule: one for one in (*theirs.approvals, *ours.approvals)}
    merged = ours.model_copy(update=kept | {"approvals": tuple(approvals.values())})
    return MergedRegister(merged, conflicts_table(side.conflicts))


def _settle_causes(entries: dict[str, Entry], side: Sides[Entry]) -> None:
    """Bring back what ours rest on, take out links that lead nowhere, and ours for a circle."""
    waiting = [entry for entry in side.ours.values() if entry.id in entries]
    while waiting:
        for other in _linked(waiting.pop()):
            if other not in entries:
                entries[other] = side.ours[other]
                waiting.append(side.ours[other])
                side.conflicts.append(kept_parent(other, side.ours[other]))
    for link in LINKS:
        _cut_loose_ends(entries, side, link)
    if check_register(Register(entries=tuple(entries.values()))):
        _keep_our_links(entries, side)


def _linked(entry: Entry) -> list[str]:
    return [other for link in LINKS for other in getattr(entry, link)]


def _cut_loose_ends(entries: dict[str, Entry], side: Sides[Entry], link: str) -> None:
    for entry in list(entries.values()):
        named = getattr(entry, link)
        known = tuple(other for other in named if other in entries)
        if known != named:
            gone = " ".join(other for other in named if other not in known)
            why = "a person removed it"
            side.conflicts.append(Conflict(entry.id, link, "", "", gone, "ours", why))
            entries[entry.id] = entry.model_copy(update={link: known})


def _keep_our_links(entries: dict[str, Entry], side: Sides[Entry]) -> None:
    why = "both sides' links make a circle"
    mended = {one: mine for one, mine in side.ours.items() if one in entries}
    for link in LINKS:
        if any(getattr(entries[one], link) != getattr(mine, link) for one, mine in mended.items()):
            side.conflicts.append(Conflict("", link, "", "", "", "ours", why))
    for one, mine in mended.items():
        links = {link: getattr(mine, link) for link in LINKS}
        entries[one] = entries[one].model_copy(update=links)


def _require_whole(which: str, journey_map: JourneyMap | None) -> None:
    faults = check_map(journey_map) if journey_map else ()
    if faults:
        raise RecordProblem(f"The {which} map is not whole: {faults[0]} Nothing was merged.")


def _sides_of(name: str, base: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> Sides[Part]:
    return sides(items_of(base, name), items_of(ours, name), items_of(theirs, name))


def _retired(
    base: JourneyMap, ours: JourneyMap, theirs: JourneyMap, merged: JourneyMap
) -> tuple[str, ...]:
    remarked = {one.at for one in merged.comments} | {one.at for one in merged.decisions}
    new = [one for one in theirs.retired_ids if one not in base.retired_ids or one in remarked]
    gone = [*map_ids(base), *map_ids(theirs)]
    return _joined(ours.retired_ids, [*new, *gone], set(map_ids(merged)))


def _merged_ids(ours: JourneyMap, theirs: JourneyMap, retired: tuple[str, ...]) -> dict[str, str]:
    """What took in whom, on either side; of an element that both sides merged ours counts."""
    both = {**theirs.merged_ids, **ours.merged_ids}
    every = {was: now for was, now in both.items() if was in retired}
    led = {was: _end_of(was, every) for was in every}
    return {was: now for was, now in led.items() if now != was}  # each merged into the other


def _end_of(one: str, leads: dict[str, str]) -> str:
    """Where a chain of merged ids ends; each id is passed once, also when they go in a circle."""
    passed = {one}
    while leads.get(one, one) not in passed:
        one = leads[one]
        passed.add(one)
    return leads.get(one, one)


def _joined(first: tuple[str, ...], more: list[str], in_use: set[str]) -> tuple[str, ...]:
    added = [one for one in more if one not in in_use]
    return tuple(dict.fromkeys((*first, *added)))
