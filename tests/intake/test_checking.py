"""A check: everything wrong at once, proposals for files nobody described, nothing written."""

import tomllib

import pytest

from cxworkbench.ground.resources import shipped
from cxworkbench.intake.checking import check_engagement, proposed_toml
from cxworkbench.intake.folders import write_proposal
from cxworkbench.intake.keys import key_path
from cxworkbench.intake.opening import open_engagement
from cxworkbench.records.store import load_engagement

CRM = "customer_id,company,turnover,e-mail\nA,Acme,5,ada@acme.example\n"
SURVEY = "respondent,customer_id,date,nps,csat,comment,shoe size\nR1,A,2026-01-05,9,4,Fine,43\n"
TICKETS = (
    "ticket_id,customer_id,created,category,description\n"
    "1,A,2026-01-05,Billing,x\n2,A,2026-01-06,Late,y\n3,A,2026-01-07,Late,z\n"
)


def test_files_nobody_described_are_proposed_with_their_columns(engagement):
    checked = check_engagement(engagement(crm=CRM, notes="a,b\n1,2\n"))

    proposed = checked.mapping.set_index(["file", "header"])[["column", "how"]]
    assert proposed.loc[("crm.csv", "turnover")].tolist() == ["revenue", "proposed"]
    assert proposed.loc[("notes.csv", "a")].tolist() == ["", "not used"]
    assert "ada@" not in checked.mapping.to_csv()
    remedies = checked.problems.set_index("file")["remedy"]
    assert remedies["crm.csv"].startswith("It looks like accounts.")


def test_a_check_writes_nothing(engagement):
    folder = engagement(crm=CRM)
    before = sorted(path for path in folder.rglob("*"))

    check_engagement(folder)

    assert sorted(path for path in folder.rglob("*")) == before
    assert not key_path("trial").exists()


def test_the_proposal_is_toml_that_makes_the_engagement_open(engagement, tmp_path):
    folder = engagement(crm=CRM, survey=SURVEY, tickets=TICKETS)
    remark = "\n# a remark of mine\n"
    with (folder / "engagement.toml").open("a", encoding="utf-8") as file:
        file.write(remark)

    written = write_proposal(folder)

    assert written == tomllib_text(written)
    assert remark.strip() in (folder / "engagement.toml").read_text(encoding="utf-8")
    feeds = {table.name: table.feeds for table in load_engagement(folder).tables}
    assert feeds == {"crm": "accounts", "survey": "voices", "tickets": "voices"}
    case = open_engagement(str(folder), out=str(tmp_path))
    assert sorted(case.evidence.voices["metric"]) == ["", "", "", "", "CSAT", "NPS"]
    assert set(case.evidence.voices["account_id"]) == {"A"}
    assert write_proposal(folder) == ""


def tomllib_text(text):
    tomllib.loads(text)
    return text


def test_words_to_be_placed_stand_in_the_proposal_as_comments_with_their_counts(engagement):
    text = proposed_toml(engagement(tickets=TICKETS))

    assert "# [values.tickets.category]\n" in text
    assert '# "Late" = { touchpoint = "", stage = "" }  # 2 rows\n' in text
    assert text.index('"Late"') < text.index('"Billing"')


def test_headers_that_nothing_recognises_are_named(engagement):
    assert "# not used: shoe size\n" in proposed_toml(engagement(survey=SURVEY))


def test_hostile_headers_and_words_stay_text(engagement):
    rows = (
        'ticket_id,customer_id,created,category,"a""]\n[x]"\n1,A,2026-01-05,"x"" = 1\n[evil]",y\n'
    )

    text = proposed_toml(engagement(tickets=rows))

    assert list(tomllib.loads(text)) == ["tables"]


def test_touchpoints_that_a_file_names_with_their_stages_are_proposed(engagement):
    events = "account_id,timestamp,activity,touchpoint,stage\nA,2026-01-01,x,Help desk,Research\n"

    [touchpoint] = tomllib.loads(proposed_toml(engagement(events=events)))["touchpoints"]

    assert touchpoint == {"id": "tp-help-desk", "name": "Help desk", "stage": "Research"}


def test_every_problem_of_every_file_is_listed_at_once(engagement):
    toml = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
columns.usage = "Seets"
[[tables]]
name = "gone"
file = "gone.csv"
feeds = "accounts"
"""
    folder = engagement(toml, crm="account_id,Seats,since\nA,1,soon\n,2,\n", empty="")

    problems = check_engagement(folder).problems

    assert problems[["file", "row", "rule"]].values.tolist() == [
        ["crm.csv", 2, "is a date"],
        ["crm.csv", 3, "has an account id"],
        ["empty.csv", 0, "can be read"],
        ["engagement.toml", 0, "is a header of crm.csv"],
        ["gone.csv", 0, "can be read"],
    ]


@pytest.mark.parametrize("workbook", [False, True])
def test_the_fill_in_tables_are_taken_as_they_are(engagement, tmp_path, workbook):
    folder = engagement()
    intake = shipped("templates") / "intake"
    names = ["intake.xlsx"] if workbook else [path.name for path in intake.glob("*.csv")]
    for name in names:
        if name != "touchpoints.csv":
            (folder / "data" / name).write_bytes((intake / name).read_bytes())

    write_proposal(folder)

    case = open_engagement(str(folder), out=str(tmp_path))
    assert [len(case.evidence.accounts), len(case.evidence.contacts)] == [2, 2]
    assert len(case.evidence.events) == 4
    assert set(case.evidence.voices["method"]) == {
        "survey", "ticket", "interview", "observation", "review",
    }  # fmt: skip
    assert case.unplaced["value"].tolist() == ["How likely are you to recommend us?"]
    assert case.unmatched.empty
    refused = case.problems[case.problems["severity"] == "refused"]
    assert refused.values.tolist() == []


def test_a_list_of_companies_with_one_contact_each_is_proposed_as_both(engagement):
    head = "customer_id,company,contact_name,contact_title\n"
    rows = head + "A,Acme,Ada Bell,Owner\nB,Bolt,Bo Ek,Buyer\n"

    tables = tomllib.loads(proposed_toml(engagement(customers=rows)))["tables"]

    assert [(table["name"], table["feeds"]) for table in tables] == [
        ("customers", "accounts"),
        ("customers_2", "contacts"),
    ]
    assert tables[0]["columns"]["name"] == "company"
    assert tables[1]["columns"]["role"] == "contact_title"


ENGLISH = (
    "Customer ID,Date,How likely are you to recommend us? (0-10),Satisfaction with delivery (1-5),"
    "How easy was it?,Hours of effort\nA,2026-01-05,9,4,6,3\nA,2026-01-06,11,5,7,4\n"
)
GERMAN = (
    "Kundennummer;Datum;Wie wahrscheinlich ist es, dass Sie uns weiterempfehlen? (0-10);"
    "Zufriedenheit mit der Lieferung (1-5);Zufriedenheit mit dem Preis (1-10)\n"
    "A;05.01.2026;9;4;8\n"
)


@pytest.mark.parametrize(
    ("survey", "metrics"),
    [(ENGLISH, ["NPS", "CSAT", "CES"]), (GERMAN, ["NPS", "CSAT", "CSAT 1-10"])],
)
def test_every_column_that_looks_like_a_score_is_proposed_as_a_question(
    engagement, tmp_path, survey, metrics
):
    folder = engagement(crm=CRM, survey=survey)

    written = write_proposal(folder)

    questions = load_engagement(folder).tables[1].questions.values()
    assert [question.metric for question in questions] == metrics
    assert [question.overall for question in questions] == [True, False, False]
    assert '# add touchpoint = "tp-..."' in written
    case = open_engagement(str(folder), out=str(tmp_path))
    assert next(iter(case.engagement.metrics)) == "NPS"
    assert set(case.evidence.voices["metric"]) == set(metrics)


def test_a_name_is_masked_wherever_it_may_be_a_persons(engagement):
    tickets = "Kundennummer,Name,Datum,Text\nA,Frau Lisa Maurer,2026-01-05,x\n"
    contacts = "Kundennummer,Name,Rolle\nA,Frau Lisa Maurer,user\n"

    checked = check_engagement(engagement(crm=CRM, tickets=tickets, contacts=contacts))

    assert "Maurer" not in checked.mapping.to_csv()
    assert set(checked.mapping.loc[checked.mapping["header"] == "Name", "samples"]) == {"•••"}


def test_every_problem_says_what_to_do(engagement):
    toml = """
[[tables]]
name = "gone"
file = "gone.csv"
feeds = "accounts"
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
computed.x = "open('x')"
joins = [{ with = "more", on = "customer_id" }]
[[tables]]
name = "more"
file = "more.csv"
feeds = "lookup"
joins = [{ with = "crm", on = "customer_id" }]
"""

    problems = check_engagement(engagement(toml, crm=CRM, more="customer_id\nA\n")).problems

    found = set(problems["rule"])
    assert {"can be read", "is arithmetic", "joins no table that joins it"} <= found
    assert problems.loc[problems["remedy"].str.strip() == ""].values.tolist() == []
