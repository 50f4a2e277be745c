"""The deck: native slides from told records; measured, filtered, and the same bytes each time."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image
from pptx import Presentation
from pptx.util import Pt
from tests.telling.examples import told_records
from tests.telling.office_files import frames, office_words, overflowing, overlapping

from cxworkbench.records.engagement import Brand
from cxworkbench.records.told import Block, Section, Told
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.deck import deck_slides, make_deck
from cxworkbench.telling.deck_charts import native_views
from cxworkbench.telling.deck_values import BOTTOM, WIDTH, ChartBox, HeatTable, TableBox, TextBox

OFFICE = shutil.which("soffice") or ""
IMPRESS = OFFICE and (Path(OFFICE).resolve().parent / "libsdlo.so").is_file()
BRAND = Brand(name="Tillworks", colour="#8a1538", font="Verdana")


def told_of(*blocks, title="Pains", key="pains", **fields):
    section = Section(key=key, title=title, blocks=blocks)
    return Told(part="insights", title="What to change", sections=(section,), **fields)


def opened(told, audience="internal", brand=BRAND, logo=None):
    shown = [for_audience(one, audience) for one in told]
    return Presentation(io.BytesIO(make_deck(shown, audience, brand, logo)))


def logo():
    file = io.BytesIO()
    Image.new("RGB", (400, 100), "#8a1538").save(file, "PNG")
    return file.getvalue()


def interval_chart(**more):
    rows = [
        {
            "label": "Support line\u200b",
            "value": 0.4,
            "low": 0.3,
            "high": 0.5,
            "secret": "Mr Brown",
        },
        {"label": "Delivery\u200b", "value": 0.7, "low": None, "high": None, "secret": "Ms Green"},
    ]
    y = {"field": "label", "type": "nominal", "sort": ["Delivery\u200b", "Support line\u200b"]}
    x = {"field": "value", "type": "quantitative", "title": "share"}
    rule = {
        "mark": "rule",
        "encoding": {"y": y, "x": {**x, "field": "low"}, "x2": {"field": "high"}},
        "transform": [{"filter": "isValid(datum.low)"}],
    }
    point = {"mark": "point", "encoding": {"y": y, "x": x}}
    return {"data": {"values": rows}, "layer": [rule, point],
            "title": {"text": "Shares", "subtitle": "hollow: too few"}, **more}  # fmt: skip


def test_the_same_records_give_the_same_bytes_and_no_clock_is_read():
    told = told_records()

    first, second = (make_deck(told, "internal", BRAND, logo()) for _ in range(2))

    assert first == second
    assert (
        Presentation(io.BytesIO(first)).core_properties.created.isoformat() == "2026-06-30T00:00:00"
    )


def test_act_first_stands_behind_the_cover():
    words = Block(kind="sentence", text="Act on the hotline first.")
    told = told_of(words, key="act-first", title="Where to act first")

    slides = deck_slides([*told_records()[:2], told], "internal")

    assert [one.title for one in slides[:2]] == ["All accounts", "Where to act first"]


def test_a_chart_is_native_and_its_sheet_holds_what_a_reader_sees_and_no_more():
    block = Block(kind="chart", title="Shares", chart=interval_chart(), text="Two shares.")

    deck = opened([told_of(block)])

    [chart] = [one.chart for slide in deck.slides for one in slide.shapes if one.has_chart]
    assert list(chart.plots[0].categories) == ["Delivery", "Support line"]
    assert [one.values for one in chart.plots[0].series] == [(0.7, 0.4)]
    assert chart._chartSpace.xpath(".//c:errBars/c:minus//c:v")[0].text == "0.1"
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert list(sheet.iter_rows(values_only=True)) == [
        (None, "share", "interval, down to", "interval, up to"),
        ("Delivery", 0.7, None, None),
        ("Support line", 0.4, 0.1, 0.1),
    ]


def test_no_slide_holds_a_picture():
    deck = opened(told_records(), logo=logo())

    assert [one for slide in deck.slides for one in slide.shapes if one.shape_type == 13] == []
    assert [one.name for one in deck.slide_master.shapes if one.shape_type == 13] == ["Logo"]


def test_the_brand_stands_on_the_frame_and_never_on_data():
    deck = opened(told_records())

    master = deck.slide_master.part
    theme = next(one for one in master.rels.values() if "theme" in one.reltype).target_part.blob
    assert b'<a:accent1><a:srgbClr val="8A1538"/>' in theme
    assert b'latin typeface="Verdana"' in theme
    bar = next(one for one in deck.slide_master.shapes if one.name == "Brand bar")
    assert str(bar.fill.fore_color.rgb) == "8A1538"
    for slide in deck.slides:
        for part in slide.part.rels.values():
            if "chart" in part.reltype:
                assert b"8A1538" not in part.target_part.blob


def test_every_graphic_says_what_it_shows_and_every_slide_what_it_rests_on():
    deck = opened(told_records())

    about = [
        one._element.xpath(".//p:cNvPr")[0].get("descr")
        for slide in deck.slides
        for one in slide.shapes
        if one.has_chart or one.has_table or one.shape_type == 6
    ]
    assert len(about) > 5
    assert all(about)
    notes = [slide.notes_slide.notes_text_frame.text for slide in deck.slides]
    assert any("voice-000000000000" in one for one in notes)
    assert all(notes)


def test_nothing_leaves_its_box_and_no_two_boxes_overlap():
    deck = opened([told_of(*(block for part in told_records() for section in part.sections
                             for block in section.blocks))])  # fmt: skip

    for slide in deck.slides:
        assert overflowing(slide) == []
        assert overlapping(slide) == []
        for name, left, top, right, bottom in frames(slide.shapes):
            assert min(left, top, WIDTH + 0.5 - right, BOTTOM + 0.5 - bottom) >= 0, name


WORDS = st.text(alphabet=st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=900)


@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=5), st.integers(1, 9), st.integers(0, 30))
def test_whatever_is_told_nothing_leaves_its_box(texts, columns, rows):
    said = [Block(kind="sentence", text=text) for text in texts]
    cells = tuple(
        tuple(texts[(at + row) % len(texts)][: 80 * (at + 1)] for at in range(columns))
        for row in range(rows)
    )
    heads = tuple("c" * (n + 1) for n in range(columns))
    table = Block(kind="table", title=texts[0], columns=heads, rows=cells, text=texts[-1][:99])

    for slide in deck_slides([told_of(*said, table, *said)], "internal"):
        for part in slide.parts:
            assert part.y + part.height <= BOTTOM + 0.5
            if isinstance(part, TextBox):
                assert part.needed <= part.height + 0.5
            if isinstance(part, TableBox):
                assert part.width <= 880.5


def test_long_tables_go_on_and_every_row_is_there_once():
    rows = tuple((f"row {n}", n, "a few words more than fit in one line " * 4) for n in range(60))
    block = Block(kind="table", title="All", columns=("name", "n", "words"), rows=rows)

    slides = deck_slides([told_of(block)], "internal")

    tables = [part for one in slides for part in one.parts if isinstance(part, TableBox)]
    assert [row[0] for one in tables for row in one.rows] == [f"row {n}" for n in range(60)]
    assert slides[1].title == f"All (1 of {len(tables)})"


def test_a_figure_of_no_native_kind_is_named_and_not_drawn():
    spec = {"mark": "arc", "data": {"values": [{"a": 1}]}, "encoding": {}}

    pie = Block(kind="chart", title="Pie", chart=spec, text="A pie.")
    slides = deck_slides([told_of(pie)], "internal")

    assert native_views(spec) == ()
    assert not [part for one in slides for part in one.parts if isinstance(part, ChartBox)]
    words = [line.text for one in slides for part in one.parts if isinstance(part, TextBox)
             for line in part.lines]  # fmt: skip
    assert "A pie." in words
    assert "The report also tells of: Pains: Pie." in words


def test_shaded_cells_become_a_table_that_people_can_change():
    row = {"x": "Buyer", "y": "Trial", "n": 4, "words": "4"}
    x, y = ({"field": name, "type": "nominal"} for name in "xy")
    shade = {"field": "n", "type": "quantitative"}
    spec = {
        "data": {"values": [row]},
        "layer": [
            {"mark": "rect", "encoding": {"x": x, "y": y, "color": shade}},
            {"mark": "text", "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
        ],
    }  # fmt: skip

    assert native_views(spec) == (
        HeatTable(("", "Buyer"), (("Trial", "4"),), (("", "#adb5bb"),), ""),
    )


def test_lines_of_one_field_and_two_colours_are_two_series():
    def line(colour, value):
        encoding = {
            "x": {"field": "l", "type": "nominal"},
            "y": {"field": "v", "type": "quantitative"},
        }
        return {"mark": {"type": "line", "color": colour}, "encoding": encoding,
                "data": {"values": [{"l": "Trial", "v": value}]}}  # fmt: skip

    [chart] = native_views({"layer": [line("#7b8791", 1), line("#0f2238", 2)]})

    assert [(one.name, one.values) for one in chart.series] == [("grey", (1.0,)), ("dark", (2.0,))]


def test_a_client_safe_deck_holds_nothing_that_was_not_marked_as_safe():
    safe = Block(kind="sentence", audience="client-safe", text="Support is slow.")
    chart = Block(kind="chart", title="Margins", chart=interval_chart(), text="Margin by account.")
    marked = chart.model_copy(update={"audience": "client-safe", "title": "Shares"})
    told = told_of(safe, Block(kind="sentence", text="Their margin is low."), chart, marked)

    words = office_words(make_deck([for_audience(told, "client-safe")], "client-safe", BRAND))

    assert "Support is slow." in words
    assert "Delivery" in words
    for secret in ("margin", "Margins", "Mr Brown", "Ms Green"):
        assert secret not in words


def test_a_text_that_looks_like_a_formula_is_a_text_in_the_data_sheet():
    spec = interval_chart()
    spec["data"]["values"][0]["label"] = "=HYPERLINK(1)"

    deck = opened([told_of(Block(kind="chart", title="S", chart=spec, text="t"))])

    [chart] = [one.chart for slide in deck.slides for one in slide.shapes if one.has_chart]
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob)).active
    assert [cell.data_type for [cell] in sheet["A2:A3"]] == ["s", "s"]


def test_a_map_is_drawn_in_shapes_whose_words_stay_on_the_slide():
    deck = opened(told_records())

    groups = [one for slide in deck.slides for one in slide.shapes if one.shape_type == 6]
    assert groups
    for group in groups:
        for one in group.shapes:
            assert min(one.left, one.top) >= 0
            assert one.left + one.width <= Pt(WIDTH)
            assert one.top + one.height <= Pt(BOTTOM + 2)
            for paragraph in one.text_frame.paragraphs if one.has_text_frame else ():
                assert all(run.font.size.pt >= 9 for run in paragraph.runs)


@pytest.mark.office
@pytest.mark.skipif(not IMPRESS, reason="LibreOffice Impress is not installed")
def test_libreoffice_opens_and_saves_the_deck_with_all_slides_and_charts(tmp_path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(make_deck(told_records(), "internal", BRAND, logo()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    saved = tmp_path / "saved"

    for kind in ("pptx", "pdf"):
        command = [OFFICE, profile, "--headless", "--convert-to", kind, "--outdir", saved, path]
        subprocess.run(command, check=True, capture_output=True, timeout=180)

    before, after = Presentation(path), Presentation(saved / "deck.pptx")
    assert len(after.slides) == len(before.slides)
    for one, other in zip(before.slides, after.slides, strict=True):
        assert other.shapes.title.text == one.shapes.title.text
        for kind in ("has_chart", "has_table"):
            assert sum(getattr(shape, kind) for shape in other.shapes) == sum(
                getattr(shape, kind) for shape in one.shapes
            )
    assert (saved / "deck.pdf").read_bytes().startswith(b"%PDF")
