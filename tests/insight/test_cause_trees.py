"""Cause trees: chains of whys, what each cause explains, and what contradicts its status."""

import pytest

from cxworkbench.insight.cause_trees import (
    cause_pareto,
    cause_table,
    explained_by,
    pains_without_cause,
    status_warning,
    tree_lines,
    why_chains,
)
from cxworkbench.records.register import Entry, Register


def entry(key, kind="root cause", **more):
    return Entry(id=key, kind=kind, title=key.upper(), **more)


def pain(key, *causes, value=10.0):
    return entry(key, "pain", caused_by=causes, value=value)


def test_a_pain_with_two_causes_has_a_chain_for_each_end():
    register = Register(entries=(
        pain("p", "a", "b"), entry("a", caused_by=("c", "d")), entry("b"), entry("c"), entry("d"),
    ))  # fmt: skip

    assert [[one.id for one in chain] for chain in why_chains(register, register.entries[0])] == [
        ["p", "a", "c"], ["p", "a", "d"], ["p", "b"],
    ]  # fmt: skip


def test_a_cause_explains_what_lies_above_it_at_any_depth():
    register = Register(entries=(
        pain("p", "a"), pain("q", "b"), entry("a", caused_by=("b",)), entry("b"),
    ))  # fmt: skip

    assert explained_by(register) == {"a": ("p",), "b": ("p", "q")}


def test_nothing_is_explained_through_a_refuted_cause():
    register = Register(entries=(
        pain("p", "a"), entry("a", caused_by=("b",), cause_status="refuted"), entry("b"),
    ))  # fmt: skip

    assert explained_by(register) == {"a": (), "b": ()}
    assert [one.id for one in pains_without_cause(register)] == ["p"]
    assert cause_pareto(register).empty


def test_a_pain_of_two_causes_counts_once_in_the_pareto():
    register = Register(entries=(
        pain("p", "a", "b"), pain("q", "a", "b"), pain("r", "b", value=20.0), pain("s", value=60.0),
        entry("a"), entry("b"),
    ))  # fmt: skip

    table = cause_pareto(register)

    assert table["cause_id"].tolist() == ["b", "a"]
    assert table["pains"].tolist() == [3, 2]
    assert table["added"].tolist() == [3, 0]
    assert table["explained"].tolist() == [3, 3]
    assert table["share"].tolist() == [0.75, 0.75]
    assert table["weight_share"].tolist() == pytest.approx([0.4, 0.4])


def test_the_pareto_never_falls_and_adds_up_to_the_pains_explained():
    register = Register(entries=(
        *(pain(f"p{n}", f"c{n % 3}", f"c{n % 5}") for n in range(12)),
        *(entry(f"c{n}") for n in range(5)),
    ))  # fmt: skip

    table = cause_pareto(register)

    assert table["explained"].is_monotonic_increasing
    assert table["added"].sum() == 12
    assert table["share"].iloc[-1] == 1.0


def test_a_suggestion_explains_nothing_until_a_person_takes_it_up():
    register = Register(entries=(pain("p", "a"), entry("a", suggested=True)))

    assert cause_pareto(register).empty
    assert [one.id for one in pains_without_cause(register)] == ["p"]
    assert cause_table(register)["suggested"].tolist() == [True]


@pytest.mark.parametrize(
    ("status", "speaks_for", "against", "warning"),
    [
        ("supported", 0, 0, "Called supported, and no evidence speaks for it."),
        ("supported", 1, 2, "Called supported, and more speaks against it (2) than for it (1)."),
        ("supported", 2, 2, ""),
        ("refuted", 2, 1, "Called refuted, and more speaks for it (2) than against it (1)."),
        ("refuted", 0, 0, "Called refuted, and no evidence speaks against it."),
        ("refuted", 1, 2, ""),
        ("hypothesis", 0, 3, ""),
    ],
)
def test_a_status_that_evidence_contradicts_is_told_and_stays(status, speaks_for, against, warning):
    cause = entry("c", cause_status=status, evidence=tuple("abc"[:speaks_for]),
                  against=tuple("xyz"[:against]))  # fmt: skip

    assert status_warning(cause) == warning
    assert cause_table(Register(entries=(cause,)))["status"].tolist() == [status]


def test_no_cause_and_no_pain_give_empty_tables():
    assert cause_table(Register()).empty
    assert cause_pareto(Register()).empty
    assert pains_without_cause(Register()) == []


def test_whys_are_indented_one_step_further_each():
    register = Register(entries=(
        pain("p", "a"), entry("a", caused_by=("b",), cause_kind="process"),
        entry("b", cause_status="supported"),
    ))  # fmt: skip

    assert tree_lines(register, register.entries[0]) == [
        "P (pain) [p]",
        "  why? A (process; hypothesis; 0 pieces for, 0 against) [a]",
        "    why? B (kind not said; supported; 0 pieces for, 0 against) [b]",
        "         Called supported, and no evidence speaks for it.",
    ]
