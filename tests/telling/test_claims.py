"""Every number of a report leads to its evidence, and a broken link is told with its place."""

import pytest

from cxworkbench.insight.building import build_insights
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey.building import account_segments, build_map, people_map
from cxworkbench.records.told import Block, Section, Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.claims import untraced
from cxworkbench.telling.insights import tell_insights
from cxworkbench.telling.journey import tell_map
from cxworkbench.telling.numbers_shown import numbers_of
from cxworkbench.telling.report import write_report
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.research import build_research
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("claims") / "tiny"
    write_world(make_tiny_world(5), made)
    return made


def told_of(folder, account):
    case = open_engagement(str(folder), account=account, out=str(folder.parent / "out"))
    segments = account_segments(case)
    drawn = build_map(case, segments, start=people_map(case))
    return [
        tell_research(case, build_research(case)),
        tell_map(case, drawn, segments),
        tell_insights(case, build_insights(case)),
    ]


@pytest.fixture(scope="module")
def told(folder):
    return told_of(folder, "all")


def test_every_number_of_all_accounts_leads_to_its_evidence(told):
    shown = [n for one in told for part in one.sections for b in part.blocks for n in numbers_of(b)]

    assert len(shown) > 1000
    assert untraced(told) == []


def test_every_number_of_each_account_leads_to_its_evidence(folder):
    accounts = open_engagement(str(folder)).evidence.accounts["account_id"]

    for account in accounts[:4]:
        told = told_of(folder, account)
        assert untraced(told) == []
        safe = [for_audience(one, "client-safe") for one in told]
        assert untraced(safe, audience="client-safe") == []


def changed(one, key, place, **fields):
    """The told record with one block changed."""
    sections = [
        part.model_copy(
            update={
                "blocks": tuple(
                    block.model_copy(update=fields) if n == place and part.key == key else block
                    for n, block in enumerate(part.blocks)
                )
            }
        )
        for part in one.sections
    ]
    return one.model_copy(update={"sections": tuple(sections)})


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_block_without_its_evidence_is_found_wherever_it_is(told, part):
    one = told[part]
    with_numbers = [
        (section.key, place)
        for section in one.sections
        for place, block in enumerate(section.blocks)
        if numbers_of(block)
    ]

    assert len(with_numbers) > 8
    for key, place in with_numbers:
        broken = untraced([changed(one, key, place, evidence=(), evidence_count=0)])
        assert [problem.why for problem in broken] == ["no evidence is named"]


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_source_that_is_gone_is_found(told, part):
    blocks = [block for section in told[part].sections for block in section.blocks]
    cited = {key for block in blocks if numbers_of(block) for key in block.evidence}
    named = [one for one in told[part].sources if one.evidence_id in cited]

    assert named
    for gone in named[::7]:
        left = tuple(one for one in told[part].sources if one != gone)
        broken = untraced([told[part].model_copy(update={"sources": left})])
        assert broken
        assert all(gone.evidence_id in problem.why for problem in broken)


def test_a_source_without_its_row_or_its_file_without_a_digest_is_found(told):
    one = told[2]
    source = next(source for source in one.sources if source.row)
    no_row = tuple(s.model_copy(update={"row": 0}) if s == source else s for s in one.sources)
    without = {name: d for name, d in one.inputs.items() if name != f"data/{source.file}"}

    [first, *_] = untraced([one.model_copy(update={"sources": no_row})])
    [second, *_] = untraced([one.model_copy(update={"inputs": without})])

    assert first.why == f"the row of {source.evidence_id} is not known"
    assert second.why == f"no digest is known of {source.file}"


def test_a_record_that_does_not_say_what_made_it_is_found(told):
    found = untraced([told[0].model_copy(update={"version": ""})])

    assert {problem.why for problem in found} == {
        "which version of the workbench made it is not stated"
    }


def test_words_without_a_number_need_no_evidence_and_scales_are_none():
    words = Block(kind="note", text="Values are moved to −2 to +2; bars are 95 % intervals.")
    told = Told(part="map", title="", sections=(Section(key="a", title="A", blocks=(words,)),))

    assert untraced([told]) == []


def test_the_page_says_which_block_has_no_evidence(tmp_path, told):
    broken = changed(told[2], "pains", 0, evidence=(), evidence_count=0)

    [path] = write_report([broken], audience="internal", into=tmp_path)

    page = path.read_text("utf-8")
    assert "Numbers whose evidence cannot be found: 1." in page
    assert "in insights, “Pains”, sentence “The heaviest pain is" in page


def test_the_page_says_nothing_where_all_is_known(tmp_path, told):
    [path] = write_report(told, audience="internal", into=tmp_path)

    assert "Numbers whose evidence cannot be found" not in path.read_text("utf-8")
