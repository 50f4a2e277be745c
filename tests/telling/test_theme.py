"""The look: colours that everybody can tell apart and read, and charts that carry it."""

from itertools import combinations

import altair as alt
import pandas as pd
import pytest

from cxworkbench.telling import theme

# Machado, Oliveira & Fernandes (2009), IEEE TVCG 15(6), severity 1.0, on linear RGB.
SEEN_AS = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
MEANINGS = {"pain": theme.PAIN, "gain": theme.GAIN, "focal": theme.FOCAL, "rest": theme.GREYS[1]}


def linear(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, two):
    """WCAG 2.2's contrast ratio, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    red, green, blue = (min(max(one, 0), 1) for one in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089,
    )
    x, y, z = (one ** (1 / 3) if one > 0.008856 else 7.787 * one + 16 / 116 for one in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one, two, eyes):
    """Distance of two colours in CIE Lab as these eyes see them; below 10 they are easily mixed."""
    seen = [
        lab([sum(weight * part for weight, part in zip(row, linear(colour), strict=True))
             for row in SEEN_AS[eyes]])
        for colour in (one, two)
    ]  # fmt: skip
    return sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5


def bars():
    table = pd.DataFrame({"name": ["a", "b"], "value": [1, 2], "basis": ["assumed", "measured"]})
    return alt.Chart(table).mark_bar().encode(x="value", y="name")


def test_the_contrast_measure_gives_the_known_ends():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("eyes", SEEN_AS)
def test_colours_with_a_meaning_are_told_apart_by_all_eyes(eyes):
    for one, two in combinations(MEANINGS, 2):
        assert distance(MEANINGS[one], MEANINGS[two], eyes) > 20, (one, two)


@pytest.mark.parametrize("behind", [theme.PAPER, theme.SHADE, theme.PAIN_TINT, theme.GAIN_TINT])
@pytest.mark.parametrize("words", [theme.INK, theme.MUTED])
def test_words_stand_out_from_what_is_behind_them(words, behind):
    assert contrast(words, behind) >= 4.5


@pytest.mark.parametrize("words", [theme.PAIN, theme.GAIN])
def test_coloured_words_on_paper_can_be_read(words):
    assert contrast(words, theme.PAPER) >= 4.5


def test_words_on_the_header_band_can_be_read():
    assert contrast(theme.INK, theme.GREYS[3]) >= 4.5


def test_no_text_of_a_chart_is_under_twelve_pixels():
    def sizes(content):
        for name, inside in content.items():
            if isinstance(inside, dict):
                yield from sizes(inside)
            elif name.lower().endswith("fontsize"):
                yield inside

    assert min(sizes(theme.CONFIG)) >= theme.SMALLEST_SCREEN


def test_a_finished_chart_carries_title_caveat_and_look():
    spec = theme.finish(bars(), title="Pains", subtitle="n 14", width=300, height=80).to_dict()

    assert (spec["title"]["text"], spec["title"]["subtitle"]) == ("Pains", "n 14")
    assert (spec["width"], spec["height"]) == (300, 80)
    assert spec["config"]["font"].startswith("Inter")
    assert spec["description"] == "Pains. n 14"


def test_the_chart_that_was_given_is_left_as_it_was():
    chart = bars()
    before = chart.to_dict()

    theme.finish(chart, title="Pains")

    assert chart.to_dict() == before


def test_layered_and_concatenated_charts_can_be_finished():
    for chart in (bars() + bars(), bars() & bars()):
        assert theme.finish(chart, title="Two").to_dict()["title"] == "Two"


def test_what_is_assumed_is_dashed_and_what_is_measured_solid():
    scale = theme.basis_dash().to_dict()["scale"]
    dashes = dict(zip(scale["domain"], scale["range"], strict=True))

    assert dashes["assumed"] == [4, 3]
    assert dashes["measured"] == [1, 0]


def test_every_medium_class_has_its_own_shape():
    scale = theme.medium_shape().to_dict()["scale"]

    assert scale["domain"] == ["digital", "physical", "hybrid", "unknown"]
    assert len(set(scale["range"])) == 4


@pytest.fixture
def altair_as_it_was():
    theme_before, renderer_before = alt.theme.active, alt.renderers.active
    yield
    alt.theme.enable(theme_before)
    alt.renderers.enable(renderer_before)


def test_a_notebook_output_is_the_same_each_time_and_names_no_script(altair_as_it_was):
    theme.use_theme()
    theme.use_theme()  # a notebook run twice in one kernel

    first, second = (bars()._repr_mimebundle_(None, None) for _ in range(2))
    bundle = first[0] if isinstance(first, tuple) else first

    assert first == second
    assert set(bundle) == {"application/vnd.vegalite.v5+json", "text/plain"}
    assert "text/html" not in bundle
