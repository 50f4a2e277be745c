"""Every view on every sheet: nothing overlaps, nothing is cut, and signs tell what colours tell."""

from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.telling.test_map_layout import NASTY, all_text, outside, overlapping, shapes_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.telling.figures import checked_svg
from cxworkbench.telling.map_pages import PAPERS, pages_of
from cxworkbench.telling.map_shapes import SHEETS, Box, Mark, Stroke, Words
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.map_views import VIEWS, describe_view, layout_view
from cxworkbench.telling.theme import PAPER, SMALLEST_PAPER, SMALLEST_SCREEN
from cxworkbench.worlds.made_maps import made_map

STAGES, TOUCHPOINTS = (3, 5, 8, 12), (5, 20, 60)
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3, for text of any size
LANGUAGES = (
    "Lieferverzögerungsbenachrichtigungsschreiben", "Die Rechnung kam dreimal, nie stimmte sie",
    "端末の設置日を一週間前に知りたい", "請求書が三通届き、どれにも店舗名がない", "🎉 Go live!",
    "Größe & Maß", "Ein Ansprechpartner für Hard- und Software", "x" * 90,
)  # fmt: skip


def faults(layout, page):
    """Texts that leave the drawing or a page of it, and pairs of them that overlap."""
    found = [*outside(layout), *overlapping(layout.words)]
    for one in pages_of(layout, page) if page in PAPERS else ():
        found += [*outside(one), *overlapping(one.words)]
    return found


def ground_of(words, shapes):
    """The colour behind the middle of a line: the last filled shape beneath it."""
    left, top, right, bottom = words.box
    x, y, colour = (left + right) / 2, (top + bottom) / 2, PAPER
    for shape in shapes:
        if isinstance(shape, Box) and shape.fill:
            inside = shape.x <= x <= shape.x + shape.width
            if inside and shape.y <= y <= shape.y + shape.height:
                colour = shape.fill
        if isinstance(shape, Stroke) and shape.closed and shape.fill:
            xs, ys = zip(*shape.points, strict=True)
            if min(xs) <= x <= max(xs) and min(ys) <= y <= max(ys):
                colour = shape.fill
    return PAPER if words.halo else colour


def contrast(one, two):
    light, dark = sorted((luminance(one), luminance(two)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_contrast_is_that_of_the_guideline():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)  # the known near miss


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("stages", STAGES)
def test_no_two_texts_overlap_and_none_is_cut(view, stages):
    wrong = {}
    for touchpoints in TOUCHPOINTS:
        drawn = made_map(stages, touchpoints)
        for page in SHEETS if touchpoints != 20 else ("screen", "slide"):
            if found := faults(layout_view(drawn, view=view, page=page), page):
                wrong[touchpoints, page] = found[:3]

    assert wrong == {}


@settings(max_examples=20, deadline=None)
@given(
    view=st.sampled_from(VIEWS),
    page=st.sampled_from(["screen", "a4", "slide"]),
    stages=st.integers(1, 12),
    touchpoints=st.integers(0, 40),
    texts=st.lists(st.text(max_size=80), max_size=4),
    nasty=st.booleans(),
    seed=st.integers(0, 10**6),
)
def test_no_words_of_any_language_overlap_or_are_cut(
    view, page, stages, touchpoints, texts, nasty, seed
):
    known = [*LANGUAGES, *(NASTY if nasty else ()), *texts]
    drawn = made_map(stages, touchpoints, seed=str(seed), texts=known)

    assert faults(layout_view(drawn, view=view, page=page), page) == []


@pytest.mark.parametrize("view", VIEWS)
def test_words_can_be_read_on_their_ground(view):
    layout = layout_view(made_map(8, 20), view=view)
    shapes = [shape for strip in layout.strips for shape in strip.shapes]

    weak = {
        (one.text, one.colour, ground_of(one, shapes))
        for one in layout.words
        if contrast(one.colour, ground_of(one, shapes)) < LEAST_CONTRAST
    }

    assert weak == set()


@pytest.mark.parametrize("page", SHEETS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_type_is_tiny(view, page):
    layout = layout_view(made_map(5, 20), view=view, page=page)

    least = SMALLEST_SCREEN if layout.unit == "px" else SMALLEST_PAPER
    assert min(one.size for one in layout.words) >= least


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_names_every_touchpoint_and_stage(view):
    drawn = made_map(8, 60)

    text = all_text(layout_view(drawn, view=view)).replace(" ", "")

    names = [one.name.replace(" ", "") for one in (*drawn.stages, *drawn.touchpoints)]
    assert [name for name in names if name not in text] == []


@pytest.mark.parametrize("page", PAPERS)
@pytest.mark.parametrize("view", VIEWS)
def test_pages_hold_all_words_of_the_drawing(view, page):
    layout = layout_view(made_map(8, 60), view=view, page=page)

    paged = [one.text for made in pages_of(layout, page) for one in made.words]

    lost = [one.text for one in layout.words if one.text not in paged]
    assert lost == []
    assert len(paged) >= len(layout.words)


@pytest.mark.parametrize("page", SHEETS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_word_of_a_touchpoints_name_breaks(view, page):
    names = ("Recommendation by a peer", "Lieferantenfragebogen", "Unternehmenspräsentation")
    drawn = made_map(12, 20)
    points = [one.model_copy(update={"name": names[place % 3], "channel": "Videokonferenzanlage"})
              for place, one in enumerate(drawn.touchpoints)]  # fmt: skip
    layout = layout_view(drawn.model_copy(update={"touchpoints": tuple(points)}), view=view,
                         page=page)  # fmt: skip

    assert not [one.text for one in layout.words if one.text.endswith("-")]
    assert "Unternehmenspräsentation" in all_text(layout)
    assert outside(layout) == []


@pytest.mark.parametrize("view", VIEWS)
def test_a_picture_for_the_screen_has_a_margin_and_keeps_its_width(view):
    layout = layout_view(made_map(5, 20), view=view)

    assert layout.width == 1400
    assert min(one.box[0] for one in layout.words) >= 16
    assert min(one.box[1] for one in layout.words) >= 16
    assert max(one.box[2] for one in layout.words) <= 1400 - 16
    assert max(one.box[3] for one in layout.words) <= layout.height - 16
    strips = layout.strips
    assert strips[0].top == 0
    assert strips[-1].top + strips[-1].height == pytest.approx(layout.height)


@pytest.mark.parametrize("page", ["a4", "slide"])
@pytest.mark.parametrize("view", ["inventory", "timeline"])
def test_the_heading_of_a_stage_stands_again_where_its_rows_go_on(view, page):
    drawn = made_map(3, 60)
    stages = {stage.name for stage in drawn.stages}

    pages = pages_of(layout_view(drawn, view=view, page=page), page)

    assert len(pages) > 2
    for made in pages[1:]:
        marks = [one.y for strip in made.strips for one in strip.shapes if isinstance(one, Mark)]
        heads = [one.y for one in made.words if one.text in stages and one.weight == 600]
        assert min(heads) < min(marks)


def test_a_row_that_is_higher_than_a_page_goes_on_without_a_cut_line():
    long = ["word " * 80]
    layout = layout_view(made_map(3, 20, texts=long), view="matrix", page="slide")

    pages = pages_of(layout, "slide")

    assert max(strip.height for strip in layout.strips) > PAPERS["slide"].room
    assert [faults(one, "screen") for one in pages] == [[]] * len(pages)


def test_the_heading_of_a_band_stands_again_on_the_page_it_goes_on_to():
    layout = layout_view(made_map(5, 60), view="inventory", page="a4")

    pages = pages_of(layout, "a4")

    assert len(pages) > 2
    assert all("What customers do" in all_text(page) for page in pages)


def test_a_poster_is_one_sheet_in_the_largest_type_that_fits():
    small = layout_view(made_map(3, 5), view="matrix", page="a0")
    large = layout_view(made_map(12, 60), view="matrix", page="a0")

    assert max(small.height, large.height) <= PAPERS["a0"].room
    assert max(one.size for one in small.words) > max(one.size for one in large.words)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_says_in_words_what_it_shows(view):
    drawn = made_map(5, 20)

    svg = paint(layout_view(drawn, view=view))

    root = ElementTree.fromstring(checked_svg(svg))
    assert root.attrib["role"] == "img"
    assert root.attrib["aria-label"] == describe_view(drawn, view)
    assert drawn.title in describe_view(drawn, view)


@pytest.mark.parametrize(
    ("view", "named"),
    [("curve", "emotion curve"), ("network", "swimlane network"), ("timeline", "timeline"),
     ("blueprint", "service blueprint"), ("inventory", "touchpoint inventory")],
)  # fmt: skip
def test_a_picture_says_which_view_it_is(view, named):
    assert f"{named} · life cycle" in all_text(layout_view(made_map(3, 5), view=view))


@pytest.mark.parametrize("view", VIEWS)
def test_a_map_without_anything_can_be_drawn(view):
    empty = made_map(1, 0).model_copy(update={"stages": (), "flows": (), "title": ""})

    layout = layout_view(empty, view=view)

    assert layout.height > 0
    assert outside(layout) == []


@pytest.mark.parametrize("view", ["matrix", "network", "blueprint", "inventory"])
def test_own_actions_are_told_from_contacts_by_shape(view):
    drawn = made_map(5, 20)
    contact = drawn.touchpoints[0].model_copy(update={"contact": True})
    own = contact.model_copy(update={"contact": False})

    one, two = (
        layout_view(drawn.model_copy(update={"touchpoints": (point,)}), view=view)
        for point in (contact, own)
    )

    assert shapes_of(one, Box) != shapes_of(two, Box) or "without us" in all_text(two)
    assert "without us" in all_text(two)


def test_the_same_map_is_drawn_the_same_way():
    assert layout_view(made_map(5, 20), view="network") == layout_view(
        made_map(5, 20), view="network"
    )


def test_an_unknown_view_is_refused_with_the_nearest():
    with pytest.raises(ParameterProblem) as refused:
        layout_view(made_map(3, 5), view="blueprnt")

    assert str(refused.value) == (
        "There is no view 'blueprnt' of a map. Did you mean 'blueprint'? A map is drawn as "
        "'matrix', 'curve', 'network', 'blueprint', 'inventory', 'timeline'."
    )


def test_words_are_found_to_overlap_where_they_do():
    one = Words(0, 10, "delivery", 12)

    assert overlapping([one, Words(5, 14, "invoice", 12)]) == [("delivery", "invoice")]
    assert overlapping([one, Words(0, 40, "invoice", 12)]) == []
