"""Scores of groups with too few accounts are shown nowhere: no table, chart, sentence or page."""

import json

import pytest

from cxworkbench.intake.opening import open_engagement
from cxworkbench.telling.report import write_report
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.research import build_research
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world

SMALLEST = 3


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small") / "tiny"
    write_world(make_tiny_world(3), folder)
    toml = folder / "engagement.toml"
    text = toml.read_text("utf-8")
    toml.write_text(text.replace("smallest_cell = 3 ", f"smallest_cell = {SMALLEST} "), "utf-8")
    case = open_engagement(str(folder))
    research = build_research(case)
    return research, tell_research(case, research), folder


def test_groups_of_fewer_accounts_are_left_out_and_counted(told):
    research, _, _ = told
    tables = (research, research.checks)
    shown = [
        n for one in tables for n in (*one.by_touchpoint["accounts"], *one.by_segment["accounts"])
    ]

    assert min(shown) >= SMALLEST
    assert len(research.withheld) > 0
    assert (research.withheld["accounts"] < SMALLEST).all()


@pytest.mark.parametrize("audience", ["internal", "client-safe"])
def test_no_page_shows_their_scores_and_each_says_that_some_are_left_out(told, audience):
    research, record, folder = told

    [path] = write_report([record], audience=audience, into=folder / audience)

    page = path.read_text("utf-8")
    places = research.withheld.query("what == 'touchpoint_id'")
    assert f"{len(places)} scores of groups with fewer than {SMALLEST} accounts" in page


def test_no_chart_holds_them(told):
    research, record, _ = told
    hidden = set(research.withheld.query("what == 'segment'")["group"])
    shown = set(research.by_segment["segment"])
    [section] = [one for one in record.sections if one.key == "segments"]
    charts = [
        json.dumps(block.chart) for block in section.blocks if "by segment" in str(block.chart)
    ]

    assert hidden - shown
    assert [name for name in hidden - shown for chart in charts if f'"{name}"' in chart] == []
