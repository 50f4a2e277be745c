"""Each stage template is a whole map that claims nothing."""

import pytest
from hypothesis import given, settings
from tests.records.test_restructuring import FULL, restructured

from cxworkbench.exchange.stage_templates import (
    LANES,
    as_template,
    load_stage_template,
    names,
    save_stage_template,
)
from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.ground.resources import shipped
from cxworkbench.ground.terms import GENERIC_STAGES
from cxworkbench.records.edits import PLACES, items_of
from cxworkbench.records.validity import check_map


def test_the_templates_are_named_in_order():
    assert names() == (
        "channel-sale", "full-life-cycle", "generic-five-stages", "onboarding-deep-dive", "renewal",
        "service-contract", "subscription", "tender",
    )  # fmt: skip


@pytest.mark.parametrize("name", names())
def test_a_template_is_a_whole_map_of_assumptions(name):
    journey_map = load_stage_template(name)

    assert check_map(journey_map) == ()
    assert journey_map.stamp == "assumption-based"
    assert all(stage.definition.endswith(".") for stage in journey_map.stages)
    assert {s.basis for s in journey_map.statements} <= {"assumed"}
    said = {lane: {s.at for s in journey_map.statements if s.lane == lane} for lane in LANES}
    assert said["actions"] == {t.id for t in journey_map.touchpoints}
    assert said["metrics"] == {stage.id for stage in journey_map.stages}
    assert not any(one.text.startswith("We ") for one in journey_map.statements)


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
        "There is no stage template 'renewel'. Did you mean 'renewal'? There are: channel-sale, "
        "full-life-cycle, generic-five-stages, onboarding-deep-dive, renewal, service-contract, "
        "subscription, tender. An own one is named by its file, such as own.map.json."
    )


def test_the_full_life_cycle_goes_on_from_the_generic_five_to_leaving_and_coming_back():
    whole = load_stage_template("full-life-cycle")
    post = next(stage for stage in whole.stages if stage.name == "Post-Purchase")

    assert [one.name for one in whole.stages] == [*GENERIC_STAGES, "Off-boarding", "Win-back"]
    assert [one.name for one in whole.steps] == ["Support", "Use", "Renewal", "Upgrade"]
    assert {one.stage_id for one in whole.steps} == {post.id}
    assert any(not one.contact for one in whole.touchpoints)


def test_a_template_of_a_template_says_the_same():
    for name in names():
        template = load_stage_template(name)
        again = as_template(template, title=template.title)

        assert again.model_copy(update={"id": template.id}) == template


@settings(max_examples=25, deadline=None)
@given(restructured(FULL, most=3))
def test_nothing_that_was_found_out_goes_into_a_template(m):
    template = as_template(m, title="Ours")

    assert check_map(template) == ()
    assert {one.id for name in PLACES for one in items_of(m, name)} == {
        one.id for name in PLACES for one in items_of(template, name)
    }
    text = template.to_text()
    assert not any(f'"{proof}"' in text for one in m.statements for proof in one.evidence)
    assert template.comments == template.decisions == template.involvements == ()


def test_an_own_template_is_saved_and_loaded_by_its_file(tmp_path):
    path = tmp_path / "ours.map.json"
    saved = save_stage_template(FULL, path, title="Ours")

    assert load_stage_template(str(path)) == saved
    assert (saved.title, saved.stamp) == ("Ours", "assumption-based")
    with pytest.raises(ParameterProblem) as there:
        save_stage_template(FULL, path)
    with pytest.raises(ParameterProblem) as other:
        save_stage_template(FULL, tmp_path / "ours.txt")

    assert str(there.value) == f"{path} is there already. Give another name, or remove it first."
    assert str(other.value) == (
        "ours.txt does not end in .json. A template is kept as ours.map.json."
    )
