"""Telling how far listening has come, and the papers for what to ask next."""

import altair as alt
import pandas as pd
import pytest
from tests.voice.cases import ENGAGEMENT, case_of, nothing_but_accounts

from cxworkbench.telling.asking import (
    describe_errands,
    interview_guide,
    observation_sheet,
    survey_items,
    write_asking,
)
from cxworkbench.telling.listening import (
    chart_coverage,
    chart_fields,
    describe_contradictions,
    describe_coverage,
    field_names,
    listening_sections,
)
from cxworkbench.voice.asking import errands
from cxworkbench.voice.listening import build_listening
from cxworkbench.voice.research import build_research


def everything(case):
    research = build_research(case)
    listening = build_listening(case, research)
    return case, listening, errands(research.holes, listening, case.stages, case.touchpoints)


@pytest.fixture
def told(tmp_path):
    return everything(case_of(tmp_path))


def values(chart, name):
    return [row[name] for data in chart.to_dict()["datasets"].values() for row in data]


def test_the_score_and_what_was_not_heard_are_one_sentence(told):
    assert describe_coverage(told[1]) == (
        "Coverage score 70 %. Not or thinly heard: segments: other; roles: approver; touchpoints: "
        "Till; ways of listening: interviews, observation."
    )


def test_the_coverage_chart_shows_each_dimension_with_its_counts(told):
    chart = chart_coverage(told[1].coverage)

    assert isinstance(chart, alt.LayerChart)
    assert "2 well, 1 not" in values(chart, "words")


def test_a_touchpoint_without_anything_has_its_row_in_the_fields(told):
    chart = chart_fields(told[1].fields, "touchpoint_id", "way", field_names(told[0]))

    assert any(label.startswith("Till") for label in values(chart, "label"))
    assert 0 in values(chart, "count")


def test_too_few_to_compare_is_said(told):
    assert describe_contradictions(told[1]) == (
        "Too few to tell whether methods agree: no touchpoint has five accounts by each."
    )


def test_the_section_is_for_all_accounts_and_internal(told, tmp_path):
    [section] = listening_sections(*told)

    assert {block.audience for block in section.blocks} == {"internal"}
    assert listening_sections(*everything(case_of(tmp_path, account="a00"))) == ()


def test_an_engagement_without_a_voice_is_told_too(tmp_path):
    case, listening, plan = everything(nothing_but_accounts(tmp_path))

    assert listening.score == 0.0
    assert listening_sections(case, listening, plan)
    assert plan.iloc[0]["why"] == "there is no voice at all"


def test_the_guide_names_whom_to_ask_and_what_by_stage(told):
    guide = interview_guide(told[2].assign(method="interview"), told[0])

    assert "- contacts in the role approver: 6 contacts known, none heard" in guide
    assert "- Till: how did it go the last time?" in guide


def test_names_from_data_are_no_markdown_in_the_papers(tmp_path):
    touchpoints = (ENGAGEMENT.touchpoints[2].model_copy(
        update={"name": "<script>alert(1)</script> [x](http://bad) | `a`"}),)  # fmt: skip
    case, _, plan = everything(
        case_of(tmp_path, engagement=ENGAGEMENT.model_copy(update={"touchpoints": touchpoints}))
    )

    guide = interview_guide(plan.assign(method="interview"), case)

    assert r"\<script\>alert(1)\</script\> \[x\](http://bad) \| \`a\`" in guide
    assert "<script" not in guide.replace(r"\<script", "")


def test_what_nobody_spoke_of_becomes_three_survey_questions(told):
    case, _, plan = told
    plan = plan.assign(method="survey")

    items = survey_items(plan, case)

    assert items[["metric", "touchpoint", "part"]].values.tolist() == [
        ["CSAT", "tp-till", "score"],
        ["CSAT", "tp-till", "expectation"],
        ["CSAT", "tp-till", "importance"],
    ]
    assert items["of"].tolist() == ["", items["header"][0], items["header"][0]]


def test_the_papers_are_written_beside_the_run(told):
    case, _, plan = told

    paths = write_asking(plan, case)

    assert [path.relative_to(case.out).as_posix() for path in paths] == [
        "ask/interview-guide.md", "ask/observation-sheet.md", "ask/survey-items.csv",
    ]  # fmt: skip
    assert all(path.is_file() for path in paths)


def test_nothing_to_ask_is_said(told):
    none = told[2].iloc[:0]

    assert describe_errands(none) == "Nothing to ask for: no hole was found."
    assert "No hole that an interview would fill." in interview_guide(none, told[0])
    assert "No touchpoint that should be watched first." in observation_sheet(none, told[0])
    assert isinstance(survey_items(none, told[0]), pd.DataFrame)
