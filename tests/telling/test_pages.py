"""What every page shares: fonts, the policy, and how values are written."""

import pytest

from cxworkbench.records.engagement import Brand
from cxworkbench.telling.index import IndexFacts, IndexRow
from cxworkbench.telling.pages import POLICY, page, without_folders


def page_about(name):
    rows = [IndexRow(account_id="a", name=name, status="ready", report="a/report.html")]
    return page(
        "index.html",
        rows=rows,
        facts=IndexFacts("Retail", "Tillworks"),
        audience="internal",
        audience_title="for the team",
        totals=[("1", "accounts")],
        events=("", ""),
        counts={"ready": 1, "short": 0, "failed": 0},
        brand=Brand(),
    )


@pytest.mark.parametrize(
    ("name", "faces"), [("Brightmart", 2), ("Größe", 2), ("Žižkov", 4), ("Ωmega Привет", 6)]
)
def test_a_page_embeds_the_fonts_of_the_scripts_it_uses_and_no_more(name, faces):
    assert page_about(name).count("@font-face") == faces


def test_a_page_forbids_everything_that_is_not_inside_it():
    text = page_about("Brightmart")

    assert "default-src 'none'" in POLICY
    assert POLICY.replace("'", "&#39;") in text
    assert "script" not in POLICY


def test_text_is_never_markup():
    assert "<b>Bold</b>" not in page_about("<b>Bold</b>")
    assert "&lt;b&gt;Bold&lt;/b&gt;" in page_about("<b>Bold</b>")


def test_letters_that_a_page_cannot_hold_are_shown_as_a_sign():
    assert "bell\ufffd" in page_about("bell\x07")
    page_about("half \ud800 a letter").encode("utf-8")


def test_the_same_page_is_the_same_text():
    assert page_about("Brightmart") == page_about("Brightmart")


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/srv/data/acme", "acme"),
        ("C:\\clients\\acme", "acme"),
        ("/", "top folder"),
        ("acme/data", "acme/data"),
        ("", ""),
        (3, 3),
        (None, None),
    ],
)
def test_no_page_says_where_a_machine_keeps_its_files(path, shown):
    assert without_folders(path) == shown
