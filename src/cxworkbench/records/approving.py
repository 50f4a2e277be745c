"""A person's word on drafts: one entry confirmed, or once for all drafts that a rule makes."""

import datetime
from collections.abc import Mapping

from cxworkbench.ground.errors import ParameterProblem, did_you_mean, sample_of
from cxworkbench.records.register import Approval, Entry, Register
from cxworkbench.records.register_edits import changed_entry, entry_of


def approve_rule(
    register: Register,
    rule: str,
    *,
    by: str,
    on: str,
    rules: Mapping[str, str],
    reason: str = "",
) -> Register:
    """The register in which a rule's drafts count as read, in this engagement and from here on.

    Parameters
    ----------
    register
        People's register.
    rule
        Its name, as entries say it in `made_by`.
    by
        Who answers for it.
    on
        The day, an ISO date.
    rules
        Every rule there is: its name, and what it does.
    reason
        Why, in words.

    Raises
    ------
    ParameterProblem
        There is no such rule, it is approved already, nobody is named, or the day is none.

    Notes
    -----
    Approving a rule is not agreeing with each of its sentences: entries stay drafts in the record,
    and every page says who approved the rule and when.
    """
    if rule not in rules:
        raise ParameterProblem(
            f"There is no rule {rule!r}. {did_you_mean(rule, rules)}"
            f"Rules: {sample_of(rules, most=len(rules))}."
        )
    before = {one.rule: one for one in register.approvals}
    if rule in before:
        raise ParameterProblem(
            f"{before[rule].by} approved {rule!r} on {before[rule].on} already. Withdraw that "
            "approval first, to approve it anew."
        )
    if not by.strip():
        raise ParameterProblem("An approval needs a name: who answers for these drafts.")
    word = Approval(rule=rule, by=by.strip(), on=_day(on), reason=reason.strip())
    return register.model_copy(update={"approvals": (*register.approvals, word)})


def withdraw_approval(register: Register, rule: str) -> Register:
    """The register in which a rule's drafts are unread drafts again.

    Raises
    ------
    ParameterProblem
        The rule is not approved here.
    """
    known = [one.rule for one in register.approvals]
    if rule not in known:
        raise ParameterProblem(
            f"The rule {rule!r} is not approved. {did_you_mean(rule, known)}"
            f"Approved: {sample_of(known) if known else 'none'}."
        )
    left = tuple(one for one in register.approvals if one.rule != rule)
    return register.model_copy(update={"approvals": left})


def confirm_entry(register: Register, name: str) -> Register:
    """The register with one entry confirmed: a person stands behind it.

    Raises
    ------
    ParameterProblem
        There is no such entry, or it is locked.
    """
    return changed_entry(register, entry_of(register, name), status="confirmed", suggested=False)


def approval_of(register: Register, entry: Entry) -> Approval | None:
    """The approval that covers an entry; none where no rule made it or nobody approved the rule."""
    return next((one for one in register.approvals if one.rule == entry.made_by), None)


def is_read(register: Register, entry: Entry) -> bool:
    """Whether a person confirmed the entry, or approved the rule that drafted it.

    Only what is read may leave the house. Suggestions by co-occurrence never count as read by
    approval: each is to be looked at.

    Examples
    --------
    >>> draft = Entry(id="i", kind="insight", title="Slow till", made_by="insight from a pain")
    >>> word = Approval(rule="insight from a pain", by="Anna", on="2026-07-01")
    >>> is_read(Register(entries=(draft,)), draft)
    False
    >>> is_read(Register(entries=(draft,), approvals=(word,)), draft)
    True
    """
    if entry.status == "confirmed":
        return True
    return not entry.suggested and approval_of(register, entry) is not None


def _day(on: str) -> str:
    try:
        return datetime.date.fromisoformat(on.strip()).isoformat()
    except ValueError:
        raise ParameterProblem(
            f"The day of an approval is {on!r}, which is no date. Dates are written 2026-02-28."
        ) from None
