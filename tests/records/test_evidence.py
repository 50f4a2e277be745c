"""Evidence tables: their columns, their types, and what is refused."""

import pandas as pd
import pytest

from cxworkbench.ground.errors import DataProblem, RecordProblem
from cxworkbench.ground.terms import EVIDENCE_TABLES
from cxworkbench.records.evidence import conform, empty, read_evidence


@pytest.mark.parametrize("name", EVIDENCE_TABLES)
def test_an_empty_table_and_a_conformed_one_have_the_same_shape(name):
    assert conform(pd.DataFrame(), name).dtypes.equals(empty(name).dtypes)
    assert list(empty(name).columns) == list(EVIDENCE_TABLES[name])


def test_ids_keep_leading_zeros_and_a_written_nan_stays_text():
    received = pd.DataFrame({"account_id": ["007", "nan", "NA", None]})

    assert conform(received, "accounts")["account_id"].tolist() == ["007", "nan", "NA", ""]


def test_missing_numbers_stay_missing_and_are_never_zero():
    table = conform(pd.DataFrame({"account_id": ["a"], "revenue": [None]}), "accounts")

    assert table["revenue"].isna().tolist() == [True]
    assert table["margin"].isna().tolist() == [True]


def test_accounts_keep_received_columns_of_their_own_after_the_known_ones():
    table = conform(pd.DataFrame({"region": ["north"], "account_id": ["a"]}), "accounts")

    assert table.columns[-1] == "region"
    assert table.columns[0] == "account_id"


def test_conforming_again_changes_nothing_and_leaves_the_input_alone():
    received = pd.DataFrame({"account_id": ["a"], "region": ["x"]}, index=[7])
    before = received.copy()
    once = conform(received, "accounts")

    pd.testing.assert_frame_equal(conform(once, "accounts"), once)
    pd.testing.assert_frame_equal(received, before)


def test_a_column_that_the_table_does_not_have_is_refused():
    with pytest.raises(DataProblem) as caught:
        conform(pd.DataFrame({"contact_id": ["p"], "rolle": ["user"]}), "contacts")

    assert str(caught.value) == (
        "1 columns of contacts are not columns of that table: 'rolle'. Did you mean 'role'? "
        "Known columns: contact_id, account_id, role, influence, department."
    )


def test_ids_that_became_floats_are_refused():
    with pytest.raises(DataProblem) as caught:
        conform(pd.DataFrame({"contact_id": [7.0]}), "contacts")

    assert str(caught.value) == (
        "contacts.contact_id holds numbers with decimals: '7.0'. Ids and texts stay text from the "
        "file on. Read the column as text."
    )


@pytest.mark.parametrize(("column", "value"), [("revenue", "1.000"), ("customer_since", "1/2/26")])
def test_text_is_not_guessed_into_numbers_or_dates(column, value):
    with pytest.raises(DataProblem) as caught:
        conform(pd.DataFrame({"account_id": ["a"], column: [value]}), "accounts")

    assert f"accounts.{column} holds values that are not of kind" in str(caught.value)
    assert repr(value) in str(caught.value)


def test_evidence_is_read_back_as_it_was_written(tmp_path):
    (tmp_path / "evidence").mkdir()
    for name in EVIDENCE_TABLES:
        empty(name).to_parquet(tmp_path / "evidence" / f"{name}.parquet")
    accounts = conform(pd.DataFrame({"account_id": ["007"], "margin": [-3.5]}), "accounts")
    accounts.to_parquet(tmp_path / "evidence" / "accounts.parquet")

    read = read_evidence(tmp_path)

    pd.testing.assert_frame_equal(read.accounts, accounts)
    pd.testing.assert_frame_equal(read.voices, empty("voices"))


def test_evidence_that_is_not_there_says_how_it_is_made(tmp_path):
    with pytest.raises(RecordProblem) as caught:
        read_evidence(tmp_path)

    assert str(caught.value) == (
        f"{tmp_path / 'evidence' / 'accounts.parquet'} is not there. It is made from data/: "
        "remove the folder evidence and open the engagement again."
    )


def test_a_file_that_is_no_parquet_table_is_named(tmp_path):
    (tmp_path / "evidence").mkdir()
    (tmp_path / "evidence" / "accounts.parquet").write_text("no table")

    with pytest.raises(RecordProblem) as caught:
        read_evidence(tmp_path)

    assert "accounts.parquet cannot be read as a Parquet table." in str(caught.value)
