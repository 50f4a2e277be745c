"""Charts of buying roles: what stands in their fields, what is hollow, and that they draw."""

import pandas as pd
import pytest

from cxworkbench.journey.disagreement import disagreement
from cxworkbench.journey.distribution import emotion_distribution
from cxworkbench.journey.group_curves import curves_by
from cxworkbench.journey.role_feelings import role_feelings
from cxworkbench.journey.role_involvement import role_involvement
from cxworkbench.journey.role_weights import role_weight_sensitivity
from cxworkbench.records.edits import add_role, set_involvement
from cxworkbench.records.journey_map import JourneyMap, Stage, Statement, Touchpoint
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.role_charts import (
    chart_disagreement,
    chart_emotion_distribution,
    chart_group_curves,
    chart_involvement,
    chart_role_curves,
    chart_sensitivity,
)
from cxworkbench.worlds.buying_group import buying_groups

WORLD = buying_groups(2, accounts=14)
EVIDENCE, MAP = WORLD.evidence, WORLD.journey_map
FEELINGS = role_feelings(EVIDENCE.voices, EVIDENCE.contacts, MAP)
TABLES = EVIDENCE.contacts, EVIDENCE.voices, EVIDENCE.events
CURVES = curves_by(EVIDENCE.voices, MAP, group="role", smallest_cell=3)
SPREAD = JourneyMap(
    id="m", title="Shop", stages=(Stage(id="s", name="Use"),),
    touchpoints=(Touchpoint(id="till", name="Till", stage_id="s"),),
    statements=(Statement(id="e", at="till", lane="emotion", counts=(3, 0, 1, 0, 4), n=8),),
)  # fmt: skip


def datasets(chart):
    return [row for rows in chart.to_dict()["datasets"].values() for row in rows]


@pytest.mark.parametrize(
    "chart",
    [
        chart_involvement(role_involvement(*TABLES, MAP)),
        chart_role_curves(CURVES),
        chart_group_curves(CURVES),
        chart_disagreement(disagreement(FEELINGS, MAP)),
        chart_sensitivity(role_weight_sensitivity(FEELINGS), factor=2),
        chart_emotion_distribution(emotion_distribution(SPREAD)),
    ],
    ids=["involvement", "panels", "fields", "disagreement", "weights", "spread"],
)
def test_each_chart_draws(chart):
    svg = chart_svg(chart.to_dict())

    assert svg.startswith("<svg")
    assert "NaN" not in svg
    assert "undefined" not in svg


@pytest.mark.parametrize(
    "chart",
    [
        chart_involvement(role_involvement(*(one.iloc[:0] for one in TABLES), MAP)),
        chart_role_curves(CURVES.iloc[:0]),
        chart_disagreement(disagreement(FEELINGS.iloc[:0], MAP)),
        chart_sensitivity(role_weight_sensitivity(FEELINGS.iloc[:0]), factor=2),
        chart_emotion_distribution(emotion_distribution(MAP)),
    ],
)
def test_nothing_to_draw_is_said_in_words(chart):
    assert [row for row in datasets(chart) if "why" in row]


def test_what_people_entered_is_written_in_words_and_marked():
    journey_map = set_involvement(add_role(MAP, "board"), "ro-board", "st-use", involvement="leads")

    chart = chart_involvement(role_involvement(*TABLES, journey_map))

    assert {row["words"] for row in datasets(chart) if row["label"].startswith("board")} == {
        "leads *", "–"
    }  # fmt: skip


def test_a_withheld_point_stands_as_a_dot_without_figures():
    hidden = curves_by(EVIDENCE.voices, MAP, group="role", smallest_cell=99)

    rows = datasets(chart_group_curves(hidden))

    assert {row["words"] for row in rows} == {"·", "–"}


def test_panels_break_their_line_where_nothing_is_known():
    user = [row for row in datasets(chart_role_curves(CURVES)) if row.get("panel") == "user"]

    runs = {row["name"]: row["run"] for row in user if row["value"] is not None}
    assert list(runs) == ["Need", "Decision", "Installation", "Use"]
    assert runs["Need"] != runs["Decision"] == runs["Installation"]


def test_many_places_become_fields():
    table = CURVES.assign(id=[f"p{n}" for n in range(len(CURVES))])

    assert "facet" not in chart_role_curves(table).to_dict()
    assert "facet" in chart_role_curves(CURVES).to_dict()


def test_unstable_verdicts_are_diamonds_and_at_most_15_accounts_are_drawn():
    world = buying_groups(3, accounts=30)
    feelings = role_feelings(world.evidence.voices, world.evidence.contacts, world.journey_map)
    chart = chart_sensitivity(role_weight_sensitivity(feelings), factor=2)

    labels = {row["label"] for row in datasets(chart) if "label" in row}
    assert len(labels) == 15
    spec = chart.to_dict()
    shape = spec["layer"][2]["encoding"]["shape"]["condition"]
    assert (shape["test"], shape["value"]) == ("datum.verdict == 'unstable'", "diamond")


def test_the_spread_keeps_the_five_steps_in_order():
    cells = [(row["column"], row["count"]) for row in
             datasets(chart_emotion_distribution(emotion_distribution(SPREAD)))]  # fmt: skip

    assert cells == [("−2\nvery bad", 3), ("−1\nbad", 0), ("0\nneutral", 1), ("+1\ngood", 0),
                     ("+2\nvery good", 4)]  # fmt: skip


def test_the_tables_are_left_as_they_were():
    before = CURVES.copy()

    chart_role_curves(CURVES)
    chart_group_curves(CURVES)

    pd.testing.assert_frame_equal(CURVES, before)
