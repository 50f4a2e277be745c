"""The printed sheet: what stands on it, its fonts, and that it is the same each time."""

import re
import zlib

import pytest
import typst
from tests.telling.examples import told_records

from cxworkbench.ground.resources import shipped
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.audience import for_audience
from cxworkbench.telling.report import write_report
from cxworkbench.telling.report_content import report_content
from cxworkbench.telling.sheet import GUTTER, UPRIGHT, column_widths, make_sheet, sheet_content

MARKUP = ("#set page(fill: red)", "$x^2$ *bold* _it_ `raw`", "= heading <label> @ref", "\\ # [ ] {")


def streams(made):
    for held in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, flags=re.DOTALL):
        try:
            yield zlib.decompress(held)
        except zlib.error:
            yield held


@pytest.fixture(scope="module")
def made():
    return make_sheet(told_records(), "internal", Brand(colour="#8a1538"))


def test_the_same_report_is_the_same_bytes(made):
    assert made == make_sheet(told_records(), "internal", Brand(colour="#8a1538"))
    assert made.startswith(b"%PDF-")


def test_only_the_shipped_font_is_used_and_it_travels_with_the_file(made):
    whole = made + b"".join(streams(made))
    fonts = set(re.findall(rb"/BaseFont\s*/([A-Z+a-z-]+)", whole))

    assert fonts
    assert all(b"Inter" in font for font in fonts)
    assert re.search(rb"/FontFile[23]?\b", whole)


def test_text_from_data_is_never_markup():
    told = told_records(texts=MARKUP, name=MARKUP[0])
    found = typst.query(
        str(shipped("templates") / "report" / "sheet.typ"),
        "heading",
        field="body",
        sys_inputs={"report": _content(told)},
    )

    assert make_sheet(told, "internal", Brand()).startswith(b"%PDF-")
    assert any(text in found.replace("\\\\", "\\") for text in MARKUP)


def _content(told):
    import json

    return json.dumps(sheet_content(report_content(told, "internal"), Brand()))


def test_a_client_safe_sheet_holds_only_what_that_audience_may_see():
    told = [for_audience(one, "client-safe") for one in told_records()]
    held = str(sheet_content(report_content(told, "client-safe"), Brand()))

    assert "revenue_eur" not in held.lower()
    assert "draft': True" not in held
    assert "Confirm the first insight with Logistics." not in held


def test_a_column_is_as_wide_as_its_longest_word_and_all_fit_the_paper():
    columns = ("Touchpoint", "n", "How sure")
    rows = [("Data transfer to our systems", "12", "95 % interval between accounts " * 6)]

    widths, fits = column_widths(columns, rows, UPRIGHT)

    assert fits
    assert sum(widths) + 2 * GUTTER <= UPRIGHT + 0.5
    assert widths[2] > widths[0] > widths[1]


def test_a_table_whose_words_do_not_fit_is_turned():
    columns = tuple(f"Implementation-{n}" for n in range(9))

    widths, fits = column_widths(columns, [], UPRIGHT)

    assert not fits
    assert sum(widths) <= UPRIGHT


def test_the_file_stands_beside_the_page(tmp_path):
    [page, sheet] = write_report(
        told_records(), formats=("html", "pdf"), audience="internal", into=tmp_path
    )

    assert (page.name, sheet.name) == ("report.html", "report.pdf")
    assert sheet.read_bytes() == make_sheet(told_records(), "internal", Brand())
