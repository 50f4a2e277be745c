"""The report of what was hidden: counts by file, column and kind, and nothing of anybody."""

from cxworkbench.intake.building import build_evidence, current_evidence
from cxworkbench.intake.checking import check_engagement
from cxworkbench.intake.hidden import NOT_FOUND, describe_hidden, together
from cxworkbench.running.checks import describe_check

TOML = """
[[tables]]
name = "crm"
file = "crm.csv"
feeds = "accounts"
extra = ["Strasse", "Ort"]
[[tables]]
name = "people"
file = "people.csv"
feeds = "contacts"
[[tables]]
name = "tickets"
file = "tickets.csv"
feeds = "voices"
method = "ticket"
"""
CRM = "account_id,name,Strasse,PLZ,Ort\nA,Acme Ltd,Obere Gasse 5,8001,Zürich\n"
PEOPLE = (
    "contact_id,account_id,Name,E-Mail,Adresse,PLZ,Stadt,Geburtsdatum\n"
    "p1,A,Bill Price,bill@acme.example,Mataderos 2312,05023,Linz,1970-01-02\n"
)
TICKETS = (
    "ticket id,account_id,date,IP Address,Agent,text\n"
    't1,A,2026-01-05,10.20.30.40,Sarah Connor,"Bill Price of Mataderos 2312, 05023 Linz: Sarah'
    ' Connor never rang 0171 1234567. Regards, Noor"\n'
    't2,A,2026-01-06,10.20.30.41,Sarah Connor,"the price of Linz is high"\n'
)
SECRETS = ("Bill", "bill@", "Mataderos", "2312", "05023", "1970", "10.20", "Connor", "0171", "Noor",
           "Obere Gasse")  # fmt: skip


def made(engagement):
    return engagement(TOML, crm=CRM, people=PEOPLE, tickets=TICKETS)


def test_texts_lose_the_streets_and_towns_that_a_contact_list_holds(engagement):
    texts = build_evidence(made(engagement)).evidence.voices["text"].tolist()

    person, agent = texts[0].split(" of ")[0], texts[0].split(": ")[1].split(" never")[0]
    assert texts[0] == f"{person} of [address], [address]: {agent} never rang [phone]. " + (
        "Regards, [name]"
    )
    assert (person[:8], agent[:6]) == ("contact-", "staff-")
    assert texts[1] == "the price of Linz is high"


def test_everything_hidden_is_counted_by_file_column_and_kind(engagement):
    hidden = build_evidence(made(engagement)).hidden

    assert hidden.values.tolist() == [
        ["crm.csv", "PLZ", "whole column", "post code", 1, "nothing: not kept"],
        ["crm.csv", "Strasse", "whole column", "street", 1, "nothing: not kept"],
        ["people.csv", "Adresse", "whole column", "street", 1, "nothing: not kept"],
        ["people.csv", "E-Mail", "whole column", "mail", 1, "a pseudonym"],
        ["people.csv", "Geburtsdatum", "whole column", "birthday", 1, "nothing: not kept"],
        ["people.csv", "Name", "whole column", "name", 1, "a pseudonym"],
        ["people.csv", "PLZ", "whole column", "post code", 1, "nothing: not kept"],
        ["people.csv", "Stadt", "whole column", "town", 1, "nothing: not kept"],
        ["people.csv", "contact_id", "whole column", "personal id", 1, "a pseudonym"],
        ["tickets.csv", "Agent", "whole column", "name of staff", 2, "nothing: not kept"],
        ["tickets.csv", "IP Address", "whole column", "network address", 2, "nothing: not kept"],
        ["tickets.csv", "text", "inside text", "address", 2, "[address]"],
        ["tickets.csv", "text", "inside text", "known contact", 1, "a pseudonym"],
        ["tickets.csv", "text", "inside text", "name of staff", 1, "a pseudonym"],
        ["tickets.csv", "text", "inside text", "person whom no file lists", 1, "[name]"],
        ["tickets.csv", "text", "inside text", "phone", 1, "[phone]"],
    ]


def test_a_street_of_a_company_is_kept_as_a_mark_and_its_town_as_it_is(engagement):
    accounts = build_evidence(made(engagement)).evidence.accounts

    assert accounts[["Strasse", "Ort"]].values.tolist() == [["[address]", "Zürich"]]


def test_the_report_and_the_check_hold_nothing_of_anybody(engagement):
    folder = made(engagement)
    checked = check_engagement(folder)

    told = describe_check(checked) + checked.hidden.to_csv() + checked.mapping.to_csv()

    assert [secret for secret in SECRETS if secret in told] == []
    assert "Geburtsdatum (1 of kind birthday)" in " ".join(told.split())
    assert " ".join(NOT_FOUND.split()) in " ".join(told.split())


def test_the_report_is_kept_with_the_evidence(engagement):
    folder = made(engagement)

    first, again = current_evidence(folder), current_evidence(folder)

    assert first.hidden.equals(again.hidden)
    assert (folder / "evidence" / "lists" / "hidden.parquet").is_file()


def test_nothing_hidden_is_said_too():
    assert describe_hidden(together([])).startswith(
        "No column and no text held anything of a person that is recognised. Not recognised "
    )
