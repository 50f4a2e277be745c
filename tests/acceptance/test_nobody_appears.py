"""Nobody of whom a file was received appears in anything that is made of it, however it is written.

The shipped sample goes through the three notebooks, and so does a world of awkward names whose
accounts are hidden as well. Every file made is read: Parquet, JSON with its escapes, HTML with its
entities, addresses and base64 undone, capitals and accents put aside.
"""

import re
from dataclasses import replace

import pandas as pd
import pytest
from tests.acceptance.derived import derived_files, hits, plain, read_words, words_in

from cxworkbench.ground.resources import shipped
from cxworkbench.records.store import load_record
from cxworkbench.records.told import Told
from cxworkbench.telling.report import write_report
from cxworkbench.worlds.retail_pos import make_tiny_world
from cxworkbench.worlds.world import write_world

pytestmark = [pytest.mark.slow, pytest.mark.notebooks]
AWKWARD = (
    "Seán O'Brien", "Anneke van der Berg", "Ute Müller-Lüdenscheidt", "Li Ng", "Bill Price",
    "Mark Best", "May June", "Jean-Luc de la Tour", "Nguyễn Văn An", "Łukasz Ørsted",
    "René d'Hondt", "Will Grey",
)  # fmt: skip
STREETS = ("Lange Straße 5a", "Mataderos 2312", "221b Baker Street", "12, rue de la Paix",
           "Unter den Linden 77", "1600 Penn Ave")  # fmt: skip
TOWNS = ("50667 Köln", "05023 México", "75002 Paris", "1010 Wien", "10117 Berlin", "20500 Reno")


@pytest.fixture(scope="module")
def sample(call, tmp_path_factory):
    """The shipped sample after the three notebooks."""
    folder = tmp_path_factory.mktemp("sample") / "retail-pos"
    assert call("new", folder, "--sample", "retail-pos").returncode == 0
    done = call("run", folder)
    assert done.returncode == 0, done.stderr
    return folder, read_words(folder)


@pytest.fixture(scope="module")
def awkward(call, tmp_path_factory):
    """A world of awkward names and hidden accounts after a batch, with the people in it."""
    folder = tmp_path_factory.mktemp("awkward") / "awkward"
    world, people = awkward_world(make_tiny_world(5))
    write_world(world, folder)
    [chosen] = people["account"].mode().head(1)
    accounts = folder.parent / "accounts.csv"
    accounts.write_text(f"account_id\n{chosen}\n", "utf-8")
    done = call("batch", folder, "--accounts", accounts)
    assert done.returncode == 0, done.stderr
    for told in folder.rglob("told"):
        parts = [load_record(path, Told) for path in sorted(told.glob("*.json"))]
        write_report(parts, audience="client-safe", into=folder / "reports" / "client-safe" / (
            told.parent.name))  # fmt: skip
    checked = call("check", folder).stdout
    (folder / "reports" / "check.txt").write_text(checked, "utf-8")
    return folder, read_words(folder), people, world


def awkward_world(world):
    """The world with awkward names, addresses, and tickets that spell them out."""
    contacts = world.tables["contacts.csv"].copy()
    names = [AWKWARD[number % len(AWKWARD)] for number in range(len(contacts))]
    contacts["Name"] = [f"{name}{'' if n < len(AWKWARD) else chr(97 + n // len(AWKWARD))}"
                        for n, name in enumerate(names)]  # fmt: skip
    contacts["Street"] = [STREETS[n % len(STREETS)] for n in range(len(contacts))]
    contacts["ZIP"] = [TOWNS[n % len(TOWNS)].split(" ")[0] for n in range(len(contacts))]
    contacts["City"] = [TOWNS[n % len(TOWNS)].split(" ")[1] for n in range(len(contacts))]
    people = pd.DataFrame(
        {"account": contacts["Customer no."], "name": contacts["Name"], "mail": contacts["E-mail"],
         "phone": contacts["Phone"], "street": contacts["Street"],
         "town": contacts["ZIP"] + " " + contacts["City"]}
    )  # fmt: skip
    tickets = world.tables["tickets.csv"]
    more = tickets.head(len(people)).copy()
    for n, one in enumerate(people.head(len(more)).itertuples()):
        company = world.tables["crm-accounts.csv"].set_index("Customer no.").loc[one.account]
        more.iloc[n, more.columns.get_loc("Ticket no.")] = f"X{n:04d}"
        more.iloc[n, more.columns.get_loc("Message")] = (
            f"{one.name.upper()} of {company['Company']} ({company['Web domain']}) rang from "
            f"{one.phone}. Write to {one.mail} or to {one.street}, {one.town}."
        )
    tables = {**world.tables, "contacts.csv": contacts, "tickets.csv": pd.concat([tickets, more])}
    strict = world.engagement_toml.replace('account_names = "shown" ', 'account_names = "strict"')
    assert strict != world.engagement_toml
    forms = {name: form for name, form in world.forms.items() if name != "tickets.csv"}
    return replace(world, tables=tables, engagement_toml=strict, forms=forms), people


def test_of_the_sample_no_name_mail_or_phone_is_in_any_derived_file(sample):
    folder, words = sample
    contacts = pd.read_csv(folder / "data" / "contacts.csv", dtype=str)

    found = hits(words, names=contacts["Name"], mails=contacts["E-mail"], phones=contacts["Phone"])

    assert len(contacts) > 500
    assert {path.suffix for path in derived_files(folder)} >= {
        ".parquet", ".csv", ".json", ".html", ".ipynb", ".jsonl"
    }  # fmt: skip
    assert found == []


def test_the_search_would_find_them(sample):
    folder, _ = sample
    contacts = pd.read_csv(folder / "data" / "contacts.csv", dtype=str).head(20)

    known = words_in(folder / "data" / "contacts.csv")

    found = hits({"contacts.csv": known}, names=contacts["Name"], mails=contacts["E-mail"],
                 phones=contacts["Phone"])  # fmt: skip
    assert len(found) == 60


def test_awkward_names_mails_phones_and_addresses_are_in_no_derived_file(awkward):
    _, words, people, _ = awkward

    found = hits(words, names=people["name"], mails=people["mail"], phones=people["phone"],
                 phrases=[*people["street"], *people["town"]])  # fmt: skip

    assert found == []


def test_hidden_accounts_are_in_no_derived_file(awkward):
    folder, words, _, world = awkward
    crm = world.tables["crm-accounts.csv"]
    groups = [group for group in crm["Group"] if group]

    found = hits(words, phrases=[*crm["Company"], *crm["Web domain"], *groups])

    assert found == []
    names = pd.read_parquet(folder / "evidence" / "accounts.parquet")["name"]
    assert names.str.fullmatch(r"account-[0-9a-f]{12}").all()


def test_who_stands_behind_a_hidden_account_is_answered_here(awkward, call):
    folder, _, _, world = awkward
    accounts = pd.read_parquet(folder / "evidence" / "accounts.parquet")

    told = call("who", accounts["name"].iloc[0])

    assert told.stdout.strip() == world.tables["crm-accounts.csv"]["Company"].iloc[0]


def test_what_a_contact_is_called_stays_out_of_the_texts_of_its_account(sample):
    folder, _ = sample
    voices = pd.read_parquet(folder / "evidence" / "voices.parquet")
    contacts = pd.read_csv(folder / "data" / "contacts.csv", dtype=str)
    accounts = plain(shipped("samples").joinpath("retail-pos/data/crm-accounts.csv").read_text())
    parts = {
        account: {part for name in names for part in name.split(" ") if plain(part) not in accounts}
        for account, names in contacts.groupby("Customer no.")["Name"]
    }

    said = [
        (part, text)
        for account, text in zip(voices["account_id"], voices["text"], strict=True)
        for part in parts.get(account, ())
        if re.search(rf"\b{re.escape(part)}\b", text)
    ]

    assert said == []
