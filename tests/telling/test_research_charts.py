"""Charts of the research, checked as data and drawn once each."""

import numpy as np
import pandas as pd
import pytest
from tests.voice.cases import case_of, nothing_but_accounts

from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.research import (
    chart_believed_stages,
    chart_concentration,
    chart_heard,
    chart_scores,
    chart_segments,
    chart_touchpoint_sources,
    chart_value_loyalty,
)
from cxworkbench.voice.research import build_research


def rows_of(spec):
    return [row for rows in spec["datasets"].values() for row in rows]


def texts_in(chart):
    return chart_svg(chart.to_dict())


@pytest.fixture(scope="module")
def research(tmp_path_factory):
    return build_research(case_of(tmp_path_factory.mktemp("case")))


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return build_research(nothing_but_accounts(tmp_path_factory.mktemp("bare")))


def every_chart(research):
    return {
        "concentration": chart_concentration(research.concentration),
        "loyalty": chart_value_loyalty(research.value_loyalty),
        "segments": chart_segments(research.summary),
        "scores": chart_scores(research.scores),
        "rollups": chart_scores(research.rollups, label="counted"),
        "touchpoints": chart_scores(research.by_touchpoint, label="touchpoint_id"),
        "sources": chart_touchpoint_sources(research.sources),
        "heard": chart_heard(research.heard),
        "stages": chart_believed_stages(research.stages),
    }


def test_every_chart_draws_with_a_title(research):
    for name, chart in every_chart(research).items():
        spec = chart.to_dict()
        assert spec["title"]["text"], name
        assert chart_svg(spec).startswith("<svg"), name


def test_where_nothing_is_known_charts_say_so_in_words(bare):
    drawn = {name: texts_in(chart) for name, chart in every_chart(bare).items()}

    assert "No answer was given on any scale." in drawn["scores"]
    assert "no evidence: believed only" in drawn["stages"]


def test_the_curve_of_revenue_starts_at_nothing_and_ends_at_all(research):
    rows = [row for row in rows_of(chart_concentration(research.concentration).to_dict())
            if "cumulative_share" in row and "words" not in row]  # fmt: skip

    assert min(row["cumulative_share"] for row in rows) == 0
    assert max(row["cumulative_share"] for row in rows) == 1


def test_the_accounts_behind_half_of_revenue_are_written_on_the_curve(research):
    assert "4 accounts: 60 %" in texts_in(chart_concentration(research.concentration))


def test_an_interval_is_drawn_only_where_there_is_one(research):
    scores = research.scores.assign(low=[np.nan, 0.5], high=[np.nan, 0.9])

    rows = rows_of(chart_scores(scores).to_dict())

    assert [row["sure"] for row in rows] == [False, True]
    assert [row["low"] for row in rows] == [None, 0.5]


def test_scores_show_their_value_and_their_accounts(research):
    svg = texts_in(chart_scores(research.scores))

    assert ">64<" in svg
    assert ">n 11<" in svg


def test_touchpoints_stand_in_journey_order_under_their_names(research):
    names = {"tp-order": "Order", "tp-help": "Help"}

    rows = rows_of(
        chart_scores(research.by_touchpoint, label="touchpoint_id", names=names).to_dict()
    )

    assert [row["label"].strip("\u200b") for row in rows] == ["Order", "Help"]


def test_scores_of_one_rule_share_their_axis():
    table = pd.DataFrame(
        {
            "whose": ["x", "y"] * 2, "metric": ["q1", "q1", "q2", "q2"], "rule": "mean on 1–10",
            "value": [2.0, 3.0, 7.0, 8.0], "low": [1.5, 2.5, 6.5, 7.5],
            "high": [2.5, 3.5, 7.5, 8.5], "accounts": 9, "respondents": 9, "visits": 0,
            "unit": "scale",
        }
    )  # fmt: skip

    panels = chart_scores(table).to_dict()["vconcat"]

    domains = [layer["encoding"]["x"]["scale"]["domain"]
               for panel in panels for layer in panel["layer"]
               if "scale" in layer["encoding"].get("x", {})]  # fmt: skip
    assert len(panels) == 2
    assert domains[0][0] < 1.5
    assert domains[0][1] > 8.5
    assert all(domain == domains[0] for domain in domains)


def test_an_empty_field_is_dashed_and_says_nought(research):
    spec = chart_heard(research.heard).to_dict()

    [dashed] = [layer for layer in spec["layer"]
                if layer["mark"]["type"] == "rect" and "strokeDash" in layer["mark"]]  # fmt: skip
    assert dashed["transform"] == [{"filter": "datum.count == 0"}]
    approver = [row for row in rows_of(spec) if row["label"].strip("\u200b") == "approver"]
    assert [row["words"] for row in approver] == ["0", "0", "0"]


def test_names_from_data_are_drawn_as_text_and_wrap_without_losing_a_letter(research):
    name = "<b>bold</b> " + "very " * 14 + "long name"
    sources = research.sources.assign(name=[name, name, "Till", "not placed"])

    spec = chart_touchpoint_sources(sources).to_dict()
    svg = chart_svg(spec)

    labels = {row["label"] for row in rows_of(spec)}
    assert len(labels) == 4  # two equal names stay two rows
    assert "<b>" not in svg
    assert "&lt;b&gt;bold&lt;/b&gt;" in svg
    assert " ".join(sorted(labels, key=len)[-1].split()).rstrip("\u200b") == name


def test_nothing_is_lettered_smaller_than_twelve_pixels(research):
    for chart in every_chart(research).values():
        config = chart.to_dict()["config"]
        assert config["axis"]["labelFontSize"] >= 12
        assert config["text"]["fontSize"] >= 12


@pytest.mark.parametrize(("unit", "lowest"), [("points", -100.0), ("share", 0.0)])
def test_a_figure_at_the_end_of_its_scale_stays_clear_of_the_names(unit, lowest):
    one = pd.DataFrame(
        {
            "whose": ["x"], "metric": ["q1"], "rule": ["stated"], "value": [lowest],
            "low": [np.nan], "high": [np.nan], "accounts": 1, "respondents": 1, "visits": 0,
            "unit": unit,
        }
    )  # fmt: skip

    [panel] = chart_scores(one).to_dict()["vconcat"]

    [ends] = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in panel["layer"]
        if "scale" in layer["encoding"].get("x", {})
    }
    pixels = (lowest - ends[0]) / (ends[1] - ends[0]) * panel["width"]
    assert pixels > 16  # half the width of "−100" or "100 %"
