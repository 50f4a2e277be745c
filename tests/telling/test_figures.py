"""Charts as SVG, and the check of what a page may hold."""

import json
import os
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.telling.examples import bar_chart

from cxworkbench.ground.errors import RecordProblem
from cxworkbench.telling.figures import _drawn, chart_svg, checked_svg

ROOM = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def clipped_chart():
    spec = bar_chart()
    for layer in spec["layer"]:
        layer["mark"]["clip"] = True
    return spec


def test_a_chart_says_in_words_what_it_shows():
    root = ElementTree.fromstring(chart_svg(bar_chart(), "Three bars."))

    assert (root.attrib["role"], root.attrib["aria-label"]) == ("img", "Three bars.")
    assert [root[0].text, root[1].text] == ["Satisfaction", "Three bars."]


def test_without_words_of_its_own_a_chart_is_told_by_its_description():
    root = ElementTree.fromstring(chart_svg(bar_chart()))

    assert root.attrib["aria-label"] == "Satisfaction. per account first, n 14"


def test_a_chart_is_the_same_text_however_many_were_drawn_before():
    first = chart_svg(clipped_chart())
    chart_svg({**clipped_chart(), "width": 300})
    _drawn.cache_clear()  # drawn anew, where Vega counts its ids on

    assert chart_svg(clipped_chart()) == first
    assert re.findall(r'clip-path="url\(#c[0-9a-f]{10}-0\)"', first)


def test_ids_of_two_charts_on_one_page_differ():
    other = {**clipped_chart(), "description": "another"}

    def ids(spec):
        return set(re.findall(r'\bid="([^"]+)"', chart_svg(spec)))

    assert ids(clipped_chart())
    assert ids(clipped_chart()).isdisjoint(ids(other))


def test_bars_are_drawn_as_long_as_their_values_say():
    svg = chart_svg(bar_chart())

    widths = [float(one) for one in re.findall(r"h([\d.]+)v14h-", svg)]

    assert [one / widths[0] for one in widths] == pytest.approx([1, 4.2 / 3.1, 3.6 / 3.1], 0.01)


def test_words_are_set_in_the_shipped_font():
    assert "Inter" in ElementTree.fromstring(chart_svg(bar_chart())).attrib["font-family"]


def test_hostile_words_are_words_in_a_chart():
    svg = chart_svg(bar_chart(lambda known: f'<script>"&{known}\x07\x00\ufffe'))

    assert "&lt;script&gt;" in svg
    assert checked_svg(svg) == svg


@pytest.mark.real_data
def test_every_naughty_string_can_be_a_name_in_a_chart():
    room = os.environ.get("CXWORKBENCH_REAL_DATA")
    if not room:
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with blns.json")
    naughty = json.loads((Path(room) / "awkward" / "blns.json").read_text(encoding="utf-8"))
    spec = bar_chart()
    [table] = spec["datasets"].values()
    table[:] = [{**table[0], "name": str(one)} for one in naughty]

    svg = chart_svg(spec)

    assert checked_svg(svg) == svg


def test_a_chart_that_fetches_its_data_is_refused():
    with pytest.raises(RecordProblem) as refused:
        chart_svg({"mark": "bar", "layer": [{"data": {"url": "https://example.org/a.csv"}}]})

    assert str(refused.value) == (
        "A chart takes its data from 'https://example.org/a.csv'. A told chart carries its data "
        "inside. Give the chart a table, not an address."
    )


def test_a_url_that_is_a_value_is_only_a_word():
    spec = {**bar_chart(), "usermeta": {"values": {"data": {"url": "x"}}}}

    assert "<svg" in chart_svg(spec)


@pytest.mark.parametrize(
    ("inside", "what"),
    [
        ("<script>alert(1)</script>", "1 elements that a page does not take: 'script'"),
        ("<foreignObject/>", "1 elements that a page does not take: 'foreignObject'"),
        ("<image href='x.png'/>", "1 elements that a page does not take: 'image'"),
        ("<style>a{}</style>", "1 elements that a page does not take: 'style'"),
        ("<g onclick='alert(1)'/>", "1 attributes that a page does not take: 'onclick'"),
        ("<g style='x'/>", "1 attributes that a page does not take: 'style'"),
        ("<path fill='url(http://x)'/>", "1 addresses that a page does not take: 'url(http://x)'"),
    ],
)
def test_a_picture_that_could_run_or_fetch_something_is_refused(inside, what):
    with pytest.raises(RecordProblem) as refused:
        checked_svg(ROOM.format(inside))

    assert str(refused.value) == (
        f"A picture holds {what}. Paint it again with this version of the workbench."
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("<svg", "A picture is not well-formed SVG:"),
        ("<html/>", "A picture begins with 'html'."),
        ("<!DOCTYPE svg><svg/>", "A picture holds a document type, an entity or a comment"),
    ],
)
def test_what_is_no_svg_is_refused(text, start):
    with pytest.raises(RecordProblem) as refused:
        checked_svg(text)

    assert str(refused.value).startswith(start)
