"""The engagements in docs/: their engagement.toml is taken from the page, so neither can drift."""

import os
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from cxworkbench.intake.opening import open_engagement
from cxworkbench.records.store import load_engagement
from cxworkbench.voice.rfm import orders_of, rfm_segments

DOCS = Path(__file__).parents[2] / "docs"


def from_docs(page, folder, source=None):
    """An engagement as the page describes it, with the files it names copied from `source`."""
    text = (DOCS / page).read_text(encoding="utf-8")
    [toml] = re.findall(r"^```toml\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    (folder / "data").mkdir()
    (folder / "engagement.toml").write_text(toml, encoding="utf-8")
    if source is not None:
        for name in {table.file for table in load_engagement(folder).tables}:
            shutil.copyfile(source / name, folder / "data" / name)
    return folder


def real_data(*parts):
    root = os.environ.get("CXWORKBENCH_REAL_DATA", "")
    path = Path(root, *parts)
    if not root or not path.exists():
        pytest.skip("CXWORKBENCH_REAL_DATA names no folder with " + "/".join(parts))
    return path


@pytest.fixture
def northwind(tmp_path):
    folder = from_docs("northwind.md", tmp_path, real_data("northwind", "csv"))
    return open_engagement(str(folder), window_days=3650)


@pytest.mark.parametrize("page", ["northwind.md", "customersat.md", "online-retail.md"])
def test_every_engagement_in_the_docs_is_valid(page, tmp_path):
    assert load_engagement(from_docs(page, tmp_path)).tables


@pytest.mark.real_data
def test_northwind_has_91_accounts_and_its_published_revenue(northwind):
    accounts = northwind.evidence.accounts

    assert len(accounts) == 91
    assert round(accounts["revenue"].sum(), 2) == 1265793.04
    # The three largest, as the data's own page gives them.
    top = accounts.set_index("account_id")["revenue"].nlargest(3).round(2).to_dict()
    assert top == {"QUICK": 110277.31, "ERNSH": 104874.98, "SAVEA": 104361.95}


@pytest.mark.real_data
def test_northwinds_two_that_never_ordered_are_kept_and_listed(northwind):
    accounts = northwind.evidence.accounts

    silent = accounts[accounts["repurchases"] == 0]
    assert silent["account_id"].tolist() == ["FISSA", "PARIS"]
    assert silent["revenue"].isna().all()
    assert northwind.problems[["file", "row", "value", "severity"]].values.tolist() == [
        ["customers.csv", 23, "FISSA", "note"],
        ["customers.csv", 58, "PARIS", "note"],
    ]


@pytest.mark.real_data
def test_northwinds_orders_are_events_and_37_were_shipped_late(northwind):
    events = northwind.evidence.events

    assert events.groupby("activity").size().to_dict() == {
        "Order placed": 830,
        "Order shipped": 809,
    }
    assert (events["outcome"] == "late").sum() == 37
    assert set(events.loc[events["activity"] == "Order shipped", "partner_id"]) == {
        "Federal Shipping", "Speedy Express", "United Package",
    }  # fmt: skip
    assert northwind.unplaced.empty
    assert northwind.unmatched.empty


@pytest.mark.real_data
def test_northwinds_shippers_are_partners_with_days_promised_and_taken(northwind):
    deliveries = northwind.evidence.company_interactions

    first = deliveries[deliveries["order_id"] == "10248"].iloc[0]
    assert (first["promised"], first["delivered"], first["met"]) == (28.0, 12.0, True)
    assert int((~deliveries["met"].astype("bool")).sum()) == 37


@pytest.mark.real_data
def test_no_contact_of_northwind_is_in_its_evidence(northwind):
    received = pd.read_csv(northwind.folder / "data" / "customers.csv", dtype="str")
    kept = set(northwind.evidence.accounts["name"])

    texts = ""
    for path in sorted((northwind.folder / "evidence").rglob("*.parquet")):
        frame = pd.read_parquet(path).astype("str")
        texts += frame.map(lambda text: "" if text in kept else text).to_csv()
    for name in kept:
        texts = texts.replace(name, "")

    people = [*received["contact_name"], *received["phone"], *received["fax"].dropna()]
    assert [person for person in people if person in texts] == []


@pytest.mark.real_data
def test_the_survey_has_its_published_means(tmp_path):
    folder = from_docs("customersat.md", tmp_path, real_data("customersat"))

    case = open_engagement(str(folder))

    means = case.evidence.voices.groupby("metric")["score"].mean().round(3)
    assert means[["q1", "q9", "q4"]].tolist() == [6.066, 7.890, 5.560]
    assert (means.idxmax(), means.idxmin()) == ("q9", "q4")
    assert len(case.evidence.accounts) == 1811
    assert len(case.evidence.voices) == 18110
    assert case.problems[["rule", "value", "severity"]].values.tolist() == [
        ["is no exact copy of an earlier row", "127 rows", "note"]
    ]
    assert case.unplaced.empty


@pytest.mark.real_data
@pytest.mark.slow
def test_a_year_of_order_lines_has_its_published_customers_and_revenue(tmp_path):
    folder = from_docs("online-retail.md", tmp_path, real_data("online_retail"))

    case = open_engagement(str(folder), window_days=400)

    accounts, notes = case.evidence.accounts, case.problems
    assert len(accounts) == 4338
    assert round(accounts["revenue"].sum(), 2) == 8911407.90
    assert accounts.set_index("account_id").loc["14646", "revenue"].round(2) == 280206.02
    assert dict(zip(notes["column"], notes["value"], strict=True)) == {
        "CustomerID == ''": "135,080 rows",
        "Quantity <= 0": "8,905 rows",
        "UnitPrice <= 0": "40 rows",
        "": "6,007 rows",
        "Description": "",  # holds words, and nothing uses them
    }
    segments = rfm_segments(orders_of(case.evidence.events, accounts), as_of=case.as_of)
    assert len(segments) == 4338
    assert round(segments["monetary"].sum(), 2) == 8911407.90
    assert {"champions", "loyal", "hibernating"} <= set(segments["segment"])
