"""Received files that are read in parts: the answer is the one of reading them whole."""

import itertools
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.large_tables import Sizes, read_in_parts
from cxworkbench.ground.tables import read_table

SMALL = Sizes(text_bytes=1, parquet_cells=1, part_cells=1)  # a part is 1000 rows
ROWS = [f"{place};{place % 7},50;Grüße {place}" for place in range(2600)]
PLAIN = "id;price;text\n" + "\n".join(ROWS) + "\n"


def in_parts(path, sizes=SMALL):
    numbers = itertools.count()

    def aside():
        folder = path.parent / f"aside-{next(numbers)}"
        folder.mkdir()
        return folder

    return read_in_parts(path, aside=aside, sizes=sizes)


def written(folder: Path, content: bytes, name="log.csv"):
    path = folder / name
    path.write_bytes(content)
    return path


AWKWARD = {
    "plain": PLAIN.encode(),
    "byte order mark": b"\xef\xbb\xbf" + PLAIN.encode(),
    "utf-16": PLAIN.encode("utf-16"),
    "windows": PLAIN.encode("cp1252"),
    "carriage returns": PLAIN.replace("\n", "\r\n").encode(),
    "delimiter stated": b"sep=;\r\n" + PLAIN.encode(),
    "titles above": b"Export of May\n\n" + PLAIN.encode(),
    "blank rows late": (PLAIN + "\n\n;;\n7;8,00;x\n").encode(),
    "a long row late": (PLAIN + "7;8,00;x;stray;more\n").encode(),
    "short rows late": (PLAIN + "7\n8;9,00\n" * 15).encode(),
    "line breaks in cells": (PLAIN + '7;8,00;"two\nlines"\n').encode(),
    "rows inside a cell": (PLAIN + '7;8,00;"a\n1;2;3\n4;5;6\nb"\n8;1,00;y\n').encode(),
    "an empty column": PLAIN.replace("\n", ";\n").encode(),
    "no header": "\n".join(ROWS).encode(),
    "one column": ("word\n" + "\n".join(f"w{place}" for place in range(2500))).encode(),
    "blanks before quotes": ("a, b\n" + "\n".join(f'x{n}, "y, {n}"' for n in range(2500))).encode(),
    "the same name twice": PLAIN.replace("text", "id", 1).encode(),
}
IN_ONE_PIECE = {
    "a quote that never closes": (PLAIN + '7;8,00;"open\n9;1,00;z\n').encode(),
    "quotes after a backslash": (PLAIN + '7;8,00;"a \\"word\\" here"\n').encode(),
    "lines in two encodings": (PLAIN * 3).encode() + "9;1,00;Größe\n".encode("cp1252"),
}


@pytest.mark.parametrize("kind", AWKWARD)
def test_a_text_file_reads_the_same_in_parts_as_whole(kind, tmp_path):
    path = written(tmp_path, AWKWARD[kind])
    whole = read_table(path)

    found = in_parts(path)

    assert found.parts.large
    assert sum(1 for _ in found.parts.each()) > 1
    pd.testing.assert_frame_equal(found.parts.whole(), whole.frame)
    assert found.problems == whole.problems
    assert found.parts.rows == len(whole.frame)
    read = found.received
    assert (read.encoding, read.delimiter, read.header_row) == (
        whole.encoding,
        whole.delimiter,
        whole.header_row,
    )


@pytest.mark.parametrize("kind", IN_ONE_PIECE)
def test_a_text_that_only_makes_sense_as_a_whole_is_read_whole(kind, tmp_path):
    path = written(tmp_path, IN_ONE_PIECE[kind])
    whole = read_table(path)

    found = in_parts(path)

    assert not found.parts.large
    pd.testing.assert_frame_equal(found.parts.whole(), whole.frame)
    assert found.problems == whole.problems


def test_a_parquet_file_reads_the_same_in_parts_as_whole(tmp_path):
    count = 2500
    path = tmp_path / "log.parquet"
    table = pa.table(
        {
            "id": pa.array(range(count), pa.int64()),
            "price": pa.array([place / 4 if place % 5 else None for place in range(count)]),
            "text": pa.array(["x" if place % 3 else None for place in range(count)]),
            "day": pa.array(pd.date_range("2026-01-01", periods=count, freq="h")),
        }
    )
    pq.write_table(table, path)

    found = in_parts(path)

    assert found.parts.large
    pd.testing.assert_frame_equal(found.parts.whole(), read_table(path).frame)


def test_only_the_columns_asked_for_are_read(tmp_path):
    found = in_parts(written(tmp_path, AWKWARD["a long row late"]))

    parts = list(found.parts.each(["text", "column_5"]))

    assert [list(part) for part in parts] == [["text", "column_5"]] * len(parts)
    assert parts[-1]["column_5"].iloc[-1] == "more"
    assert parts[0]["column_5"].eq("").all()


def test_a_small_file_is_one_part(tmp_path):
    found = in_parts(written(tmp_path, PLAIN.encode()), Sizes())

    assert not found.parts.large
    assert [len(part) for part in found.parts.each()] == [2600]


def test_a_large_file_that_is_no_text_is_refused_as_a_small_one_is(tmp_path):
    path = written(tmp_path, bytes(range(1, 9)) * 5000)

    with pytest.raises(DataProblem) as refused:
        in_parts(path)
    with pytest.raises(DataProblem) as whole:
        read_table(path)

    assert str(refused.value) == str(whole.value)
