"""How lists that were merged one by one become a whole map again: parents, steps and links."""

from cxworkbench.records.base import Part
from cxworkbench.records.diff import as_text
from cxworkbench.records.edits import PARENT_FIELDS, PLACES
from cxworkbench.records.journey_map import Interaction, JourneyMap, Step, Touchpoint
from cxworkbench.records.threeway import Conflict, Sides
from cxworkbench.records.validity import check_map

Lists = dict[str, dict[str, Part]]


def settle(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> None:
    """Change merged lists until every parent is there and a step lies in its touchpoints' stage.

    Each round either brings back an element as people have it, or leaves out one that only the
    proposal has; both can be done only once for an element, so it ends.

    Parameters
    ----------
    lists
        List name -> id -> element, as merged one by one; changed in place.
    three
        The three versions of each list.
    conflicts
        Takes in what was decided against one side.
    """
    _drop_strangers(lists, three, conflicts)
    while True:
        changed = _settle_parents(lists, three, conflicts)
        changed |= _settle_steps(lists, three, conflicts)
        changed |= _settle_links(lists, three, conflicts)
        changed |= _settle_offerings(lists, three, conflicts)
        changed |= _settle_pairs(lists, three, conflicts)
        if not changed:
            return


def keep_what_took_in(
    base: JourneyMap,
    ours: JourneyMap,
    lists: Lists,
    three: dict[str, Sides[Part]],
    conflicts: list[Conflict],
) -> None:
    """Bring back what people merged other elements into, where the proposal leaves it out.

    Else two elements, each merged into the other by one side, would both be gone.
    """
    new = [now for was, now in ours.merged_ids.items() if base.merged_ids.get(was) != now]
    for name, side in three.items():
        for one in dict.fromkeys(new):
            if one in side.ours and one not in lists[name]:
                lists[name][one] = side.ours[one]
                conflicts.append(kept_parent(one, side.ours[one]))
                _put_in_our_order(lists, name, three)


def kept_parent(one: str, mine: Part) -> Conflict:
    """The row for an element that stays because something that stays needs it."""
    why = "the proposal leaves it out; something that stays needs it"
    return Conflict(one, "", "", as_text(mine), "", "ours", why)


def _drop_strangers(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> None:
    """Leave out what the proposal gives an id that is something else on our side."""
    mine = {one: name for name, side in three.items() for one in side.ours}
    for name, items in lists.items():
        for one in [one for one in items if mine.get(one, name) != name]:
            why = f"this id is one of the {mine[one]} here"
            conflicts.append(Conflict(one, "id", "", "", as_text(items.pop(one)), "ours", why))


def _settle_parents(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> bool:
    changed = False
    for name, parent_fields in PARENT_FIELDS.items():
        for one, item in list(lists[name].items()):
            for parent_field in parent_fields:
                parent = str(getattr(item, parent_field))
                homes = _homes(parent_field)
                if parent and not any(parent in lists[home] for home in homes):
                    changed = True
                    _settle_orphan(name, one, parent, homes, lists, three, conflicts)
                    break
    return changed


def _settle_orphan(
    name: str,
    one: str,
    parent: str,
    homes: tuple[str, ...],
    lists: Lists,
    three: dict[str, Sides[Part]],
    conflicts: list[Conflict],
) -> None:
    mine = three[name].ours.get(one)
    home = next((home for home in homes if parent in three[home].ours), "")
    if mine is not None and home:
        lists[home][parent] = three[home].ours[parent]
        conflicts.append(kept_parent(parent, three[home].ours[parent]))
        _put_in_our_order(lists, home, three)
    elif mine is not None:
        conflicts.append(
            Conflict(one, "", "", as_text(mine), as_text(lists[name][one]), "ours",
                     f"its new place {parent} was removed by a person")
        )  # fmt: skip
        lists[name][one] = mine
    else:
        gone = lists[name].pop(one)
        why = f"{parent}, where it would stand, was removed by a person"
        conflicts.append(Conflict(one, "", "", "", as_text(gone), "ours", why))


def _settle_steps(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> bool:
    changed = False
    for one, item in list(lists["touchpoints"].items()):
        step = lists["steps"].get(str(getattr(item, "step_id", "")))
        if not isinstance(item, Touchpoint) or not isinstance(step, Step):
            continue
        if step.stage_id == item.stage_id:
            continue
        changed = True
        mine = three["touchpoints"].ours.get(one)
        our_step = three["steps"].ours.get(step.id)
        if mine is None or (mine == item and our_step == step) or our_step is None:
            follows = item.model_copy(update={"stage_id": step.stage_id})
            lists["touchpoints"][one] = follows
            kept, why = "ours", f"it follows its step {step.id}"
        else:
            lists["touchpoints"][one] = mine
            lists["steps"][step.id] = our_step
            kept, why = "ours", f"it and its step {step.id} were moved apart"
        before = as_text(mine) if mine else ""
        conflicts.append(Conflict(one, "stage_id", "", before, item.stage_id, kept, why))
    return changed


def _settle_links(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> bool:
    """Take out links between interactions that lead nowhere, and ours for all in a circle."""
    items = lists["interactions"]
    changed = False
    for one, item in list(items.items()):
        lost = {
            name: ""
            for name in ("predecessor_id", "successor_id")
            if getattr(item, name) and getattr(item, name) not in items
        }
        if lost:
            items[one] = item.model_copy(update=lost)
            changed = True
    if not changed and _go_in_a_circle(items):
        for one, item in list(items.items()):
            mine = three["interactions"].ours.get(one)
            links = {
                name: str(getattr(mine, name, "")) for name in ("predecessor_id", "successor_id")
            }
            known = {name: other if other in items else "" for name, other in links.items()}
            items[one] = item.model_copy(update=known)
        conflicts.append(
            Conflict("", "successor_id", "", "", "", "ours", "both sides' links make a circle")
        )
        changed = True
    return changed


def _settle_offerings(
    lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]
) -> bool:
    """Bring back an offering that people's touchpoint names, take one that is gone out of theirs.

    A touchpoint that names no offering any more stands in all of them, which the conflict says.
    """
    changed = False
    offerings = lists["offerings"]
    for one, item in list(lists["touchpoints"].items()):
        named = item.offering_ids if isinstance(item, Touchpoint) else ()
        mine = getattr(three["touchpoints"].ours.get(one), "offering_ids", ())
        for lost in [name for name in named if name not in offerings]:
            ours = three["offerings"].ours.get(lost)
            if ours is not None and lost in mine:
                offerings[lost] = ours
                conflicts.append(kept_parent(lost, ours))
                _put_in_our_order(lists, "offerings", three)
        known = tuple(name for name in named if name in offerings)
        if known != named:
            lists["touchpoints"][one] = item.model_copy(update={"offering_ids": known})
            gone = " ".join(name for name in named if name not in known)
            where = "" if known else ", and it stands in all offerings now"
            why = f"offering {gone} was removed by a person{where}"
            conflicts.append(
                Conflict(one, "offering_ids", "", as_text(mine), as_text(named), "ours", why)
            )
            changed = True
    return changed


def _settle_pairs(lists: Lists, three: dict[str, Sides[Part]], conflicts: list[Conflict]) -> bool:
    """Leave one involvement for each role and stage: people's own where there are two."""
    items = lists["involvements"]
    first: dict[tuple[str, str], str] = {}
    for one, item in list(items.items()):
        other = first.setdefault(_pair(item), one)
        if other == one:
            continue
        ours = three["involvements"].ours
        moved = [each for each in (one, other) if each in ours and items[each] != ours[each]]
        yields = next((each for each in (one, other) if each not in ours), "") or moved[0]
        why = f"{other if yields == one else one} says it for this role and stage here"
        mine, theirs = ours.get(yields), as_text(items[yields])
        conflicts.append(Conflict(yields, "", "", as_text(mine), theirs, "ours", why))
        if mine is None:
            del items[yields]
        else:
            items[yields] = mine
        return True
    return False


def _pair(item: Part) -> tuple[str, str]:
    return str(getattr(item, "role_id", "")), str(getattr(item, "stage_id", ""))


def _go_in_a_circle(items: dict[str, Part]) -> bool:
    alone = tuple(
        one.model_copy(update={"touchpoint_id": "tp"})
        for one in items.values()
        if isinstance(one, Interaction)
    )
    probe = JourneyMap.model_construct(
        id="m", title="", interactions=alone, stages=(), statements=(),
        touchpoints=(Touchpoint(id="tp", name="", stage_id=""),),
    )  # fmt: skip
    return any("go in a circle" in fault for fault in check_map(probe))


def _homes(parent_field: str) -> tuple[str, ...]:
    homes = {"phase_id": "phases", "stage_id": "stages", "step_id": "steps",
             "touchpoint_id": "touchpoints", "role_id": "roles"}  # fmt: skip
    return (homes[parent_field],) if parent_field in homes else PLACES


def _put_in_our_order(lists: Lists, name: str, three: dict[str, Sides[Part]]) -> None:
    """Bring what came back to where people have it: right after the one before it there."""
    mine = list(three[name].ours)
    order = list(lists[name])
    back = order.pop()
    before = [one for one in mine[: mine.index(back)] if one in order]
    order.insert(order.index(before[-1]) + 1 if before else 0, back)
    lists[name] = {one: lists[name][one] for one in order}


def stages_of_one_name(merged: JourneyMap, ours: JourneyMap, theirs: JourneyMap) -> list[Conflict]:
    """Stages that have the name of one before them only since the two sides were merged.

    Both stay, for what stands in them cannot be told apart by a machine; each is listed.
    """
    known = _named_alike(ours) | _named_alike(theirs)
    first = {one.name.strip().casefold(): one.id for one in reversed(merged.stages)}
    names = {name: {one.id: one.name for one in side.stages}
             for name, side in (("ours", ours), ("theirs", theirs))}  # fmt: skip
    found = []
    for one, other in ((each, first[each.name.strip().casefold()]) for each in merged.stages):
        if one.id == other or (other, one.id) in known:
            continue
        why = f"{other} has this name too: rename one of them, or merge the two"
        is_ours = one.id in names["ours"] and names["ours"][one.id] == one.name
        found.append(
            Conflict(
                one.id, "name", "", names["ours"].get(one.id, ""),
                names["theirs"].get(one.id, ""), "ours" if is_ours else "theirs", why,
            )
        )  # fmt: skip
    return found


def _named_alike(journey_map: JourneyMap) -> set[tuple[str, str]]:
    return {
        (one.id, other.id)
        for one in journey_map.stages
        for other in journey_map.stages
        if one is not other and one.name.strip().casefold() == other.name.strip().casefold()
    }
