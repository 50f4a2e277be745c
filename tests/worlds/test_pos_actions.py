"""The sample's made-up actions: whole, resting on pains that are found, and showing each state."""

import datetime

from cxworkbench.insight.acting import action_register
from cxworkbench.insight.cause_trees import cause_pareto, pains_without_cause
from cxworkbench.insight.entries import entry_id
from cxworkbench.records.validity import check_register
from cxworkbench.worlds.places import AS_OF, PAINS, STAGE_OF
from cxworkbench.worlds.pos_actions import pos_pains, pos_register


def test_the_register_is_whole_and_has_what_there_is_to_see():
    register = pos_register()
    actions = action_register(register, as_of=AS_OF)

    assert check_register(register) == ()
    assert check_register(pos_pains()) == ()
    assert {"done", "in progress", "blocked", "open"} == set(actions["progress"])
    assert actions["overdue"].sum() == 1
    assert any(one.kind == "action" and one.effort is None for one in register.entries)
    assert {one.decision for one in register.entries} == {"", "accepted", "rejected", "later"}
    assert isinstance(AS_OF, datetime.date)


def test_its_causes_are_hypotheses_and_one_explains_several_pains():
    pareto = cause_pareto(pos_register())

    assert set(pareto["status"]) == {"hypothesis"}
    assert pareto["pains"].iloc[0] == 2
    assert len(pains_without_cause(pos_register())) == 3


def test_its_pains_have_the_ids_that_findings_get():
    found = {entry_id("pain", one.code, one.touchpoint, STAGE_OF[one.touchpoint]) for one in PAINS}

    assert {one.id for one in pos_pains().entries} <= found
