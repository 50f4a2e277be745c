"""Ids of evidence and of map elements."""

from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.records.ids import evidence_id, evidence_ids, mint_id


def test_an_evidence_id_is_its_kind_and_twelve_hex_digits():
    kind, digits = evidence_id("voice", "survey", "1042").split("-")

    assert kind == "voice"
    assert len(digits) == 12
    assert set(digits) <= set("0123456789abcdef")


def test_the_border_between_source_and_key_counts():
    assert evidence_id("voice", "ab", "c") != evidence_id("voice", "a", "bc")


def test_equal_rows_are_counted_apart_and_keep_their_ids():
    once = evidence_ids("event", "orders", ["x", "y", "x"])

    assert len(set(once)) == 3
    assert once[0] == evidence_id("event", "orders", "x")
    assert once == evidence_ids("event", "orders", ["x", "y", "x"])


@given(st.text())
def test_any_text_has_an_evidence_id(key):
    assert evidence_id("voice", "s", key) == evidence_id("voice", "s", key)


@given(st.lists(st.text(), max_size=8))
def test_minted_ids_are_unique_plain_and_the_same_again(names):
    def minted():
        taken = []
        for name in names:
            taken.append(mint_id("tp", name, taken))
        return taken

    assert minted() == minted()
    assert len(set(minted())) == len(names)
    assert all(set(one) <= set("abcdefghijklmnopqrstuvwxyz0123456789-") for one in minted())


def test_a_name_without_latin_letters_still_has_an_id_of_its_own():
    assert mint_id("tp", "日本", []) == "tp-cf2abf0c"
    assert mint_id("tp", "注文", []) != mint_id("tp", "日本", [])
