"""Files are written whole, the same bytes each time, and nothing in them runs."""

import hashlib
import os

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxworkbench.ground.errors import ParameterProblem, RecordProblem
from cxworkbench.ground.files import (
    FORMULA_STARTS,
    neutral,
    read_json,
    require_file,
    safe_name,
    sha256_of,
    without_apostrophe,
    write_bytes,
    write_csv,
    write_parquet,
    write_text,
)

QUOTES = pd.DataFrame({"text": ["=1+1", "plain", "-5", "+49 30 1"], "score": [-1.5, 2.0, None, 4]})


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def test_missing_folders_are_made_and_nothing_else_is_left_beside_the_file(tmp_path):
    write_text(tmp_path / "a" / "b.txt", "Größe\r\n")

    assert (tmp_path / "a" / "b.txt").read_bytes() == "Größe\r\n".encode()
    assert names_in(tmp_path / "a") == ["b.txt"]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "table.parquet"
    write_bytes(path, b"old")

    with pytest.raises((ValueError, TypeError)):
        write_parquet(pd.DataFrame({"mixed": [1, "a", (2,)]}), path)

    assert path.read_bytes() == b"old"
    assert names_in(tmp_path) == ["table.parquet"]


def test_the_bytes_are_on_the_disk_before_they_take_the_name(tmp_path, monkeypatch):
    seen = []
    monkeypatch.setattr(os, "fsync", lambda number: seen.append(names_in(tmp_path)))
    write_bytes(tmp_path / "a.txt", b"new")

    assert len(seen) == 1
    assert "a.txt" not in seen[0]


def test_a_disk_that_fails_leaves_the_old_file_and_no_half_one(tmp_path, monkeypatch):
    def full(number):
        raise OSError("no space left")

    write_bytes(tmp_path / "a.txt", b"old")
    monkeypatch.setattr(os, "fsync", full)

    with pytest.raises(OSError, match="no space left"):
        write_bytes(tmp_path / "a.txt", b"new")

    assert (tmp_path / "a.txt").read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.txt"]


def test_the_same_table_gives_the_same_bytes(tmp_path):
    for write, ending in ((write_csv, "csv"), (write_parquet, "parquet")):
        write(QUOTES, tmp_path / f"one.{ending}")
        write(QUOTES.copy(), tmp_path / f"two.{ending}")

        assert sha256_of(tmp_path / f"one.{ending}") == sha256_of(tmp_path / f"two.{ending}")


def test_parquet_gives_the_table_back(tmp_path):
    write_parquet(QUOTES, tmp_path / "q.parquet")

    pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / "q.parquet"), QUOTES)


def test_a_csv_starts_with_a_byte_order_mark_and_holds_no_formula(tmp_path):
    write_csv(QUOTES.rename(columns={"score": "=score"}), tmp_path / "q.csv")

    assert (tmp_path / "q.csv").read_bytes() == (
        b"\xef\xbb\xbftext,'=score\n'=1+1,-1.5\nplain,2.0\n-5,\n'+49 30 1,4.0\n"
    )


def test_the_table_that_is_written_is_left_as_it_was(tmp_path):
    before = QUOTES.copy()
    write_csv(QUOTES, tmp_path / "q.csv")

    pd.testing.assert_frame_equal(QUOTES, before)


@given(st.text(alphabet=st.sampled_from(["'", "a", "1", ".", " ", *FORMULA_STARTS]), max_size=6))
def test_a_neutralised_text_is_no_formula_and_comes_back_as_it_was(text):
    shown = neutral(text)

    assert without_apostrophe(shown) == text
    assert shown[:1] not in FORMULA_STARTS or shown == "" or shown[1:].replace(".", "").isdigit()


def test_sha256_is_that_of_the_bytes(tmp_path):
    write_bytes(tmp_path / "x", b"abc")

    assert sha256_of(tmp_path / "x") == hashlib.sha256(b"abc").hexdigest()


def test_json_that_cannot_be_read_is_named_with_its_place(tmp_path):
    write_text(tmp_path / "map.json", '{"id": 1,\n "title" 2}')

    with pytest.raises(RecordProblem) as refused:
        read_json(tmp_path / "map.json")

    assert str(refused.value) == (
        "map.json, line 2, column 10: this is not JSON (Expecting ':' delimiter). "
        "Correct the line, or take the last version that was saved."
    )


def test_json_that_is_missing_or_no_text_is_refused(tmp_path):
    write_bytes(tmp_path / "map.json", b'{"a": "\xff"}')

    with pytest.raises(RecordProblem) as missing:
        read_json(tmp_path / "nothing.json")
    with pytest.raises(RecordProblem) as not_text:
        read_json(tmp_path / "map.json")

    assert str(missing.value).endswith("nothing.json. Check its name and its folder.")
    assert str(not_text.value) == "map.json: byte 7 is not UTF-8 text. Save the file as UTF-8."


@pytest.mark.parametrize("text", ["", ".", "..", "con", "CON", "a/b", "a\\b", "nul.txt", "a" * 300])
def test_a_name_that_some_system_refuses_is_replaced(text):
    name = safe_name(text)

    assert name != text
    assert name == safe_name(text)
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-_")
    assert len(name) < 90


@given(
    st.lists(st.text(max_size=12) | st.sampled_from(["a", "A", "a_", "A_", "Ab", "aB"]), max_size=8)
)
def test_two_texts_never_share_a_name_even_where_capitals_do_not_count(texts):
    assert len({safe_name(text).casefold() for text in texts}) == len(set(texts))


def test_a_name_of_its_own_making_is_not_taken_by_another_text():
    taken = safe_name("Müller")

    assert safe_name(taken) != taken


def test_a_byte_order_mark_in_front_of_json_is_no_part_of_it(tmp_path):
    path = tmp_path / "map.json"
    path.write_bytes(b"\xef\xbb\xbf{}")

    assert read_json(path) == {}


def test_a_file_that_cannot_be_written_is_named_and_not_the_one_beside_it(tmp_path, monkeypatch):
    def refuse(path, _):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.write_bytes", refuse)

    with pytest.raises(PermissionError) as refused:
        write_text(tmp_path / "map.json", "{}")

    assert refused.value.filename == str(tmp_path / "map.json")


def test_a_file_that_is_not_there_is_answered_with_its_neighbour(tmp_path):
    (tmp_path / "list.csv").write_text("a\n")
    require_file(tmp_path / "list.csv")

    with pytest.raises(ParameterProblem) as missing:
        require_file(tmp_path / "lists.csv")
    with pytest.raises(ParameterProblem) as folder:
        require_file(tmp_path)

    assert str(missing.value) == (
        f"There is no file {tmp_path / 'lists.csv'}. Did you mean 'list.csv'? "
        "Check its name and its folder."
    )
    assert str(folder.value) == f"{tmp_path} is a folder, and a file is needed. Name a file in it."
