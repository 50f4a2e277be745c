"""A register edited elsewhere and taken back: what was changed comes in, and nothing else."""

import pytest

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.records.register import Entry, Register
from cxworkbench.records.taking_back import take_back


def register(*entries, retired=()):
    return Register(entries=entries, retired_ids=retired)


PAIN = Entry(id="p", kind="pain", title="Late delivery", status="confirmed")
ACTION = Entry(id="a", kind="action", title="Call before", because_of=("p",))
BASE = register(PAIN, ACTION)


def other(entry, **fields):
    return entry.model_copy(update=fields)


def test_only_the_changed_fields_come_in_also_into_what_is_confirmed():
    ours = register(other(PAIN, why="often"), other(ACTION, wave=2))
    theirs = register(other(PAIN, title="Late"), other(ACTION, owner="Service"))

    taken = take_back(BASE, ours, theirs)

    assert taken.register == register(
        other(PAIN, why="often", title="Late"), other(ACTION, wave=2, owner="Service")
    )
    assert taken.conflicts.empty


def test_what_the_register_changed_meanwhile_stays_and_is_told():
    ours = register(other(PAIN, title="Too late"), ACTION)
    theirs = register(other(PAIN, title="Late"), ACTION)

    taken = take_back(BASE, ours, theirs)

    assert taken.register == ours
    assert taken.conflicts[["id", "field", "ours", "theirs", "why"]].to_numpy().tolist() == [
        ["p", "title", "Too late", "Late",
         "the register was changed there after the workbook was written"]
    ]  # fmt: skip


def test_what_is_locked_stays():
    base = register(other(PAIN, locked=True))

    taken = take_back(base, base, register(other(PAIN, locked=True, title="Late")))

    assert taken.register == base
    assert taken.conflicts["why"].tolist() == ["it is locked"]


def test_a_row_that_is_gone_is_removed_unless_others_rest_on_it():
    taken = take_back(BASE, BASE, register(PAIN))
    assert taken.register == register(PAIN, retired=("a",))

    taken = take_back(BASE, BASE, register(ACTION))
    assert taken.register == BASE
    assert taken.conflicts["why"].tolist() == ["other entries rest on it"]


def test_a_new_row_comes_in_behind_the_others():
    new = Entry(id="n", kind="action", title="Tell the driver")

    taken = take_back(BASE, BASE, register(new, PAIN, ACTION))

    assert [one.id for one in taken.register.entries] == ["p", "a", "n"]


def test_nothing_changed_changes_nothing():
    ours = register(other(PAIN, title="Newer"), ACTION)

    assert take_back(BASE, ours, BASE).register == ours


def test_links_that_lead_nowhere_are_refused():
    with pytest.raises(RecordProblem) as refused:
        take_back(BASE, BASE, register(PAIN, other(ACTION, because_of=("q",))))

    assert str(refused.value) == (
        "What was changed does not fit together: entry 'a' rests on 'q', which is not there. "
        "Correct because_of. Correct it in the workbook. Nothing was taken in."
    )
