"""Maps as files: SVG, PNG and PDF with their fonts, whole sheets, the same bytes each time."""

import re
import struct
from xml.etree import ElementTree

import pandas as pd
import pytest

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.journey.elapsed import elapsed_times
from cxworkbench.telling.drawn_maps import draw_map, views_section
from cxworkbench.telling.map_pictures import write_layout, write_map_picture
from cxworkbench.telling.map_shapes import MapLayout, Strip, Words
from cxworkbench.telling.map_svg import paint
from cxworkbench.telling.pdf_pages import bound
from cxworkbench.telling.type_metrics import text_width
from cxworkbench.worlds.made_maps import made_map

NO_EVENTS = pd.DataFrame({"account_id": [], "touchpoint_id": [], "occurred_at": []}).astype(
    {"account_id": "str", "touchpoint_id": "str", "occurred_at": "datetime64[us]"}
)


def size_of_png(path):
    return struct.unpack(">II", path.read_bytes()[16:24])


def test_a_pdf_holds_all_pages_in_true_size_with_its_fonts(tmp_path):
    [path] = write_map_picture(made_map(5, 20), tmp_path / "m.pdf", view="network", page="a4")

    pdf = path.read_bytes()
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert pages > 1
    assert re.findall(rb"/Count (\d+)", pdf) == [str(pages).encode()]
    assert set(re.findall(rb"/MediaBox \[([^\]]*)\]", pdf)) == {b"0 0 841.89 595.28"}
    assert set(re.findall(rb"/BaseFont /\w+\+([\w-]+)", pdf)) == {
        b"Inter-Regular",
        b"Inter-SemiBold",
    }
    assert len(re.findall(rb"/FontFile\d", pdf)) >= 2 * pages


def test_every_object_of_a_bound_pdf_stands_where_its_table_says(tmp_path):
    [path] = write_map_picture(made_map(3, 20), tmp_path / "m.pdf", view="inventory", page="slide")

    pdf = path.read_bytes()
    table = int(re.search(rb"startxref\n(\d+)", pdf)[1])
    places = [
        int(at) for at, kind in re.findall(rb"(\d{10}) \d{5} ([nf])", pdf[table:]) if kind == b"n"
    ]
    for number, at in enumerate(places, 1):
        assert pdf[at:].startswith(b"%d 0 obj" % number)
    named = {int(one) for one in re.findall(rb"\b(\d+) 0 R\b", pdf[: places[-1]])}
    assert named <= set(range(1, len(places) + 1))


def test_of_a_png_each_page_is_a_file(tmp_path):
    files = write_map_picture(made_map(3, 20), tmp_path / "m.png", view="inventory", page="a4")

    assert [one.name for one in files[:3]] == ["m.png", "m-2.png", "m-3.png"]
    assert {size_of_png(one) for one in files} == {(1753, 1240)}  # A4 at 150 dots an inch


def test_a_screen_is_one_picture_without_end(tmp_path):
    [path] = write_map_picture(made_map(5, 20), tmp_path / "m.png", view="timeline")

    assert size_of_png(path)[0] == 2100


def test_an_svg_carries_its_font_and_its_words(tmp_path):
    [path] = write_map_picture(made_map(3, 5), tmp_path / "m.svg", view="curve")

    svg = path.read_text("utf-8")
    assert svg.count("@font-face") == 2
    assert 'role="img"' in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


@pytest.mark.parametrize("suffix", ["svg", "png", "pdf"])
def test_the_same_map_gives_the_same_bytes(suffix, tmp_path):
    one, two = (tmp_path / f"{name}.{suffix}" for name in ("one", "two"))
    write_map_picture(made_map(3, 5), one, view="blueprint", page="slide")

    for _ in range(6 if suffix == "pdf" else 1):  # its writer shuffles fonts
        write_map_picture(made_map(3, 5), two, view="blueprint", page="slide")
        assert one.read_bytes() == two.read_bytes()


def test_another_suffix_is_refused(tmp_path):
    with pytest.raises(ParameterProblem) as refused:
        write_map_picture(made_map(3, 5), tmp_path / "m.gif")

    assert str(refused.value) == (
        "A map is drawn to '.svg', '.png', '.pdf', not to 'm.gif'. Give one of these suffixes."
    )


def test_what_is_no_pdf_cannot_be_bound():
    with pytest.raises(RecordProblem) as refused:
        bound([b"%PDF-1.7 nothing", b"%PDF-1.7 nothing"])

    assert str(refused.value) == (
        "A page's PDF is written in a way that pages cannot be bound from: it needs a plain table "
        "of objects and one page. Write each page to a file of its own, as .svg or .png."
    )


def test_a_report_gets_only_the_views_that_have_something_to_show():
    full = made_map(5, 20)
    bare = full.model_copy(
        update={
            "statements": (),
            "flows": (),
            "touchpoints": tuple(
                one.model_copy(update={"systems": (), "company": ""}) for one in full.touchpoints
            ),
        }
    )

    [section] = views_section(full)

    assert [block.title for block in section.blocks] == [
        "Service blueprint",
        "Who does what, and how it goes on",
    ]
    assert {block.audience for block in section.blocks} == {"internal"}
    assert views_section(bare) == ()


def test_a_notebook_draws_a_view_and_says_what_it_shows():
    drawn = draw_map(made_map(3, 5), view="timeline", times=elapsed_times(NO_EVENTS))

    bundle = drawn._repr_mimebundle_()
    assert bundle["image/svg+xml"].startswith("<svg ")
    assert bundle["text/plain"].startswith('Timeline of "How a retailer')
    assert "by the times of 5 of 5 touchpoints" in bundle["text/plain"]  # those written in the map


@pytest.mark.parametrize("suffix", ["png", "svg"])
def test_pages_of_a_longer_drawing_of_the_same_name_are_removed_and_no_other_file(suffix, tmp_path):
    long = write_map_picture(made_map(3, 60), tmp_path / f"m.{suffix}", view="inventory", page="a4")
    assert len(long) > 3
    own = tmp_path / f"m-{len(long) + 1}.{suffix}"
    kept = tmp_path / f"m-two.{suffix}"
    for one in (own, kept):
        one.write_bytes(b"drawn by hand")

    short = write_map_picture(made_map(3, 5), tmp_path / f"m.{suffix}", view="curve", page="screen")

    assert short == (tmp_path / f"m.{suffix}",)
    assert sorted(tmp_path.iterdir()) == sorted([*short, own, kept])


def test_a_file_of_that_name_that_is_no_page_of_a_drawing_stays(tmp_path):
    other = tmp_path / "m-2.svg"
    write_map_picture(made_map(3, 5), other, view="curve")

    write_map_picture(made_map(3, 5), tmp_path / "m.svg", view="curve")

    assert other.is_file()


def test_a_symbol_does_not_change_the_type_of_the_words_around_it(tmp_path):
    line = Words(0, 20, "later than \U0001f621 promised \u2620\ufe0f", 16)
    layout = MapLayout(300, 30, "px", "", "", (Strip(0, 30, (line,)),))

    words = ElementTree.fromstring(paint(layout)).find(".//{*}text")

    pieces = [(one.text, float(one.get("x"))) for one in words]
    assert [text for text, _ in pieces] == [
        "later than ",
        "\U0001f621 ",
        "promised ",
        "\u2620\ufe0f",
    ]
    assert pieces[1][1] == pytest.approx(text_width("later than ", 16), abs=0.01)
    assert "".join(words.itertext()) == line.text
    write_layout(layout, pdf := tmp_path / "m.pdf")
    assert b"+Inter-Regular" in pdf.read_bytes()
