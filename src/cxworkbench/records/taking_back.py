"""A register that people edited elsewhere, taken back: only what they changed comes in."""

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.diff import as_text
from cxworkbench.records.merge import MergedRegister
from cxworkbench.records.register import LINKS, Entry, Register
from cxworkbench.records.threeway import Conflict, conflicts_table
from cxworkbench.records.validity import check_register

_LOCKED = "it is locked"
_NEWER = "the register was changed there after the workbook was written"


def take_back(base: Register, ours: Register, theirs: Register) -> MergedRegister:
    """People's register with what they changed in a copy of it.

    Unlike a proposal, a person's copy also changes what is confirmed; what is locked stays. A field
    that the register changed meanwhile stays as it is now and is listed. What others rest on is not
    removed.

    Parameters
    ----------
    base
        The register as it was when the copy was made.
    ours
        The register now.
    theirs
        The copy as it came back.

    Raises
    ------
    RecordProblem
        What would come out is no whole register: a link leads nowhere, or in a circle.
    """
    conflicts: list[Conflict] = []
    old = {one.id: one for one in base.entries}
    now = {one.id: one for one in ours.entries}
    for new in theirs.entries:
        _take_entry(new, old.get(new.id), now, ours, conflicts)
    gone = [one for one in old if one not in {entry.id for entry in theirs.entries}]
    removed = _removed(gone, old, now, conflicts)
    retired = tuple(dict.fromkeys((*ours.retired_ids, *removed)))
    made = ours.model_copy(update={"entries": tuple(now.values()), "retired_ids": retired})
    faults = check_register(made)
    if faults:
        raise RecordProblem(
            f"What was changed does not fit together: {faults[0]} Correct it in the workbook. "
            "Nothing was taken in."
        )
    return MergedRegister(made, conflicts_table(conflicts))


def _take_entry(
    new: Entry, old: Entry | None, now: dict[str, Entry], ours: Register, conflicts: list[Conflict]
) -> None:
    mine = now.get(new.id)
    if old is None:
        if mine is None and new.id not in ours.retired_ids:
            now[new.id] = new
        elif mine != new:
            conflicts.append(_whole(new.id, None, mine, new, "both sides added it"))
        return
    changed = [name for name in type(new).model_fields if getattr(new, name) != getattr(old, name)]
    if not changed:
        return
    if mine is None:
        conflicts.append(_whole(new.id, old, None, new, "it was removed since"))
        return
    values = {}
    for name in changed:
        was, has, said = (getattr(one, name) for one in (old, mine, new))
        if has == said:
            continue
        if mine.locked or has != was:
            why = _LOCKED if mine.locked else _NEWER
            before, here, there = (as_text(one) for one in (was, has, said))
            conflicts.append(Conflict(new.id, name, before, here, there, "ours", why))
        else:
            values[name] = said
    now[new.id] = mine.model_copy(update=values)


def _removed(
    gone: list[str], old: dict[str, Entry], now: dict[str, Entry], conflicts: list[Conflict]
) -> list[str]:
    """Ids that were taken out; what must stay is listed."""
    removed = []
    for one in gone:
        mine = now.get(one)
        if mine is None:
            continue
        why = _LOCKED if mine.locked else _NEWER if mine != old[one] else ""
        if not why and any(one in _links(other) for other in now.values() if other.id not in gone):
            why = "other entries rest on it"
        if why:
            conflicts.append(_whole(one, old[one], mine, None, why))
        else:
            removed.append(one)
    for one in removed:
        del now[one]
    return removed


def _links(entry: Entry) -> set[str]:
    return {other for link in LINKS for other in getattr(entry, link)}


def _whole(
    one: str, old: Entry | None, mine: Entry | None, new: Entry | None, why: str
) -> Conflict:
    before, here, there = (entry.title if entry else "" for entry in (old, mine, new))
    return Conflict(one, "", before, here, there, "ours", why)
