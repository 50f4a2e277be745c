"""Widths of text and how it wraps."""

import importlib.util
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.telling.type_metrics import (
    ascent,
    descent,
    drawable,
    leading,
    letters_of,
    longest_word,
    piece_width,
    pieces_of,
    text_width,
    wrap,
)

ROOT = Path(__file__).parents[2]
FONTS = ROOT / "src" / "cxworkbench" / "telling" / "fonts"


def the_script():
    place = ROOT / "tools" / "make_type_metrics.py"
    spec = importlib.util.spec_from_file_location("make_type_metrics", place)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_table_of_widths_is_the_one_the_script_makes_from_the_fonts():
    assert (FONTS / "type_metrics.json").read_text(encoding="utf-8") == the_script().type_metrics()


@pytest.mark.parametrize(("weight", "file"), [(400, "Inter-Regular"), (600, "Inter-SemiBold")])
def test_a_width_is_the_sum_of_advances_in_the_full_font_file(weight, file):
    font = TTFont(FONTS / f"{file}.ttf")
    glyphs, widths = font.getBestCmap(), font["hmtx"]
    text = "Größe Ωμέγα Привет, 1,265,793.04 €"

    expected = sum(widths[glyphs[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm

    assert text_width(text, 10, weight) == pytest.approx(10 * expected)


def test_a_letter_the_font_lacks_counts_a_full_em():
    assert text_width("漢", 12) == 12


def test_marks_and_zero_width_signs_count_nothing():
    assert text_width("a\u0301\u200b\u200d\u2069", 12) == text_width("a", 12)


def test_a_mark_that_the_font_lacks_counts_little_and_a_keycap_as_an_emoji():
    assert text_width("a", 10) < text_width("a\u0316", 10) < text_width("a", 10) + 2
    assert text_width("1\ufe0f\u20e3", 10) >= 14


def test_more_than_two_marks_on_a_letter_are_left_out_of_the_picture():
    assert drawable("Z\u0301\u0302\u0303\u0304a") == "Z\u0301\u0302a"


def test_a_line_in_another_script_is_taken_to_be_taller():
    assert ascent(10, "ไทย") + descent(10, "ไทย") > 17
    assert ascent(10, "abc") + descent(10, "abc") < leading(10, "abc") < 14


def test_an_over_long_word_breaks_and_no_letter_is_lost():
    lines = wrap("Donaudampfschifffahrtsgesellschaftskapitän", 60, 12)

    assert len(lines) > 2
    assert all(line.endswith("-") for line in lines[:-1])
    assert "".join(line.rstrip("-") for line in lines) == (
        "Donaudampfschifffahrtsgesellschaftskapitän"
    )
    assert all(text_width(line, 12) <= 60 for line in lines)


def test_an_over_long_word_prefers_to_break_after_a_hyphen():
    assert wrap("point-of-sale-hardware", 80, 12) == ["point-of-sale-", "hardware"]


def test_a_word_of_letters_breaks_with_a_hyphen_and_others_without():
    assert wrap("Lieferantenfragebogen", 80, 12) == ["Lieferantenfr-", "agebogen"]
    assert wrap("端末の設置日を一週間前に", 60, 12) == ["端末の設置", "日を一週間", "前に"]
    assert wrap("12345678901234567890", 80, 12)[0].isdigit()


def test_no_single_letter_of_a_broken_word_stands_alone():
    width = text_width("Recommendatio", 12) + 0.1

    assert wrap("Recommendation", width, 12) == ["Recommendat-", "ion"]


def test_the_longest_word_is_that_which_would_break():
    assert longest_word("point-of-sale hardware", 12) == text_width("hardware", 12)
    assert longest_word("端末の設置日を一週間前に", 12) == 0
    assert longest_word("x" * 300, 12) == text_width("x" * 24, 12)


def test_signs_that_turn_letters_round_are_shown_and_turn_nothing():
    assert drawable("invoice \u202egnp.exe\u202c") == "invoice \ufffdgnp.exe"
    assert drawable("\u202dabc \u2066\u2069 d") == "\ufffdabc d"


def test_symbols_stand_apart_from_words_and_scripts_stay_whole():
    assert pieces_of("\u2620\ufe0f late \U0001f621!") == [
        "\u2620\ufe0f ",
        "late ",
        "\U0001f621",
        "!",
    ]
    assert pieces_of("Größe Ωμέγα 漢字") == ["Größe Ωμέγα 漢字"]
    assert pieces_of("\U0001f621 كلمة") == ["\U0001f621 كلمة"]


def test_no_text_takes_no_lines():
    assert wrap(" \n\t ", 50, 12) == []


def test_a_mark_stays_with_its_letter():
    word = "e\u0301" * 30
    assert all(line[0] != "\u0301" for line in wrap(word, 40, 12))


def test_joined_emoji_are_one_letter():
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert list(letters_of(family + "a")) == [family, "a"]


@given(st.text(max_size=200), st.floats(40, 300))
def test_wrapping_loses_nothing_and_no_line_is_too_wide(text, width):
    lines = wrap(text, width, 12)

    left = drawable(text).replace(" ", "")
    for line in (line.replace(" ", "") for line in lines):
        whole = left.startswith(line)
        shown = line if whole else line.removesuffix("-")  # a hyphen drawn at a break, never else
        assert whole or (line.endswith("-") and shown[-1].isalpha())
        assert left.startswith(shown)
        left = left[len(shown) :]
    assert left == ""
    for line in lines:
        fits = text_width(line, 12) <= width
        assert fits or len(list(letters_of(line))) == 1


def test_joining_signs_cannot_tie_a_whole_word_together():
    assert len(wrap("a\u200d" * 100, 60, 12)) > 5


@given(st.text(max_size=100))
def test_a_drawable_text_holds_nothing_that_xml_refuses(text):
    shown = drawable(text)

    assert not [one for one in shown if unicodedata.category(one) in ("Cc", "Cs")]
    assert drawable(shown) == shown


def test_a_count_and_its_n_stay_on_one_line():
    words = "user, key accounts, n\u00a015"

    for width in range(30, 160, 5):
        lines = wrap(words, width, 9)
        assert "".join(lines).count("n\u00a015") == 1
        assert not any(line.endswith(" n") for line in lines)
    assert wrap("a\u00a0b n\u00a0o", 500, 9) == ["a b n o"]


@given(st.text(max_size=60))
def test_pieces_are_the_text_and_never_wider_than_it(text):
    pieces = pieces_of(text)

    assert "".join(pieces) == text
    width = sum(piece_width(one, 12) for one in pieces)
    assert width <= text_width(text, 12) + 0.01
