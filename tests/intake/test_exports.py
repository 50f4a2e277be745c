"""Exports of survey, review, CRM and analytics tools: what is proposed for each, and what comes in.

A folder with one of each kind is laid down as a newcomer would, and nothing is corrected by hand.
"""

import tomllib

import openpyxl
import pandas as pd
import pytest
from tests.intake.exports import (
    ACTIVITIES,
    GERMAN_SURVEY,
    IP,
    MAILS,
    OPPORTUNITIES,
    PEOPLE,
    QUALTRICS_IDS,
    STAFF,
    TICKETS,
    USAGE,
    VISITORS,
    VISITS_LONG,
    VISITS_WIDE,
    WEB,
    as_csv,
    every_export,
    qualtrics_rows,
    surveymonkey_rows,
)

from cxworkbench.intake.building import build_evidence, write_evidence
from cxworkbench.intake.checking import check_engagement, proposed_toml
from cxworkbench.intake.consent import settle_consent
from cxworkbench.intake.folders import new_engagement, write_proposal
from cxworkbench.intake.keys import open_keyring

FEEDS = {
    "accounts": ("accounts", ""), "nps_survey": ("voices", "survey"),
    "pulse": ("voices", "survey"), "service_survey": ("voices", "survey"),
    "umfrage": ("voices", "survey"), "g2_export": ("voices", "review"),
    "complaints": ("voices", "ticket"), "helpdesk": ("voices", "ticket"),
    "pipeline": ("events", ""), "sf_activities": ("events", ""), "aktivitaeten": ("events", ""),
    "ga4": ("events", ""), "feature_usage": ("events", ""),
    "mystery_shopping": ("voices", "observation"), "testkaeufe": ("voices", "observation"),
    "field_notes": ("voices", "observation"),
}  # fmt: skip


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The folder of an engagement made from one file of each kind, and its evidence."""
    keys = tmp_path_factory.mktemp("keys")
    received = tmp_path_factory.mktemp("received")
    for name, content in every_export().items():
        (received / name).write_bytes(content)
    folder = new_engagement(tmp_path_factory.mktemp("made") / "acme", from_data=received)
    settle_consent(folder, given="anonymous")
    intake = build_evidence(folder, key_file=keys / "acme.json")
    write_evidence(intake, folder)
    return folder, intake


def proposed(engagement, name, rows, **how):
    folder = engagement()
    (folder / "data" / name).write_bytes(as_csv(rows, **how))
    return tomllib.loads(proposed_toml(folder))


def table_of(engagement, name, rows, **how):
    return proposed(engagement, name, rows, **how)["tables"][0]


def test_every_file_is_proposed_as_what_it_is(whole):
    settings = tomllib.loads((whole[0] / "engagement.toml").read_text(encoding="utf-8"))

    found = {
        table["name"]: (table["feeds"], table.get("method", "")) for table in settings["tables"]
    }
    assert found == FEEDS


def test_nothing_is_refused_and_every_voice_and_event_has_its_account(whole):
    _, intake = whole
    evidence = intake.evidence

    assert intake.problems[intake.problems["severity"] == "refused"].values.tolist() == []
    assert intake.unmatched.empty
    assert (evidence.voices["account_id"] != "").all()
    assert (evidence.events["account_id"] != "").all()
    assert evidence.voices["said_at"].notna().all()
    assert evidence.events["occurred_at"].notna().all()
    assert set(evidence.voices["consent"]) == {"anonymous"}


def test_answers_become_scores_of_one_metric_each(whole):
    voices = whole[1].evidence.voices

    counted = voices[voices["score"].notna()].groupby(["source", "metric"]).size()
    assert counted.to_dict() == {
        ("g2_export", "Rating 1-5"): 3, ("mystery_shopping", "Checklist"): 4,
        ("nps_survey", "CES"): 6, ("nps_survey", "CSAT"): 12, ("nps_survey", "NPS"): 6,
        ("pulse", "CES"): 6, ("pulse", "CSAT"): 12, ("pulse", "NPS"): 6,
        ("service_survey", "CSAT"): 4, ("service_survey", "NPS"): 4,
        ("testkaeufe", "Checklist"): 5, ("testkaeufe", "Checklist 1-5"): 2,
        ("umfrage", "CES 1-5"): 3, ("umfrage", "CSAT"): 4, ("umfrage", "NPS"): 4,
    }  # fmt: skip


def test_no_name_mail_phone_or_network_address_is_in_any_derived_file(whole):
    folder, intake = whole
    written = b"".join(path.read_bytes() for path in (folder / "evidence").rglob("*.json"))
    tables = [pd.read_parquet(path) for path in (folder / "evidence").rglob("*.parquet")]
    text = written.decode() + "".join(table.to_csv() for table in tables)
    text += (folder / "evidence" / "problems.csv").read_text(encoding="utf-8")

    people = [*PEOPLE, *STAFF, *VISITORS, *MAILS, IP, "Lowell", "Okafor", "Maurer", "52.51"]
    assert [one for one in people if one in text] == []
    assert "observer-" in text
    assert intake.keyring is not None


def test_previews_and_unfinished_answers_are_set_aside_with_counts(whole):
    problems = whole[1].problems
    aside = problems[problems["rule"].str.contains("set_aside") & problems["file"].eq("pulse.xlsx")]

    assert sorted(zip(aside["column"], aside["value"], strict=True)) == [
        ("Finished == 'False'", "1 row"), ("Status == 'Survey Preview'", "1 row"),
    ]  # fmt: skip


def test_usage_by_feature_is_summed_up_by_account(whole):
    usage = whole[1].evidence.accounts.set_index("account_id")["usage"]

    assert usage.dropna().to_dict() == {"A-001": 1231.0, "A-002": 140.0, "A-003": 640.0}
    events = whole[1].evidence.events
    assert events.loc[events["source"] == "feature_usage", "times"].sum() == 2011


def test_an_interaction_log_has_day_medium_role_and_outcome(whole):
    events = whole[1].evidence.events
    log = events[events["source"] == "sf_activities"].sort_values("occurred_at")

    assert log[["activity", "medium_class", "role", "outcome"]].values.tolist() == [
        ["Call", "digital", "Head of IT", "Connected"],
        ["Email", "digital", "Head of IT", ""],
        ["Meeting", "unknown", "Einkauf", ""],
    ]
    assert (log["contact_id"] != "").all()


def test_what_is_only_expected_is_no_event(whole):
    _, intake = whole
    events = intake.evidence.events

    deals = events[events["source"] == "pipeline"]
    assert sorted(deals["activity"]) == ["Closed Lost", "Closed Won"]
    assert events["occurred_at"].max() < pd.Timestamp("2026-05-30")
    logs = intake.problems[intake.problems["file"].isin(["pipeline.csv", "sf-activities.csv"])]
    aside = logs[logs["rule"].str.contains("set_aside")]
    assert aside[["column", "value"]].values.tolist() == [
        ["Stage == 'Proposal/Price Quote'", "1 row"], ["Status == 'Open'", "1 row"],
    ]  # fmt: skip


def test_a_visit_keeps_its_site_its_items_and_a_pseudonym_of_who_visited(whole):
    voices = whole[1].evidence.voices
    seen = voices[voices["source"] == "mystery_shopping"]

    assert seen[["site", "question", "score"]].values.tolist() == [
        ["Store 12", "Greeted within a minute", 1.0], ["Store 12", "Till opens at once", 0.0],
        ["Store 3", "Greeted within a minute", 1.0], ["Store 3", "Till opens at once", 1.0],
    ]  # fmt: skip
    assert seen["observer_id"].nunique() == 2
    assert set(seen["contact_id"]) == {""}
    wide = voices[voices["source"] == "testkaeufe"]
    assert set(wide["observer_id"]) == set(seen["observer_id"])


def test_a_review_keeps_title_stars_and_what_is_good_and_bad(whole):
    voices = whole[1].evidence.voices
    first = voices[(voices["source"] == "g2_export") & (voices["row"] == 2)]

    said = first.sort_values("question")[["question", "code_kind", "text"]]
    assert said.values.tolist() == [
        ["", "", "Solid till\nRuns all day without a break."],
        ["Cons", "pain", "Slow customer support"],
        ["Pros", "gain", "Very fast checkout"],
    ]


def test_a_numeric_export_of_qualtrics_sets_the_same_rows_aside(engagement):
    rows = [list(row) for row in qualtrics_rows()]
    numbers = {"IP Address": "0", "Survey Preview": "1", "True": "1", "False": "0"}
    rows[3:] = [
        [numbers.get(cell, cell) if at in (2, 6) else cell for at, cell in enumerate(row)]
        for row in rows[3:]
    ]

    assert table_of(engagement, "q.csv", rows)["set_aside"] == ["Status == 1", "Finished == 0"]


def test_a_workbook_with_truth_values_and_merged_questions_is_read_as_its_csv(engagement):
    folder = engagement()
    workbook = openpyxl.Workbook()
    for row in qualtrics_rows():
        workbook.active.append([{"True": True, "False": False}.get(cell, cell) for cell in row])
    workbook.save(folder / "data" / "q.xlsx")
    merged = openpyxl.Workbook()
    for row in surveymonkey_rows():
        merged.active.append(row)
    merged.active.merge_cells("L1:M1")
    merged.save(folder / "data" / "monkey.xlsx")

    tables = {one["name"]: one for one in tomllib.loads(proposed_toml(folder))["tables"]}

    assert tables["q"]["set_aside"] == ["Status == 'Survey Preview'", "Finished == 'FALSE'"]
    assert [one.get("metric", "") for one in tables["monkey"]["questions"].values()] == [
        "CSAT", "NPS", "",
    ]  # fmt: skip
    assert tables["monkey"]["date_order"] == "month first"


def test_questions_are_known_by_their_text_and_not_by_their_id(engagement):
    questions = table_of(engagement, "q.csv", qualtrics_rows(), mark=";")["questions"]

    assert {name: one.get("metric", one.get("part")) for name, one in questions.items()} == {
        "Q1": "NPS", "Q2_1": "CSAT", "Q2_2": "CSAT", "Q3": "CES", "Q4": "text",
    }  # fmt: skip
    assert questions["Q1"]["text"] == "How likely is it that you would recommend us to a colleague?"
    assert "Q1_NPS_GROUP" in QUALTRICS_IDS


def test_german_words_are_a_scale_too(engagement):
    table = table_of(engagement, "u.csv", GERMAN_SURVEY, mark=";", encoding="utf-8-sig")

    assert table["words"]["Sehr zufrieden"] == 5
    assert table["words"]["Eher schwierig"] == 2
    assert [one.get("metric", "") for one in table["questions"].values()] == [
        "NPS", "CSAT", "CES", "",
    ]  # fmt: skip


def test_a_reference_is_the_contacts_where_it_stands_on_the_list_of_contacts(engagement):
    folder = engagement(contacts="contact_id,customer_id,role\nA-001,9,user\nA-002,9,user\n"
                        "A-003,8,buyer\n")  # fmt: skip
    (folder / "data" / "q.csv").write_bytes(as_csv(qualtrics_rows()))

    tables = {one["name"]: one for one in tomllib.loads(proposed_toml(folder))["tables"]}

    assert tables["q"]["columns"]["contact_id"] == "ExternalReference"
    assert "account_id" not in tables["q"]["columns"]


def test_a_reference_alone_is_proposed_as_the_accounts_with_a_remark(engagement, tmp_path):
    folder = engagement()
    (folder / "data" / "q.csv").write_bytes(as_csv(qualtrics_rows()))

    written = write_proposal(folder)

    assert "# check: is ExternalReference the account's id?" in written
    evidence = build_evidence(folder).evidence
    assert evidence.accounts["account_id"].tolist() == ["A-001", "A-002", "A-003"]
    assert (evidence.voices["account_id"] != "").all()


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (OPPORTUNITIES, {"activity": "Stage", "occurred_at": "Close Date", "key": "Opportunity ID",
                         "account_name": "Account Name", "contact_name": "Primary Contact"}),
        (ACTIVITIES, {"activity": "Type", "channel": "Type", "occurred_at": "Date",
                      "account_name": "Company / Account", "contact_name": "Name",
                      "role": "Title", "outcome": "Call Result"}),
        (WEB, {"occurred_at": "event_timestamp", "activity": "event_name",
               "account_id": "account_id", "contact_id": "user_pseudo_id"}),
        (USAGE, {"activity": "Feature", "times": "Event count", "occurred_at": "Month",
                 "account_id": "Account ID"}),
    ],
)  # fmt: skip
def test_a_table_of_events_is_known_by_its_headers_together(engagement, rows, columns):
    table = table_of(engagement, "some.csv", rows)

    assert (table["feeds"], table["columns"]) == ("events", columns)


HUBSPOT = [
    ["Record ID", "Deal Name", "Deal Stage", "Close Date", "Deal owner", "Amount",
     "Associated Company", "Associated Contact"],
    ["11", "Tills for Pier", "Contract sent", "2026-04-01 10:00", STAFF[0], "1200", "Pier Foods",
     PEOPLE[0]],
]  # fmt: skip
MIXPANEL = [
    ["Event", "Time", "Distinct ID", "$browser", "$city", "Account ID", "$insert_id"],
    ["Report exported", "1772355600", "u-1", "Firefox", "Kiel", "A-001", "i-1"],
]
AMPLITUDE = [
    ["event_type", "event_time", "user_id", "device_id", "session_id", "city", "group_id"],
    ["Sign in", "2026-03-01 08:00:00.123", "u-1", "d-1", "77", "Kiel", "A-001"],
]
ADOBE = [
    ["Date", "Page", "eVar1", "Visits", "Page Views"],
    ["March 1, 2026", "support:home", "A-001", "3", "12"],
]
GA4_REPORT = [
    ["Date", "Page path and screen class", "Session source / medium", "Views", "Company"],
    ["20260301", "/pricing", "google / organic", "7", "Harbour Stores"],
]


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (HUBSPOT, {"key": "Record ID", "activity": "Deal Stage", "occurred_at": "Close Date",
                   "account_name": "Associated Company", "contact_name": "Associated Contact"}),
        (MIXPANEL, {"occurred_at": "Time", "activity": "Event", "account_id": "Account ID",
                    "contact_id": "Distinct ID", "key": "$insert_id"}),
        (AMPLITUDE, {"occurred_at": "event_time", "activity": "event_type",
                     "account_id": "group_id", "contact_id": "user_id"}),
        (ADOBE, {"occurred_at": "Date", "activity": "Page", "account_id": "eVar1",
                 "times": "Page Views"}),
        (GA4_REPORT, {"occurred_at": "Date", "activity": "Page path and screen class",
                      "times": "Views", "account_name": "Company"}),
    ],
)  # fmt: skip
def test_other_tools_of_the_kind_are_known_too(engagement, rows, columns):
    table = table_of(engagement, "some.csv", rows)

    assert (table["feeds"], table["columns"]) == ("events", columns)


def test_a_help_desks_export_is_no_log_of_calls(engagement):
    table = table_of(engagement, "zendesk.csv", TICKETS)

    assert (table["feeds"], table["method"]) == ("voices", "ticket")
    assert table["columns"]["account_name"] == "Account"


def test_a_checklist_is_proposed_with_its_scale_long_and_wide(engagement):
    long = proposed(engagement, "visits.csv", VISITS_LONG)
    assert long["tables"][0]["constants"] == {"metric": "Checklist"}
    assert long["tables"][0]["words"] == {"yes": 1, "no": 0}
    assert long["metrics"]["Checklist"] == {
        "kind": "mean", "low": 0, "high": 1, "felt": False,
    }  # fmt: skip

    wide = table_of(engagement, "visits.csv", VISITS_WIDE)
    assert {name: one["metric"] for name, one in wide["questions"].items()} == {
        "Begrüßung freundlich": "Checklist", "Kasse sofort frei": "Checklist",
        "Beleg lesbar": "Checklist", "Sauberkeit (1-5)": "Checklist 1-5",
    }  # fmt: skip


def test_points_out_of_most_points_are_a_share(engagement):
    rows = [["Site", "Visit date", "Auditor", "Criterion", "Points", "Max points"],
            ["Kiel", "2026-01-05", "Vera Quick", "Clean", "3", "4"]]  # fmt: skip
    folder = engagement(crm="account_id,name\nA,Acme\n")
    (folder / "data" / "audit.csv").write_bytes(as_csv(rows))

    write_proposal(folder)

    voices = build_evidence(folder).evidence.voices
    assert voices[["metric", "score", "site"]].values.tolist() == [["Checklist", 0.75, "Kiel"]]


def test_a_checklist_without_scores_is_left_to_a_person(engagement):
    rows = [["Store", "Visit date", "Visitor", "Check", "Result"],
            ["Kiel", "2026-01-05", "Vera Quick", "Floor", "sticky near the tills"]]  # fmt: skip

    assert "constants" not in table_of(engagement, "audit.csv", rows)


def test_a_check_of_files_nobody_described_shows_the_same_uses(engagement):
    folder = engagement()
    (folder / "data" / "visits.csv").write_bytes(as_csv(VISITS_LONG))

    mapping = check_engagement(folder).mapping.set_index("header")[["column", "how", "samples"]]

    assert mapping.loc["Store"].tolist() == ["site", "proposed", "Store 12; Store 3"]
    assert mapping.loc["Mystery shopper"].tolist() == ["observer", "proposed", "•••; •••"]


def test_who_visited_can_be_looked_up_where_the_key_is(whole):
    _, intake = whole
    observer = intake.evidence.voices["observer_id"].max()

    keyring = open_keyring("acme", whole[0], key_file=intake.keyring.path)

    assert keyring.people[observer]["name"] in VISITORS
