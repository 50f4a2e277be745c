"""Known themes: their names, what counts most, and an engagement's own."""

import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.voice.themes import ThemeReader, built_in_themes, shown_theme

READER = ThemeReader()


def themes_of(text, reader=READER, **how):
    return [one.theme for one in reader.read(text, **how)]


def test_the_ten_names_are_those_that_people_code_with():
    assert built_in_themes() == (
        "Delivery and dates", "Installation and start-up", "Data and integration",
        "Product and reliability", "Support and repair", "Training and documentation",
        "Price and contract", "Invoices and payment", "Ordering and portal",
        "Contact and communication",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("The pallets arrived two days late.", "Delivery and dates"),
        ("Our technician waits for the spare part.", "Support and repair"),
        ("Invoices for the machine are wrong.", "Invoices and payment"),
        ("The trainer knew our machine.", "Training and documentation"),
        ("I cannot reorder in the portal.", "Ordering and portal"),
    ],
)
def test_the_theme_that_most_words_speak_for_comes_first(text, first):
    assert themes_of(text)[0] == first


def test_a_statement_may_speak_of_several_and_names_the_words():
    found = READER.read("The invoice was wrong and the courier lost the parcel.")

    assert {one.theme for one in found} == {"Invoices and payment", "Delivery and dates"}
    assert found[0].words == ("courier", "parcel")


def test_what_speaks_of_none_stays_visible():
    assert themes_of("We expected more.") == []
    assert shown_theme("") == "no known theme"


def test_own_themes_are_found_in_any_language_and_add_to_built_in_ones():
    reader = ThemeReader({"Kühlkette": ["aufgetaut"], "Invoices and payment": ["Rechnung*"]})

    assert themes_of("Der Fisch war aufgetaut.", reader, english=False) == ["Kühlkette"]
    assert themes_of("Die Rechnungen fehlen.", reader, english=False) == ["Invoices and payment"]
    assert themes_of("The invoice is wrong.", reader, english=False) == []
    assert reader.names == (*built_in_themes(), "Kühlkette")


def test_own_themes_may_stand_in_place_of_the_built_in_ones():
    reader = ThemeReader({"Money": ["invoice*"]}, built_in=False)

    assert themes_of("The invoice for the parcel.", reader) == ["Money"]
    assert reader.names == ("Money",)


def test_a_theme_without_words_is_refused():
    with pytest.raises(DataProblem) as problem:
        ThemeReader({"Cold chain": [], "Money": ["invoice"]})

    assert str(problem.value) == (
        "1 of 2 own themes have no name or no words: 'Cold chain'. "
        "Write a list of words behind each theme under [text.themes] of engagement.toml."
    )
