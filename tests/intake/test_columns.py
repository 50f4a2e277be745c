"""Which header fills which column, and the preview that says so."""

import pandas as pd
import pytest

from cxworkbench.ground.resources import shipped
from cxworkbench.ground.tables import read_table
from cxworkbench.intake.aliases import ALIASES, INTAKE_COLUMNS
from cxworkbench.intake.columns import best_feed, map_columns, mapping_table, mistakes_in
from cxworkbench.intake.words import plain
from cxworkbench.records.engagement import ReceivedTable


def table(feeds="accounts", **more):
    return ReceivedTable.model_validate({"name": "crm", "file": "crm.csv", "feeds": feeds, **more})


def mapped(headers, **more):
    return map_columns(table(**more), headers).columns


def test_usual_headers_are_recognised_whatever_their_case_and_signs():
    assert mapped(["CUSTOMER-ID", "Company Name", "e_mail", "Umsatz"]) == {
        "account_id": "CUSTOMER-ID",
        "name": "Company Name",
        "revenue": "Umsatz",
        "contact_mail": "e_mail",
    }


def test_what_engagement_toml_says_wins_over_the_usual_name():
    columns = mapped(["id", "account_id", "revenue"], columns={"account_id": "id"})

    assert columns["account_id"] == "id"


def test_a_column_set_to_nothing_is_filled_by_nothing():
    assert "revenue" not in mapped(["account_id", "revenue"], columns={"revenue": ""})


def test_a_constant_is_not_overruled_by_a_usual_name():
    columns = mapped(["account_id", "timestamp", "activity"], feeds="events",
                     constants={"activity": "Ordered"})  # fmt: skip

    assert "activity" not in columns


def test_a_second_phone_number_is_personal_though_nothing_uses_it():
    personal = map_columns(table(), ["account_id", "phone", "fax"]).personal

    assert personal == ("phone", "fax")


def test_the_preview_masks_people_and_names_what_is_not_used():
    frame = pd.DataFrame(
        {"account_id": ["1", "2"], "phone": ["0171 1", ""], "Colour": ["red", "red"]}, dtype="str"
    )
    crm = table(columns={"account_id": "account_id"})

    preview = mapping_table(crm, frame, map_columns(crm, [*frame.columns]), lambda text: text)

    assert preview[["header", "column", "how", "samples"]].values.tolist() == [
        ["account_id", "account_id", "engagement.toml", "1; 2"],
        ["phone", "contact_phone", "alias", "•••"],
        ["Colour", "", "not used", "red"],
    ]


def test_wrong_columns_and_headers_are_all_named_with_the_nearest_right_word():
    crm = table(columns={"revenu": "Sales", "usage": "Seat"}, extra=("Region",))

    wrong = mistakes_in(crm, ["Sales", "Seats"], [])

    assert [(bad.column, bad.value, bad.remedy.split("?")[0]) for bad in wrong] == [
        ("tables.crm.revenu", "revenu", "Did you mean 'revenue'"),
        ("tables.crm.Seat", "Seat", "Did you mean 'Seats'"),
        ("tables.crm.Region", "Region", "There are: Sales, Seats."),
    ]


def test_every_alias_is_written_plainly_and_fills_a_column_that_exists():
    for feeds, columns in ALIASES.items():
        assert set(columns) <= set(INTAKE_COLUMNS[feeds])
        assert [
            alias for names in columns.values() for alias in names if plain(alias) != alias
        ] == []


@pytest.mark.parametrize(
    ("headers", "feeds"),
    [
        (["account_id", "name", "revenue"], "accounts"),
        (["contact_id", "account_id", "name", "email", "role"], "contacts"),
        (["ticket_id", "customer_id", "created", "category", "description"], "voices"),
        (["account_id", "email", "nps", "comment", "date"], "voices"),
        (["account_id", "timestamp", "activity"], "events"),
        (["order_id", "provider", "recipient", "promised"], "company_interactions"),
        (["territory_id", "territory_description"], "lookup"),
    ],
)
def test_headers_alone_say_what_a_table_feeds(headers, feeds):
    assert best_feed(headers)[0] == feeds


@pytest.mark.parametrize(
    ("file", "feeds"),
    [
        ("accounts", "accounts"), ("contacts", "contacts"), ("survey", "voices"),
        ("tickets", "voices"), ("interviews", "voices"), ("observations", "voices"),
        ("events", "events"),
    ],
)  # fmt: skip
def test_every_header_of_a_fill_in_table_is_recognised(file, feeds):
    frame = read_table(shipped("templates") / "intake" / f"{file}.csv").frame
    found, columns = best_feed([*frame.columns])

    assert found == feeds
    assert set(frame.columns) - set(columns.values()) == set()


def test_german_headers_are_recognised():
    accounts = ["Kundennummer", "Firma", "Umsatz 2025", "Verträge"]
    tickets = ["Kundennummer", "Ansprechpartner", "Geöffnet am", "Priorität", "Kategorie",
               "Nachricht"]  # fmt: skip

    assert best_feed(accounts) == ("accounts", {
        "account_id": "Kundennummer", "name": "Firma", "revenue": "Umsatz 2025",
        "services": "Verträge",
    })  # fmt: skip
    assert best_feed(tickets) == ("voices", {
        "account_id": "Kundennummer", "contact_name": "Ansprechpartner", "said_at": "Geöffnet am",
        "priority": "Priorität", "category": "Kategorie", "text": "Nachricht",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("headers", "revenue"),
    [
        (["Revenue 2025", "Revenue 2024"], "Revenue 2025"),
        (["Revenue 2025", "Revenue"], "Revenue"),
        (["Revenue FY 2025"], "Revenue FY 2025"),
    ],
)
def test_a_year_after_a_name_does_not_hide_it(headers, revenue):
    assert best_feed(["account_id", *headers])[1]["revenue"] == revenue
