"""Audience packs: what belongs to a function, and nothing else."""

import pytest

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.insight.building import build_insights
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey.building import account_segments, build_map, people_map
from cxworkbench.records.engagement import Pack
from cxworkbench.telling.claims import untraced
from cxworkbench.telling.packs import map_of_touchpoints, tell_packs, write_packs
from cxworkbench.telling.report import write_pack_pages
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs") / "tiny"
    write_world(make_tiny_world(5), folder)
    return open_engagement(str(folder), out=str(folder.parent / "out"))


@pytest.fixture(scope="module")
def insights(case):
    return build_insights(case)


@pytest.fixture(scope="module")
def drawn(case):
    return build_map(case, account_segments(case), start=people_map(case))


@pytest.fixture(scope="module")
def packs(case, insights, drawn):
    return tell_packs(case, insights, journey_map=drawn)


def with_packs(case, *own):
    from dataclasses import replace

    return replace(case, engagement=case.engagement.model_copy(update={"packs": own}))


def rows_of(told, key):
    return [
        row
        for part in told.sections
        if part.key == key
        for block in part.blocks
        for row in block.rows
    ]


def test_there_are_five_and_each_says_what_it_means(packs):
    assert list(packs) == [
        "Sales", "Marketing", "Customer service support", "Operations", "Product development",
    ]  # fmt: skip
    for name, told in packs.items():
        assert told.title == f"What this means for {name}"
        assert told.sections[0].blocks[0].text.startswith(f"{name}: ")


def test_touchpoints_are_those_that_the_functions_own(case, packs):
    owned = [place.name for place in case.touchpoints if place.owner == "Marketing"]

    assert [row[0] for row in rows_of(packs["Marketing"], "pack-places")] == owned


def test_all_is_inside_and_every_number_leads_to_its_evidence(packs):
    blocks = [block for told in packs.values() for part in told.sections for block in part.blocks]

    assert {block.audience for block in blocks} == {"internal"}
    assert untraced(list(packs.values())) == []


def test_quotes_have_consent_and_stand_at_its_touchpoints(case, packs):
    voices = case.evidence.voices.set_index("voice_id")
    quotes = [b for part in packs["Sales"].sections for b in part.blocks if b.kind == "quote"]

    assert quotes
    for quote in quotes:
        [voice] = quote.evidence
        place = next(p for p in case.touchpoints if p.id == voices.loc[voice, "touchpoint_id"])
        assert quote.consent in ("anonymous", "named")
        assert place.owner in ("Sales", "Account management", "Order desk")


def test_an_own_pack_takes_the_place_of_a_usual_one_and_a_new_one_comes_last(case, insights, drawn):
    first, *_ = case.touchpoints
    own = (Pack(name="sales", touchpoints=(first.id,)), Pack(name="Board", touchpoints=("all",)))

    told = tell_packs(with_packs(case, *own), insights, journey_map=drawn)

    names = list(told)
    assert (names[0], names[-1]) == ("sales", "Board")
    assert [row[0] for row in rows_of(told["sales"], "pack-places")] == [first.name]
    assert len(rows_of(told["Board"], "pack-places")) == len(case.touchpoints)


def test_a_pack_that_names_what_is_not_there_is_refused(case, insights):
    with pytest.raises(ParameterProblem) as refused:
        tell_packs(with_packs(case, Pack(name="Board", lanes=("pain",))), insights)

    assert str(refused.value) == (
        "The pack 'Board' names 1 lane that there is not: 'pain'. Did you mean 'pains'? "
        "Correct it in engagement.toml under [[packs]]."
    )


def test_the_map_of_a_pack_holds_only_its_touchpoints(drawn):
    one = drawn.touchpoints[0]

    part = map_of_touchpoints(drawn, {one.id})

    assert part.touchpoints == (one,)
    assert [stage.id for stage in part.stages] == [one.stage_id]
    assert {said.at for said in part.statements} <= {one.id, one.stage_id}


def test_one_account_has_no_packs(case, insights, drawn):
    from dataclasses import replace

    assert tell_packs(replace(case, account="a"), insights, journey_map=drawn) == {}


def test_each_pack_is_a_page(tmp_path, packs):
    told = [path.name for path in write_packs(packs, tmp_path)]
    pages = write_pack_pages({"sales": packs["Sales"]}, into=tmp_path)

    assert told[2] == "customer-service-support.json"
    assert [page.relative_to(tmp_path).as_posix() for page in pages] == ["packs/sales.html"]
    text = pages[0].read_text("utf-8")
    assert "has not been run" not in text
    assert "What this means for Sales" in text
