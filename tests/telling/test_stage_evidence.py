"""From stage to evidence: what is opened, in which order, and what stays closed."""

import re

import pytest

from cxworkbench.insight.building import build_insights
from cxworkbench.intake.opening import open_engagement
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.insights import tell_insights
from cxworkbench.telling.report import write_report
from cxworkbench.telling.report_content import DRILL
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drill") / "tiny"
    write_world(make_tiny_world(5), folder)
    return open_engagement(str(folder), out=str(folder.parent / "out"))


@pytest.fixture(scope="module")
def told(case):
    return tell_insights(case, build_insights(case))


def drill_of(told):
    return next(section for section in told.sections if section.key == DRILL)


def test_stages_stand_in_order_and_each_finding_names_evidence(case, told):
    blocks = drill_of(told).blocks
    order = [stage.name for stage in case.stages]
    places = [order.index(block.title) for block in blocks]

    assert blocks
    assert places == sorted(places)
    assert all(block.evidence and block.audience == "internal" for block in blocks)


def test_the_page_opens_from_stage_to_finding_to_row_without_a_script(tmp_path, told):
    [path] = write_report([told], audience="internal", into=tmp_path)
    page = path.read_text("utf-8")
    first = drill_of(told).blocks[0]
    source = next(one for one in told.sources if one.evidence_id == first.evidence[0])

    assert "<script" not in page
    assert page.count('<details class="finding">') == len(drill_of(told).blocks)
    assert re.search(rf'href="#{source.evidence_id}">{source.file}, row {source.row}<', page)
    assert f'id="{source.evidence_id}"' in page


def test_words_without_consent_are_not_among_the_rows(case, told):
    voices = case.evidence.voices.set_index("voice_id")
    shown = [one for one in told.sources if one.evidence_id in voices.index]
    closed = [one for one in shown if voices.loc[one.evidence_id, "consent"] == "none"]

    assert any(one.said.startswith("“") for one in shown)
    assert not [one for one in closed if "“" in one.said]


def test_no_words_of_a_source_leave_the_house(told):
    safe = for_audience(told.model_copy(update={"account_id": told.sources[0].account_id}),
                        "client-safe")  # fmt: skip

    assert [one.said for one in safe.sources if one.said] == []


def test_one_account_opens_to_its_own_voices_only(case):
    from dataclasses import replace

    counts = case.evidence.voices["account_id"].value_counts()
    account = next(key for key in counts.index if key)
    one = replace(case, account=account)

    told = tell_insights(one, build_insights(one))
    voices = case.evidence.voices.set_index("voice_id")["account_id"]

    for block in drill_of(told).blocks:
        assert {voices[key] for key in block.evidence} == {account}
