"""Bytes become the text that was meant, and a guess is called a guess."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.encodings import decode, known_encodings
from cxworkbench.ground.errors import DataProblem

WRITTEN = [
    ("cp1252", "Größe, Straße, Müller: für 5 €"),
    ("cp1252", "événement à l’école où Noël mange – “garçon”"),
    ("cp1252", "El Niño, año, señor, acción"),
    ("cp1252", "Reykjavík, þjónusta við viðskiptavini, þetta er gott"),
    ("cp1252", "Müller, Français, Español, Ærø, Göteborg, São Paulo, perché, Århus"),
    ("iso8859-15", "Preis 5 € für Müller"),
    ("cp1250", "Příliš žluťoučký kůň úpěl ďábelské ódy, řeka, město"),
    ("cp1250", "Zażółć gęślą jaźń, źródło, łódź, sprzedaż"),
    ("iso8859-2", "árvíztűrő tükörfúrógép"),
    ("cp1251", "Привет мир, Общество с ограниченной ответственностью"),
    ("koi8-r", "Привет мир, Общество с ограниченной ответственностью"),
    ("iso8859-5", "Привет мир, Общество"),
    ("iso8859-7", "Άννα Παπαδοπούλου, Ευαγγελία"),
    ("cp1253", "Άννα Παπαδοπούλου, Ευαγγελία"),
    ("cp1254", "Şirket müşteri değerlendirmesi, İstanbul, ığdır"),
    ("cp1257", "Lietuvių kalba, žmonės, šeši ąžuolai, įmonė"),
    ("cp1256", "مرحبا بالعالم"),
    ("mac_roman", "Größe Straße Müller für événement"),
    ("cp850", "Größe Straße Müller für"),
]


@pytest.mark.parametrize(("encoding", "text"), WRITTEN)
def test_a_single_byte_family_is_found_by_its_letters(encoding, text):
    decoded = decode(text.encode(encoding))

    assert decoded.text == text
    assert decoded.guess == "guessed from its letters"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_no_letter(mark, encoding):
    decoded = decode(mark + "id;Größe\n".encode(encoding))

    assert (decoded.text, decoded.encoding, decoded.guess) == ("id;Größe\n", encoding, "")


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=9))
def test_utf8_is_never_taken_for_anything_else(text):
    decoded = decode(text.removeprefix("\ufeff").encode("utf-8"))

    assert decoded.encoding == "utf-8"
    assert decoded.text == text.removeprefix("\ufeff")


def test_utf16_without_a_mark_is_known_by_its_zeros():
    for encoding in ("utf-16-le", "utf-16-be"):
        decoded = decode("id,name\n1,Ada\n".encode(encoding))

        assert (decoded.text, decoded.encoding) == ("id,name\n1,Ada\n", encoding)
        assert decoded.guess == "two bytes a letter, without a mark"


def test_a_line_pasted_in_from_elsewhere_does_not_spoil_the_others():
    lines = ["Müller\n", "Größe\n", "Señor\n", "Łódź\n"]
    raw = "".join(lines).encode() + "Straße\n".encode("cp1252")

    decoded = decode(raw)

    assert decoded.text == "".join(lines) + "Straße\n"
    assert decoded.odd_lines == (5,)
    assert decoded.guess == "1 lines that are not utf-8 were read as cp1252"


def test_a_mark_that_promises_too_much_is_not_believed_for_every_line():
    raw = codecs.BOM_UTF8 + "Größe\nMüller\n".encode() + "Straße\n".encode("cp1252")

    assert decode(raw).text == "Größe\nMüller\nStraße\n"


def test_bytes_that_the_mark_does_not_allow_are_said_to_be_replaced():
    decoded = decode(codecs.BOM_UTF16_LE + "ab".encode("utf-16-le") + b"\x00\xd8")

    assert decoded.text == "ab\ufffd"
    assert decoded.guess == "bytes that are not utf-16-le were replaced by a question mark sign"


def test_letters_that_make_no_words_are_pointed_out():
    decoded = decode(bytes(range(0xC0, 0xFF)) * 3)

    assert decoded.guess == "guessed from its letters; its words look odd, so look at the preview"


def test_bytes_that_no_family_knows_keep_a_letter_each():
    raw = b"\x81\x83\x88\x90\x98\xa0\xa5\xae\xd2\xdb\xdd\xde\xf0\xff\x8d\x8f" * 2

    assert len(decode(raw).text) == len(raw)


def test_a_named_encoding_is_taken():
    assert decode("Größe".encode("cp850"), encoding="cp850").text == "Größe"
    assert decode("\ufeffGröße".encode(), encoding="utf-8").text == "Größe"


def test_a_named_encoding_that_does_not_fit_is_refused():
    with pytest.raises(DataProblem) as unknown:
        decode(b"a", encoding="utf8x")
    with pytest.raises(DataProblem) as unfit:
        decode("ab Größe".encode("cp1252"), encoding="utf-8")

    assert str(unknown.value).startswith(
        "There is no encoding 'utf8x'. Did you mean 'utf-8'? Known are utf-8, utf-16, cp1252, "
    )
    assert str(unfit.value) == (
        "The file is not written in utf-8: byte 5 does not fit. "
        "Leave the encoding empty to have it found."
    )


def test_what_is_no_text_is_refused():
    with pytest.raises(DataProblem) as refused:
        decode(bytes(range(32)) * 10)

    assert str(refused.value) == (
        "270 of the first 320 bytes are no text. A table is a text file (CSV), an .xlsx workbook "
        "or Parquet. Save it as one of these."
    )


def test_the_order_of_trying_starts_with_utf8():
    assert known_encodings()[0] == "utf-8"
    assert known_encodings()[5] == "cp1252"
