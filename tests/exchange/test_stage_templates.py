"""Each stage template is a whole map that claims nothing."""

import pytest

from cxworkbench.exchange.stage_templates import load_stage_template, names
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.records.validity import check_map


def test_the_templates_are_named_in_order():
    assert names() == ("generic-five-stages", "onboarding-deep-dive", "renewal", "tender")


@pytest.mark.parametrize("name", names())
def test_a_template_is_a_whole_map_of_assumptions(name):
    journey_map = load_stage_template(name)

    assert check_map(journey_map) == ()
    assert journey_map.stamp == "assumption-based"
    assert all(stage.definition.endswith(".") for stage in journey_map.stages)
    assert {s.basis for s in journey_map.statements} <= {"assumed"}
    assert {s.at for s in journey_map.statements} == {t.id for t in journey_map.touchpoints}


@pytest.mark.parametrize("name", names())
def test_a_template_is_saved_as_the_workbench_saves(name):
    path = shipped("templates") / "journeys" / f"{name}.map.json"

    assert path.read_text(encoding="utf-8") == load_stage_template(name).to_text()


def test_the_generic_stages_are_those_of_the_terms():
    stages = load_stage_template("generic-five-stages").stages

    assert {stage.name: stage.definition for stage in stages} == GENERIC_STAGES


def test_a_deep_dive_says_of_which_stage():
    journey_map = load_stage_template("onboarding-deep-dive")

    assert (journey_map.kind, journey_map.parent_stage) == ("deep dive", "Implementation")
    assert len(journey_map.stages) == 6


def test_an_unknown_template_is_refused_with_the_nearest_name():
    with pytest.raises(ParameterProblem) as refused:
        load_stage_template("renewel")

    assert str(refused.value) == (
        "There is no stage template 'renewel'. Did you mean 'renewal'? There are: "
        "generic-five-stages, onboarding-deep-dive, renewal, tender."
    )
