"""The emotion curve as a chart: what its marks stand on, and that it draws."""

import pandas as pd

from cxworkbench.journey.emotion import as_curve
from cxworkbench.telling.figures import chart_svg
from cxworkbench.telling.journey_charts import (
    MOST_ACROSS,
    chart_emotion_against,
    chart_emotion_curve,
)

NAN = float("nan")


def curve_of(*points, stage="Use"):
    """Points as triples of value, accounts and basis; an interval from five accounts on."""
    rows = [
        {
            "id": f"t{n}", "name": f"Place {n}", "stage": stage, "value": value,
            "low": value - 0.4 if accounts >= 5 else NAN,
            "high": value + 0.4 if accounts >= 5 else NAN,
            "accounts": accounts, "voices": 2 * accounts, "word": "", "basis": basis, "method": "",
        }
        for n, (value, accounts, basis) in enumerate(points)
    ]  # fmt: skip
    return as_curve(rows)


def layers(chart, mark):
    """The layers with that mark, each with its own rows."""
    spec = chart.to_dict()
    kind = [one for one in spec["layer"] if one["mark"]["type"] == mark]
    return [(one, spec["datasets"][one["data"]["name"]]) for one in kind]


def drawn(*points, **options):
    return chart_emotion_curve(curve_of(*points, **options), title="Feelings")


def test_each_known_place_has_a_mark_and_an_unknown_one_none():
    chart = drawn((1.0, 9, "measured"), (NAN, 0, "assumed"), (-1.0, 9, "measured"))

    [(_, marks)] = layers(chart, "point")

    assert [row["place"] for row in marks] == ["Place 0", "Place 2"]


def test_the_line_breaks_where_nothing_is_known():
    chart = drawn((1.0, 9, "measured"), (NAN, 0, "assumed"), (-1.0, 9, "measured"),
                  (0.0, 9, "measured"))  # fmt: skip

    [(_, pieces)] = layers(chart, "line")

    drawn_at = [(row["piece"], row["label"].strip("\u200b")) for row in pieces]
    assert drawn_at == [(2, "Place 2"), (2, "Place 3")]


def test_the_line_to_an_assumed_place_is_dashed():
    chart = drawn((1.0, 9, "measured"), (0.5, 0, "assumed"), (0.0, 9, "measured"),
                  (0.1, 9, "observed"))  # fmt: skip

    [(line, pieces)] = layers(chart, "line")

    assert {row["piece"]: row["drawn"] for row in pieces} == {
        0: "assumed", 1: "assumed", 2: "measured",
    }  # fmt: skip
    assert line["encoding"]["strokeDash"]["scale"] == {
        "domain": ["assumed", "measured"], "range": [[4, 3], [1, 0]],
    }  # fmt: skip


def test_only_a_measured_mark_is_filled_and_only_an_assumed_one_dashed():
    [(mark, _)] = layers(drawn((1.0, 0, "assumed"), (0.5, 9, "reported")), "point")

    fill, dash = (mark["encoding"][name]["condition"] for name in ("fill", "strokeDash"))
    assert (fill["test"], fill["value"]) == ("(datum.basis !== 'measured')", "#ffffff")
    assert (dash["test"], dash["value"]) == ("(datum.basis === 'assumed')", [2.0, 1.5])


def test_only_what_was_observed_has_a_dot():
    chart = drawn((1.0, 9, "observed"), (0.5, 9, "reported"), (0.5, 9, "measured"))

    [(_, dots)] = layers(chart, "circle")

    assert [row["place"] for row in dots] == ["Place 0"]


def test_the_subtitle_says_what_the_marks_stand_on():
    chart = drawn((1.0, 9, "measured"), (NAN, 0, "assumed"), (0.5, 9, "observed"))

    assert chart.to_dict()["title"]["subtitle"] == "ring with a dot: observed; filled: measured"


def test_band_and_line_use_the_same_interpolation():
    chart = drawn((1.0, 9, "measured"), (0.5, 9, "measured"))

    [(band, _)], [(line, _)] = layers(chart, "area"), layers(chart, "line")

    assert band["mark"]["interpolate"] == line["mark"]["interpolate"] == "linear"


def test_a_small_count_stands_on_its_mark_and_a_large_one_does_not():
    chart = drawn((1.0, 9, "measured"), (0.5, 10, "measured"), (0.0, 0, "assumed"))

    rows = [row for words, rows in layers(chart, "text") for row in rows
            if words["encoding"]["text"]["field"] == "on_mark"]  # fmt: skip

    assert {row["place"]: row["on_mark"] for row in rows} == {
        "Place 0": "n 9", "Place 2": "assumed",
    }  # fmt: skip


def test_places_of_one_name_stay_apart():
    curve = curve_of((1.0, 9, "measured"), (-1.0, 9, "measured")).assign(name="Till")

    [(_, marks)] = layers(chart_emotion_curve(curve, title="Feelings"), "point")

    assert len({row["label"] for row in marks}) == 2
    assert [row["place"] for row in marks] == ["Till", "Till"]


def test_many_places_stand_one_below_the_other():
    few = drawn(*[(0.5, 9, "measured")] * MOST_ACROSS)
    many = drawn(*[(0.5, 9, "measured")] * (MOST_ACROSS + 1))

    [(across, _)], [(down, _)] = layers(few, "point"), layers(many, "point")

    assert across["encoding"]["x"]["field"] == "label"
    assert down["encoding"]["y"]["field"] == "label"


def test_places_keep_the_order_of_the_journey():
    curve = curve_of((1.0, 9, "measured"), (0.5, 9, "measured")).assign(name=["Zebra", "Ant"])

    [(mark, _)] = layers(chart_emotion_curve(curve, title="Feelings"), "point")

    order = mark["encoding"]["x"]["scale"]["domain"]
    assert [name.strip("\u200b") for name in order] == ["Zebra", "Ant"]


def test_the_scale_always_runs_from_very_bad_to_very_good():
    [(mark, _)] = layers(drawn((0.1, 9, "measured")), "point")

    assert mark["encoding"]["y"]["scale"]["domain"] == [-2, 2]


def test_stage_names_stand_where_stages_begin():
    curve = curve_of(*[(0.5, 9, "measured")] * 3).assign(stage=["Buy", "Buy", "Use"])

    names = [rows for words, rows in layers(chart_emotion_curve(curve, title="F"), "text")
             if words["encoding"]["text"]["field"] == "stage"]  # fmt: skip

    assert [[row["stage"] for row in rows] for rows in names] == [["Buy", "Use"]]


def test_an_account_shows_its_voices_over_the_curve_of_all():
    own = curve_of((1.0, 1, "reported"), (NAN, 0, "assumed"))
    everybody = curve_of((0.2, 40, "measured"), (0.4, 30, "measured"))

    chart = chart_emotion_against(own, everybody, title="One")

    [(_, marks)] = layers(chart, "point")
    assert [(row["place"], row["on_mark"]) for row in marks] == [("Place 0", "2 voices")]
    everyones, owns = layers(chart, "line")
    assert len(everyones[1]) == 2
    assert owns[1] == []


def test_curves_of_every_size_draw():
    for count in (0, 1, 5, 40):
        chart = drawn(*[(0.5, 9, "measured")] * count)

        assert chart_svg(chart.to_dict()).startswith("<svg")


def test_names_are_words_and_never_markup_or_code():
    nasty = "<script>alert(1)</script>${7*7}'\"]|{datum.x}"
    curve = curve_of((0.5, 9, "measured")).assign(name=nasty, stage=nasty)

    svg = chart_svg(chart_emotion_curve(curve, title="Feelings").to_dict())

    assert "<script" not in svg


def test_the_curve_is_left_as_it_was():
    curve = curve_of((1.0, 9, "measured"), (NAN, 0, "assumed"))
    before = curve.copy(deep=True)

    chart_emotion_curve(curve, title="Feelings")

    pd.testing.assert_frame_equal(curve, before)


def test_a_name_of_many_emoji_draws_whole_or_with_an_ellipsis():
    curve = curve_of(*[(0.5, 9, "measured")] * (MOST_ACROSS + 1)).assign(name="👩🏽‍🚀🇺🇸🤖" * 40)

    svg = chart_svg(chart_emotion_curve(curve, title="Feelings").to_dict())

    assert "…" in svg
    assert "�" not in svg
