"""A received file becomes a table of text, then of numbers and dates, and nothing is lost."""

import csv
import datetime as dt
import io
import time

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.ground.received import rules, text_file, workbook_file

from cxworkbench.ground.errors import DataProblem
from cxworkbench.ground.tables import read_rows, read_table, typed


def test_every_cell_is_text_exactly_as_it_stands(tmp_path):
    path = text_file(tmp_path, "id,note\n007, padded \nNA,nan\n,null\n")
    received = read_table(path)

    assert received.frame["id"].tolist() == ["007", "NA", ""]
    assert received.frame["note"].tolist() == [" padded ", "nan", "null"]
    assert {str(dtype) for dtype in received.frame.dtypes} == {"str"}
    assert received.frame.index.tolist() == [2, 3, 4]
    assert (received.file, received.problems) == ("t.csv", ())


def test_how_a_text_file_was_read_is_said(tmp_path):
    received = read_table(text_file(tmp_path, "Größe;n\na;1\n", encoding="cp1252"))

    assert (received.encoding, received.delimiter, received.header_row) == ("cp1252", ";", 1)
    assert rules(received.problems) == [
        (0, "is written in UTF-8", "read as cp1252: guessed from its letters")
    ]
    assert received.problems[0].severity == "note"


def test_a_wrong_guess_is_put_right_by_naming_the_encoding(tmp_path):
    path = text_file(tmp_path, "name,n\nŁódź,1\n", encoding="cp1250")

    assert read_table(path, encoding="cp1250").frame["name"].tolist() == ["Łódź"]


def test_a_problem_with_the_encoding_names_the_file(tmp_path):
    path = text_file(tmp_path, "Größe\n", encoding="cp1252")

    with pytest.raises(DataProblem) as refused:
        read_table(path, encoding="utf-8")

    assert str(refused.value) == (
        "t.csv: The file is not written in utf-8: byte 2 does not fit. "
        "Leave the encoding empty to have it found."
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "t.csv is empty: it has no bytes. Export it again."),
        (
            b"\xef\xbb\xbf\r\n",
            "t.csv holds no cells. A table has a header row and rows under it. "
            "Check that the right file or sheet was saved.",
        ),
        (
            b"<!DOCTYPE html><table></table>",
            "t.csv is a web page (HTML), whatever its name says. Tables are CSV, .xlsx or Parquet. "
            "Open it in a spreadsheet program and save it as .xlsx.",
        ),
        (
            b'<?xml version="1.0"?><Workbook/>',
            "t.csv is XML, whatever its name says. Tables are CSV, .xlsx or Parquet. "
            "Open it in a spreadsheet program and save it as .xlsx.",
        ),
        (
            b'[{"id": 1}]',
            "t.csv is JSON. Tables are CSV, .xlsx or Parquet. Export it as one of these.",
        ),
        (
            b"%PDF-1.7",
            "t.csv is a PDF, not a table. Tables are CSV, .xlsx or Parquet. "
            "Export or unpack the table itself.",
        ),
        (
            b"\x1f\x8b\x08\x00",
            "t.csv is packed with gzip, not a table. Tables are CSV, .xlsx or Parquet. "
            "Export or unpack the table itself.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage".decode().encode("utf-16-le"),
            "t.csv is encrypted, so its cells cannot be read. "
            "Open it with its password, remove the password, and save it as .xlsx.",
        ),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100,
            "t.csv is a workbook of the old kind (.xls). Workbooks are read as .xlsx. "
            "Open it in a spreadsheet program and save it as .xlsx.",
        ),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_remedy(tmp_path, content, message):
    path = tmp_path / "t.csv"
    path.write_bytes(content)

    with pytest.raises(DataProblem) as refused:
        read_table(path)

    assert str(refused.value) == message


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataProblem) as refused:
        read_table(tmp_path / "no.csv")

    assert (
        str(refused.value)
        == f"There is no file {tmp_path / 'no.csv'}. Check its name and its folder."
    )


def test_a_text_that_only_begins_like_json_is_a_table(tmp_path):
    assert read_table(text_file(tmp_path, "[id],n\na,1\n")).frame["[id]"].tolist() == ["a"]


def test_parquet_gives_its_cells_as_text(tmp_path):
    frame = pd.DataFrame(
        {
            "id": [7, 8],
            "half": [0.5, None],
            "day": [dt.datetime(2026, 2, 28), None],
            "text": ["007", None],
            "yes": [True, False],
        }
    )
    frame.to_parquet(tmp_path / "t.parquet")
    received = read_table(tmp_path / "t.parquet")

    assert received.frame.to_dict("list") == {
        "id": ["7", "8"],
        "half": ["0.5", ""],
        "day": ["2026-02-28", ""],
        "text": ["007", ""],
        "yes": ["TRUE", "FALSE"],
    }
    assert received.frame.index.tolist() == [2, 3]


def test_parquet_that_is_cut_short_is_refused(tmp_path):
    pd.DataFrame({"id": range(100)}).to_parquet(tmp_path / "t.parquet")
    content = (tmp_path / "t.parquet").read_bytes()
    (tmp_path / "t.parquet").write_bytes(content[:-20])

    with pytest.raises(DataProblem) as refused:
        read_table(tmp_path / "t.parquet")

    assert str(refused.value).startswith("t.parquet is cut short or damaged Parquet (")


def test_rows_are_given_with_their_header_among_them(tmp_path):
    read = read_rows(text_file(tmp_path, "id;n\na;1\n"))
    sheet = read_rows(workbook_file(tmp_path, ["id", "n"], ["a", 1], merge="A1:B1"))

    assert (read.rows, read.delimiter) == ([["id", "n"], ["a", "1"]], ";")
    assert (sheet.rows, sheet.merged) == ([["id", ""], ["a", "1"]], ((0, 0, 0, 1),))


def test_columns_become_numbers_dates_or_stay_text(tmp_path):
    path = text_file(
        tmp_path,
        "account_id;since;revenue;plz;shelf;note\n"
        "1;31.12.2025;1.234,50;10115;007;a\n"
        "2;01.01.2026;-7,00;80331;012;5\n",
    )
    frame, problems = typed(read_table(path))

    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == {
        "account_id": "str",
        "since": "datetime64[us]",
        "revenue": "float64",
        "plz": "str",
        "shelf": "str",
        "note": "str",
    }
    assert frame["revenue"].tolist() == [1234.5, -7]
    assert frame.index.tolist() == [2, 3]
    assert problems == ()


@pytest.mark.parametrize(
    "name", ["account_id", "Kunden-Nr.", "customerID", "Zip code", "Tel", "no"]
)
def test_a_column_named_like_an_id_stays_text(tmp_path, name):
    frame, _ = typed(read_table(text_file(tmp_path, f"{name},n\n1,2\n3,4\n")))

    assert frame[name].tolist() == ["1", "3"]


@pytest.mark.parametrize("name", ["paid", "number of services", "key figure", "orders", "piano"])
def test_a_column_named_like_a_measure_becomes_numbers(tmp_path, name):
    frame, _ = typed(read_table(text_file(tmp_path, f"{name},n\n1,2\n3,4\n")))

    assert frame[name].tolist() == [1.0, 3.0]


def test_a_column_that_decides_nothing_goes_with_the_others_of_its_table(tmp_path):
    path = text_file(tmp_path, "clear;open\n1,5;2,500\n2,5;3,125\n")
    frame, problems = typed(read_table(path))

    assert frame["open"].tolist() == [2.5, 3.125]
    assert problems == ()


def test_a_column_that_cannot_be_decided_stays_text_with_its_problem(tmp_path):
    path = text_file(tmp_path, "open;day\n2,500;01/02/2026\n3,125;03/04/2026\n")
    received = read_table(path)
    frame, problems = typed(received)
    named, none = typed(received, decimal=",", date_order="dmy")

    assert frame.equals(received.frame)
    assert [(p.file, p.column, p.rule) for p in problems] == [
        ("t.csv", "open", "has one decimal mark"),
        ("t.csv", "day", "says which is the day"),
    ]
    assert named["open"].tolist() == [2.5, 3.125]
    assert named["day"].dt.month.tolist() == [2, 4]
    assert none == ()


def test_one_word_among_numbers_is_listed_and_the_numbers_stay(tmp_path):
    received = read_table(text_file(tmp_path, "n,x\n" + "5,a\n" * 9 + "n/a,b\n"))
    frame, problems = typed(received)

    assert frame["n"].count() == 9
    assert rules(problems) == [(11, "is a number", "n/a")]
    assert received.frame["n"].tolist()[-1] == "n/a"


def test_eight_digits_are_a_number_unless_somebody_says_otherwise(tmp_path):
    frame, _ = typed(read_table(text_file(tmp_path, "n,x\n20250101,a\n20250102,b\n")))

    assert frame["n"].tolist() == [20250101.0, 20250102.0]


def test_a_megabyte_is_read_in_less_than_a_second(tmp_path):
    line = "1042;Größe GmbH;2026-02-28;1.234,50;some longer text of a ticket\n"
    text = "id;name;day;amount;text\n" + line * 15_000
    path = text_file(tmp_path, text, encoding="cp1252")
    assert path.stat().st_size > 900_000

    started = time.process_time()
    received = read_table(path)

    assert received.frame.shape == (15_000, 5)
    assert time.process_time() - started < 1


WORDS = ["Ada", "Größe", "été", "a, b", "c; d", 'say "hi"', "two\nlines", "=1+1", "nan", "007"]
ROWS = st.lists(
    st.tuples(
        st.sampled_from(WORDS),
        st.floats(-1e6, 1e6).map(lambda value: round(value, 2)),
        st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)),
    ),
    min_size=2,
    max_size=8,
)


@settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    ROWS,
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso8859-15"]),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from([".", ","]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_a_table_comes_back_from_any_encoding_delimiter_and_decimal_mark(
    tmp_path, rows, encoding, delimiter, decimal, line_end
):
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end)
    writer.writerow(["key", "word", "amount", "day"])
    for place, (word, amount, day) in enumerate(rows):
        writer.writerow(
            [f"k{place:03}", word, f"{amount:.2f}".replace(".", decimal), day.isoformat()]
        )
    path = text_file(tmp_path, text.getvalue(), encoding=encoding)

    received = read_table(path)
    frame, problems = typed(received)

    assert received.frame["word"].tolist() == [word for word, _, _ in rows]
    assert received.frame["key"].tolist() == [f"k{place:03}" for place in range(len(rows))]
    assert frame["amount"].tolist() == [amount for _, amount, _ in rows]
    assert [moment.date() for moment in frame["day"]] == [day for _, _, day in rows]
    assert problems == ()
