"""The drawn map as SVG: escaped, self-contained, the same each time, and quick."""

from time import perf_counter
from xml.etree import ElementTree

import pytest
from tests.telling.examples import SAYINGS, journey_map

from cxworkbench.ground.terms import BASES
from cxworkbench.telling.basis_look import basis_look
from cxworkbench.telling.figures import checked_svg
from cxworkbench.telling.map_layout import layout_map
from cxworkbench.telling.map_shapes import MapLayout, Mark, Strip
from cxworkbench.telling.map_svg import paint, strips_of

HOSTILE = ["</text><script>alert(1)</script>", '" onload="alert(1)', "]]>", "&amp;", "a\x00\ud800"]


def painted(**fields):
    return paint(layout_map(journey_map(5, 12, **fields)))


def test_hostile_words_are_words_in_the_picture():
    svg = painted(texts=HOSTILE, lanes=tuple(SAYINGS))

    assert checked_svg(svg) == svg
    words = "".join(ElementTree.fromstring(svg).itertext())
    assert "<script>" in words.replace(" ", "")


def test_a_map_says_in_words_what_it_shows():
    root = ElementTree.fromstring(painted())

    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"].startswith('Journey map "How a retailer buys')
    assert root[0].text == "How a retailer buys and runs its tills"
    assert "12 touchpoints" in root[1].text


def test_the_same_map_is_the_same_text():
    assert painted() == painted()


def test_a_large_map_is_drawn_in_milliseconds():
    example = journey_map(12, 60)
    painted()  # the table of widths is read once

    started = perf_counter()
    paint(layout_map(example))

    assert perf_counter() - started < 0.5  # 0.04 s on a quiet machine


def test_strips_stand_under_each_other_with_the_same_words():
    svg = painted()

    strips = [ElementTree.fromstring(strip) for strip in strips_of(svg)]

    whole = ElementTree.fromstring(svg)
    heights = [float(strip.attrib["viewBox"].split()[3]) for strip in strips]
    assert sum(heights) == pytest.approx(float(whole.attrib["viewBox"].split()[3]), abs=0.5)
    tag = "{http://www.w3.org/2000/svg}text"
    assert [t.text for s in strips for t in s.iter(tag)] == [t.text for t in whole.iter(tag)]


def test_a_header_stays_with_its_first_lane():
    first, second, third, *_ = strips_of(painted())

    assert 'class="keep"' in first
    assert 'class="keep"' in second
    assert 'class="keep"' not in third


def test_a_picture_without_strips_stays_whole():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0"/></svg>'

    assert strips_of(svg) == [svg]


def test_a_shape_that_cannot_be_painted_is_refused():
    layout = MapLayout(1, 1, "px", "t", "d", (Strip(0, 1, ("a word",)),))

    with pytest.raises(TypeError) as refused:
        paint(layout)

    assert str(refused.value) == "no way to paint str"


@pytest.mark.parametrize("shape", ["circle", "square", "diamond", "cross"])
def test_an_assumed_mark_is_painted_unlike_one_with_evidence(shape):
    def painted_mark(fill, dash):
        mark = Mark(5, 5, 4, shape, fill, "#000000", dash)
        return paint(MapLayout(9, 9, "px", "t", "d", (Strip(0, 9, (mark,)),)))

    assert painted_mark("#ffffff", (2.0, 1.5)) != painted_mark("#000000", ())


@pytest.mark.parametrize("shape", ["circle", "square", "diamond", "cross"])
def test_the_four_bases_are_painted_in_four_ways(shape):
    def painted(basis):
        look = basis_look(basis, "#000000")
        mark = Mark(5, 5, 4, shape, look.fill, "#000000", look.dash, dot=look.dot)
        return paint(MapLayout(9, 9, "px", "t", "d", (Strip(0, 9, (mark,)),)))

    assert len({painted(basis) for basis in BASES}) == 4
