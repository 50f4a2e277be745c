"""The consensus step: what it adds, who must agree, and what it refuses."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.consensus import add_consensus_step, consensus_in
from cxworkbench.records.edits import add_role, set_involvement
from cxworkbench.records.journey_map import JourneyMap, Stage
from cxworkbench.records.validity import check_map

SHOP = JourneyMap(
    id="m", title="Shop", stages=(Stage(id="buy", name="Buy"), Stage(id="use", name="Use"))
)


def test_it_is_a_step_with_a_touchpoint_of_the_customers_own_where_tracks_join():
    found = add_consensus_step(SHOP, "buy", name="The board meets")

    [step], [touchpoint], [flow] = found.steps, found.touchpoints, found.flows
    assert (step.name, step.stage_id) == ("The board meets", "buy")
    assert (touchpoint.step_id, touchpoint.contact) == (step.id, False)
    assert (flow.from_id, flow.to_id, flow.kind) == ("buy", touchpoint.id, "join")
    assert consensus_in(found, "buy") == touchpoint.id
    assert consensus_in(found, "use") == ""
    assert check_map(found) == ()


def test_those_who_can_stop_it_there_have_to_agree_unless_others_are_named():
    group = add_role(add_role(SHOP, "buyer"), "board")
    group = set_involvement(group, "ro-board", "buy", can_stop=True)

    assert add_consensus_step(group, "buy").flows[0].condition == "board agree"
    named = add_consensus_step(group, "buy", roles=["buyer", "board"])
    assert named.flows[0].condition == "buyer, board agree"
    assert add_consensus_step(group, "use").flows[0].condition == "all roles agree"


@pytest.mark.parametrize(
    ("stage", "roles", "message"),
    [
        ("bu", (), "The map 'm' has no stage 'bu'. Did you mean 'buy'?"),
        ("buy", ("boss",), "The map 'm' has no role 'boss'. Add it with add_role first."),
    ],
)
def test_a_stage_or_role_that_is_not_there_is_refused(stage, roles, message):
    with pytest.raises(ParameterProblem) as problem:
        add_consensus_step(SHOP, stage, roles=roles)

    assert str(problem.value) == message


def test_a_second_one_in_a_stage_is_refused():
    with pytest.raises(ParameterProblem) as problem:
        add_consensus_step(add_consensus_step(SHOP, "buy"), "buy")

    assert str(problem.value) == (
        "Stage 'buy' has a step where the tracks join already. Edit that one."
    )
