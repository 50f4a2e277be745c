"""One entry of a register found, changed, added or taken out, with everything that links to it."""

from collections.abc import Callable
from typing import Final

from pydantic import ValidationError

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean, sample_of
from cxworkbench.records.register import LINKS, Entry, EntryKind, Register
from cxworkbench.records.validity import check_register

FIXED: Final = ("id", "kind")


def entry_of(register: Register, name: str, *kinds: EntryKind) -> Entry:
    """The entry of an id, or of a title that only one entry has.

    Parameters
    ----------
    register
        Where it is looked for.
    name
        Its id, or its title; capitals and blanks around it do not matter.
    kinds
        Of which kinds it may be; none given: of any.

    Raises
    ------
    ParameterProblem
        No entry is called so, several are, or it is of another kind.
    """
    right = [one for one in register.entries if not kinds or one.kind in kinds]
    what = " or ".join(kinds) or "entry"
    same = [one for one in register.entries if one.id == name]
    same = same or [one for one in right if _plain(one.title) == _plain(name)]
    if len(same) > 1:
        raise ParameterProblem(
            f"{len(same)} entries are called {name!r}: {sample_of(one.id for one in same)}. Name "
            "one by its id."
        )
    if not same:
        known = [word for one in right for word in (one.id, one.title)]
        raise ParameterProblem(
            f"The register has no {what} {name!r}. {did_you_mean(name, known)}{_there(right, what)}"
        )
    if same[0] not in right:
        raise ParameterProblem(
            f"{same[0].title!r} is of kind {same[0].kind!r}, and this needs a {what}. "
            f"{_there(right, what)}"
        )
    return same[0]


def changed_entry(register: Register, entry: Entry, **fields: object) -> Register:
    """The register with other values in some fields of one of its entries.

    Raises
    ------
    ParameterProblem
        The entry is locked, or a link would be missing, of the wrong kind or go in a circle.
    RecordProblem
        A value does not fit its field.
    """
    if entry.locked:
        raise ParameterProblem(
            f'{entry.title!r} is locked, so nothing of it is changed. Set "locked": false for '
            f"{entry.id!r} in maps/register.json first."
        )
    try:
        after = Entry(**(dict(entry) | fields))
    except ValidationError as fault:
        wrong = fault.errors()[0]
        field = ".".join(str(part) for part in wrong["loc"])
        raise RecordProblem(
            f"{field} of {entry.id!r} cannot be {wrong['input']!r}: {wrong['msg']}. Nothing was "
            "changed."
        ) from fault
    return _whole(register, lambda: [after if one.id == entry.id else one
                                     for one in register.entries])  # fmt: skip


def with_new_entry(register: Register, entry: Entry) -> Register:
    """The register with one more entry, at its end.

    Raises
    ------
    ParameterProblem
        Its id is in use or was, or one of its links leads nowhere.
    """
    return _whole(register, lambda: [*register.entries, entry])


def without_entry(register: Register, entry: Entry) -> Register:
    """The register without one entry; what linked to it links to what it linked to itself.

    So a chain of causes stays a chain, and an entry that rested on it rests on what was below. Its
    id is kept as retired: no proposal brings it back.

    Raises
    ------
    ParameterProblem
        The entry, or one that would lose its link to it, is locked.
    """
    linked = [
        one for one in register.entries if any(entry.id in getattr(one, link) for link in LINKS)
    ]
    locked = [one for one in (entry, *linked) if one.locked]
    if locked:
        raise ParameterProblem(
            f"{entry.title!r} cannot be removed: {sample_of(one.title for one in locked)} "
            f"{'is' if len(locked) == 1 else 'are'} locked. Unlock first."
        )
    kept = [_relinked(one, entry) for one in register.entries if one.id != entry.id]
    return register.model_copy(
        update={"entries": tuple(kept), "retired_ids": (*register.retired_ids, entry.id)}
    )


def _relinked(one: Entry, gone: Entry) -> Entry:
    named = {link: getattr(one, link) for link in LINKS if gone.id in getattr(one, link)}
    after = {
        link: tuple(dict.fromkeys(
            key for other in ids for key in (getattr(gone, link) if other == gone.id else (other,))
        ))
        for link, ids in named.items()
    }  # fmt: skip
    return one.model_copy(update=after) if after else one


def _whole(register: Register, entries: Callable[[], list[Entry]]) -> Register:
    after = register.model_copy(update={"entries": tuple(entries())})
    before = set(check_register(register))
    faults = [fault for fault in check_register(after) if fault not in before]
    if faults:
        raise ParameterProblem(f"Nothing was changed: {faults[0]}")
    return after


def _there(right: list[Entry], what: str) -> str:
    if not right:
        return f"It has no {what} at all."
    return f"There are: {sample_of(one.title for one in right)}."


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
