"""Causes under pains and under each other: added, linked, moved, judged, removed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.causes import (
    add_cause,
    causes_of,
    edit_cause,
    link_cause,
    link_evidence,
    move_cause,
    remove_cause,
    set_cause_status,
    unlink_cause,
    unlink_evidence,
)
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.register_edits import entry_of
from cxworkbench.records.validity import check_register


def pains(*titles):
    return Register(entries=tuple(
        Entry(id=f"pain-{n}", kind="pain", title=title, stage_id="st-use", touchpoint_ids=("tp",))
        for n, title in enumerate(titles)
    ))  # fmt: skip


def chain_of_three():
    """Slow till, because of typing, because of two systems, because of a budget rule."""
    register = add_cause(pains("Slow till", "Wrong bill"), "Slow till", "Typed twice")
    register = add_cause(register, "Typed twice", "Two systems", kind="technology")
    return add_cause(register, "Two systems", "Each unit buys alone", kind="policy")


def refusal(change, *words, **more):
    with pytest.raises(ParameterProblem) as told:
        change(*words, **more)
    return str(told.value)


def causes(register, title):
    named = {one.id: one.title for one in register.entries}
    return [named[key] for key in entry_of(register, title).caused_by]


def test_a_cause_is_a_hypothesis_that_stands_where_its_pain_does():
    cause = add_cause(pains("Slow till"), "slow  TILL", " Typed\ntwice ", kind="Process",
                      evidence=["v1", "v1"]).entries[1]  # fmt: skip

    assert (cause.title, cause.cause_kind, cause.cause_status) == (
        "Typed twice", "process", "hypothesis",
    )  # fmt: skip
    assert (cause.stage_id, cause.touchpoint_ids, cause.evidence) == ("st-use", ("tp",), ("v1",))


def test_one_cause_explains_several_pains():
    register = link_cause(chain_of_three(), "Two systems", "Wrong bill")

    assert causes(register, "Wrong bill") == ["Two systems"]
    assert causes(register, "Typed twice") == ["Two systems"]
    assert len(causes_of(register)) == 3


def test_the_register_given_is_left_as_it_was():
    before = chain_of_three()
    again = before.model_copy(deep=True)
    link_evidence(before, "Two systems", ["v1"])
    remove_cause(before, "Two systems")

    assert before == again


def test_a_chain_without_its_middle_stays_a_chain_and_its_id_is_not_given_again():
    register = remove_cause(chain_of_three(), "Two systems")

    assert causes(register, "Typed twice") == ["Each unit buys alone"]
    assert register.retired_ids == ("cause-two-systems",)
    assert add_cause(register, "Wrong bill", "Two systems").entries[-1].id == "cause-two-systems-2"


def test_what_lies_below_moves_along():
    register = move_cause(chain_of_three(), "Two systems", of="Typed twice", to="Wrong bill")

    assert causes(register, "Wrong bill") == ["Two systems"]
    assert causes(register, "Typed twice") == []
    assert causes(register, "Two systems") == ["Each unit buys alone"]


def test_a_cause_taken_from_a_pain_stays_in_the_register():
    register = unlink_cause(chain_of_three(), "Typed twice", "Slow till")

    assert causes(register, "Slow till") == []
    assert len(causes_of(register)) == 3


def test_a_person_who_judges_a_suggestion_takes_it_up():
    suggested = Entry(id="c", kind="root cause", title="Stopped", suggested=True, made_by="rule")
    register = set_cause_status(Register(entries=(suggested,)), "Stopped", "Supported")

    [cause] = register.entries
    assert (cause.cause_status, cause.suggested, cause.status) == ("supported", False, "confirmed")


def test_evidence_speaks_for_one_side():
    register = link_evidence(chain_of_three(), "Two systems", ["v1", "v2"], known={"v1", "v2"})
    register = link_evidence(register, "Two systems", ["v3"], against=True)
    cause = entry_of(register, "Two systems")

    assert (cause.evidence, cause.against) == (("v1", "v2"), ("v3",))
    assert refusal(link_evidence, register, "Two systems", ["v3"]) == (
        "'v3' speaks against 'Two systems' already. One piece of evidence speaks for one side; "
        "take it out there first."
    )
    assert entry_of(unlink_evidence(register, "Two systems", ["v1", "v3"]),
                    "Two systems").evidence == ("v2",)  # fmt: skip


def test_bad_input_is_refused_in_words():
    register = chain_of_three()

    assert refusal(add_cause, register, "Slow tils", "Why") == (
        "The register has no pain or gain or unmet need or service gap or moment of truth or root "
        "cause 'Slow tils'. Did you mean 'Slow till'? There are: 'Slow till', 'Wrong bill', "
        "'Typed twice' and 2 more."
    )
    assert refusal(add_cause, register, "Slow till", "  ") == (
        "A cause needs words: the answer to “why?”, as a sentence."
    )
    assert refusal(add_cause, register, "Wrong bill", "two systems") == (
        "There is a cause 'Two systems' already, 'cause-two-systems'. One cause may explain many "
        "pains: link it to this one instead."
    )
    assert refusal(add_cause, register, "Wrong bill", "Why", kind="tech") == (
        "There is no kind of cause 'tech'. Kinds: people, process, policy, technology, partner, "
        "information."
    )
    assert refusal(set_cause_status, register, "Two systems", "suported") == (
        "A cause cannot be 'suported'. Did you mean 'supported'? It is one of: hypothesis, "
        "supported, refuted."
    )
    assert refusal(link_cause, register, "Typed twice", "Each unit buys alone") == (
        "'Typed twice' cannot be a cause of 'Each unit buys alone': it is explained by it. A chain "
        "of whys does not go in a circle; name what comes first."
    )
    assert refusal(link_cause, register, "Typed twice", "Slow till") == (
        "'Typed twice' is a cause of 'Slow till' already."
    )
    assert refusal(unlink_cause, register, "Two systems", "Wrong bill") == (
        "'Two systems' is no cause of 'Wrong bill'. It has no cause yet."
    )
    assert refusal(link_evidence, register, "Two systems", ["v9"], known={"v1"}) == (
        "1 of 1 ids are no evidence here: 'v9'. Ids stand in the report's list "
        "of evidence and in evidence/."
    )
    assert refusal(edit_cause, register, "Two systems", n=3) == (
        "'n' of a cause is not edited. It takes: title, cause_kind, backstage_ids, "
        "company_interactions."
    )
    assert refusal(remove_cause, register, "Slow till") == (
        "The register has no root cause 'Slow till'. There are: 'Typed twice', 'Two systems', "
        "'Each unit buys alone'."
    )


def test_what_is_locked_is_not_changed():
    register = chain_of_three()
    locked = [one.model_copy(update={"locked": one.title == "Typed twice"})
              for one in register.entries]  # fmt: skip
    register = register.model_copy(update={"entries": tuple(locked)})

    assert refusal(set_cause_status, register, "Typed twice", "refuted") == (
        "'Typed twice' is locked, so nothing of it is changed. Set \"locked\": false for "
        "'cause-typed-twice' in maps/register.json first."
    )
    assert refusal(remove_cause, register, "Two systems") == (
        "'Two systems' cannot be removed: 'Typed twice' is locked. Unlock first."
    )


DONE = {
    "add": lambda register, under, words, _: add_cause(register, under, f"Because {words}"),
    "link": lambda register, cause, under, _: link_cause(register, cause, under),
    "unlink": lambda register, cause, under, _: unlink_cause(register, cause, under),
    "move": lambda register, cause, of, to: move_cause(register, cause, of=of, to=to),
    "remove": lambda register, cause, *_: remove_cause(register, cause),
    "status": lambda register, cause, *_: set_cause_status(register, cause, "refuted"),
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(DONE)), *[st.integers(0, 5)] * 3), max_size=25)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_whatever_is_done_in_whatever_order_the_register_stays_whole(steps):
    register = pains("P0", "P1")
    for what, *places in steps:
        names = [entry.id for entry in register.entries]
        try:
            register = DONE[what](register, *(names[n % len(names)] for n in places))
        except ParameterProblem:
            continue
        assert check_register(register) == ()
