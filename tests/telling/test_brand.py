"""The client's brand: a logo that can travel, and a colour that can be seen."""

import pytest
from tests.telling.examples import told_records
from tests.telling.test_deck import logo

from cxworkbench.ground.errors import DataProblem
from cxworkbench.records.engagement import Brand
from cxworkbench.telling.brand import contrast, ink_on, kind_of_picture, logo_of
from cxworkbench.telling.report import write_report


def test_contrast_is_that_of_the_guidelines():
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48  # W3C, Understanding 1.4.3


@pytest.mark.parametrize("colour", ["#000000", "#ffffff", "#777777", "#ffd400", "#8a1538"])
def test_words_on_any_colour_can_be_read(colour):
    assert contrast(ink_on(colour), colour) >= 4.0


def test_the_logo_is_read_from_the_engagement(tmp_path):
    (tmp_path / "logo.png").write_bytes(logo())

    assert kind_of_picture(logo_of(Brand(logo="logo.png"), tmp_path)) == "image/png"
    assert logo_of(Brand(), tmp_path) is None


def test_a_logo_that_is_not_there_outside_or_no_picture_is_refused(tmp_path):
    inside = tmp_path / "acme"
    inside.mkdir()
    (tmp_path / "logo.png").write_bytes(logo())
    (inside / "logo.svg").write_text("<svg/>", "utf-8")
    gone = (
        "is not in the engagement. Put a PNG or JPEG into its folder and name it in "
        "engagement.toml under [brand], or leave logo out."
    )
    messages = {
        "gone.png": f"The logo 'gone.png' {gone}",
        "../logo.png": f"The logo '../logo.png' {gone}",
        "logo.svg": "The logo 'logo.svg' is no PNG or JPEG of at most 2 MB (6 bytes). Save it as "
        "one of these, small enough to travel in every report.",
    }
    for name, message in messages.items():
        with pytest.raises(DataProblem) as refused:
            logo_of(Brand(logo=name), inside)
        assert str(refused.value) == message


def test_the_page_carries_the_logo_in_itself(tmp_path):
    [path] = write_report(told_records(), audience="internal", into=tmp_path, logo=logo())

    page = path.read_text("utf-8")
    assert '<img class="logo" src="data:image/png;base64,' in page
