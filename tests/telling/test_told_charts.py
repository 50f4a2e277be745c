"""Every told chart keeps to the Vega-Lite schema, which the teller itself does not check."""

import altair as alt
import pytest

from cxworkbench.insight.building import build_insights
from cxworkbench.intake.opening import open_engagement
from cxworkbench.journey.building import account_segments, build_map
from cxworkbench.telling.insights import tell_insights
from cxworkbench.telling.journey import tell_map
from cxworkbench.telling.research import tell_research
from cxworkbench.voice.research import build_research
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world


@pytest.mark.parametrize("account", ["all", "one"])
def test_every_told_chart_is_valid(account, tmp_path):
    folder = tmp_path / "tiny"
    write_world(make_tiny_world(3), folder)
    heard = open_engagement(str(folder)).evidence.voices["account_id"].value_counts()
    chosen = account if account == "all" else str(heard.index[0])
    case = open_engagement(str(folder), account=chosen, out=str(tmp_path / "out"))
    segments = account_segments(case)
    told = (
        tell_research(case, build_research(case)),
        tell_map(case, build_map(case, segments), segments),
        tell_insights(case, build_insights(case)),
    )
    charts = [b.chart for t in told for s in t.sections for b in s.blocks if b.kind == "chart"]

    assert len(charts) >= 5
    for chart in charts:
        alt.Chart.from_dict(chart, validate=True)
