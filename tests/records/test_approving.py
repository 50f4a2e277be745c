"""A person's word on drafts: confirmed one by one, or a rule approved once."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.approving import (
    approve_rule,
    confirm_entry,
    is_read,
    withdraw_approval,
)
from cxworkbench.records.register import Entry, Register

RULES = {"insight from a pain": "", "insight from a gain": ""}


def drafted(**more):
    return Entry(id="i", kind="insight", title="Slow till", made_by="insight from a pain", **more)


def approved(register, **more):
    given = {"by": "Anna", "on": "2026-07-01", "rules": RULES} | more
    return approve_rule(register, given.pop("rule", "insight from a pain"), **given)


def test_an_approved_rule_makes_its_drafts_read_and_no_others():
    other = Entry(id="j", kind="insight", title="Kind people", made_by="insight from a gain")
    own = Entry(id="k", kind="insight", title="Written by hand")
    register = approved(Register(entries=(drafted(), other, own)))

    assert [is_read(register, one) for one in register.entries] == [True, False, False]
    assert [one.status for one in register.entries] == ["draft"] * 3


def test_a_suggestion_is_never_read_by_approval():
    register = approved(Register(entries=(drafted(suggested=True),)))

    assert not is_read(register, register.entries[0])


def test_a_withdrawn_approval_leaves_drafts_unread_and_confirmed_ones_read():
    register = approved(Register(entries=(drafted(), drafted().model_copy(update={"id": "j"}))))
    register = withdraw_approval(confirm_entry(register, "j"), "insight from a pain")

    assert [is_read(register, one) for one in register.entries] == [False, True]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            {"rule": "insight from pain"},
            "There is no rule 'insight from pain'. Did you mean 'insight from a pain'? Rules: "
            "'insight from a pain', 'insight from a gain'.",
        ),
        ({"by": " "}, "An approval needs a name: who answers for these drafts."),
        (
            {"on": "1.7.2026"},
            "The day of an approval is '1.7.2026', which is no date. Dates are written 2026-02-28.",
        ),
    ],
)
def test_an_approval_without_rule_name_or_day_is_refused(more, message):
    with pytest.raises(ParameterProblem) as told:
        approved(Register(), **more)

    assert str(told.value) == message


def test_an_approval_is_given_once():
    with pytest.raises(ParameterProblem) as told:
        approved(approved(Register()))

    assert str(told.value) == (
        "Anna approved 'insight from a pain' on 2026-07-01 already. Withdraw that approval first, "
        "to approve it anew."
    )
