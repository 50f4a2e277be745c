"""What people decided about actions, and which actions count as taken on."""

from cxworkbench.records.register import Entry, Register
from cxworkbench.records.register_edits import changed_entry, entry_of


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

    Raises
    ------
    ParameterProblem
        There is no such action, it is locked, or the day is no date.
    RecordProblem
        There is no such decision.

    Examples
    --------
    >>> action = Entry(id="a1", kind="action", title="Answer within a minute")
    >>> decided = decide(Register(entries=(action,)), "a1", "accepted", by="Ada")
    >>> decided.entries[0].progress, action.decision
    ('open', '')
    """
    said: dict[str, object] = {
        "decision": decision,
        "decided_by": by,
        "decided_on": on,
        "decided_because": because,
    }
    entry = entry_of(register, entry_id, "action")
    if decision == "accepted":
        said |= {"progress": entry.progress or "open", "status": "confirmed"}
    return changed_entry(register, entry, **said)


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


def place_action(
    register: Register, action_id: str, *, value: float | None = None, effort: float | None = None
) -> Register:
    """The register after a person put an action somewhere between value and effort.

    Parameters
    ----------
    register, action_id
        Which action.
    value
        As a person judges it, 0 to 10; None leaves it as it is.
    effort
        Person-days; None leaves it as it is.

    Raises
    ------
    ParameterProblem
        There is no such action, it is locked, or the value is off its scale.
    RecordProblem
        The effort is below 0.
    """
    entry = entry_of(register, action_id, "action")
    fields: dict[str, object] = {}
    if value is not None:
        fields["criteria"] = entry.criteria | {"value": float(value)}
    if effort is not None:
        fields["effort"] = float(effort)
    return changed_entry(register, entry, **fields)
