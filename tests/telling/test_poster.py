"""The poster: one sheet of A0, filtered as the page is, with nothing over anything else."""

import re

import pytest
from tests.telling.examples import told_records
from tests.telling.test_deck import logo, told_of

from cxworkbench.ground.errors import ParameterProblem
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.deck_values import NativeChart, Series
from cxworkbench.telling.map_shapes import Stroke, Words
from cxworkbench.telling.poster import make_poster, poster_layout, write_poster
from cxworkbench.telling.poster_curve import curve_shapes

BRAND = Brand(name="Tillworks", colour="#8a1538")


def words_of(layout):
    return " ".join(one.text for one in layout.words)


def test_it_is_one_sheet_of_a0_in_the_clients_colour():
    layout = poster_layout(told_records(), "internal", BRAND)

    assert (layout.width, layout.height, layout.unit) == (3370.39, 2383.94, "pt")
    assert layout.strips[0].shapes[0].fill == "#8a1538"


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_no_words_stand_over_others_or_leave_the_sheet(seed):
    layout = poster_layout(told_records(seed=seed), "internal", BRAND)

    boxes = [(*one.box, one.text) for one in layout.words if one.text.strip()]
    assert len(boxes) > 100
    for left, top, right, bottom, text in boxes:
        assert min(left, top, layout.width - right, layout.height - bottom) >= 0, text
    over = [
        (a[4], b[4])
        for at, a in enumerate(boxes)
        for b in boxes[at + 1 :]
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]
    assert over == []


def test_a_client_safe_poster_says_nothing_that_was_not_marked():
    told = [for_audience(one, "client-safe") for one in told_records()]
    blocks = [b for part in told_records() for section in part.sections for b in section.blocks]
    hidden = [b.text for b in blocks if b.audience == "internal" and b.text]

    words = words_of(poster_layout(told, "client-safe", BRAND))

    assert hidden
    assert [text for text in hidden if text in words] == []


def test_what_the_column_does_not_hold_is_counted():
    told = told_of(*(block for part in told_records() for section in part.sections
                     for block in section.blocks) , key="act-first")  # fmt: skip
    many = told.sections[0].model_copy(update={"blocks": told.sections[0].blocks * 6})

    long = told.model_copy(update={"sections": (many,)})

    words = words_of(poster_layout([long], "internal", BRAND))

    assert re.search(r"And \d+ more in the report\.", words)


def test_the_curve_breaks_where_nothing_is_known_and_shows_its_intervals():
    series = Series("v", (1.0, 0.0, None, -1.0, 0.5), (0.5,) * 5, (1.5,) * 5)
    chart = NativeChart("line", tuple("abcde"), (series,))

    shapes = curve_shapes(chart, 0, 0, 1000, 400)

    lines = [one for one in shapes if isinstance(one, Stroke) and one.thickness == 5]
    assert [len(one.points) for one in lines] == [2, 2]
    assert sum(isinstance(one, Stroke) and one.thickness == 7 for one in shapes) == 5
    words = [one.text for one in shapes if isinstance(one, Words)]
    assert words[:5] == ["−2", "−1", "0", "+1", "+2"]


def test_it_is_written_as_pdf_svg_and_png_and_as_nothing_else(tmp_path):
    told = told_records()

    for suffix, start in ((".pdf", b"%PDF"), (".svg", b"<svg"), (".png", b"\x89PNG")):
        place = tmp_path / f"p{suffix}"
        path = write_poster(told, place, audience="internal", brand=BRAND, logo=logo())
        assert path.read_bytes().startswith(start)
    with pytest.raises(ParameterProblem) as refused:
        write_poster(told, tmp_path / "p.jpg", audience="internal", brand=BRAND)

    assert str(refused.value) == (
        "A poster is drawn to '.pdf', '.svg', '.png', not to 'p.jpg'. Give one of these suffixes."
    )


def test_the_same_records_give_the_same_bytes():
    first, second = (make_poster(told_records(), "internal", BRAND, logo()) for _ in range(2))

    assert first == second
