"""The accounts: kept, listed, recognised over files, never guessed."""

import pandas as pd

from cxworkbench.intake.building import build_evidence

CRM = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
"""
TICKETS = """
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
"""


def built(engagement, toml=CRM, **files):
    return build_evidence(engagement(toml, **files))


def about_accounts(intake):
    listed = intake.problems[intake.problems["rule"].str.contains("account")]
    return listed[["file", "row", "rule", "value"]].values.tolist()


def test_an_id_keeps_its_leading_zeros(engagement):
    accounts = built(engagement, crm="account_id,name\n0012,Acme\n").evidence.accounts

    assert accounts["account_id"].tolist() == ["0012"]


def test_blank_and_duplicate_ids_are_listed_and_the_first_row_is_kept(engagement):
    intake = built(engagement, crm="account_id,name\nA,Acme\n,Nobody\nA,Acme again\nB,Bolt\n")

    assert intake.evidence.accounts["name"].tolist() == ["Acme", "Bolt"]
    assert about_accounts(intake) == [
        ["crm.csv", 3, "has an account id", ""],
        ["crm.csv", 4, "has each account once", "A"],
    ]


def test_a_list_of_orders_names_an_account_many_times_without_a_problem(engagement):
    intake = built(engagement, CRM + "repeated = true\n", crm="account_id,name\nA,Acme\nA,Acme\n")

    assert len(intake.evidence.accounts) == 1
    assert about_accounts(intake) == []


def test_accounts_without_ids_are_given_ids_from_their_names(engagement):
    accounts = built(engagement, crm="name,revenue\nMüller GmbH,5\nBolt,7\n").evidence.accounts

    assert accounts["account_id"].tolist() == ["account-muller-gmbh", "account-bolt"]


def test_a_second_table_adds_accounts_and_fills_what_the_first_left_empty(engagement):
    more = CRM + CRM.replace('"crm', '"erp')

    accounts = built(
        engagement, more,
        crm="account_id,name,revenue\nA,Acme,\nB,Bolt,5\n",
        erp="account_id,name,revenue\nC,Cole,9\nA,Other,7\n",
    ).evidence.accounts  # fmt: skip

    assert accounts[["account_id", "name", "revenue"]].values.tolist() == [
        ["A", "Acme", 7.0], ["B", "Bolt", 5.0], ["C", "Cole", 9.0],
    ]  # fmt: skip


def test_extra_columns_are_kept_as_they_are(engagement):
    accounts = built(
        engagement, CRM + 'extra = ["tills", "code"]\n',
        crm="account_id,tills,code\nA,12,007\nB,,01\n",
    ).evidence.accounts  # fmt: skip

    assert accounts["tills"].iloc[0] == 12.0
    assert pd.isna(accounts["tills"].iloc[1])
    assert accounts["code"].tolist() == ["007", "01"]


def test_a_recommendation_outside_0_to_10_is_left_out_and_listed(engagement):
    intake = built(engagement, crm="account_id,nps\nA,11\nB,10\n")

    assert intake.evidence.accounts["recommendation"].fillna(-1).tolist() == [-1.0, 10.0]
    assert intake.problems[["row", "value", "rule"]].values.tolist() == [
        [2, "11", "is a recommendation from 0 to 10"]
    ]


def test_rows_are_matched_by_id_then_name_then_mail_domain(engagement):
    voices = built(
        engagement, CRM + TICKETS,
        crm="account_id,name,domain\n001,Müller GmbH,mueller.example\n002,Bolt plc,\n",
        tickets=(
            "account_id,company,email,created,text\n"
            "001,,,2026-01-01,by id\n"
            ",MULLER,,2026-01-01,by name\n"
            "Bolt,,,2026-01-01,by a name where the id should be\n"
            ",,x@mail.mueller.example,2026-01-01,by domain\n"
            ",,x@gmail.com,2026-01-01,by nothing\n"
        ),
    ).evidence.voices  # fmt: skip

    assert voices["account_id"].tolist() == ["001", "001", "002", "001", ""]


def test_what_matches_nothing_is_listed_with_the_nearest_and_its_voice_is_kept(engagement):
    intake = built(
        engagement, CRM + TICKETS,
        crm="account_id,name\nA,Harbour Stores Ltd\n",
        tickets="company,created,text\nHarbor Stores,2026-01-01,late\n,2026-01-01,wrong\n",
    )  # fmt: skip

    assert len(intake.evidence.voices) == 2
    assert intake.unmatched.values.tolist() == [
        ["tickets.csv", 2, "Harbor Stores", "Harbour Stores Ltd"],
        ["tickets.csv", 3, "", ""],
    ]
    assert intake.proposed_matches.values.tolist() == [
        ["Harbor Stores", 1, "A", "Harbour Stores Ltd", 96.3, "the names are near"]
    ]


def test_a_proposal_counts_once_a_person_accepts_it(engagement):
    same = '[same_account]\n"Harbor Stores" = "A"\n'

    intake = built(
        engagement, same + CRM + TICKETS,
        crm="account_id,name\nA,Harbour Stores Ltd\n",
        tickets="company,created,text\nHarbor Stores,2026-01-01,late\n",
    )  # fmt: skip

    assert intake.evidence.voices["account_id"].tolist() == ["A"]
    assert intake.unmatched.empty


def test_two_accounts_of_one_name_are_both_proposed_and_neither_is_taken(engagement):
    intake = built(
        engagement, CRM + TICKETS,
        crm="account_id,name\nA,Acme Ltd\nB,Acme GmbH\n",
        tickets="company,created,text\nAcme,2026-01-01,late\n",
    )  # fmt: skip

    assert intake.evidence.voices["account_id"].tolist() == [""]
    assert intake.proposed_matches["account_id"].tolist() == ["A", "B"]
    assert set(intake.proposed_matches["why"]) == {"several accounts have this name"}


def test_an_id_that_differs_in_zeros_only_is_proposed(engagement):
    intake = built(
        engagement, CRM + TICKETS,
        crm="account_id,name\n0012,Acme\n",
        tickets="account_id,created,text\n12,2026-01-01,late\n",
    )  # fmt: skip

    assert intake.proposed_matches[["account_id", "why"]].values.tolist() == [
        ["0012", "the id differs in leading zeros or case only"]
    ]


def test_without_a_list_of_accounts_they_are_taken_from_what_the_files_name(engagement):
    intake = built(
        engagement, TICKETS,
        tickets="account_id,created,text\nA,2026-01-01,late\nB,2026-01-01,wrong\nA,2026-01-02,ok\n",
    )  # fmt: skip

    assert intake.evidence.accounts["account_id"].tolist() == ["A", "B"]
    assert about_accounts(intake) == [
        ["engagement.toml", 0, "names a file that lists the accounts", ""]
    ]
    assert intake.unmatched.empty


def test_an_account_without_a_name_is_shown_by_its_id_and_noted(engagement):
    intake = built(engagement, crm="account_id,name\nA,Acme\nB,\n")

    assert intake.evidence.accounts["name"].tolist() == ["Acme", "B"]
    assert intake.problems[["row", "column", "rule", "severity"]].values.tolist() == [
        [3, "name", "has a name", "note"]
    ]


def test_a_name_with_a_sign_that_cannot_be_seen_gets_a_note(engagement):
    toml = '[[tables]]\nname = "crm"\nfile = "crm.csv"\nfeeds = "accounts"\n'
    folder = engagement(toml, crm="account_id,name\na,Ac\x00me\nb,Bolt\n")

    problems = build_evidence(folder).problems

    told = problems.loc[problems["rule"] == "has no unseen signs", ["row", "severity"]]
    assert told.values.tolist() == [[2, "note"]]
