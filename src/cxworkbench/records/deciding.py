"""What people say about an entry of a register: decided, valued, planned, owned; always checked."""

from typing import Final

from pydantic import ValidationError

from cxworkbench.ground.errors import ParameterProblem, RecordProblem, did_you_mean
from cxworkbench.records.messages import faults_in, joined
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.validity import check_register

FIXED: Final = ("id", "kind")


def entry_of(register: Register, entry_id: str) -> Entry:
    """The entry with this id.

    Raises
    ------
    ParameterProblem
        There is none.
    """
    ids = [one.id for one in register.entries]
    if entry_id not in ids:
        raise ParameterProblem(
            f"There is no entry {entry_id!r} in the register. {did_you_mean(entry_id, ids)}"
            f"It has {len(ids)}."
        )
    return register.entries[ids.index(entry_id)]


def change_entry(register: Register, entry_id: str, **fields: object) -> Register:
    """The register with other values in some fields of one entry.

    Parameters
    ----------
    register
        Left as it is.
    entry_id
        Whose fields.
    fields
        Field of `Entry` -> its new value; None where it is not known.

    Raises
    ------
    ParameterProblem
        There is no such entry or field, or the field is its id or kind.
    RecordProblem
        A value does not fit, or the register would not be whole: actions that wait for each
        other, for example.

    Examples
    --------
    >>> action = Entry(id="a1", kind="action", title="Answer within a minute")
    >>> changed = change_entry(Register(entries=(action,)), "a1", effort=12)
    >>> changed.entries[0].effort, action.effort
    (12.0, None)
    """
    entry = entry_of(register, entry_id)
    for field in fields:
        if field not in Entry.model_fields:
            raise ParameterProblem(
                f"{entry_id!r} has no field {field!r}. {did_you_mean(field, Entry.model_fields)}"
                f"It has: {', '.join(Entry.model_fields)}."
            )
        if field in FIXED:
            raise ParameterProblem(
                f"{field} of {entry_id!r} stays as it is, because other entries name it. Add a new "
                "entry instead."
            )
    content = entry.model_dump() | fields
    try:
        changed = Entry.model_validate(content)
    except ValidationError as problem:
        raise RecordProblem(faults_in(problem, Entry, f"entry {entry_id}", content)) from problem
    entries = tuple(changed if one.id == entry_id else one for one in register.entries)
    return whole(register.model_copy(update={"entries": entries}))


def add_entry(register: Register, entry: Entry) -> Register:
    """The register with one more entry at its end.

    Raises
    ------
    RecordProblem
        Its id is in use or retired, or it names an entry that is not there.
    """
    return whole(register.model_copy(update={"entries": (*register.entries, entry)}))


def decide(
    register: Register,
    entry_id: str,
    decision: str,
    *,
    by: str = "",
    on: str = "",
    because: str = "",
) -> Register:
    """The register after a person decided about an action.

    An accepted action is open unless it is further already. Taking a decision back ("") leaves its
    progress as it is.

    Parameters
    ----------
    register, entry_id
        Which action.
    decision
        "accepted", "rejected", "later" or "".
    by, on, because
        Who decided, when (ISO date), and why.
    """
    said = {
        "decision": decision,
        "decided_by": by,
        "decided_on": on,
        "decided_because": because,
    }
    entry = entry_of(register, entry_id)
    if decision == "accepted":
        said |= {"progress": entry.progress or "open", "status": "confirmed"}
    return change_entry(register, entry_id, **said)


def whole(register: Register) -> Register:
    """The same register.

    Raises
    ------
    RecordProblem
        It is not whole; the message says all that is wrong.
    """
    faults = check_register(register)
    if faults:
        raise RecordProblem(joined(faults))
    return register


def accepted_actions(register: Register, *, open_only: bool = False) -> list[Entry]:
    """The actions that people accepted or began, in the order of the register.

    Parameters
    ----------
    register
        Its actions; one that was dropped stays unless `open_only`.
    open_only
        Only those that are neither done nor dropped.
    """
    taken = [
        one
        for one in register.entries
        if one.kind == "action"
        and one.decision != "rejected"
        and (one.decision == "accepted" or one.progress)
    ]
    return [one for one in taken if not open_only or one.progress not in ("done", "dropped")]
